//! Putting a file of another figure beside this one too.

use assessment::EvidenceId;
use axum::extract::{Path, State};
use axum::response::Redirect;

use super::{At, place};
use crate::error::PageError;
use crate::path;
use crate::session::SignedForm;
use crate::state::Web;

#[derive(serde::Deserialize)]
pub(crate) struct Chosen {
    from: EvidenceId,
}

pub(crate) async fn reuse(
    State(web): State<Web>,
    Path(at): Path<At>,
    SignedForm(person, chosen): SignedForm<Chosen>,
) -> Result<Redirect, PageError> {
    let (unit, indicator, period) = at;
    app::evidence::reuse(&web.app, &person, place(at), chosen.from, "").await?;
    Ok(Redirect::to(&path::figure_evidence(unit, indicator, period)))
}
