//! How an indicator's targets fall due.

use assessment::{CycleId, IndicatorId};
use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse as _, Response};

use crate::api::read::{Body, Place};
use crate::api::tag::{etag, seen_number};
use crate::error::{ApiError, Problem};
use crate::session::ApiPerson;
use crate::state::Web;

/// A schedule.
#[derive(serde::Serialize, utoipa::ToSchema)]
pub(crate) struct ScheduleBody {
    /// `linear`, `quarters` or `months`.
    shape: &'static str,
    /// Percent due at the end of each month.
    shares: Vec<String>,
    /// Number of the setting: what `If-Match` compares; 0 for the straight line that nobody set.
    version: i64,
}

/// A schedule to set.
#[derive(serde::Deserialize, utoipa::ToSchema)]
pub(crate) struct NewSchedule {
    /// `linear`, `quarters` or `months`.
    shape: String,
    /// Percent due at the end of each of four quarters or twelve months.
    #[serde(default)]
    shares: Vec<String>,
    /// Why.
    #[serde(default)]
    reason: String,
}

async fn answer(web: &Web, person: &app::Person, at: (CycleId, IndicatorId)) -> Result<Response, ApiError> {
    let curve = app::target::show_schedule(&web.app, person, at.0, at.1).await?;
    let tag = etag(curve.version);
    let body = ScheduleBody { shape: curve.shape, shares: curve.shares, version: curve.version };
    Ok((tag, Json(body)).into_response())
}

/// How an indicator falls due.
#[utoipa::path(get, path = "/api/v1/cycles/{cycle}/schedules/{indicator}", tag = "targets",
    params(("cycle" = i64, Path), ("indicator" = i64, Path)),
    responses((status = 200, body = ScheduleBody), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem)))]
pub(crate) async fn get(
    State(web): State<Web>,
    ApiPerson(person): ApiPerson,
    Place(at): Place<(CycleId, IndicatorId)>,
) -> Result<Response, ApiError> {
    answer(&web, &person, at).await
}

/// Sets how an indicator falls due. `If-Match` refuses a save over somebody else's.
#[utoipa::path(put, path = "/api/v1/cycles/{cycle}/schedules/{indicator}", tag = "targets", request_body = NewSchedule,
    params(("cycle" = i64, Path), ("indicator" = i64, Path)),
    responses((status = 200, body = ScheduleBody), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem), (status = 412, body = Problem), (status = 422, body = Problem)))]
pub(crate) async fn put(
    State(web): State<Web>,
    ApiPerson(person): ApiPerson,
    Place(at): Place<(CycleId, IndicatorId)>,
    headers: HeaderMap,
    Body(new): Body<NewSchedule>,
) -> Result<Response, ApiError> {
    let seen = seen_number(&headers)?;
    app::target::set_schedule(&web.app, &person, at, &new.shape, &new.shares, &new.reason, seen).await?;
    answer(&web, &person, at).await
}
