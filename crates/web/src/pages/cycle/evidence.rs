//! Which figures of a cycle have to be proved.

use std::collections::BTreeSet;

use app::{Error, Person};
use assessment::{CycleId, IndicatorId, Role};
use axum::extract::{Path, State};
use axum::response::{Html, Redirect};

use crate::error::PageError;
use crate::path;
use crate::session::{Signed, SignedForm};
use crate::shell::{self, Page, Part, html};
use crate::state::Web;
use crate::view::form::{FormField, FormPage};
use crate::view::{Choice, Link};

pub(crate) async fn show(
    State(web): State<Web>,
    Signed(person): Signed,
    Path(cycle): Path<CycleId>,
) -> Result<Html<String>, PageError> {
    html(&page(&web, &person, cycle).await?)
}

async fn page(web: &Web, person: &Person, cycle: CycleId) -> Result<FormPage, PageError> {
    let (rows, version) = app::evidence::rules(&web.app, person, cycle).await?;
    let catalogue = web.app.catalogue().await?;
    let name = catalogue.cycle(cycle).map_or_else(String::new, |cycle| cycle.name.clone());
    let about = Page { part: Part::Cycles, title: "佐证要求", subtitle: name.clone(), help: "evidence" };
    let at = shell::spot(web, person).await?;
    let mut frame = shell::frame(web, person, &about, at);
    frame.crumbs.insert(1, Link { label: name, href: path::cycle(cycle) });
    let open = person.has(Role::Officer);
    let fields = if open {
        let options = rows.iter().map(|row| Choice {
            value: row.indicator.id.to_string(),
            label: row.indicator.name.clone(),
            chosen: row.asked,
        });
        vec![
            FormField {
                kind: "hidden",
                id: "seen".to_owned(),
                value: version.to_string(),
                ..FormField::default()
            },
            FormField {
                kind: "checkbox",
                id: "asked".to_owned(),
                label: "须附证明材料的指标".to_owned(),
                options: options.collect(),
                ..FormField::default()
            },
        ]
    } else {
        let names = rows.iter().filter(|row| row.asked).map(|row| row.indicator.name.as_str());
        let names: Vec<&str> = names.collect();
        let value = if names.is_empty() { "没有".to_owned() } else { names.join("、") };
        vec![FormField {
            kind: "fixed",
            label: "须附证明材料的指标".to_owned(),
            value,
            ..FormField::default()
        }]
    };
    Ok(FormPage {
        frame,
        lead: "选中的指标填了数而没有佐证的，填报时提示补上或说明原因，不补不说明的不能提交。\
               没有另行决定时，只有按完成与否考核的指标须附材料：其余各数由数据来源部门核验，不必重复证明。"
            .to_owned(),
        action: path::evidence_rules(cycle),
        fields,
        submit: if open { "保存".to_owned() } else { String::new() },
        cancel: Link { label: "返回".to_owned(), href: path::cycle(cycle) },
        ..FormPage::default()
    })
}

pub(crate) async fn set(
    State(web): State<Web>,
    Path(cycle): Path<CycleId>,
    SignedForm(person, fields): SignedForm<Vec<(String, String)>>,
) -> Result<Redirect, PageError> {
    person.require(Role::Officer)?;
    let named = |name: &'static str| {
        fields.iter().filter(move |(field, _)| field == name).map(|(_, value)| value.as_str())
    };
    let unknown = || Error::field("asked", "勾选的指标没有完整送达，请刷新后重新勾选");
    let id = |text: &str| text.parse().map(IndicatorId::new).map_err(|_text| unknown());
    let asked = named("asked").map(id).collect::<Result<BTreeSet<_>, _>>()?;
    let seen = named("seen").next().and_then(|text| text.parse().ok());
    app::evidence::set_rules(&web.app, &person, cycle, &asked, seen).await?;
    Ok(Redirect::to(&path::cycle(cycle)))
}
