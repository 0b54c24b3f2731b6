//! Rows of a grid of targets: save and preview.

use app::target::Axis;
use assessment::CycleId;
use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::IntoResponse;

use super::body::{NewTargetRows, TargetAnswer};
use crate::api::read::{Body, Place};
use crate::api::tag::{etag, seen_number};
use crate::error::{ApiError, Problem};
use crate::pages::target::words::axis;
use crate::session::ApiPerson;
use crate::state::Web;

fn known(by: &str, id: i64) -> Result<Axis, app::Error> {
    axis(by, id).ok_or(app::Error::NotFound("这张目标表"))
}

/// Saves rows, each by itself, while the cycle is prepared; texts are read as people write them. A row that
/// somebody else changed is told in its place; `If-Match` refuses the whole instead.
#[utoipa::path(post, path = "/api/v1/cycles/{cycle}/targets/{by}/{id}", tag = "targets", request_body = NewTargetRows,
    params(("cycle" = i64, Path), ("by" = String, Path, description = "units or indicators"), ("id" = i64, Path)),
    responses((status = 200, body = TargetAnswer), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem), (status = 412, body = Problem), (status = 422, body = Problem)))]
pub(crate) async fn save(
    State(web): State<Web>,
    ApiPerson(person): ApiPerson,
    Place((cycle, by, id)): Place<(CycleId, String, i64)>,
    headers: HeaderMap,
    Body(rows): Body<NewTargetRows>,
) -> Result<impl IntoResponse, ApiError> {
    person.require_reader()?;
    let axis = known(&by, id)?;
    if let Some(seen) = seen_number(&headers)? {
        let now = app::target::table(&web.app, &person, cycle, axis).await?.tag();
        if now != seen {
            let text = "这张目标表刚被他人改过，您的没有保存；请重新读取后再改".to_owned();
            return Err(app::Error::Conflict { text, now }.into());
        }
    }
    let reason = rows.reason.clone();
    let lines = app::target::save(&web.app, &person, cycle, &rows.texts(axis)?, &reason).await?;
    let table = app::target::table(&web.app, &person, cycle, axis).await?;
    Ok((etag(table.tag()), Json(TargetAnswer::new(lines, &table))))
}

/// As saving, with nothing saved: how the rows would stand.
#[utoipa::path(post, path = "/api/v1/cycles/{cycle}/targets/{by}/{id}/preview", tag = "targets",
    request_body = NewTargetRows,
    params(("cycle" = i64, Path), ("by" = String, Path, description = "units or indicators"), ("id" = i64, Path)),
    responses((status = 200, body = TargetAnswer), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub(crate) async fn preview(
    State(web): State<Web>,
    ApiPerson(person): ApiPerson,
    Place((cycle, by, id)): Place<(CycleId, String, i64)>,
    Body(rows): Body<NewTargetRows>,
) -> Result<Json<TargetAnswer>, ApiError> {
    person.require_reader()?;
    let axis = known(&by, id)?;
    let lines = app::target::preview(&web.app, &person, cycle, &rows.texts(axis)?).await?;
    let table = app::target::table(&web.app, &person, cycle, axis).await?;
    Ok(Json(TargetAnswer::new(lines, &table)))
}
