//! The ranking as a workbook.

use assessment::Period;
use axum::extract::{Path, State};
use axum::response::Response;

use crate::error::PageError;
use crate::session::Signed;
use crate::shell::workbook;
use crate::state::Web;

pub(crate) async fn download(
    State(web): State<Web>,
    Signed(person): Signed,
    Path(period): Path<Period>,
) -> Result<Response, PageError> {
    let (name, bytes) = app::score::ranks_xlsx(&web.app, &person, period).await?;
    Ok(workbook(&name, bytes))
}
