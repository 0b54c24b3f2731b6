//! 填报 over the months of a year: a block of indicators × months is pasted here.

use app::Person;
use app::entry::year::YearBoard;
use assessment::{Period, Role, UnitId, View};
use axum::extract::{Path, Query, State};
use axum::response::Html;

use super::cells::{line, waits};
use crate::error::PageError;
use crate::path;
use crate::session::Signed;
use crate::shell::{self, Page, Part, Spot, html};
use crate::state::Web;
use crate::view::year::{Month, YearPage};
use crate::view::{Link, Switch};

/// Which figures the cells show.
#[derive(serde::Deserialize)]
pub(crate) struct Asked {
    /// `cumulative`, or the period's own value.
    view: Option<String>,
}

pub(crate) async fn show(
    State(web): State<Web>,
    Signed(person): Signed,
    Path((unit, year)): Path<(UnitId, i16)>,
    Query(asked): Query<Asked>,
) -> Result<Html<String>, PageError> {
    let view = if asked.view.as_deref() == Some("cumulative") { View::Cumulative } else { View::PeriodValue };
    let board = app::entry::year::show(&web.app, &person, unit, year).await?;
    let name = board.catalogue.unit(unit).map_or("", |unit| unit.name.as_str());
    let about = Page {
        part: Part::Entry,
        title: "全年各月填报",
        subtitle: format!("{name} {year}年"),
        help: "entry-year",
    };
    let first = app::period::first(&web.app).await?;
    let at = board.months.iter().copied().find(|month| *month == first).or(board.months.first().copied());
    let at = at.unwrap_or(first);
    let mut frame = shell::frame(&web, &person, &about, Some((unit, at)));
    frame.switches = switches(&person, &board, (unit, at));
    let clerk = person.actor.holds(Role::Clerk, unit);
    let address = path::entry_year(unit, year);
    let drafts = app::entry::draft::list(&web.app, &person, unit).await?;
    let field = if view == View::Cumulative { "cumulative" } else { "value" };
    let typed: Vec<serde_json::Value> = drafts
        .into_iter()
        .filter(|draft| draft.field == field && draft.period.year() == year)
        .map(|draft| {
            serde_json::json!({
                "period": draft.period.to_string(), "indicator": draft.indicator.get(), "field": draft.field,
                "text": draft.text, "version": draft.version,
            })
        })
        .collect();
    let waits = waits(&web, &person, &board).await?;
    html(&YearPage {
        api: format!("/api/v1/years/{unit}/{year}/figures"),
        drafts: format!("/api/v1/drafts/{unit}"),
        typed: serde_json::Value::from(typed).to_string(),
        person: person.name.clone(),
        field: field.to_owned(),
        year: year.to_string(),
        month: path::entry(unit, at),
        views: vec![
            (Link { label: "当月".to_owned(), href: address.clone() }, view == View::PeriodValue),
            (
                Link { label: "累计".to_owned(), href: format!("{address}?view=cumulative") },
                view == View::Cumulative,
            ),
        ],
        months: months(&board),
        rows: board.rows().iter().map(|row| line(&board, row, view, clerk, &waits)).collect(),
        open: clerk,
        frame,
    })
}

/// The same page for other units.
fn switches(person: &Person, board: &YearBoard, (unit, at): (UnitId, Period)) -> Vec<Switch> {
    let address = |unit: UnitId, period: Period| path::entry_year(unit, period.year());
    let spot = Spot { unit: Some(unit), period: at, periods: &[at], address: &address };
    shell::switches(person, &board.catalogue, &spot).into_iter().skip(1).collect()
}

fn months(board: &YearBoard) -> Vec<Month> {
    board
        .months
        .iter()
        .map(|month| Month {
            code: month.to_string(),
            label: format!("{}月", month.number()),
            href: path::entry(board.unit, *month),
            closed: board.closed(*month).to_owned(),
        })
        .collect()
}
