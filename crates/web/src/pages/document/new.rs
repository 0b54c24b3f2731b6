//! The form that takes a file or pasted words.

use app::Person;
use app::document::LARGEST_UPLOAD;
use assessment::UnitId;
use axum::extract::State;
use axum::response::Html;

use crate::error::PageError;
use crate::path;
use crate::session::Signed;
use crate::shell::{self, Page, Part, html};
use crate::state::Web;
use crate::view::verify::VerifyNewPage;
use crate::view::{Choice, FieldError, Link};

pub(crate) async fn new(State(web): State<Web>, Signed(person): Signed) -> Result<Html<String>, PageError> {
    app::document::require_hand(&person)?;
    html(&page(&web, &person, None, "", Vec::new()).await?)
}

/// The form with what was typed and what is wrong with it.
pub(crate) async fn page(
    web: &Web,
    person: &Person,
    unit: Option<UnitId>,
    text: &str,
    errors: Vec<FieldError>,
) -> Result<VerifyNewPage, PageError> {
    let catalogue = web.app.catalogue().await?;
    let units =
        shell::readable(person, &catalogue).filter(|one| app::document::may_change(person, one.id)).map(
            |one| Choice { value: one.id.to_string(), label: one.name.clone(), chosen: unit == Some(one.id) },
        );
    let about =
        Page {
            part: Part::Documents, title: "核验一份文档", subtitle: String::new(), help: "documents"
        };
    let mut frame = shell::frame(web, person, &about, super::at(web, person).await);
    super::show::below_list(&mut frame, Vec::<Link>::new());
    Ok(VerifyNewPage {
        frame,
        action: path::documents(),
        units: units.collect(),
        text: text.to_owned(),
        errors,
        limit: LARGEST_UPLOAD,
        limit_words: format!("{} MB", LARGEST_UPLOAD >> 20),
    })
}
