//! 填报 over the months of a year: a block of indicators × months is pasted here.

use std::collections::BTreeMap;

use app::Person;
use app::entry::Remarked;
use app::entry::year::{YearBoard, YearCell, YearRow};
use assessment::{Basis, Coded as _, FindingCode, Indicator, IndicatorId, Kind, Period, Role, UnitId, View};
use axum::extract::{Path, Query, State};
use axum::response::Html;

use crate::error::PageError;
use crate::path;
use crate::session::Signed;
use crate::shell::{self, Page, Part, Spot, html};
use crate::state::Web;
use crate::view::year::{Month, YearCellView, YearPage, YearRowView, YearWait};
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

/// Marks of cells, by indicator and month.
type Waits = BTreeMap<(IndicatorId, Period), Vec<YearWait>>;

/// What documents offer to the months that the reader may type into. What stands there already is not offered.
async fn waits(web: &Web, person: &Person, board: &YearBoard) -> Result<Waits, PageError> {
    let mut waits = Waits::new();
    if !person.actor.holds(Role::Clerk, board.unit) {
        return Ok(waits);
    }
    for month in board.months.iter().filter(|month| board.closed(**month).is_empty()) {
        let offers = app::document::offers(&web.app, person, board.unit, *month).await?;
        for offer in offers.into_iter().filter(|offer| !board.stands(*month, offer)) {
            // One mark for a cell, however many documents speak of it: the row of the month lists them.
            waits.entry((offer.indicator, *month)).or_insert_with(|| {
                vec![YearWait {
                    mark: "文",
                    said: format!("《{}》写有{}，到当月填报采用", offer.title, offer.figure_words()),
                    href: path::entry_row(board.unit, *month, offer.indicator),
                }]
            });
        }
    }
    Ok(waits)
}

/// The mark of a figure that lacks its evidence.
fn proof(board: &YearBoard, cell: &YearCell) -> Option<YearWait> {
    let lacks = |one: &Remarked| one.code == FindingCode::EvidenceMissing.code() && !one.explained;
    cell.findings.iter().any(lacks).then(|| YearWait {
        mark: "证",
        said: "须附证明材料，到当月填报添加或说明".to_owned(),
        href: path::entry_row(board.unit, cell.period, cell.indicator),
    })
}

fn line(board: &YearBoard, row: &YearRow, view: View, clerk: bool, waits: &Waits) -> YearRowView {
    let of_month = |month: &Period| match row.cells.iter().find(|cell| cell.period == *month) {
        Some(cell) => cell_view(board, &row.indicator, (cell, view, clerk), waits),
        None => YearCellView { period: month.to_string(), ..YearCellView::default() },
    };
    YearRowView {
        id: row.indicator.id.get(),
        name: row.indicator.name.clone(),
        measure: row.indicator.measure.name.clone(),
        target: row.target.clone(),
        cells: board.months.iter().map(of_month).collect(),
    }
}

fn cell_view(
    board: &YearBoard,
    indicator: &Indicator,
    (cell, view, clerk): (&YearCell, View, bool),
    waits: &Waits,
) -> YearCellView {
    let summed = matches!(indicator.basis, Basis::Flow | Basis::Rate);
    let text = if view == View::Cumulative && summed { &cell.cumulative } else { &cell.value };
    let said = cell.findings.iter().map(|one| format!("{} {}", one.word(), one.text));
    let offered = waits.get(&(cell.indicator, cell.period)).cloned().unwrap_or_default();
    let waits: Vec<YearWait> = proof(board, cell).into_iter().chain(offered).collect();
    YearCellView {
        period: cell.period.to_string(),
        label: format!("{} {}", indicator.name, cell.period.label()),
        text: text.clone(),
        version: cell.version,
        open: clerk && cell.open,
        mark: mark(cell),
        said: said.collect::<Vec<_>>().join("；"),
        roomy: !waits.is_empty() && indicator.measure.kind != Kind::YesNo,
        waits,
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
