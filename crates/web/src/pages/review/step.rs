//! Steps of a whole report that decide on no figure: recall, asking to reopen, granting and refusing that.

use std::collections::{BTreeMap, BTreeSet};

use app::Error;
use assessment::{Action, IndicatorId, Period, UnitId};
use axum::extract::{Path, State};
use axum::response::Redirect;

use crate::error::PageError;
use crate::path;
use crate::session::SignedForm;
use crate::state::Web;

pub(crate) async fn step(
    State(web): State<Web>,
    Path((unit, period)): Path<(UnitId, Period)>,
    SignedForm(person, fields): SignedForm<BTreeMap<String, String>>,
) -> Result<Redirect, PageError> {
    person.require_unit(unit)?;
    let reason = fields.get("reason").cloned().unwrap_or_default();
    let action = match fields.get("word").map(String::as_str) {
        Some("recall") => Action::Recall,
        Some("ask") => Action::RequestReopening(reason, figures(&fields)),
        Some("grant") => Action::Reopen,
        Some("refuse") => Action::RefuseReopening(reason),
        _ => return Err(Error::field("word", "没有这种办理方式，请从页面上的按钮办理").into()),
    };
    app::submission::act(&web.app, &person, unit, period, &action).await?;
    Ok(Redirect::to(&path::review(unit, period)))
}

/// The boxes `figure-ID` that were ticked.
fn figures(fields: &BTreeMap<String, String>) -> BTreeSet<IndicatorId> {
    let ids = fields.keys().filter_map(|name| name.strip_prefix("figure-")?.parse().ok());
    ids.map(IndicatorId::new).collect()
}
