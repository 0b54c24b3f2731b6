//! Figures of a period: of one unit, or a page over all units.

use app::Error;
use assessment::{Period, UnitId};
use axum::Json;
use axum::extract::State;

use super::body::FigureBody;
use crate::api::read;
use crate::error::{ApiError, Problem};
use crate::session::ApiPerson;
use crate::state::Web;

const MOST_ROWS: i64 = 1000;

/// Which figures.
#[derive(serde::Deserialize, utoipa::IntoParams)]
pub(crate) struct Asked {
    /// `2026-08`.
    period: String,
    /// Only of this unit.
    unit: Option<i64>,
    /// At most so many, 1–1000; of one unit all are given.
    limit: Option<i64>,
    /// Goes on after this place: `unit,indicator` of the last row.
    after: Option<String>,
}

/// A page of figures, sorted by unit and indicator.
#[derive(serde::Serialize, utoipa::ToSchema)]
pub(crate) struct Figures {
    /// The figures.
    rows: Vec<FigureBody>,
}

/// Lists figures of a period.
#[utoipa::path(get, path = "/api/v1/figures", tag = "figures", params(Asked),
    responses((status = 200, body = Figures), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 422, body = Problem)))]
pub(crate) async fn list(
    State(web): State<Web>,
    ApiPerson(person): ApiPerson,
    read::Asked(asked): read::Asked<Asked>,
) -> Result<Json<Figures>, ApiError> {
    let period: Period = asked
        .period
        .parse()
        .map_err(|error: assessment::PeriodError| Error::field("period", error.to_string()))?;
    let rows = if let Some(unit) = asked.unit {
        app::figure::list(&web.app, &person, UnitId::new(unit), period).await?
    } else {
        let limit = asked.limit.unwrap_or(100).clamp(1, MOST_ROWS);
        let after = after(asked.after.as_deref())?;
        app::figure::list_period(&web.app, &person, period, after, limit).await?
    };
    Ok(Json(Figures { rows: rows.into_iter().map(|row| FigureBody::new(row, period)).collect() }))
}

fn after(text: Option<&str>) -> Result<(i64, i64), Error> {
    let Some(text) = text else { return Ok((i64::MIN, i64::MIN)) };
    let place = text
        .split_once(',')
        .and_then(|(unit, indicator)| Some((unit.trim().parse().ok()?, indicator.trim().parse().ok()?)));
    place.ok_or_else(|| Error::field("after", "应写成“单位编号，指标编号”"))
}
