//! Setting the office's own days and when reports are due.

use app::due::DueRules;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};

use crate::api::read::Body;
use crate::api::tag::seen;
use crate::error::{ApiError, Problem};
use crate::session::ApiPerson;
use crate::state::Web;

/// The whole setting.
#[derive(serde::Deserialize, utoipa::ToSchema)]
pub(crate) struct NewCalendar {
    /// Lines `2027-01-01 休 元旦` or `2027-02-20 班`.
    own: String,
    /// Working days after the end of a month, 1–60.
    month: u16,
    /// Of a quarter.
    quarter: u16,
    /// Of a half year.
    half: u16,
    /// Of a year.
    whole: u16,
}

/// Sets the office's own days and the rules; what cannot be read is named line by line. `If-Match` refuses it over somebody
/// else's.
#[utoipa::path(put, path = "/api/v1/calendar", tag = "calendar", request_body = NewCalendar,
    responses((status = 204), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 412, body = Problem), (status = 422, body = Problem)))]
pub(crate) async fn put(
    State(web): State<Web>,
    ApiPerson(person): ApiPerson,
    headers: HeaderMap,
    Body(new): Body<NewCalendar>,
) -> Result<StatusCode, ApiError> {
    let rules = DueRules { month: new.month, quarter: new.quarter, half: new.half, year: new.whole };
    app::due::set(&web.app, &person, &new.own, rules, seen(&headers).as_deref()).await?;
    Ok(StatusCode::NO_CONTENT)
}
