//! Where a report stands.

use assessment::{Coded as _, Period, Submission, UnitId};
use axum::Json;
use axum::extract::State;

use crate::api::read::Place;
use crate::error::{ApiError, Problem};
use crate::session::ApiPerson;
use crate::state::Web;

/// A report.
#[derive(serde::Serialize, utoipa::ToSchema)]
pub(crate) struct ReportBody {
    /// Id of the unit.
    pub(crate) unit: i64,
    /// `2026-08`.
    pub(crate) period: String,
    /// `draft`, `submitted`, `reviewed`, `verified`, `locked` or `published`.
    pub(crate) state: &'static str,
    /// Due day with what is left, in words.
    pub(crate) due: String,
    /// Whether that day has passed.
    pub(crate) overdue: bool,
    /// A request to reopen that waits.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) reopening: Option<ReopeningBody>,
    /// Its figures.
    pub(crate) figures: Vec<FigureStanding>,
    /// The steps that were taken, in order.
    pub(crate) steps: Vec<StepBody>,
}

/// A request to open a locked report.
#[derive(serde::Serialize, utoipa::ToSchema)]
pub(crate) struct ReopeningBody {
    /// Why.
    reason: String,
    /// Ids of the indicators to be corrected; empty means all.
    figures: Vec<i64>,
    /// Id of the account that asks.
    by: i64,
}

/// Where a figure stands in review.
#[derive(serde::Serialize, utoipa::ToSchema)]
pub(crate) struct FigureStanding {
    /// Id of the indicator.
    indicator: i64,
    /// `empty`, `entered`, `accepted`, `returned` or `verified`.
    state: &'static str,
    /// Why it was returned.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
    /// Id of the department that verifies it; the office where there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<i64>,
    /// Pieces of evidence.
    evidence: usize,
}

/// A step.
#[derive(serde::Serialize, utoipa::ToSchema)]
pub(crate) struct StepBody {
    /// What was done: 提交, 退回 …
    action: String,
    /// State before.
    from: &'static str,
    /// State after.
    to: &'static str,
    /// Why.
    reason: String,
    /// Working days after the due day, of a submission.
    late: i64,
    /// Id of the account.
    by: i64,
    /// UTC milliseconds.
    at: i64,
}

impl From<app::StepRow> for StepBody {
    fn from(row: app::StepRow) -> Self {
        Self {
            action: row.action,
            from: row.before.code(),
            to: row.after.code(),
            reason: row.reason,
            late: row.late,
            by: row.author.get(),
            at: row.at,
        }
    }
}

/// The report of a unit for a period, with its review.
#[utoipa::path(get, path = "/api/v1/reports/{unit}/{period}", tag = "review",
    params(("unit" = i64, Path), ("period" = String, Path, description = "2026-08")),
    responses((status = 200, body = ReportBody), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem)))]
pub(crate) async fn get(
    State(web): State<Web>,
    ApiPerson(person): ApiPerson,
    Place((unit, period)): Place<(UnitId, Period)>,
) -> Result<Json<ReportBody>, ApiError> {
    Ok(Json(body(&web, &person, unit, period).await?))
}

pub(crate) async fn body(
    web: &Web,
    person: &app::Person,
    unit: UnitId,
    period: Period,
) -> Result<ReportBody, ApiError> {
    let report = app::submission::get(&web.app, person, unit, period).await?;
    let counts = app::evidence::counts(&web.app, person, unit, period).await?;
    let catalogue = web.app.catalogue().await?;
    let (due, passed) = app::due::words(&catalogue, period, web.app.now());
    let Submission { state, reopening, figures, .. } = report.submission;
    let standing = |(id, figure): (assessment::IndicatorId, assessment::Figure)| FigureStanding {
        indicator: id.get(),
        state: figure.state.code(),
        reason: figure.reason,
        source: figure.source.map(UnitId::get),
        evidence: counts.get(&id).copied().unwrap_or(0),
    };
    Ok(ReportBody {
        unit: unit.get(),
        period: period.to_string(),
        state: state.code(),
        overdue: passed && state == assessment::SubmissionState::Draft,
        due,
        reopening: reopening.map(|request| ReopeningBody {
            reason: request.reason,
            figures: request.figures.iter().map(|id| id.get()).collect(),
            by: request.by.get(),
        }),
        figures: figures.into_iter().map(standing).collect(),
        steps: report.steps.into_iter().map(StepBody::from).collect(),
    })
}
