//! Adding a unit.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;

use super::body::{NewUnit, UnitDetail};
use crate::api::read::Body;
use crate::api::tag::{day, etag};
use crate::error::{ApiError, Problem};
use crate::session::ApiPerson;
use crate::state::Web;

/// Adds a unit that exists from a day on.
#[utoipa::path(post, path = "/api/v1/units", tag = "plan", operation_id = "create_unit", request_body = NewUnit,
    responses((status = 201, body = UnitDetail), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 422, body = Problem)))]
pub(crate) async fn create(
    State(web): State<Web>,
    ApiPerson(person): ApiPerson,
    Body(body): Body<NewUnit>,
) -> Result<impl IntoResponse, ApiError> {
    let from = day("from", body.from.as_deref(), app::period::day(web.app.now()))?;
    let id = app::unit::create(&web.app, &person, &body.draft(), from).await?;
    let (state, version) = app::unit::get(&web.app, &person, id, from).await?;
    Ok((StatusCode::CREATED, etag(version), Json(UnitDetail::new(&state))))
}
