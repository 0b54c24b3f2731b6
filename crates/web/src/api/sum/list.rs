//! Sums over a period.

use app::Error;
use assessment::Period;
use axum::Json;
use axum::extract::State;

use crate::api::read;
use crate::error::{ApiError, Problem};
use crate::session::ApiPerson;
use crate::state::Web;

/// Of which period.
#[derive(serde::Deserialize, utoipa::IntoParams)]
pub(crate) struct Asked {
    /// `2026-08`.
    period: String,
}

/// Sums by unit.
#[derive(serde::Serialize, utoipa::ToSchema)]
pub(crate) struct Sums {
    /// One per unit with figures.
    rows: Vec<Sum>,
}

/// The sum of one unit.
#[derive(serde::Serialize, utoipa::ToSchema)]
pub(crate) struct Sum {
    /// Id of the unit.
    unit: i64,
    /// Exact sum of the period's values, as a decimal.
    sum: String,
}

/// Sums the period's values by unit, exactly.
#[utoipa::path(get, path = "/api/v1/sums", tag = "figures", params(Asked),
    responses((status = 200, body = Sums), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 422, body = Problem)))]
pub(crate) async fn list(
    State(web): State<Web>,
    ApiPerson(person): ApiPerson,
    read::Asked(asked): read::Asked<Asked>,
) -> Result<Json<Sums>, ApiError> {
    let period: Period = asked
        .period
        .parse()
        .map_err(|error: assessment::PeriodError| Error::field("period", error.to_string()))?;
    let sums = app::figure::sums_by_unit(&web.app, &person, period).await?;
    let row = |(unit, sum): (assessment::UnitId, assessment::Decimal)| Sum {
        unit: unit.get(),
        sum: sum.to_string(),
    };
    Ok(Json(Sums { rows: sums.into_iter().map(row).collect() }))
}
