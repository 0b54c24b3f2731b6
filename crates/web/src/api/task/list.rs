//! What waits for the caller.

use app::work::Kind;
use axum::Json;
use axum::extract::State;

use crate::error::{ApiError, Problem};
use crate::session::ApiPerson;
use crate::state::Web;

/// One thing to do.
#[derive(serde::Serialize, utoipa::ToSchema)]
pub(crate) struct TaskBody {
    /// `returned`, `enter`, `sign`, `verify`, `decide`, `lock` or `overdue`.
    kind: &'static str,
    /// Id of the unit; absent when it concerns many.
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<i64>,
    /// `2026-08`.
    period: String,
    /// Id of the first indicator that it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    indicator: Option<i64>,
    /// How it stands, in words.
    detail: String,
    /// When it is due, in words; empty when no day is set.
    due: String,
    /// Whether that day has passed.
    overdue: bool,
    /// Whether the form was opened and figures are missing.
    looked: bool,
}

/// Lists what the caller owes or is asked to decide, the most pressing first.
#[utoipa::path(get, path = "/api/v1/tasks", tag = "review",
    responses((status = 200, body = [TaskBody]), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(crate) async fn list(
    State(web): State<Web>,
    ApiPerson(person): ApiPerson,
) -> Result<Json<Vec<TaskBody>>, ApiError> {
    let tasks = app::work::list(&web.app, &person).await?.into_iter().map(|task| TaskBody {
        kind: match task.kind {
            Kind::Returned => "returned",
            Kind::Enter => "enter",
            Kind::Sign => "sign",
            Kind::Verify => "verify",
            Kind::Decide => "decide",
            Kind::Lock => "lock",
            Kind::Overdue => "overdue",
        },
        unit: task.unit.map(assessment::UnitId::get),
        period: task.period.to_string(),
        indicator: task.indicator.map(assessment::IndicatorId::get),
        detail: task.detail,
        due: task.due,
        overdue: task.overdue,
        looked: task.looked,
    });
    Ok(Json(tasks.collect()))
}
