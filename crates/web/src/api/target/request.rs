//! Requests for other targets.

use app::Error;
use app::target::Asked;
use assessment::{Coded as _, CycleId, IndicatorId, TargetKind, UnitId};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;

use crate::api::read::{Body, Place};
use crate::error::{ApiError, Problem};
use crate::session::ApiPerson;
use crate::state::Web;

/// A request.
#[derive(serde::Serialize, utoipa::ToSchema)]
pub(crate) struct RequestBody {
    /// Its number.
    id: i64,
    /// Id of the unit; 0 is the whole.
    unit: i64,
    /// Id of the indicator.
    indicator: i64,
    /// `assigned`, `own`, `challenge`, `superior` or `base`.
    kind: &'static str,
    /// The target that stood; empty when there was none.
    stood: String,
    /// The target asked for.
    wanted: String,
    /// Why.
    reason: String,
    /// Who asked.
    by: String,
    /// UTC milliseconds.
    at: i64,
    /// `approved` or `refused`; null while it waits.
    decision: Option<String>,
    /// The words of the decision.
    answer: String,
    /// Who decided; empty while it waits.
    decided_by: String,
}

/// A target to ask for.
#[derive(serde::Deserialize, utoipa::ToSchema)]
pub(crate) struct NewRequest {
    /// Id of the unit; 0 is the whole.
    unit: i64,
    /// Id of the indicator.
    indicator: i64,
    /// Which target.
    kind: String,
    /// The target asked for, as people write it.
    wanted: String,
    /// Why.
    #[serde(default)]
    reason: String,
}

/// A decision.
#[derive(serde::Deserialize, utoipa::ToSchema)]
pub(crate) struct NewDecision {
    /// Whether the target is changed.
    approve: bool,
    /// Why.
    #[serde(default)]
    reason: String,
}

fn body(asked: Asked) -> RequestBody {
    RequestBody {
        id: asked.row.id,
        unit: asked.row.unit.get(),
        indicator: asked.row.indicator.get(),
        kind: asked.kind.code(),
        stood: asked.stood,
        wanted: asked.wanted,
        reason: asked.row.reason,
        by: asked.by,
        at: asked.row.at,
        decision: asked.row.decision,
        answer: asked.row.answer,
        decided_by: asked.decided_by,
    }
}

async fn one(web: &Web, person: &app::Person, cycle: CycleId, id: i64) -> Result<RequestBody, ApiError> {
    let asked = app::target::requests(&web.app, person, cycle).await?;
    let found = asked.into_iter().find(|asked| asked.row.id == id).map(body);
    Ok(found.ok_or(Error::NotFound("这件申请"))?)
}

/// Requests that the caller may read, the latest first.
#[utoipa::path(get, path = "/api/v1/cycles/{cycle}/requests", tag = "targets", params(("cycle" = i64, Path)),
    responses((status = 200, body = Vec<RequestBody>), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem)))]
pub(crate) async fn list(
    State(web): State<Web>,
    ApiPerson(person): ApiPerson,
    Place(cycle): Place<CycleId>,
) -> Result<Json<Vec<RequestBody>>, ApiError> {
    let asked = app::target::requests(&web.app, &person, cycle).await?;
    Ok(Json(asked.into_iter().map(body).collect()))
}

/// Asks for another target.
#[utoipa::path(post, path = "/api/v1/cycles/{cycle}/requests", tag = "targets", request_body = NewRequest,
    params(("cycle" = i64, Path)),
    responses((status = 201, body = RequestBody), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub(crate) async fn ask(
    State(web): State<Web>,
    ApiPerson(person): ApiPerson,
    Place(cycle): Place<CycleId>,
    Body(new): Body<NewRequest>,
) -> Result<impl IntoResponse, ApiError> {
    person.require_reader()?;
    let kind = TargetKind::from_code(&new.kind)
        .ok_or_else(|| Error::field("kind", format!("“{}”不是目标的种类", new.kind)))?;
    let place = (UnitId::new(new.unit), IndicatorId::new(new.indicator), kind);
    let id = app::target::ask(&web.app, &person, cycle, place, &new.wanted, &new.reason).await?;
    Ok((StatusCode::CREATED, Json(one(&web, &person, cycle, id).await?)))
}

/// Approves or refuses a request.
#[utoipa::path(post, path = "/api/v1/cycles/{cycle}/requests/{request}/decision", tag = "targets",
    request_body = NewDecision, params(("cycle" = i64, Path), ("request" = i64, Path)),
    responses((status = 200, body = RequestBody), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub(crate) async fn decide(
    State(web): State<Web>,
    ApiPerson(person): ApiPerson,
    Place((cycle, id)): Place<(CycleId, i64)>,
    Body(new): Body<NewDecision>,
) -> Result<Json<RequestBody>, ApiError> {
    app::target::decide(&web.app, &person, cycle, id, new.approve, &new.reason).await?;
    Ok(Json(one(&web, &person, cycle, id).await?))
}
