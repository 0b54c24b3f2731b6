//! Publishing a version.

use assessment::CycleId;
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::IntoResponse;

use super::body::VersionBody;
use crate::api::read::{Body, Place};
use crate::api::tag::seen;
use crate::error::{ApiError, Problem};
use crate::session::ApiPerson;
use crate::state::Web;

/// A version to publish.
#[derive(serde::Deserialize, utoipa::ToSchema)]
pub(crate) struct NewVersion {
    /// The whole text.
    text: String,
    /// First day on which it counts: `2026-07-01`.
    valid_from: String,
    /// Why.
    #[serde(default)]
    reason: String,
}

/// Publishes a text as the next version; it never changes again. `If-Match` refuses it over a cycle that
/// somebody else moved or published for.
#[utoipa::path(post, path = "/api/v1/cycles/{cycle}/versions", tag = "cycles", request_body = NewVersion,
    params(("cycle" = i64, Path)),
    responses((status = 201, body = VersionBody), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem), (status = 412, body = Problem), (status = 422, body = Problem)))]
pub(crate) async fn publish(
    State(web): State<Web>,
    ApiPerson(person): ApiPerson,
    Place(id): Place<CycleId>,
    headers: HeaderMap,
    Body(body): Body<NewVersion>,
) -> Result<impl IntoResponse, ApiError> {
    let seen = seen(&headers);
    let version = app::cycle::publish(
        &web.app,
        &person,
        id,
        &body.text,
        (&body.valid_from, &body.reason),
        seen.as_deref(),
    )
    .await?;
    let stored = app::cycle::edition(&web.app, &person, id, version).await?;
    Ok((StatusCode::CREATED, Json(VersionBody::new(&stored))))
}
