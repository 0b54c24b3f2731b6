//! Rows and cells of the year's page: what stands in them, and what waits for them in the form of the month.

use std::collections::BTreeMap;

use app::Person;
use app::entry::Remarked;
use app::entry::year::{YearBoard, YearCell, YearRow};
use assessment::{Basis, Coded as _, FindingCode, Indicator, IndicatorId, Kind, Period, Role, View};

use crate::error::PageError;
use crate::path;
use crate::state::Web;
use crate::view::year::{YearCellView, YearRowView, YearWait};

/// Marks of cells, by indicator and month.
pub(super) type Waits = BTreeMap<(IndicatorId, Period), YearWait>;

/// What documents offer to the months that the reader may type into. What stands there already is not offered.
pub(super) async fn waits(web: &Web, person: &Person, board: &YearBoard) -> Result<Waits, PageError> {
    let mut waits = Waits::new();
    if !person.actor.holds(Role::Clerk, board.unit) {
        return Ok(waits);
    }
    for month in board.months.iter().filter(|month| board.closed(**month).is_empty()) {
        let offers = app::document::offers(&web.app, person, board.unit, *month).await?;
        for offer in offers.into_iter().filter(|offer| !board.stands(*month, offer)) {
            // One mark for a cell, however many documents speak of it: the row of the month lists them.
            waits.entry((offer.indicator, *month)).or_insert_with(|| YearWait {
                mark: "文",
                said: format!("《{}》写有{}，到当月填报采用", offer.title, offer.figure_words()),
                href: path::entry_row(board.unit, *month, offer.indicator),
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

/// A row of the page.
pub(super) fn line(board: &YearBoard, row: &YearRow, view: View, clerk: bool, waits: &Waits) -> YearRowView {
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
    let offered = waits.get(&(cell.indicator, cell.period)).cloned();
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
