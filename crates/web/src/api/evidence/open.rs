//! The content of a file.

use assessment::{EvidenceId, IndicatorId, Period, UnitId};
use axum::extract::State;
use axum::response::Response;

use crate::api::figure::body::place;
use crate::api::read::Place;
use crate::error::{ApiError, Problem};
use crate::pages::figure::open::answer;
use crate::session::ApiPerson;
use crate::state::Web;

/// The content, for whoever may see the figure, once the scanner found it clean.
#[utoipa::path(get, path = "/api/v1/figures/{unit}/{indicator}/{period}/evidence/{evidence}/content", tag = "evidence",
    params(("unit" = i64, Path), ("indicator" = i64, Path), ("period" = String, Path, description = "2026-08"),
        ("evidence" = i64, Path)),
    responses((status = 200, description = "the file", content_type = "application/octet-stream", body = Vec<u8>), (status = 400, body = Problem),
        (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem)))]
pub(crate) async fn open(
    State(web): State<Web>,
    ApiPerson(person): ApiPerson,
    Place((unit, indicator, period, id)): Place<(UnitId, IndicatorId, Period, EvidenceId)>,
) -> Result<Response, ApiError> {
    Ok(answer(app::evidence::open(&web.app, &person, place((unit, indicator, period)), id).await?))
}
