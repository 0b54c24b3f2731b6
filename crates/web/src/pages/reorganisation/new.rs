//! The form for a reorganisation.

use app::Person;
use app::reorganisation::NewReorganisation;
use assessment::{Coded as _, ReorganisationKind, UnitKind};
use axum::extract::State;
use axum::response::Html;

use crate::error::PageError;
use crate::session::Signed;
use crate::shell::{self, Page, Part, html};
use crate::state::Web;
use crate::view::form::{FormField, FormPage};
use crate::view::{Choice, FieldError, Link};

pub(crate) async fn new(State(web): State<Web>, Signed(person): Signed) -> Result<Html<String>, PageError> {
    html(&page(&web, &person, &NewReorganisation::default(), Vec::new()).await?)
}

pub(crate) async fn page(
    web: &Web,
    person: &Person,
    typed: &NewReorganisation,
    errors: Vec<FieldError>,
) -> Result<FormPage, PageError> {
    let catalogue = web.app.catalogue().await?;
    let about = Page {
        part: Part::Reorganisations,
        title: "登记调整",
        subtitle: String::new(),
        help: "reorganisations",
    };
    let mut frame = shell::at_first(web, person, &about).await?;
    frame.crumbs.insert(1, Link { label: "机构调整".to_owned(), href: "/reorganisations".to_owned() });
    let field = |kind, id: &str, label: &str, value: &str, hint: &str, need| FormField {
        kind,
        id: id.to_owned(),
        label: label.to_owned(),
        value: value.to_owned(),
        hint: hint.to_owned(),
        need,
        ..FormField::default()
    };
    let kinds = ReorganisationKind::ALL.iter().map(|kind| Choice {
        value: kind.code().to_owned(),
        label: kind.label().to_owned(),
        chosen: kind.code() == typed.kind,
    });
    let units = catalogue.units.iter().filter(|unit| unit.kind != UnitKind::Office).map(|unit| Choice {
        value: unit.id.to_string(),
        label: unit.name.clone(),
        chosen: typed.old.contains(&unit.id),
    });
    Ok(FormPage {
        frame,
        lead: "登记后：原单位自生效日起撤销（更名除外），新单位自该日起存在并接替其在各体系中的位置，之前的数据不动。"
            .to_owned(),
        action: "/reorganisations".to_owned(),
        errors,
        fields: vec![
            FormField { options: kinds.collect(), ..field("select", "kind", "种类", "", "", true) },
            field("date", "day", "生效日期", &typed.day, "某月1日：新口径从一个整月开始", true),
            field("text", "title", "事项", &typed.title, "如：城东区与城西区合并", true),
            field("text", "basis", "依据", &typed.basis, "文号", false),
            FormField { options: units.collect(), ..field("checkbox", "old", "调整前的单位", "", "", true) },
            field(
                "area",
                "new",
                "调整后的单位",
                &typed.new.join("\n"),
                "每行一个简称：已有单位写原名（继续存在），新单位写新名；更名写新名",
                true,
            ),
        ],
        submit: "登记并生效".to_owned(),
        cancel: Link { label: "不登记".to_owned(), href: "/reorganisations".to_owned() },
        ..FormPage::default()
    })
}
