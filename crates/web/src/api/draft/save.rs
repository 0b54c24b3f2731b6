//! Keeping what was typed and is no figure yet.

use app::entry::draft::Draft;
use assessment::{Period, UnitId};
use axum::extract::State;
use axum::http::StatusCode;

use crate::api::read::{Body, Place};
use crate::error::{ApiError, Problem};
use crate::session::ApiPerson;
use crate::state::Web;

/// Cells that were typed into.
#[derive(serde::Deserialize, utoipa::ToSchema)]
pub(crate) struct NewDrafts {
    /// The cells.
    cells: Vec<NewDraft>,
}

/// One cell.
#[derive(serde::Deserialize, utoipa::ToSchema)]
pub(crate) struct NewDraft {
    /// `2026-08`.
    #[schema(value_type = String)]
    period: Period,
    /// Id of the indicator.
    indicator: i64,
    /// `value`, `cumulative`, `narrative`, `self_score` or `explanation`.
    field: String,
    /// As typed; empty forgets the draft.
    text: String,
    /// The version of the figure that was seen; 0 when the cell was empty.
    version: i64,
}

/// Keeps drafts of the person who asks; nobody else sees them, and they are no figures.
#[utoipa::path(post, path = "/api/v1/drafts/{unit}", tag = "figures", request_body = NewDrafts,
    params(("unit" = i64, Path)),
    responses((status = 204), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 422, body = Problem)))]
pub(crate) async fn save(
    State(web): State<Web>,
    ApiPerson(person): ApiPerson,
    Place(unit): Place<UnitId>,
    Body(drafts): Body<NewDrafts>,
) -> Result<StatusCode, ApiError> {
    let one = |draft: NewDraft| Draft {
        period: draft.period,
        indicator: draft.indicator,
        field: draft.field,
        text: draft.text,
        version: draft.version,
    };
    let drafts: Vec<Draft> = drafts.cells.into_iter().map(one).collect();
    app::entry::draft::keep(&web.app, &person, unit, &drafts).await?;
    Ok(StatusCode::NO_CONTENT)
}
