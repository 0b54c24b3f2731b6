//! Using a file of another figure here too.

use assessment::{EvidenceId, IndicatorId, Period, UnitId};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;

use super::body::EvidenceBody;
use crate::api::figure::body::place;
use crate::api::read::{Body, Place};
use crate::error::{ApiError, Problem};
use crate::session::ApiPerson;
use crate::state::Web;

/// Which piece.
#[derive(serde::Deserialize, utoipa::ToSchema)]
pub(crate) struct Again {
    /// Id of a piece of evidence of the same unit.
    from: i64,
    /// What it shows here; left out, what was said there.
    #[serde(default)]
    note: String,
}

/// Puts a file that stands beside another figure of the unit beside this one too.
#[utoipa::path(post, path = "/api/v1/figures/{unit}/{indicator}/{period}/evidence/reuse", tag = "evidence",
    request_body = Again,
    params(("unit" = i64, Path), ("indicator" = i64, Path), ("period" = String, Path, description = "2026-08")),
    responses((status = 201, body = EvidenceBody), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub(crate) async fn reuse(
    State(web): State<Web>,
    ApiPerson(person): ApiPerson,
    Place(at): Place<(UnitId, IndicatorId, Period)>,
    Body(again): Body<Again>,
) -> Result<(StatusCode, Json<EvidenceBody>), ApiError> {
    let from = EvidenceId::new(again.from);
    let row = app::evidence::reuse(&web.app, &person, place(at), from, &again.note).await?;
    Ok((StatusCode::CREATED, Json(row.into())))
}
