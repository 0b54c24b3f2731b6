//! The entry grid over the months of a year. `assets/src/year.entry.ts` is its other half; without script it is read.

use super::{Frame, Link};
use askama::Template;

/// 全年各月填报: one unit, one year.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "year.html")]
pub struct YearPage {
    /// The shell.
    pub frame: Frame,
    /// Address of the figures in the API.
    pub api: String,
    /// Where drafts are kept in the API.
    pub drafts: String,
    /// Drafts of an earlier visit, as JSON.
    pub typed: String,
    /// Name of the person.
    pub person: String,
    /// `value` or `cumulative`: what the cells hold.
    pub field: String,
    /// The year.
    pub year: String,
    /// The form of one month.
    pub month: String,
    /// 当月 and 累计, with whether it is the one that is shown.
    pub views: Vec<(Link, bool)>,
    /// The columns.
    pub months: Vec<Month>,
    /// The rows.
    pub rows: Vec<YearRowView>,
    /// Whether the reader may type.
    pub open: bool,
}

/// One column.
#[derive(Debug, Clone, Default)]
pub struct Month {
    /// `2026-08`.
    pub code: String,
    /// `8月`.
    pub label: String,
    /// The form of this month.
    pub href: String,
    /// Why nothing may be typed; empty when it may.
    pub closed: String,
}

/// One indicator.
#[derive(Debug, Clone, Default)]
pub struct YearRowView {
    /// Id of the indicator.
    pub id: i64,
    /// Name.
    pub name: String,
    /// Unit of measure.
    pub measure: String,
    /// Target with its bound.
    pub target: String,
    /// One cell a month; those in which nothing is due have no label.
    pub cells: Vec<YearCellView>,
}

/// One cell.
#[derive(Debug, Clone, Default)]
pub struct YearCellView {
    /// `2026-08`.
    pub period: String,
    /// What it is, for those who do not see the heads; empty when nothing is due.
    pub label: String,
    /// The figure.
    pub text: String,
    /// The version seen; 0 when nothing was saved yet.
    pub version: i64,
    /// Whether it may be typed into.
    pub open: bool,
    /// `wrong`, `doubt`, or empty.
    pub mark: &'static str,
    /// What the checks say.
    pub said: String,
    /// What waits for the cell in the form of its month.
    pub waits: Vec<YearWait>,
    /// Whether the figure needs room beside its marks: a yes or no does not.
    pub roomy: bool,
}

/// A mark in a cell that leads to its row in the form of the month: evidence is added and figures of documents are taken there.
#[derive(Debug, Clone, Default)]
pub struct YearWait {
    /// One character: 证 or 文.
    pub mark: &'static str,
    /// What waits, in words.
    pub said: String,
    /// The row.
    pub href: String,
}
