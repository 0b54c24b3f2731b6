//! Putting a file beside a figure.

use app::Error;
use app::evidence::Upload;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};

use super::evidence::page;
use super::{At, place};
use crate::error::PageError;
use crate::path;
use crate::shell::html;
use crate::state::Web;
use crate::upload::SignedUpload;

pub(crate) async fn upload(
    State(web): State<Web>,
    Path(at): Path<At>,
    SignedUpload { person, file, fields }: SignedUpload,
) -> Result<Response, PageError> {
    let (unit, indicator, period) = at;
    let note = fields.get("note").cloned().unwrap_or_default();
    let Some((name, bytes)) = file else {
        let fault = app::FieldError { field: "file".to_owned(), text: "请先选择文件".to_owned() };
        person.require_unit(unit)?;
        let page = page(&web, &person, at, note, vec![fault.into()]).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, html(&page)?).into_response());
    };
    let new = Upload { name, note: note.clone(), bytes: bytes.into() };
    match app::evidence::create(&web.app, &person, place(at), new).await {
        Ok(_) => Ok(Redirect::to(&path::figure_evidence(unit, indicator, period)).into_response()),
        Err(Error::Invalid(faults)) => {
            let errors = faults.into_iter().map(Into::into).collect();
            let page = page(&web, &person, at, note, errors).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, html(&page)?).into_response())
        }
        Err(Error::Refused { code: "file_infected", text }) => {
            let fault = app::FieldError { field: "file".to_owned(), text };
            let page = page(&web, &person, at, note, vec![fault.into()]).await?;
            Ok((StatusCode::CONFLICT, html(&page)?).into_response())
        }
        Err(error) => Err(error.into()),
    }
}
