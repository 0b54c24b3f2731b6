//! Saying something about a figure.

use assessment::{IndicatorId, Period, UnitId};
use axum::extract::State;
use axum::http::StatusCode;

use crate::api::read::{Body, Place};
use crate::error::{ApiError, Problem};
use crate::session::ApiPerson;
use crate::state::Web;

/// What is said.
#[derive(serde::Deserialize, utoipa::ToSchema)]
pub(crate) struct NewWord {
    /// The words.
    text: String,
}

/// Adds a word. From the clerk of a returned figure it is the answer; from others it changes nothing.
#[utoipa::path(post, path = "/api/v1/figures/{unit}/{indicator}/{period}/thread", tag = "review", request_body = NewWord,
    params(("unit" = i64, Path), ("indicator" = i64, Path), ("period" = String, Path, description = "2026-08")),
    responses((status = 204), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub(crate) async fn create(
    State(web): State<Web>,
    ApiPerson(person): ApiPerson,
    Place((unit, indicator, period)): Place<(UnitId, IndicatorId, Period)>,
    Body(new): Body<NewWord>,
) -> Result<StatusCode, ApiError> {
    app::submission::reply(&web.app, &person, unit, period, indicator, &new.text).await?;
    Ok(StatusCode::NO_CONTENT)
}
