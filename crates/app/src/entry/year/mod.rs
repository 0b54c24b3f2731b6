//! 填报 over the months of a year: one row an indicator, one column a month. Texts are read as in the form of one month;
//! of a flow the cumulative figures of every later month follow from what is typed.

mod board;
mod look;
mod plan;
mod save;

use assessment::{Indicator, IndicatorId, Period};

use super::Remarked;

pub use board::{YearBoard, show};
pub use save::{preview, save};

/// One cell as typed.
#[derive(Clone, Debug)]
pub struct YearText {
    /// Which row.
    pub indicator: i64,
    /// Which column.
    pub period: Period,
    /// The version that the person saw; 0 when the cell was empty.
    pub version: i64,
    /// As typed.
    pub text: String,
}

/// One cell as it stands, or would stand.
#[derive(Clone, Debug)]
pub struct YearCell {
    /// Which row.
    pub indicator: IndicatorId,
    /// Which column.
    pub period: Period,
    /// The version; 0 when nothing stands there.
    pub version: i64,
    /// 当月, or the value at the period's end.
    pub value: String,
    /// 累计.
    pub cumulative: String,
    /// Whether it may be typed into.
    pub open: bool,
    /// Why it may not; empty when it may.
    pub closed: &'static str,
    /// What the checks found, or what could not be read.
    pub findings: Vec<Remarked>,
    /// What was converted or assumed in reading.
    pub notes: Vec<String>,
    /// Whether anything of it was saved (or would be).
    pub saved: bool,
    /// Whether it was not typed but follows from what was.
    pub follows: bool,
    /// Who was first and when, of a conflict.
    pub conflict: Option<(String, String)>,
}

/// One indicator over the year.
#[derive(Clone, Debug)]
pub struct YearRow {
    /// The indicator.
    pub indicator: Indicator,
    /// Target with its bound.
    pub target: String,
    /// The months in which it is reported.
    pub cells: Vec<YearCell>,
}
