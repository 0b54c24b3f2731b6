//! To the targets of the current cycle: the office sees how the whole was given out, a unit its own.

use axum::extract::State;
use axum::response::Redirect;

use crate::error::PageError;
use crate::path;
use crate::session::Signed;
use crate::state::Web;

pub(crate) async fn current(State(web): State<Web>, Signed(person): Signed) -> Result<Redirect, PageError> {
    person.require_reader()?;
    let catalogue = web.app.catalogue().await?;
    let cycle = catalogue.current.as_ref().map(|current| current.cycle.id);
    let cycle = cycle.or_else(|| catalogue.cycles.first().map(|cycle| cycle.id));
    let Some(cycle) = cycle else { return Ok(Redirect::to("/cycles")) };
    let own = person.own_units().and_then(|units| units.first().copied());
    Ok(Redirect::to(&own.map_or_else(|| path::targets(cycle), |unit| path::targets_of_unit(cycle, unit))))
}
