//! The form for a new hierarchy.

use app::Person;
use assessment::{Coded as _, HierarchyKind};
use axum::extract::State;
use axum::response::Html;

use crate::error::PageError;
use crate::session::Signed;
use crate::shell::{self, Page, Part, html};
use crate::state::Web;
use crate::view::form::{FormField, FormPage};
use crate::view::{Choice, FieldError, Link};

pub(crate) async fn new(State(web): State<Web>, Signed(person): Signed) -> Result<Html<String>, PageError> {
    html(&page(&web, &person, ("", ""), Vec::new()).await?)
}

pub(crate) async fn page(
    web: &Web,
    person: &Person,
    (kind, name): (&str, &str),
    errors: Vec<FieldError>,
) -> Result<FormPage, PageError> {
    let about =
        Page { part: Part::Hierarchies, title: "新建体系", subtitle: String::new(), help: "hierarchies" };
    let mut frame = shell::at_first(web, person, &about).await?;
    frame.crumbs.insert(1, Link { label: "组织体系".to_owned(), href: "/hierarchies".to_owned() });
    let kinds = HierarchyKind::ALL.iter().map(|one| Choice {
        value: one.code().to_owned(),
        label: one.label().to_owned(),
        chosen: one.code() == kind,
    });
    let field = |field_kind, id: &str, label: &str, value: &str| FormField {
        kind: field_kind,
        id: id.to_owned(),
        label: label.to_owned(),
        value: value.to_owned(),
        need: true,
        ..FormField::default()
    };
    Ok(FormPage {
        frame,
        lead: "建好后逐个加入单位，或用表格一次导入。".to_owned(),
        action: "/hierarchies".to_owned(),
        errors,
        fields: vec![
            FormField { options: kinds.collect(), ..field("select", "kind", "种类", "") },
            field("text", "name", "名称", name),
        ],
        submit: "新建".to_owned(),
        cancel: Link { label: "不新建".to_owned(), href: "/hierarchies".to_owned() },
        ..FormPage::default()
    })
}
