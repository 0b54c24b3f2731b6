//! One figure.

use assessment::{IndicatorId, Period, UnitId};
use axum::Json;
use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;

use super::body::{FigureBody, place};
use crate::api::read::Place;
use crate::error::{ApiError, Problem};
use crate::session::ApiPerson;
use crate::state::Web;

/// The current figure of a cell, with its version as `ETag`.
#[utoipa::path(get, path = "/api/v1/figures/{unit}/{indicator}/{period}", tag = "figures",
    params(("unit" = i64, Path), ("indicator" = i64, Path), ("period" = String, Path, description = "2026-08")),
    responses((status = 200, body = FigureBody), (status = 400, body = Problem), (status = 401, body = Problem), (status = 404, body = Problem)))]
pub(crate) async fn get(
    State(web): State<Web>,
    ApiPerson(person): ApiPerson,
    Place(at): Place<(UnitId, IndicatorId, Period)>,
) -> Result<impl IntoResponse, ApiError> {
    let row = app::figure::get(&web.app, &person, place(at)).await?;
    let tag = format!("\"{}\"", row.seq);
    Ok(([(header::ETAG, tag)], Json(FigureBody::new(row, at.2))))
}
