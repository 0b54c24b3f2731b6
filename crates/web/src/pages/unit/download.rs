//! Units as a workbook, and the empty one to fill in.

use axum::extract::{Query, State};
use axum::response::Response;

use super::day;
use crate::error::PageError;
use crate::session::Signed;
use crate::shell::workbook;
use crate::state::Web;

#[derive(serde::Deserialize, Default)]
pub(crate) struct Asked {
    #[serde(default)]
    day: String,
}

pub(crate) async fn download(
    State(web): State<Web>,
    Signed(person): Signed,
    Query(asked): Query<Asked>,
) -> Result<Response, PageError> {
    let today = app::period::day(web.app.now());
    let shown = if asked.day.is_empty() { today } else { day("day", &asked.day)? };
    let bytes = app::unit::export(&web.app, &person, shown).await?;
    Ok(workbook(&format!("单位-{shown}"), bytes))
}

pub(crate) async fn template(Signed(person): Signed) -> Result<Response, PageError> {
    Ok(workbook("单位导入模板", app::unit::template(&person)?))
}
