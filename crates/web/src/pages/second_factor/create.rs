//! Showing the second factor.

use app::Error;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};

use crate::error::PageError;
use crate::pages::session::create::go_on;
use crate::pages::session::new::local;
use crate::session::SignedForm;
use crate::shell::html;
use crate::state::Web;
use crate::view::people::SecondFactorPage;

#[derive(serde::Deserialize)]
pub(crate) struct Typed {
    code: String,
    #[serde(default)]
    next: String,
    #[serde(default)]
    held: String,
}

pub(crate) async fn create(
    State(web): State<Web>,
    SignedForm(person, typed): SignedForm<Typed>,
) -> Result<Response, PageError> {
    match app::second_factor::prove(&web.app, &person, &typed.code).await {
        Ok(signed) => go_on(&web, &signed, local(&typed.next), &typed.held),
        Err(Error::Invalid(faults)) => {
            let errors = faults.into_iter().map(Into::into).collect();
            let (next, held) = (local(&typed.next).to_owned(), typed.held);
            let page = SecondFactorPage { place: web.place, csrf: person.csrf, next, held, errors };
            Ok((StatusCode::UNPROCESSABLE_ENTITY, html(&page)?).into_response())
        }
        Err(error) => Err(error.into()),
    }
}
