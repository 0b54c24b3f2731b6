//! Where an invited person begins.

use app::Error;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};

use crate::error::PageError;
use crate::shell::html;
use crate::state::Web;
use crate::view::people::InvitedPage;

#[derive(serde::Deserialize, Default)]
pub(crate) struct Asked {
    #[serde(default)]
    code: String,
}

pub(crate) async fn show(State(web): State<Web>, Query(asked): Query<Asked>) -> Result<Response, PageError> {
    let place = web.place.clone();
    if asked.code.trim().is_empty() {
        return Ok(html(&InvitedPage { place, ..InvitedPage::default() })?.into_response());
    }
    match app::invitation::find(&web.app, &asked.code).await {
        Ok(guest) => {
            let (name, display_name) = (guest.name, guest.display_name);
            let page = InvitedPage { place, code: asked.code, name, display_name, errors: Vec::new() };
            Ok(html(&page)?.into_response())
        }
        Err(Error::Invalid(faults)) => {
            let errors = faults.into_iter().map(Into::into).collect();
            let page = InvitedPage { place, code: asked.code, errors, ..InvitedPage::default() };
            Ok((StatusCode::UNPROCESSABLE_ENTITY, html(&page)?).into_response())
        }
        Err(error) => Err(error.into()),
    }
}
