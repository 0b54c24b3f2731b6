//! One unit on a day.

use assessment::UnitId;
use axum::Json;
use axum::extract::State;
use axum::response::IntoResponse;

use super::body::{OnDay, UnitDetail};
use crate::api::read::{self, Place};
use crate::api::tag::{day, etag};
use crate::error::{ApiError, Problem};
use crate::session::ApiPerson;
use crate::state::Web;

/// A unit as it is on a day, with the version that an amendment names as `ETag`.
#[utoipa::path(get, path = "/api/v1/units/{unit}", tag = "plan", operation_id = "get_unit",
    params(("unit" = i64, Path), OnDay),
    responses((status = 200, body = UnitDetail), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 422, body = Problem)))]
pub(crate) async fn get(
    State(web): State<Web>,
    ApiPerson(person): ApiPerson,
    Place(unit): Place<UnitId>,
    read::Asked(asked): read::Asked<OnDay>,
) -> Result<impl IntoResponse, ApiError> {
    let day = day("day", asked.day.as_deref(), app::period::day(web.app.now()))?;
    let (state, version) = app::unit::get(&web.app, &person, unit, day).await?;
    Ok((etag(version), Json(UnitDetail::new(&state))))
}
