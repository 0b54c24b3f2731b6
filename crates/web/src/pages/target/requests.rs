//! 目标变更申请: what was asked, by whom, and what was decided.

use app::Person;
use assessment::CycleId;
use axum::extract::{Path, State};
use axum::response::Html;

use super::words::{frame, request};
use crate::error::PageError;
use crate::session::Signed;
use crate::shell::html;
use crate::state::Web;
use crate::view::FieldError;
use crate::view::target::TargetRequestsPage;

pub(crate) async fn requests(
    State(web): State<Web>,
    Signed(person): Signed,
    Path(cycle): Path<CycleId>,
) -> Result<Html<String>, PageError> {
    html(&page(&web, &person, cycle, Vec::new()).await?)
}

pub(crate) async fn page(
    web: &Web,
    person: &Person,
    cycle: CycleId,
    errors: Vec<FieldError>,
) -> Result<TargetRequestsPage, PageError> {
    let asked = app::target::requests(&web.app, person, cycle).await?;
    let waiting = asked.iter().filter(|one| one.row.decision.is_none()).count();
    Ok(TargetRequestsPage {
        frame: frame(web, person, cycle, "目标变更申请", format!("{waiting} 件待办")).await?,
        errors,
        requests: asked.iter().map(|one| request(web, cycle, one)).collect(),
    })
}
