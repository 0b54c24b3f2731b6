//! What was said about a figure.

use assessment::{IndicatorId, Period, UnitId};
use axum::Json;
use axum::extract::State;

use crate::api::figure::body::place;
use crate::api::read::Place;
use crate::error::{ApiError, Problem};
use crate::session::ApiPerson;
use crate::state::Web;

/// One word.
#[derive(serde::Serialize, utoipa::ToSchema)]
pub(crate) struct WordBody {
    /// At which step: 退回, 答复, 留言.
    step: String,
    /// The words.
    text: String,
    /// Id of the account.
    by: i64,
    /// Name of the person.
    name: String,
    /// UTC milliseconds.
    at: i64,
}

/// The talk about a figure, in order.
#[utoipa::path(get, path = "/api/v1/figures/{unit}/{indicator}/{period}/thread", tag = "review",
    params(("unit" = i64, Path), ("indicator" = i64, Path), ("period" = String, Path, description = "2026-08")),
    responses((status = 200, body = [WordBody]), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem)))]
pub(crate) async fn list(
    State(web): State<Web>,
    ApiPerson(person): ApiPerson,
    Place(at): Place<(UnitId, IndicatorId, Period)>,
) -> Result<Json<Vec<WordBody>>, ApiError> {
    let trail = app::trail::show(&web.app, &person, place(at)).await?;
    let word = |remark: &app::Remark| WordBody {
        step: remark.step.clone(),
        text: remark.text.clone(),
        by: remark.author.get(),
        name: trail.name(remark.author),
        at: remark.at,
    };
    Ok(Json(trail.remarks.iter().map(word).collect()))
}
