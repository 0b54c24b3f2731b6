//! Which figures of a cycle have to be proved.

use assessment::{CycleId, IndicatorId, Role};
use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::IntoResponse;

use crate::api::read::{Body, Place};
use crate::api::tag::{etag, seen_number};
use crate::error::{ApiError, Problem};
use crate::session::ApiPerson;
use crate::state::Web;

/// Which figures have to be proved.
#[derive(serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
pub(crate) struct EvidenceRulesBody {
    /// Ids of the indicators whose figures need evidence beside them.
    asked: Vec<i64>,
}

/// Which figures of a cycle have to be proved.
#[utoipa::path(get, path = "/api/v1/cycles/{cycle}/evidence", tag = "cycles", operation_id = "evidence_rules",
    params(("cycle" = i64, Path)),
    responses((status = 200, body = EvidenceRulesBody), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem)))]
pub(crate) async fn get(
    State(web): State<Web>,
    ApiPerson(person): ApiPerson,
    Place(cycle): Place<CycleId>,
) -> Result<impl IntoResponse, ApiError> {
    let (rows, version) = app::evidence::rules(&web.app, &person, cycle).await?;
    let asked = rows.iter().filter(|row| row.asked).map(|row| row.indicator.id.get()).collect();
    Ok((etag(version), Json(EvidenceRulesBody { asked })))
}

/// Decides it for every indicator of the cycle. `If-Match` refuses it over somebody else's change.
#[utoipa::path(put, path = "/api/v1/cycles/{cycle}/evidence", tag = "cycles", operation_id = "set_evidence_rules",
    request_body = EvidenceRulesBody, params(("cycle" = i64, Path)),
    responses((status = 200, body = EvidenceRulesBody), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 404, body = Problem), (status = 412, body = Problem),
        (status = 422, body = Problem)))]
pub(crate) async fn put(
    State(web): State<Web>,
    ApiPerson(person): ApiPerson,
    Place(cycle): Place<CycleId>,
    headers: HeaderMap,
    Body(body): Body<EvidenceRulesBody>,
) -> Result<impl IntoResponse, ApiError> {
    person.require(Role::Officer)?;
    let asked = body.asked.iter().copied().map(IndicatorId::new).collect();
    let seen = seen_number(&headers)?;
    let version = app::evidence::set_rules(&web.app, &person, cycle, &asked, seen).await?;
    Ok((etag(version), Json(body)))
}
