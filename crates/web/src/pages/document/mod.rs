//! 文档核验: documents given to be read, their findings, corrections, and what is taken from them.

pub(crate) mod accept;
pub(crate) mod check;
pub(crate) mod choose;
pub(crate) mod create;
pub(crate) mod edit;
pub(crate) mod goals;
pub(crate) mod list;
mod marks;
pub(crate) mod new;
pub(crate) mod original;
pub(crate) mod show;
mod sides;
pub(crate) mod update;
pub(crate) mod withdraw;

use app::Person;
use assessment::{Period, UnitId};

use crate::shell;
use crate::state::Web;

/// Where the menu leads from pages that belong to no unit and period: to the person's own unit and the latest figures.
async fn at(web: &Web, person: &Person) -> Option<(UnitId, Period)> {
    let catalogue = web.app.catalogue().await.ok()?;
    let period = app::period::first(&web.app).await.ok()?;
    shell::first_unit(person, &catalogue).map(|unit| (unit, period))
}
