//! Withdrawing a unit.

use assessment::UnitId;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::IntoResponse;

use crate::api::read::{Body, Place};
use crate::api::tag::{day, etag, seen_number};
use crate::error::{ApiError, Problem};
use crate::session::ApiPerson;
use crate::state::Web;

/// Why and from when.
#[derive(serde::Deserialize, utoipa::ToSchema)]
pub(crate) struct Withdrawal {
    /// First day on which it does not exist, `2026-07-01`; today when it is left out.
    from: Option<String>,
    /// The document or the reason.
    reason: String,
}

/// Withdraws a unit from a day on; its figures stay.
#[utoipa::path(post, path = "/api/v1/units/{unit}/withdrawal", tag = "plan", operation_id = "withdraw_unit",
    request_body = Withdrawal, params(("unit" = i64, Path)),
    responses((status = 204), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem), (status = 412, body = Problem), (status = 422, body = Problem)))]
pub(crate) async fn withdraw(
    State(web): State<Web>,
    ApiPerson(person): ApiPerson,
    Place(unit): Place<UnitId>,
    headers: HeaderMap,
    Body(body): Body<Withdrawal>,
) -> Result<impl IntoResponse, ApiError> {
    let from = day("from", body.from.as_deref(), app::period::day(web.app.now()))?;
    let seen = seen_number(&headers)?;
    let version = app::unit::withdraw(&web.app, &person, unit, seen, (from, &body.reason)).await?;
    Ok((StatusCode::NO_CONTENT, etag(version)))
}
