//! Amending a unit.

use assessment::UnitId;
use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::IntoResponse;

use super::body::{NewUnit, UnitDetail};
use crate::api::read::{Body, Place};
use crate::api::tag::{day, etag, seen_number};
use crate::error::{ApiError, Problem};
use crate::session::ApiPerson;
use crate::state::Web;

/// Amends a unit from a day on; what was before stays. `If-Match` refuses an amendment over somebody else's.
#[utoipa::path(put, path = "/api/v1/units/{unit}", tag = "plan", operation_id = "amend_unit", request_body = NewUnit,
    params(("unit" = i64, Path)),
    responses((status = 200, body = UnitDetail), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem), (status = 412, body = Problem), (status = 422, body = Problem)))]
pub(crate) async fn amend(
    State(web): State<Web>,
    ApiPerson(person): ApiPerson,
    Place(unit): Place<UnitId>,
    headers: HeaderMap,
    Body(body): Body<NewUnit>,
) -> Result<impl IntoResponse, ApiError> {
    let from = day("from", body.from.as_deref(), app::period::day(web.app.now()))?;
    let seen = seen_number(&headers)?;
    let version =
        app::unit::amend(&web.app, &person, unit, seen, (&body.draft(), from, &body.reason)).await?;
    let (state, _) = app::unit::get(&web.app, &person, unit, from).await?;
    Ok((etag(version), Json(UnitDetail::new(&state))))
}
