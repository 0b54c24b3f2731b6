//! Moving a cycle to another state.

use app::Error;
use assessment::{Coded as _, CycleId, CycleState};
use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::IntoResponse;

use super::body::CycleDetail;
use crate::api::read::{Body, Place};
use crate::api::tag::{etag, seen};
use crate::error::{ApiError, Problem};
use crate::session::ApiPerson;
use crate::state::Web;

/// A step.
#[derive(serde::Deserialize, utoipa::ToSchema)]
pub(crate) struct NewStep {
    /// The state that the caller saw.
    from: String,
    /// The state to come.
    to: String,
    /// Why.
    #[serde(default)]
    reason: String,
}

/// Moves a cycle one step forward, or back before its results are published. `If-Match` refuses it
/// over somebody else's.
#[utoipa::path(post, path = "/api/v1/cycles/{cycle}/state", tag = "cycles", request_body = NewStep,
    params(("cycle" = i64, Path)),
    responses((status = 200, body = CycleDetail), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem), (status = 412, body = Problem), (status = 422, body = Problem)))]
pub(crate) async fn step(
    State(web): State<Web>,
    ApiPerson(person): ApiPerson,
    Place(id): Place<CycleId>,
    headers: HeaderMap,
    Body(body): Body<NewStep>,
) -> Result<impl IntoResponse, ApiError> {
    person.require(assessment::Role::Officer)?;
    let state = |field: &str, code: &str| {
        CycleState::from_code(code).ok_or_else(|| Error::field(field, format!("“{code}”不是考核周期的状态")))
    };
    let (from, to) = (state("from", &body.from)?, state("to", &body.to)?);
    app::cycle::advance(&web.app, &person, id, (from, seen(&headers).as_deref()), to, &body.reason).await?;
    let shown = app::cycle::get(&web.app, &person, id).await?;
    Ok((etag(shown.tag()), Json(CycleDetail::new(shown))))
}
