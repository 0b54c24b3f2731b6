//! The goals of a document as a workbook.

use assessment::DocumentId;
use axum::extract::{Path, State};
use axum::response::Response;

use crate::error::PageError;
use crate::session::Signed;
use crate::shell;
use crate::state::Web;

pub(crate) async fn goals(
    State(web): State<Web>,
    Signed(person): Signed,
    Path(id): Path<DocumentId>,
) -> Result<Response, PageError> {
    let (name, bytes) = app::document::goals_xlsx(&web.app, &person, id).await?;
    Ok(shell::workbook(&name, bytes))
}
