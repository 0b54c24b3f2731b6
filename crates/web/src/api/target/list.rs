//! The rows of a grid of targets.

use assessment::CycleId;
use axum::Json;
use axum::extract::State;
use axum::response::IntoResponse;

use super::body::{TargetAnswer, TargetRowBody};
use crate::api::read::Place;
use crate::api::tag::etag;
use crate::error::{ApiError, Problem};
use crate::pages::target::words::axis;
use crate::session::ApiPerson;
use crate::state::Web;

/// Targets of one unit (`units/3`) or for one indicator (`indicators/7`), each row with its version, and the sums. `ETag` names
/// the whole as it stands.
#[utoipa::path(get, path = "/api/v1/cycles/{cycle}/targets/{by}/{id}", tag = "targets",
    params(("cycle" = i64, Path), ("by" = String, Path, description = "units or indicators"), ("id" = i64, Path)),
    responses((status = 200, body = TargetAnswer), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem)))]
pub(crate) async fn list(
    State(web): State<Web>,
    ApiPerson(person): ApiPerson,
    Place((cycle, by, id)): Place<(CycleId, String, i64)>,
) -> Result<impl IntoResponse, ApiError> {
    person.require_reader()?;
    let axis = axis(&by, id).ok_or(app::Error::NotFound("这张目标表"))?;
    let mut table = app::target::table(&web.app, &person, cycle, axis).await?;
    let tag = etag(table.tag());
    let lines = std::mem::take(&mut table.lines);
    Ok((tag, Json(TargetAnswer::new(lines, &table))))
}

/// Every target of a cycle that the caller may read, unit by unit.
#[utoipa::path(get, path = "/api/v1/cycles/{cycle}/targets", tag = "targets", params(("cycle" = i64, Path)),
    responses((status = 200, body = Vec<TargetRowBody>), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem)))]
pub(crate) async fn all(
    State(web): State<Web>,
    ApiPerson(person): ApiPerson,
    Place(cycle): Place<CycleId>,
) -> Result<Json<Vec<TargetRowBody>>, ApiError> {
    let table = app::target::table(&web.app, &person, cycle, app::target::Axis::All).await?;
    let set = table.lines.into_iter().filter(|line| line.version > 0);
    Ok(Json(set.map(TargetRowBody::new).collect()))
}
