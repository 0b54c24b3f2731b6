//! Figures of documents that may be taken into a report: list.

use app::document::Offer;
use assessment::{Period, UnitId};
use axum::Json;
use axum::extract::State;

use crate::api::read::Place;
use crate::error::{ApiError, Problem};
use crate::session::ApiPerson;
use crate::state::Web;

/// A figure of a document.
#[derive(serde::Serialize, utoipa::ToSchema)]
pub(crate) struct OfferBody {
    /// Id of the indicator it belongs to.
    indicator: i64,
    /// `cumulative` or `value`.
    column: &'static str,
    /// In the indicator's measure.
    number: String,
    /// As printed.
    words: String,
    /// The words around it.
    context: String,
    /// Id of the document.
    document: i64,
    /// Title of the document.
    title: String,
    /// Version of the reading.
    version: i64,
    /// First character.
    start: usize,
    /// Behind the last character.
    end: usize,
}

impl OfferBody {
    fn new(offer: Offer) -> Self {
        Self {
            indicator: offer.indicator.get(),
            column: offer.column.code(),
            number: offer.number.to_string(),
            words: offer.words,
            context: offer.context,
            document: offer.document.get(),
            title: offer.title,
            version: offer.version,
            start: offer.span.start,
            end: offer.span.end,
        }
    }
}

/// Figures that the unit's documents state for a period, each with its place.
#[utoipa::path(get, path = "/api/v1/reports/{unit}/{period}/offers", tag = "documents", operation_id = "list_offers",
    params(("unit" = i64, Path), ("period" = String, Path, description = "2026-08")),
    responses((status = 200, body = [OfferBody]), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 404, body = Problem)))]
pub(crate) async fn list(
    State(web): State<Web>,
    ApiPerson(person): ApiPerson,
    Place((unit, period)): Place<(UnitId, Period)>,
) -> Result<Json<Vec<OfferBody>>, ApiError> {
    let offers = app::document::offers(&web.app, &person, unit, period).await?;
    Ok(Json(offers.into_iter().map(OfferBody::new).collect()))
}
