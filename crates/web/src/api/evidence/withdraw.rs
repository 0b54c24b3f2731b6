//! Withdrawing a piece of evidence.

use assessment::{EvidenceId, IndicatorId, Period, UnitId};
use axum::extract::State;
use axum::http::StatusCode;

use crate::api::figure::body::place;
use crate::api::read::{Body, Place};
use crate::error::{ApiError, Problem};
use crate::session::ApiPerson;
use crate::state::Web;

/// Why.
#[derive(serde::Deserialize, utoipa::ToSchema)]
pub(crate) struct Why {
    /// The reason.
    reason: String,
}

/// Withdraws a piece with a reason; it stays in the history.
#[utoipa::path(post, path = "/api/v1/figures/{unit}/{indicator}/{period}/evidence/{evidence}/withdraw", tag = "evidence",
    request_body = Why,
    params(("unit" = i64, Path), ("indicator" = i64, Path), ("period" = String, Path, description = "2026-08"),
        ("evidence" = i64, Path)),
    responses((status = 204), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub(crate) async fn withdraw(
    State(web): State<Web>,
    ApiPerson(person): ApiPerson,
    Place((unit, indicator, period, id)): Place<(UnitId, IndicatorId, Period, EvidenceId)>,
    Body(why): Body<Why>,
) -> Result<StatusCode, ApiError> {
    app::evidence::withdraw(&web.app, &person, place((unit, indicator, period)), id, &why.reason).await?;
    Ok(StatusCode::NO_CONTENT)
}
