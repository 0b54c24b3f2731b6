//! What the year's entry grid and the server say to each other; `assets/src/year.entry.ts` is its other side.

use app::entry::year::{YearCell, YearText};
use assessment::{Period, View};

/// Cells that were typed into.
#[derive(serde::Deserialize, utoipa::ToSchema)]
pub(crate) struct NewYearCells {
    /// `value` (当月, or the value at the period's end) or `cumulative` (累计).
    pub(super) view: String,
    /// The cells.
    pub(super) cells: Vec<NewYearCell>,
}

/// One cell as typed.
#[derive(serde::Deserialize, utoipa::ToSchema)]
pub(crate) struct NewYearCell {
    /// Id of the indicator.
    indicator: i64,
    /// `2026-08`.
    #[schema(value_type = String)]
    period: Period,
    /// The version that was seen; 0 when the cell was empty.
    version: i64,
    /// As typed; blank leaves what stood there.
    text: String,
}

/// Every cell that was sent, and those that follow from them.
#[derive(serde::Serialize, utoipa::ToSchema)]
pub(crate) struct YearAnswer {
    /// The cells as they stand (or would stand).
    cells: Vec<YearCellBody>,
}

/// One cell.
#[derive(serde::Serialize, utoipa::ToSchema)]
pub(crate) struct YearCellBody {
    /// Id of the indicator.
    indicator: i64,
    /// `2026-08`.
    period: String,
    /// Its version.
    version: i64,
    /// 当月, as shown.
    value: String,
    /// 累计, as shown.
    cumulative: String,
    /// What was converted or assumed in reading.
    notes: Vec<String>,
    /// What is to be mended or explained.
    findings: Vec<YearFinding>,
    /// Whether anything of it was saved (or would be).
    saved: bool,
    /// Whether it was not typed but follows from what was.
    follows: bool,
    /// Who was first; nothing was saved then.
    #[serde(skip_serializing_if = "Option::is_none")]
    conflict: Option<YearConflict>,
}

/// Something to mend or to explain.
#[derive(serde::Serialize, utoipa::ToSchema)]
pub(crate) struct YearFinding {
    /// `error` or `warning`.
    kind: &'static str,
    /// Whether a reason settled it.
    explained: bool,
    /// The kind as words.
    word: &'static str,
    /// What is wrong and what to do.
    text: String,
}

/// Who saved the cell since it was read.
#[derive(serde::Serialize, utoipa::ToSchema)]
pub(crate) struct YearConflict {
    /// Name.
    by: String,
    /// Time in China.
    at: String,
}

impl NewYearCells {
    pub(super) fn read(self) -> (View, Vec<YearText>) {
        let view = if self.view == "cumulative" { View::Cumulative } else { View::PeriodValue };
        let one = |cell: NewYearCell| YearText {
            indicator: cell.indicator,
            period: cell.period,
            version: cell.version,
            text: cell.text,
        };
        (view, self.cells.into_iter().map(one).collect())
    }
}

impl YearAnswer {
    pub(super) fn new(cells: Vec<YearCell>) -> Self {
        Self { cells: cells.into_iter().map(body).collect() }
    }
}

fn body(cell: YearCell) -> YearCellBody {
    let finding = |one: app::entry::Remarked| YearFinding {
        kind: if one.error { "error" } else { "warning" },
        explained: one.explained,
        word: one.word(),
        text: one.text,
    };
    YearCellBody {
        indicator: cell.indicator.get(),
        period: cell.period.to_string(),
        version: cell.version,
        value: cell.value,
        cumulative: cell.cumulative,
        notes: cell.notes,
        findings: cell.findings.into_iter().map(finding).collect(),
        saved: cell.saved,
        follows: cell.follows,
        conflict: cell.conflict.map(|(by, at)| YearConflict { by, at }),
    }
}
