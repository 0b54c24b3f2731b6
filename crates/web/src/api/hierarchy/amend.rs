//! Changing a unit's place in a hierarchy.

use app::hierarchy::Step;
use assessment::{HierarchyId, UnitId};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::IntoResponse;

use crate::api::read::{Body, Place};
use crate::api::tag::{day, etag, seen_number};
use crate::error::{ApiError, Problem};
use crate::session::ApiPerson;
use crate::state::Web;

/// Where a unit stands from a day on.
#[derive(serde::Deserialize, utoipa::ToSchema)]
pub(crate) struct NewPlace {
    /// Id of what it stands under; left out for the top.
    parent: Option<i64>,
    /// Whether it leaves the hierarchy instead.
    #[serde(default)]
    leave: bool,
    /// First day, `2026-07-01`; today when it is left out.
    from: Option<String>,
}

/// Changes a unit's place from a day on. `If-Match` refuses a change over somebody else's.
#[utoipa::path(put, path = "/api/v1/hierarchies/{hierarchy}/members/{member}", tag = "plan",
    operation_id = "amend_hierarchy", request_body = NewPlace,
    params(("hierarchy" = i64, Path), ("member" = i64, Path, description = "Id of the unit")),
    responses((status = 204), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem), (status = 412, body = Problem), (status = 422, body = Problem)))]
pub(crate) async fn amend(
    State(web): State<Web>,
    ApiPerson(person): ApiPerson,
    Place((id, unit)): Place<(HierarchyId, UnitId)>,
    headers: HeaderMap,
    Body(body): Body<NewPlace>,
) -> Result<impl IntoResponse, ApiError> {
    let from = day("from", body.from.as_deref(), app::period::day(web.app.now()))?;
    let seen = seen_number(&headers)?;
    let step = if body.leave { Step::Leave } else { Step::Place(body.parent.map(UnitId::new)) };
    let version = app::hierarchy::amend(&web.app, &person, id, seen, (unit, step, from)).await?;
    Ok((StatusCode::NO_CONTENT, etag(version)))
}
