//! 填报 over the months of a year: a block of indicators × months is pasted here.

use app::entry::year::{YearBoard, YearCell, YearRow};
use assessment::{Basis, Period, Role, UnitId, View};
use axum::extract::{Path, Query, State};
use axum::response::Html;

use crate::error::PageError;
use crate::path;
use crate::session::Signed;
use crate::shell::{self, Page, Part, Spot, html};
use crate::state::Web;
use crate::view::year::{Month, YearCellView, YearPage, YearRowView};
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
        rows: board.rows().into_iter().map(|row| line(&board, row, view, clerk)).collect(),
        open: clerk,
        frame,
    })
}

/// The same page for other units.
fn switches(person: &app::Person, board: &YearBoard, (unit, at): (UnitId, Period)) -> Vec<Switch> {
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

fn line(board: &YearBoard, row: YearRow, view: View, clerk: bool) -> YearRowView {
    let named = |cell: &YearCell| cell.period;
    let summed = matches!(row.indicator.basis, Basis::Flow | Basis::Rate);
    let shown = |cell: &YearCell| {
        if view == View::Cumulative && summed { cell.cumulative.clone() } else { cell.value.clone() }
    };
    let cells = board
        .months
        .iter()
        .map(|month| match row.cells.iter().find(|cell| named(cell) == *month) {
            Some(cell) => YearCellView {
                period: month.to_string(),
                label: format!("{} {}", row.indicator.name, month.label()),
                text: shown(cell),
                version: cell.version,
                open: clerk && cell.open,
                mark: mark(cell),
                said: cell
                    .findings
                    .iter()
                    .map(|one| format!("{} {}", one.word(), one.text))
                    .collect::<Vec<_>>()
                    .join("；"),
            },
            None => YearCellView { period: month.to_string(), ..YearCellView::default() },
        })
        .collect();
    YearRowView {
        id: row.indicator.id.get(),
        name: row.indicator.name.clone(),
        measure: row.indicator.measure.name.clone(),
        target: row.target,
        cells,
    }
}

fn mark(cell: &YearCell) -> &'static str {
    let open = |error: bool| cell.findings.iter().any(|one| !one.explained && one.error == error);
    match (open(true), open(false)) {
        (true, _) => "wrong",
        (_, true) => "doubt",
        _ => "",
    }
}
