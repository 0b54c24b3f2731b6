//! Withdrawing a piece of evidence, with a reason.

use assessment::{EvidenceId, IndicatorId, Period, UnitId};
use axum::extract::{Path, State};
use axum::response::Redirect;

use super::place;
use crate::error::PageError;
use crate::path;
use crate::session::SignedForm;
use crate::state::Web;

#[derive(serde::Deserialize)]
pub(crate) struct Why {
    reason: String,
}

pub(crate) async fn withdraw(
    State(web): State<Web>,
    Path((unit, indicator, period, id)): Path<(UnitId, IndicatorId, Period, EvidenceId)>,
    SignedForm(person, why): SignedForm<Why>,
) -> Result<Redirect, PageError> {
    app::evidence::withdraw(&web.app, &person, place((unit, indicator, period)), id, &why.reason).await?;
    Ok(Redirect::to(&path::figure_evidence(unit, indicator, period)))
}
