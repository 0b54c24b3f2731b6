//! Evidence of a figure.

use assessment::{IndicatorId, Period, UnitId};
use axum::Json;
use axum::extract::State;

use super::body::EvidenceBody;
use crate::api::figure::body::place;
use crate::api::read::Place;
use crate::error::{ApiError, Problem};
use crate::session::ApiPerson;
use crate::state::Web;

/// Everything beside a figure, withdrawn pieces too.
#[utoipa::path(get, path = "/api/v1/figures/{unit}/{indicator}/{period}/evidence", tag = "evidence",
    params(("unit" = i64, Path), ("indicator" = i64, Path), ("period" = String, Path, description = "2026-08")),
    responses((status = 200, body = [EvidenceBody]), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem)))]
pub(crate) async fn list(
    State(web): State<Web>,
    ApiPerson(person): ApiPerson,
    Place(at): Place<(UnitId, IndicatorId, Period)>,
) -> Result<Json<Vec<EvidenceBody>>, ApiError> {
    let rows = app::evidence::list(&web.app, &person, place(at)).await?;
    Ok(Json(rows.into_iter().map(EvidenceBody::from).collect()))
}
