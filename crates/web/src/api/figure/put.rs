//! Saving one figure.

use app::figure::Entered;
use app::{Error, FieldError};
use assessment::{Decimal, IndicatorId, Period, UnitId, Value};
use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::IntoResponse;

use super::body::place;
use crate::api::read::{Body, Place};
use crate::api::tag::{etag, seen_number};
use crate::error::{ApiError, Problem};
use crate::session::ApiPerson;
use crate::state::Web;

/// What is entered. A part left out stays as it is; of a flow either number is enough.
#[derive(serde::Deserialize, utoipa::ToSchema)]
pub(crate) struct NewFigure {
    /// 当月, or the value at the period's end: a decimal, 待补 or 不适用.
    value: Option<String>,
    /// 累计, likewise.
    cumulative: Option<String>,
    /// 自评分: a decimal.
    self_score: Option<String>,
    /// 完成情况.
    narrative: Option<String>,
    /// The answer to a finding.
    explanation: Option<String>,
}

/// What was saved.
#[derive(serde::Serialize, utoipa::ToSchema)]
pub(crate) struct Saved {
    /// Id of the unit.
    unit: i64,
    /// Id of the indicator.
    indicator: i64,
    /// `2026-08`.
    period: String,
    /// As entered.
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<String>,
    /// The new version.
    version: i64,
}

/// Saves a figure durably: when this answers, it is on disk with its line in the audit.
///
/// `If-Match` with the version that was seen refuses a save over somebody else's.
#[utoipa::path(put, path = "/api/v1/figures/{unit}/{indicator}/{period}", tag = "figures", request_body = NewFigure,
    params(("unit" = i64, Path), ("indicator" = i64, Path), ("period" = String, Path, description = "2026-08")),
    responses((status = 200, body = Saved), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem), (status = 412, body = Problem), (status = 422, body = Problem)))]
pub(crate) async fn put(
    State(web): State<Web>,
    ApiPerson(person): ApiPerson,
    Place(at): Place<(UnitId, IndicatorId, Period)>,
    headers: HeaderMap,
    Body(body): Body<NewFigure>,
) -> Result<impl IntoResponse, ApiError> {
    let seen = seen_number(&headers)?;
    let mut faults = Vec::new();
    let entered = Entered {
        value: number("value", body.value.as_deref(), &mut faults),
        cumulative: number("cumulative", body.cumulative.as_deref(), &mut faults),
        self_score: number("self_score", body.self_score.as_deref(), &mut faults).and_then(Value::number),
        narrative: body.narrative,
        explanation: body.explanation,
    };
    if !faults.is_empty() {
        return Err(Error::Invalid(faults).into());
    }
    let version = app::figure::save(&web.app, &person, place(at), entered, seen).await?;
    let (unit, indicator, period) = at;
    let saved = Saved {
        unit: unit.get(),
        indicator: indicator.get(),
        period: period.to_string(),
        value: body.value,
        version,
    };
    Ok((etag(version), Json(saved)))
}

fn number(field: &str, text: Option<&str>, faults: &mut Vec<FieldError>) -> Option<Value> {
    let text = text?.trim();
    let value = match text {
        "" => return None,
        "待补" => Some(Value::Missing),
        "不适用" => Some(Value::NotApplicable),
        text => text.parse::<Decimal>().ok().map(Value::Number),
    };
    if value.is_none() {
        let text = format!("“{text}”不是数；请写成例如 1262.40，或“待补”“不适用”");
        faults.push(FieldError { field: field.to_owned(), text });
    }
    value
}
