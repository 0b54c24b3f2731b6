//! A hierarchy as a workbook.

use assessment::HierarchyId;
use axum::extract::{Path, State};
use axum::response::Response;

use crate::error::PageError;
use crate::session::Signed;
use crate::shell::workbook;
use crate::state::Web;

pub(crate) async fn download(
    State(web): State<Web>,
    Signed(person): Signed,
    Path(id): Path<HierarchyId>,
) -> Result<Response, PageError> {
    let (name, bytes) = app::hierarchy::export(&web.app, &person, id).await?;
    Ok(workbook(&name, bytes))
}
