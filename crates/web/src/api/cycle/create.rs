//! Adding a cycle.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;

use super::body::CycleDetail;
use crate::api::read::Body;
use crate::error::{ApiError, Problem};
use crate::session::ApiPerson;
use crate::state::Web;

/// A cycle to add.
#[derive(serde::Deserialize, utoipa::ToSchema)]
pub(crate) struct NewCycle {
    /// Its name.
    name: String,
    /// The year it assesses.
    year: i16,
    /// A first text of its scheme.
    #[serde(default)]
    scheme: String,
}

/// Adds a cycle in preparation.
#[utoipa::path(post, path = "/api/v1/cycles", tag = "cycles", request_body = NewCycle,
    responses((status = 201, body = CycleDetail), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 422, body = Problem)))]
pub(crate) async fn create(
    State(web): State<Web>,
    ApiPerson(person): ApiPerson,
    Body(body): Body<NewCycle>,
) -> Result<impl IntoResponse, ApiError> {
    let id = app::cycle::create(&web.app, &person, &body.name, &body.year.to_string(), &body.scheme).await?;
    let shown = app::cycle::get(&web.app, &person, id).await?;
    Ok((StatusCode::CREATED, Json(CycleDetail::new(shown))))
}
