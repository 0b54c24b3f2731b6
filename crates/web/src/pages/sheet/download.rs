//! The score sheet as a workbook.

use assessment::{Period, UnitId};
use axum::extract::{Path, State};
use axum::response::Response;

use crate::error::PageError;
use crate::session::Signed;
use crate::shell::workbook;
use crate::state::Web;

pub(crate) async fn download(
    State(web): State<Web>,
    Signed(person): Signed,
    Path((unit, period)): Path<(UnitId, Period)>,
) -> Result<Response, PageError> {
    let (name, bytes) = app::score::sheet_xlsx(&web.app, &person, unit, period).await?;
    Ok(workbook(&name, bytes))
}
