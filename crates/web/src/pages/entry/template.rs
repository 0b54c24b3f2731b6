//! The form as a workbook, to be filled without a network.

use assessment::{Period, UnitId};
use axum::extract::{Path, State};
use axum::response::Response;

use crate::error::PageError;
use crate::session::Signed;
use crate::shell::workbook;
use crate::state::Web;

pub(crate) async fn template(
    State(web): State<Web>,
    Signed(person): Signed,
    Path((unit, period)): Path<(UnitId, Period)>,
) -> Result<Response, PageError> {
    let (name, bytes) = app::entry::template_xlsx(&web.app, &person, unit, period).await?;
    Ok(workbook(&name, bytes))
}
