//! Every target that stood in one place, and the form that asks for another.

use app::Person;
use assessment::{Coded as _, CycleId, IndicatorId, Role, TargetKind, UnitId};
use axum::extract::{Path, State};
use axum::response::Html;

use super::words::{frame, request, title, unit_name};
use crate::error::PageError;
use crate::path;
use crate::session::Signed;
use crate::shell::html;
use crate::state::Web;
use crate::view::target::{HistoryRow, TargetHistoryPage};
use crate::view::{Choice, FieldError};

/// What was typed into the form: kind, target, reason.
pub(crate) type Typed<'a> = [&'a str; 3];

pub(crate) async fn history(
    State(web): State<Web>,
    Signed(person): Signed,
    Path(place): Path<(CycleId, UnitId, IndicatorId)>,
) -> Result<Html<String>, PageError> {
    html(&page(&web, &person, place, ["assigned", "", ""], Vec::new()).await?)
}

pub(crate) async fn page(
    web: &Web,
    person: &Person,
    (cycle, unit, indicator): (CycleId, UnitId, IndicatorId),
    [kind, wanted, reason]: Typed<'_>,
    errors: Vec<FieldError>,
) -> Result<TargetHistoryPage, PageError> {
    let (stood, asked) = app::target::history(&web.app, person, cycle, unit, indicator).await?;
    let state = app::cycle::get(&web.app, person, cycle).await?.state;
    let catalogue = web.app.catalogue().await?;
    let name = catalogue.unit(unit).map_or("", |unit| unit.name.as_str());
    let known = catalogue.indicator(indicator).ok_or(app::Error::NotFound("这项指标"))?;
    let heading = format!("{} {}", unit_name(web, name), known.name);
    let mine = person.has(Role::Officer)
        || person.actor.holds(Role::Clerk, unit)
        || person.actor.holds(Role::UnitLeader, unit);
    let refused = state.admit_request().err();
    let row = |one: app::target::Stood| HistoryRow {
        kind: title(one.target.kind),
        label: one.label,
        at: app::period::minute(one.target.at.millis()),
        by: one.by,
        reason: one.reason,
        holds: one.holds,
    };
    let choice = |one: &TargetKind| Choice {
        value: one.code().to_owned(),
        label: title(*one),
        chosen: one.code() == kind,
    };
    Ok(TargetHistoryPage {
        frame: frame(web, person, cycle, &heading, "目标历史".to_owned()).await?,
        rows: stood.into_iter().map(row).collect(),
        requests: asked.iter().map(|one| request(web, cycle, one)).collect(),
        action: if mine && refused.is_none() {
            path::target_history(cycle, unit, indicator)
        } else {
            String::new()
        },
        closed: refused.map_or_else(String::new, |refusal| refusal.to_string()),
        errors,
        kinds: TargetKind::ALL.iter().map(choice).collect(),
        wanted: wanted.to_owned(),
        measure: known.measure.name.clone(),
        reason: reason.to_owned(),
    })
}
