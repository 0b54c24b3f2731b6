//! Submitting a report.

use assessment::{Action, Period, UnitId};
use axum::extract::{Path, State};
use axum::response::Redirect;

use crate::error::PageError;
use crate::path;
use crate::session::SignedForm;
use crate::state::Web;

#[derive(serde::Deserialize)]
pub(crate) struct Nothing {}

pub(crate) async fn submit(
    State(web): State<Web>,
    Path((unit, period)): Path<(UnitId, Period)>,
    SignedForm(person, Nothing {}): SignedForm<Nothing>,
) -> Result<Redirect, PageError> {
    app::submission::act(&web.app, &person, unit, period, &Action::Submit).await?;
    Ok(Redirect::to(&path::entry(unit, period)))
}
