//! Targets as a workbook, to be filled without a network.

use app::target::Axis;
use assessment::{CycleId, IndicatorId, UnitId};
use axum::extract::{Path, Query, State};
use axum::response::Response;

use crate::error::PageError;
use crate::session::Signed;
use crate::shell::workbook;
use crate::state::Web;

#[derive(serde::Deserialize)]
pub(crate) struct Asked {
    units: Option<UnitId>,
    indicators: Option<IndicatorId>,
}

pub(crate) async fn download(
    State(web): State<Web>,
    Signed(person): Signed,
    Path(cycle): Path<CycleId>,
    Query(asked): Query<Asked>,
) -> Result<Response, PageError> {
    let axis = match (asked.units, asked.indicators) {
        (Some(unit), _) => Axis::Unit(unit),
        (None, Some(indicator)) => Axis::Indicator(indicator),
        (None, None) => Axis::All,
    };
    let (name, bytes) = app::target::template_xlsx(&web.app, &person, cycle, axis).await?;
    Ok(workbook(&name, bytes))
}
