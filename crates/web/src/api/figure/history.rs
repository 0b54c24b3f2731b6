//! Everything that stood in a cell.

use assessment::{IndicatorId, Period, UnitId};
use axum::Json;
use axum::extract::State;

use super::body::{FactBody, place};
use crate::api::read::Place;
use crate::error::{ApiError, Problem};
use crate::session::ApiPerson;
use crate::state::Web;

/// The facts of a cell, the latest first: who, when, from where.
#[utoipa::path(get, path = "/api/v1/figures/{unit}/{indicator}/{period}/history", tag = "figures",
    params(("unit" = i64, Path), ("indicator" = i64, Path), ("period" = String, Path, description = "2026-08")),
    responses((status = 200, body = [FactBody]), (status = 400, body = Problem), (status = 401, body = Problem), (status = 404, body = Problem)))]
pub(crate) async fn history(
    State(web): State<Web>,
    ApiPerson(person): ApiPerson,
    Place(at): Place<(UnitId, IndicatorId, Period)>,
) -> Result<Json<Vec<FactBody>>, ApiError> {
    let rows = app::figure::history(&web.app, &person, place(at)).await?;
    Ok(Json(rows.into_iter().map(|row| FactBody::new(row, at.2)).collect()))
}
