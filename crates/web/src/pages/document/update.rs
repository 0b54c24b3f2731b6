//! Correcting misread words.

use app::Error;
use app::document::Span;
use assessment::DocumentId;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};

use super::edit::page;
use crate::error::PageError;
use crate::path;
use crate::session::SignedForm;
use crate::shell::html;
use crate::state::Web;

/// The place, and the version of the reading in which the person saw it.
#[derive(serde::Deserialize, Default)]
#[serde(default)]
pub(crate) struct Asked {
    start: usize,
    end: usize,
    version: i64,
}

#[derive(serde::Deserialize, Default)]
#[serde(default)]
pub(crate) struct Typed {
    words: String,
}

pub(crate) async fn update(
    State(web): State<Web>,
    Path(id): Path<DocumentId>,
    Query(asked): Query<Asked>,
    SignedForm(person, typed): SignedForm<Typed>,
) -> Result<Response, PageError> {
    let span = Span::new(asked.start, asked.end);
    match app::document::correct(&web.app, &person, id, asked.version, span, &typed.words).await {
        Ok(()) => Ok(Redirect::to(&path::document_said(id, "corrected")).into_response()),
        Err(Error::Invalid(faults)) => {
            let opened = app::document::get(&web.app, &person, id, None).await?;
            let errors = faults.into_iter().map(Into::into).collect();
            let page = page(&web, &person, &opened, span, Some(&typed.words), errors).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, html(&page)?).into_response())
        }
        Err(error) => Err(error.into()),
    }
}
