//! 上级公布数: the superior's list of a period beside what was reported.

use app::Person;
use assessment::{Decimal, Period, Role, UnitId};
use axum::extract::{Path, State};
use axum::response::Html;

use crate::error::PageError;
use crate::path;
use crate::session::Signed;
use crate::shell::{self, Page, Part, Spot, html};
use crate::state::Web;
use crate::view::superior::{SuperiorLine, SuperiorPage};

pub(crate) async fn show(
    State(web): State<Web>,
    Signed(person): Signed,
    Path(period): Path<Period>,
) -> Result<Html<String>, PageError> {
    html(&page(&web, &person, period).await?)
}

pub(crate) async fn page(web: &Web, person: &Person, period: Period) -> Result<SuperiorPage, PageError> {
    let lines = app::superior::list(&web.app, person, period).await?;
    let catalogue = web.app.catalogue().await?;
    let periods = app::period::list(&web.app).await?;
    let about =
        Page { part: Part::Superior, title: "上级公布数", subtitle: period.label(), help: "superior" };
    let at = shell::first_unit(person, &catalogue).map(|unit| (unit, period));
    let mut frame = shell::frame(web, person, &about, at);
    let address = |_: UnitId, period: Period| path::superior(period);
    let spot = Spot { unit: None, period, periods: &periods, address: &address };
    frame.switches = shell::switches(person, &catalogue, &spot);
    let shown = |number: Option<Decimal>| number.map_or_else(String::new, Decimal::grouped);
    Ok(SuperiorPage {
        frame,
        action: path::superior(period),
        open: person.has(Role::Officer),
        lines: lines
            .into_iter()
            .map(|line| SuperiorLine {
                unit: line.unit,
                indicator: line.indicator.name.clone(),
                href: path::entry(line.unit_id, period),
                measure: line.indicator.measure.name.clone(),
                published: [shown(line.published.0), shown(line.published.1)],
                reported: [shown(line.reported.0), shown(line.reported.1)],
                differs: line.difference.is_some_and(|difference| !difference.is_zero()),
                difference: shown(line.difference),
                source: line.source,
            })
            .collect(),
        ..SuperiorPage::default()
    })
}
