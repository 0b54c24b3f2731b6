//! The catalogue of indicators.

use assessment::Coded as _;
use axum::Json;
use axum::extract::State;

use crate::error::{ApiError, Problem};
use crate::session::ApiPerson;
use crate::state::Web;

/// An indicator.
#[derive(serde::Serialize, utoipa::ToSchema)]
pub(crate) struct IndicatorBody {
    /// Its id.
    id: i64,
    /// Its name.
    name: String,
    /// Measure with scale: 亿元.
    measure: String,
    /// Decimals shown.
    decimals: u8,
    /// `flow`, `stock`, `rate`, `rank`, `milestone` or `text`.
    basis: &'static str,
    /// `month`, `quarter`, `half` or `year`.
    frequency: &'static str,
}

/// Lists indicators in the order of forms.
#[utoipa::path(get, path = "/api/v1/indicators", tag = "plan",
    responses((status = 200, body = [IndicatorBody]), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(crate) async fn list(
    State(web): State<Web>,
    ApiPerson(person): ApiPerson,
) -> Result<Json<Vec<IndicatorBody>>, ApiError> {
    person.require_reader()?;
    let catalogue = web.app.catalogue().await?;
    let body = |indicator: &assessment::Indicator| IndicatorBody {
        id: indicator.id.get(),
        name: indicator.name.clone(),
        measure: indicator.measure.name.clone(),
        decimals: indicator.decimals,
        basis: indicator.basis.code(),
        frequency: indicator.frequency.code(),
    };
    Ok(Json(catalogue.indicators.iter().map(body).collect()))
}
