//! The text that is worked on.

use assessment::CycleId;
use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::IntoResponse;

use super::check::SchemeText;
use crate::api::read::{Body, Place};
use crate::api::tag::{etag, seen_number};
use crate::error::{ApiError, Problem};
use crate::session::ApiPerson;
use crate::state::Web;

/// The draft.
#[derive(serde::Serialize, utoipa::ToSchema)]
pub(crate) struct DraftBody {
    /// The whole text.
    text: String,
    /// Number of the saving: what `If-Match` compares; 0 when nobody saved one.
    version: i64,
}

/// The text that is worked on, with its number as `ETag`.
#[utoipa::path(get, path = "/api/v1/cycles/{cycle}/scheme", tag = "cycles", params(("cycle" = i64, Path)),
    responses((status = 200, body = DraftBody), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem)))]
pub(crate) async fn get(
    State(web): State<Web>,
    ApiPerson(person): ApiPerson,
    Place(id): Place<CycleId>,
) -> Result<impl IntoResponse, ApiError> {
    let draft = app::cycle::draft(&web.app, &person, id).await?;
    Ok((etag(draft.version), Json(DraftBody { text: draft.text, version: draft.version })))
}

/// Keeps a text as the draft. `If-Match` refuses a save over somebody else's.
#[utoipa::path(put, path = "/api/v1/cycles/{cycle}/scheme", tag = "cycles", request_body = SchemeText,
    params(("cycle" = i64, Path)),
    responses((status = 200, body = DraftBody), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem), (status = 412, body = Problem), (status = 422, body = Problem)))]
pub(crate) async fn put(
    State(web): State<Web>,
    ApiPerson(person): ApiPerson,
    Place(id): Place<CycleId>,
    headers: HeaderMap,
    Body(body): Body<SchemeText>,
) -> Result<impl IntoResponse, ApiError> {
    let seen = seen_number(&headers)?;
    let version = app::cycle::save_draft(&web.app, &person, id, &body.text, seen).await?;
    Ok((etag(version), Json(DraftBody { text: body.text, version })))
}
