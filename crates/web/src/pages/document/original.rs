//! The file as it was given.

use assessment::DocumentId;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse as _, Response};

use crate::error::PageError;
use crate::path;
use crate::session::Signed;
use crate::state::Web;

pub(crate) async fn original(
    State(web): State<Web>,
    Signed(person): Signed,
    Path(id): Path<DocumentId>,
) -> Result<Response, PageError> {
    let (name, bytes) = app::document::original(&web.app, &person, id).await?;
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    // Never shown in the browser: a page of a stranger would speak in our name.
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/octet-stream"));
    let disposition = format!("attachment; filename*=UTF-8''{}", path::segment(&name));
    if let Ok(value) = HeaderValue::from_str(&disposition) {
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
    Ok(response)
}
