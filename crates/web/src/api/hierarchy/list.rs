//! The hierarchies.

use assessment::Coded as _;
use axum::Json;
use axum::extract::State;

use crate::error::{ApiError, Problem};
use crate::session::ApiPerson;
use crate::state::Web;

/// A hierarchy.
#[derive(serde::Serialize, utoipa::ToSchema)]
pub(crate) struct HierarchyBody {
    /// Its id.
    id: i64,
    /// `administrative`, `task_force`, `outpost` or `chain`.
    kind: &'static str,
    /// Its name.
    name: String,
}

/// Lists the hierarchies.
#[utoipa::path(get, path = "/api/v1/hierarchies", tag = "plan", operation_id = "list_hierarchies",
    responses((status = 200, body = [HierarchyBody]), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(crate) async fn list(
    State(web): State<Web>,
    ApiPerson(person): ApiPerson,
) -> Result<Json<Vec<HierarchyBody>>, ApiError> {
    let rows = app::hierarchy::list(&web.app, &person).await?;
    let body = |row: app::hierarchy::HierarchyRow| HierarchyBody {
        id: row.id.get(),
        kind: row.kind.code(),
        name: row.name,
    };
    Ok(Json(rows.into_iter().map(body).collect()))
}
