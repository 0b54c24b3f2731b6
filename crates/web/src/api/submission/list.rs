//! How the reports of a period stand.

use app::Error;
use assessment::{Coded as _, Period};
use axum::Json;
use axum::extract::State;

use crate::api::read;
use crate::error::{ApiError, Problem};
use crate::session::ApiPerson;
use crate::state::Web;

/// Which reports.
#[derive(serde::Deserialize, utoipa::IntoParams)]
pub(crate) struct Asked {
    /// `2026-08`.
    period: String,
}

/// One unit's report in the list.
#[derive(serde::Serialize, utoipa::ToSchema)]
pub(crate) struct ReportLine {
    /// Id of the unit.
    unit: i64,
    /// Its name.
    name: String,
    /// `draft`, `submitted`, `reviewed`, `verified`, `locked` or `published`.
    state: &'static str,
    /// Figures without a value.
    empty: usize,
    /// Figures that were returned.
    returned: usize,
    /// Figures that are verified.
    verified: usize,
    /// All figures.
    figures: usize,
    /// Whether it is due and not handed in.
    overdue: bool,
    /// Whether the form was opened by its clerk.
    looked: bool,
}

/// Lists the reports of a period that the caller may read.
#[utoipa::path(get, path = "/api/v1/reports", tag = "review", params(Asked),
    responses((status = 200, body = [ReportLine]), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 422, body = Problem)))]
pub(crate) async fn list(
    State(web): State<Web>,
    ApiPerson(person): ApiPerson,
    read::Asked(asked): read::Asked<Asked>,
) -> Result<Json<Vec<ReportLine>>, ApiError> {
    let period: Period = asked
        .period
        .parse()
        .map_err(|error: assessment::PeriodError| Error::field("period", error.to_string()))?;
    let lines = app::work::standings(&web.app, &person, period).await?.into_iter().map(|one| ReportLine {
        unit: one.unit.get(),
        name: one.unit_name,
        state: one.state.code(),
        empty: one.empty,
        returned: one.returned,
        verified: one.verified,
        figures: one.figures,
        overdue: one.overdue,
        looked: one.looked,
    });
    Ok(Json(lines.collect()))
}
