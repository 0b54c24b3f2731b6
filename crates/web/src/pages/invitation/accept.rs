//! Setting the first password.

use app::Error;
use axum::Form;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};

use crate::error::PageError;
use crate::pages::session::create::go_on;
use crate::session::agent;
use crate::shell::html;
use crate::state::Web;
use crate::view::FieldError;
use crate::view::people::InvitedPage;

#[derive(serde::Deserialize)]
pub(crate) struct Typed {
    #[serde(default)]
    code: String,
    #[serde(default)]
    new: String,
    #[serde(default)]
    again: String,
}

pub(crate) async fn accept(
    State(web): State<Web>,
    headers: HeaderMap,
    Form(typed): Form<Typed>,
) -> Result<Response, PageError> {
    match app::invitation::accept(&web.app, &typed.code, &typed.new, &typed.again, &agent(&headers)).await {
        Ok(signed) => go_on(&web, &signed, "", ""),
        Err(Error::Invalid(faults)) => {
            let guest = app::invitation::find(&web.app, &typed.code).await.ok();
            let (name, display_name) =
                guest.map(|guest| (guest.name, guest.display_name)).unwrap_or_default();
            let errors: Vec<FieldError> = faults.into_iter().map(Into::into).collect();
            let page = InvitedPage { place: web.place, code: typed.code, name, display_name, errors };
            Ok((StatusCode::UNPROCESSABLE_ENTITY, html(&page)?).into_response())
        }
        Err(error) => Err(error.into()),
    }
}
