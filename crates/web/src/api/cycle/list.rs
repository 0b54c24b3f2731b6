//! Cycles.

use assessment::{Coded as _, CycleId};
use axum::Json;
use axum::extract::State;
use axum::response::IntoResponse;

use super::body::{CycleBody, CycleDetail, VersionBody};
use crate::api::read::Place;
use crate::api::tag::etag;
use crate::error::{ApiError, Problem};
use crate::session::ApiPerson;
use crate::state::Web;

/// Every cycle, the latest first.
#[utoipa::path(get, path = "/api/v1/cycles", tag = "cycles",
    responses((status = 200, body = Vec<CycleBody>), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(crate) async fn list(
    State(web): State<Web>,
    ApiPerson(person): ApiPerson,
) -> Result<Json<Vec<CycleBody>>, ApiError> {
    let cycles = app::cycle::list(&web.app, &person).await?;
    let body = cycles.into_iter().map(|listed| CycleBody {
        id: listed.cycle.id.get(),
        name: listed.cycle.name,
        year: listed.cycle.year,
        state: listed.state.code(),
        versions: listed.schemes.iter().map(VersionBody::new).collect(),
    });
    Ok(Json(body.collect()))
}

/// One cycle with the steps it took and what stands against the next; `ETag` names it as it stands.
#[utoipa::path(get, path = "/api/v1/cycles/{cycle}", tag = "cycles", params(("cycle" = i64, Path)),
    responses((status = 200, body = CycleDetail), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem)))]
pub(crate) async fn get(
    State(web): State<Web>,
    ApiPerson(person): ApiPerson,
    Place(id): Place<CycleId>,
) -> Result<impl IntoResponse, ApiError> {
    let shown = app::cycle::get(&web.app, &person, id).await?;
    Ok((etag(shown.tag()), Json(CycleDetail::new(shown))))
}
