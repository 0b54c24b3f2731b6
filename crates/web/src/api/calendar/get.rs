//! The calendar of a year.

use axum::Json;
use axum::extract::State;
use axum::response::IntoResponse;

use crate::api::read::Place;
use crate::api::tag::etag;
use crate::error::{ApiError, Problem};
use crate::session::ApiPerson;
use crate::state::Web;

/// Days that differ from the week's rule, and when reports are due.
#[derive(serde::Serialize, utoipa::ToSchema)]
pub(crate) struct CalendarBody {
    /// The year.
    year: i16,
    /// Whether its notice was entered.
    known: bool,
    /// The days.
    days: Vec<DayBody>,
    /// Working days after the end of a month on which its figures are due.
    month: u16,
    /// Of a quarter.
    quarter: u16,
    /// Of a half year.
    half: u16,
    /// Of a year.
    whole: u16,
}

/// One day.
#[derive(serde::Serialize, utoipa::ToSchema)]
pub(crate) struct DayBody {
    /// `2026-10-01`.
    day: String,
    /// Whether it is worked.
    worked: bool,
    /// Name of the holiday.
    name: String,
}

/// The working days of a year; `ETag` names the setting as it stands.
#[utoipa::path(get, path = "/api/v1/calendar/{year}", tag = "calendar", params(("year" = i16, Path)),
    responses((status = 200, body = CalendarBody), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(crate) async fn get(
    State(web): State<Web>,
    ApiPerson(person): ApiPerson,
    Place(year): Place<i16>,
) -> Result<impl IntoResponse, ApiError> {
    let calendar = app::due::calendar(&web.app, &person, year).await?;
    let rules = calendar.rules;
    let day = |day: app::due::Day| DayBody { day: day.date, worked: day.worked, name: day.name };
    let body = CalendarBody {
        year,
        known: calendar.years.contains(&year),
        days: calendar.days.into_iter().map(day).collect(),
        month: rules.month,
        quarter: rules.quarter,
        half: rules.half,
        whole: rules.year,
    };
    Ok((etag(calendar.tag), Json(body)))
}
