//! A published version with its text.

use assessment::CycleId;
use axum::Json;
use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;

use super::body::VersionBody;
use crate::api::read::Place;
use crate::error::{ApiError, Problem};
use crate::session::ApiPerson;
use crate::state::Web;

/// A published version.
#[derive(serde::Serialize, utoipa::ToSchema)]
pub(crate) struct VersionText {
    /// What it is.
    #[serde(flatten)]
    version: VersionBody,
    /// The whole text, as it was published.
    text: String,
}

/// A published version with its text; the hash is its `ETag`.
#[utoipa::path(get, path = "/api/v1/cycles/{cycle}/versions/{version}", tag = "cycles",
    params(("cycle" = i64, Path), ("version" = i64, Path)),
    responses((status = 200, body = VersionText), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem)))]
pub(crate) async fn get(
    State(web): State<Web>,
    ApiPerson(person): ApiPerson,
    Place((id, version)): Place<(CycleId, i64)>,
) -> Result<impl IntoResponse, ApiError> {
    let stored = app::cycle::edition(&web.app, &person, id, version).await?;
    let tag = format!("\"{}\"", stored.hash);
    let body = VersionText { version: VersionBody::new(&stored), text: stored.source };
    Ok(([(header::ETAG, tag)], Json(body)))
}
