//! Figures of documents that may be taken into a report: take.

use app::document::{Asked, Choice, Column, Purpose, Span};
use assessment::{DocumentId, IndicatorId, Period, TargetKind, UnitId};
use axum::extract::State;
use axum::http::StatusCode;

use crate::api::read::{Body, Place};
use crate::error::{ApiError, Problem};
use crate::session::ApiPerson;
use crate::state::Web;

/// The figure that is taken, by its place.
#[derive(serde::Deserialize, utoipa::ToSchema)]
pub(crate) struct NewOffer {
    /// Id of the document.
    document: i64,
    /// Version of the reading that the caller saw.
    version: i64,
    /// First character.
    start: usize,
    /// Behind the last character.
    end: usize,
    /// Id of the indicator.
    indicator: i64,
    /// `cumulative` or `value`.
    column: String,
    /// Version of the figure that the caller saw; 0 when there was none.
    seen: i64,
}

/// Takes a figure of a document into the report. Its history names the place it came from.
#[utoipa::path(post, path = "/api/v1/reports/{unit}/{period}/offers", tag = "documents", operation_id = "take_offer",
    request_body = NewOffer, params(("unit" = i64, Path), ("period" = String, Path, description = "2026-08")),
    responses((status = 204), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem)))]
pub(crate) async fn take(
    State(web): State<Web>,
    ApiPerson(person): ApiPerson,
    Place((unit, period)): Place<(UnitId, Period)>,
    Body(new): Body<NewOffer>,
) -> Result<StatusCode, ApiError> {
    let choice = Choice {
        span: Span::new(new.start, new.end),
        indicator: IndicatorId::new(new.indicator),
        column: Column::from_code(&new.column)?,
        kind: TargetKind::Assigned,
        seen: new.seen,
    };
    let asked = Asked { purpose: Purpose::Figure, unit, period, version: new.version, choices: vec![choice] };
    app::document::accept(&web.app, &person, DocumentId::new(new.document), &asked).await?;
    Ok(StatusCode::NO_CONTENT)
}
