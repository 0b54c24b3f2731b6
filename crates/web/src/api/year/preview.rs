//! Cells of the year's entry grid: preview.

use assessment::UnitId;
use axum::Json;
use axum::extract::State;

use super::body::{NewYearCells, YearAnswer};
use crate::api::read::{Body, Place};
use crate::error::{ApiError, Problem};
use crate::session::ApiPerson;
use crate::state::Web;

/// As saving, with nothing saved: how the cells would stand.
#[utoipa::path(post, path = "/api/v1/years/{unit}/{year}/figures/preview", tag = "figures", request_body = NewYearCells,
    params(("unit" = i64, Path), ("year" = i16, Path, description = "2026")),
    responses((status = 200, body = YearAnswer), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 422, body = Problem)))]
pub(crate) async fn preview(
    State(web): State<Web>,
    ApiPerson(person): ApiPerson,
    Place((unit, year)): Place<(UnitId, i16)>,
    Body(cells): Body<NewYearCells>,
) -> Result<Json<YearAnswer>, ApiError> {
    let (view, texts) = cells.read();
    let cells = app::entry::year::preview(&web.app, &person, unit, (year, view), &texts).await?;
    Ok(Json(YearAnswer::new(cells)))
}
