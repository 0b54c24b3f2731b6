//! Lights of a period.

use assessment::{Coded as _, Period};
use axum::Json;
use axum::extract::State;

use crate::api::read::Place;
use crate::error::{ApiError, Problem};
use crate::session::ApiPerson;
use crate::state::Web;

/// One light.
#[derive(serde::Serialize, utoipa::ToSchema)]
pub(crate) struct LightBody {
    /// Id of the unit.
    unit: i64,
    /// Id of the indicator.
    indicator: i64,
    /// `green`, `yellow`, `red` or `grey`.
    light: &'static str,
    /// Why, in one sentence.
    reason: String,
    /// What reaches the next better light; null where nothing does.
    remedy: Option<String>,
    /// Ahead or behind the schedule in percentage points; null without a schedule.
    gap: Option<String>,
}

/// Lights of a period, of every unit that the caller may read.
#[utoipa::path(get, path = "/api/v1/lights/{period}", tag = "lights",
    params(("period" = String, Path, description = "2026-08")),
    responses((status = 200, body = Vec<LightBody>), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem)))]
pub(crate) async fn list(
    State(web): State<Web>,
    ApiPerson(person): ApiPerson,
    Place(period): Place<Period>,
) -> Result<Json<Vec<LightBody>>, ApiError> {
    let lights = app::light::list(&web.app, &person, period).await?;
    let body = lights.rows.into_iter().flat_map(|(_, _, row)| row).flatten().map(|lit| LightBody {
        unit: lit.unit.get(),
        indicator: lit.indicator.id.get(),
        light: lit.verdict.light.code(),
        reason: lit.verdict.reason,
        remedy: lit.verdict.remedy,
        gap: lit.gap.map(|gap| gap.to_string()),
    });
    Ok(Json(body.collect()))
}
