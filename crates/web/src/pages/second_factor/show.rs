//! The question for the second factor.

use axum::extract::{Query, State};
use axum::response::{IntoResponse as _, Redirect, Response};

use crate::error::PageError;
use crate::pages::session::new::local;
use crate::session::AnySigned;
use crate::shell::html;
use crate::state::Web;
use crate::view::people::SecondFactorPage;

#[derive(serde::Deserialize, Default)]
pub(crate) struct Asked {
    #[serde(default)]
    next: String,
}

pub(crate) async fn show(
    State(web): State<Web>,
    AnySigned(person): AnySigned,
    Query(asked): Query<Asked>,
) -> Result<Response, PageError> {
    if !person.second_due {
        return Ok(Redirect::to("/").into_response());
    }
    let next = local(&asked.next).to_owned();
    let page = SecondFactorPage { place: web.place, csrf: person.csrf, next, ..SecondFactorPage::default() };
    Ok(html(&page)?.into_response())
}
