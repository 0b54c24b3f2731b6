//! Saving what was chosen and looked at.

use app::Error;
use assessment::DocumentId;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};

use super::check::{Fields, asked, fault, page};
use super::choose;
use crate::error::PageError;
use crate::path;
use crate::session::SignedForm;
use crate::shell::html;
use crate::state::Web;

pub(crate) async fn accept(
    State(web): State<Web>,
    Path(id): Path<DocumentId>,
    SignedForm(person, fields): SignedForm<Fields>,
) -> Result<Response, PageError> {
    app::document::require_hand(&person)?;
    let (asked, errors) = asked(&web, &person, id, &fields).await?;
    if !errors.is_empty() {
        let opened = app::document::get(&web.app, &person, id, None).await?;
        let page = choose::page(&web, &person, &opened, &fields, errors).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, html(&page)?).into_response());
    }
    match app::document::accept(&web.app, &person, id, &asked).await {
        Ok(_) => Ok(Redirect::to(&path::document_said(id, "accepted")).into_response()),
        // The preview is shown anew, with what stands now and what was in the way.
        Err(error @ (Error::Invalid(_) | Error::Conflict { .. } | Error::Refused { .. })) => {
            let plan = app::document::preview(&web.app, &person, id, &asked).await?;
            let page = page(&web, &person, &plan, &asked, vec![fault(&error)]).await;
            Ok((StatusCode::CONFLICT, html(&page)?).into_response())
        }
        Err(error) => Err(error.into()),
    }
}
