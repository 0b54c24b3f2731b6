//! Rows of the entry grid: save.

use assessment::{Period, UnitId};
use axum::Json;
use axum::extract::State;

use super::body::{Answer, NewRows};
use crate::api::read::{Body, Place};
use crate::error::{ApiError, Problem};
use crate::session::ApiPerson;
use crate::state::Web;

/// Saves rows of a report, each by itself; texts are read as people write them.
#[utoipa::path(post, path = "/api/v1/reports/{unit}/{period}/figures", tag = "figures", request_body = NewRows,
    params(("unit" = i64, Path), ("period" = String, Path, description = "2026-08")),
    responses((status = 200, body = Answer), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem)))]
pub(crate) async fn save(
    State(web): State<Web>,
    ApiPerson(person): ApiPerson,
    Place((unit, period)): Place<(UnitId, Period)>,
    Body(rows): Body<NewRows>,
) -> Result<Json<Answer>, ApiError> {
    let answer = app::entry::save_rows(&web.app, &person, unit, period, &rows.texts()).await?;
    Ok(Json(Answer::new(answer)))
}
