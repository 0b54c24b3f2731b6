//! The form for a new unit.

use app::Person;
use app::unit::Draft;
use axum::extract::State;
use axum::response::Html;

use super::fields;
use crate::error::PageError;
use crate::session::Signed;
use crate::shell::{self, Page, Part, html};
use crate::state::Web;
use crate::view::form::{FormField, FormPage};
use crate::view::{FieldError, Link};

pub(crate) async fn new(State(web): State<Web>, Signed(person): Signed) -> Result<Html<String>, PageError> {
    let from = app::period::day(web.app.now()).to_string();
    html(&page(&web, &person, (&Draft::default(), &from), Vec::new()).await?)
}

pub(crate) async fn page(
    web: &Web,
    person: &Person,
    (draft, from): (&Draft, &str),
    errors: Vec<FieldError>,
) -> Result<FormPage, PageError> {
    let catalogue = web.app.catalogue().await?;
    let about = Page { part: Part::Units, title: "新增单位", subtitle: String::new(), help: "units" };
    let mut frame = shell::at_first(web, person, &about).await?;
    frame.crumbs.insert(1, Link { label: "单位".to_owned(), href: "/units".to_owned() });
    let mut fields = fields(draft, &app::unit::classes(&catalogue.units));
    fields.push(from_field(from, "单位自此日起存在"));
    Ok(FormPage {
        frame,
        lead: "新增后即可授予账号、下达目标、列入组织体系。".to_owned(),
        action: "/units".to_owned(),
        errors,
        fields,
        submit: "新增".to_owned(),
        cancel: Link { label: "不新增".to_owned(), href: "/units".to_owned() },
        ..FormPage::default()
    })
}

/// The day from which something holds.
pub(crate) fn from_field(from: &str, hint: &str) -> FormField {
    FormField {
        kind: "date",
        id: "from".to_owned(),
        label: "自何日起".to_owned(),
        value: from.to_owned(),
        hint: hint.to_owned(),
        need: true,
        ..FormField::default()
    }
}
