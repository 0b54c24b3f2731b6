//! One hierarchy on a day.

use assessment::{HierarchyId, UnitId};
use axum::Json;
use axum::extract::State;
use axum::response::IntoResponse;

use crate::api::read::{self, Place};
use crate::api::tag::{day, etag};
use crate::api::unit::body::OnDay;
use crate::error::{ApiError, Problem};
use crate::session::ApiPerson;
use crate::state::Web;

/// A hierarchy as it is on a day.
#[derive(serde::Serialize, utoipa::ToSchema)]
pub(crate) struct TreeBody {
    /// Its id.
    id: i64,
    /// Its name.
    name: String,
    /// The day.
    day: String,
    /// Its lines, each parent before its members.
    branches: Vec<BranchBody>,
}

/// One line of a tree.
#[derive(serde::Serialize, utoipa::ToSchema)]
pub(crate) struct BranchBody {
    /// Id of the unit.
    unit: i64,
    /// Its name on that day.
    name: String,
    /// Id of what it stands under; none at the top.
    parent: Option<i64>,
    /// First day of this place.
    from: String,
    /// Last day, when it is known.
    until: Option<String>,
}

/// A hierarchy as it is on a day, with the version that a change names as `ETag`.
#[utoipa::path(get, path = "/api/v1/hierarchies/{hierarchy}", tag = "plan", operation_id = "get_hierarchy",
    params(("hierarchy" = i64, Path), OnDay),
    responses((status = 200, body = TreeBody), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 422, body = Problem)))]
pub(crate) async fn get(
    State(web): State<Web>,
    ApiPerson(person): ApiPerson,
    Place(id): Place<HierarchyId>,
    read::Asked(asked): read::Asked<OnDay>,
) -> Result<impl IntoResponse, ApiError> {
    let day = day("day", asked.day.as_deref(), app::period::day(web.app.now()))?;
    let tree = app::hierarchy::get(&web.app, &person, id, day).await?;
    let branch = |one: app::hierarchy::Branch| BranchBody {
        unit: one.unit.get(),
        name: one.name,
        parent: one.parent.map(UnitId::get),
        from: one.from.to_string(),
        until: one.until.map(|until| until.to_string()),
    };
    let body = TreeBody {
        id: id.get(),
        name: tree.row.name,
        day: day.to_string(),
        branches: tree.branches.into_iter().map(branch).collect(),
    };
    Ok((etag(tree.row.version), Json(body)))
}
