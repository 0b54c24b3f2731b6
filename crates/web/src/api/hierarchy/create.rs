//! Adding a hierarchy.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;

use crate::api::read::Body;
use crate::error::{ApiError, Problem};
use crate::session::ApiPerson;
use crate::state::Web;

/// A hierarchy to add.
#[derive(serde::Deserialize, utoipa::ToSchema)]
pub(crate) struct NewHierarchy {
    /// `administrative`, `task_force`, `outpost` or `chain`.
    kind: String,
    /// Its name.
    name: String,
}

/// The hierarchy that was added.
#[derive(serde::Serialize, utoipa::ToSchema)]
pub(crate) struct CreatedHierarchy {
    /// Its id.
    id: i64,
}

/// Adds an empty hierarchy.
#[utoipa::path(post, path = "/api/v1/hierarchies", tag = "plan", operation_id = "create_hierarchy",
    request_body = NewHierarchy,
    responses((status = 201, body = CreatedHierarchy), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 422, body = Problem)))]
pub(crate) async fn create(
    State(web): State<Web>,
    ApiPerson(person): ApiPerson,
    Body(body): Body<NewHierarchy>,
) -> Result<impl IntoResponse, ApiError> {
    let id = app::hierarchy::create(&web.app, &person, &body.kind, &body.name).await?;
    Ok((StatusCode::CREATED, Json(CreatedHierarchy { id: id.get() })))
}
