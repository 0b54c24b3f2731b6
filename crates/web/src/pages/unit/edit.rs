//! The forms on which a unit is amended or withdrawn.

use app::Person;
use app::unit::Draft;
use assessment::UnitId;
use axum::extract::{Path, State};
use axum::response::Html;

use super::fields;
use super::new::from_field;
use crate::error::PageError;
use crate::path;
use crate::session::Signed;
use crate::shell::{self, Page, Part, html};
use crate::state::Web;
use crate::view::form::{FormField, FormPage};
use crate::view::{FieldError, Frame, Link};

pub(crate) async fn edit(
    State(web): State<Web>,
    Signed(person): Signed,
    Path(unit): Path<UnitId>,
) -> Result<Html<String>, PageError> {
    let today = app::period::day(web.app.now());
    let (state, newest) = app::unit::get(&web.app, &person, unit, today).await?;
    let asked = Asked {
        draft: &Draft::of(&state),
        from: &today.to_string(),
        reason: "",
        version: &newest.to_string(),
    };
    html(&page(&web, &person, unit, &asked, Vec::new()).await?)
}

pub(crate) async fn withdrawal(
    State(web): State<Web>,
    Signed(person): Signed,
    Path(unit): Path<UnitId>,
) -> Result<Html<String>, PageError> {
    let today = app::period::day(web.app.now()).to_string();
    let (_, newest) = app::unit::get(&web.app, &person, unit, app::period::day(web.app.now())).await?;
    html(&withdraw_page(&web, &person, unit, (&today, "", &newest.to_string()), Vec::new()).await?)
}

/// What stands in the form of an amendment.
pub(crate) struct Asked<'a> {
    pub(crate) draft: &'a Draft,
    pub(crate) from: &'a str,
    pub(crate) reason: &'a str,
    pub(crate) version: &'a str,
}

pub(crate) async fn page(
    web: &Web,
    person: &Person,
    unit: UnitId,
    asked: &Asked<'_>,
    errors: Vec<FieldError>,
) -> Result<FormPage, PageError> {
    let catalogue = web.app.catalogue().await?;
    let mut fields = fields(asked.draft, &app::unit::classes(&catalogue.units));
    fields.push(from_field(asked.from, "此日之前的内容不变；改错当天的内容仍填当天"));
    fields.push(reason_field(asked.reason, false));
    fields.push(version_field(asked.version));
    Ok(FormPage {
        frame: frame(web, person, unit, "变更").await?,
        lead: "只改需要改的；保存后新旧内容都保留。".to_owned(),
        action: path::unit(unit),
        errors,
        fields,
        submit: "保存变更".to_owned(),
        cancel: Link { label: "不改了".to_owned(), href: path::unit(unit) },
        ..FormPage::default()
    })
}

pub(crate) async fn withdraw_page(
    web: &Web,
    person: &Person,
    unit: UnitId,
    (from, reason, version): (&str, &str, &str),
    errors: Vec<FieldError>,
) -> Result<FormPage, PageError> {
    Ok(FormPage {
        frame: frame(web, person, unit, "撤销").await?,
        lead: "撤销后不再填报和参加考核；之前的数据、得分都保留，可按日期查看。合并、拆分请用“机构调整”。"
            .to_owned(),
        action: format!("{}/withdrawn", path::unit(unit)),
        errors,
        fields: vec![from_field(from, "自此日起不存在"), reason_field(reason, true), version_field(version)],
        submit: "撤销单位".to_owned(),
        cancel: Link { label: "不撤销".to_owned(), href: path::unit(unit) },
        ..FormPage::default()
    })
}

async fn frame(web: &Web, person: &Person, unit: UnitId, title: &str) -> Result<Frame, PageError> {
    let catalogue = web.app.catalogue().await?;
    let name = catalogue.timeline.name(unit, app::period::day(web.app.now()));
    let about = Page { part: Part::Units, title, subtitle: name.clone(), help: "units" };
    let mut frame = shell::at_first(web, person, &about).await?;
    let link = |label: &str, href: String| Link { label: label.to_owned(), href };
    frame.crumbs.insert(1, link("单位", "/units".to_owned()));
    frame.crumbs.insert(2, link(&name, path::unit(unit)));
    Ok(frame)
}

fn reason_field(reason: &str, need: bool) -> FormField {
    FormField {
        kind: "text",
        id: "reason".to_owned(),
        label: "依据或理由".to_owned(),
        value: reason.to_owned(),
        hint: "如文号".to_owned(),
        need,
        ..FormField::default()
    }
}

fn version_field(version: &str) -> FormField {
    FormField { kind: "hidden", id: "version".to_owned(), value: version.to_owned(), ..FormField::default() }
}
