//! What a published version changed.

use assessment::CycleId;
use axum::Json;
use axum::extract::State;

use crate::api::read::Place;
use crate::error::{ApiError, Problem};
use crate::session::ApiPerson;
use crate::state::Web;

/// What a version changed against the one before it.
#[derive(serde::Serialize, utoipa::ToSchema)]
pub(crate) struct ChangesBody {
    /// The version before; 0 when this is the first.
    before: i64,
    /// Every difference of the rules, a sentence each.
    differences: Vec<String>,
    /// The period in which units are compared; null while there are no figures of one that it touches.
    period: Option<String>,
    /// Units whose rank or grade is another.
    moved: Vec<MovedBody>,
}

/// A unit whose rank or grade is another.
#[derive(serde::Serialize, utoipa::ToSchema)]
pub(crate) struct MovedBody {
    /// Id of the unit.
    unit: i64,
    /// Its name.
    name: String,
    /// Total before and after.
    total: [String; 2],
    /// Rank before and after; empty without one.
    rank: [String; 2],
    /// Grade before and after; empty without one.
    grade: [String; 2],
}

/// What a published version changed, and for which units rank or grade moved.
#[utoipa::path(get, path = "/api/v1/cycles/{cycle}/versions/{version}/changes", tag = "cycles",
    params(("cycle" = i64, Path), ("version" = i64, Path)),
    responses((status = 200, body = ChangesBody), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem)))]
pub(crate) async fn get(
    State(web): State<Web>,
    ApiPerson(person): ApiPerson,
    Place((id, version)): Place<(CycleId, i64)>,
) -> Result<Json<ChangesBody>, ApiError> {
    app::cycle::edition(&web.app, &person, id, version).await?;
    let changes = app::cycle::changes(&web.app, &person, id, version).await?.unwrap_or_default();
    let pair = |(before, after): (String, String)| [before, after];
    let moved = changes.moved.into_iter().map(|unit| MovedBody {
        unit: unit.unit.get(),
        name: unit.name,
        total: pair(unit.total),
        rank: pair(unit.rank),
        grade: pair(unit.grade),
    });
    Ok(Json(ChangesBody {
        before: changes.before,
        differences: changes.sentences,
        period: changes.period.map(|period| period.to_string()),
        moved: moved.collect(),
    }))
}
