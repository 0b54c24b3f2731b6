//! 目标: the grid of one unit or one indicator, what a workbook brings, and the history of one target.

use super::{Choice, FieldError, Frame, Link};
use askama::Template;

/// The grid. It is a plain form without script; the island on top saves rows as they are left and pastes blocks.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "targets.html")]
pub struct TargetsPage {
    /// The shell.
    pub frame: Frame,
    /// Where the cycle stands and what follows for its targets.
    pub lead: String,
    /// Where the form is sent without script.
    pub action: String,
    /// Address of the rows in the API.
    pub api: String,
    /// What a row is called in the API: `indicator` or `unit`.
    pub key: &'static str,
    /// Head of the first column.
    pub key_word: &'static str,
    /// Measure of an indicator; empty where rows have their own.
    pub measure: String,
    /// The workbook.
    pub xlsx: String,
    /// Where a filled workbook is brought back; empty when nothing may be set.
    pub import: String,
    /// Other pages about the same: schedule, requests.
    pub tools: Vec<Link>,
    /// Whether anything may be typed.
    pub open: bool,
    /// The rows.
    pub rows: Vec<TargetRow>,
    /// Sums below the rows; none where nothing adds up.
    pub sums: Vec<TargetSum>,
}

/// One row.
#[derive(Debug, Clone, Default)]
pub struct TargetRow {
    /// Id of the indicator or unit.
    pub id: i64,
    /// Its name.
    pub name: String,
    /// History of its targets.
    pub href: String,
    /// Unit of measure, of a row that is an indicator.
    pub measure: String,
    /// Whether it is the whole, above the units.
    pub whole: bool,
    /// Last year's actual, where it is held.
    pub last_year: String,
    /// One cell for each kind, in their order.
    pub cells: Vec<TargetCell>,
    /// Growth that is asked for.
    pub growth: String,
    /// The version seen.
    pub version: i64,
    /// What was typed and refused, without script.
    pub wrong: String,
}

/// One cell.
#[derive(Debug, Clone, Default)]
pub struct TargetCell {
    /// Code of the kind.
    pub field: &'static str,
    /// The kind as the head says it.
    pub title: String,
    /// What stands.
    pub text: String,
    /// Whether it may be typed into.
    pub open: bool,
}

/// The sum of a column.
#[derive(Debug, Clone, Default)]
pub struct TargetSum {
    /// Code of the kind.
    pub field: &'static str,
    /// Σ of the units.
    pub sum: String,
    /// Against the whole, in words.
    pub difference: String,
    /// Whether it falls short of the whole.
    pub short: bool,
}

/// What a workbook brings, before it is taken.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "target_import.html")]
pub struct TargetImportPage {
    /// The shell.
    pub frame: Frame,
    /// What is wrong with the file as a whole.
    pub errors: Vec<FieldError>,
    /// Counts, in words.
    pub summary: String,
    /// Rows with a change or a fault: number, unit, indicator, what changes, what is wrong.
    pub rows: Vec<ImportRow>,
    /// Where it is taken.
    pub action: String,
    /// Where another file is sent.
    pub again: String,
    /// The cells that are taken, as the form carries them; empty when there are none.
    pub cells: String,
    /// Back without taking it.
    pub back: String,
}

/// One row of a workbook.
#[derive(Debug, Clone, Default)]
pub struct ImportRow {
    /// Row of the sheet.
    pub number: usize,
    /// Unit as written.
    pub unit: String,
    /// Indicator as written.
    pub indicator: String,
    /// `下达目标 1,200.00 → 1,260.00`.
    pub changes: Vec<String>,
    /// What is wrong.
    pub faults: Vec<String>,
    /// What was converted.
    pub notes: String,
}

/// Every target that stood in one place, and the form that asks for another.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "target_history.html")]
pub struct TargetHistoryPage {
    /// The shell.
    pub frame: Frame,
    /// Kind, target, since when, by whom, why, and whether it holds.
    pub rows: Vec<HistoryRow>,
    /// Requests about it.
    pub requests: Vec<RequestRow>,
    /// Where a request is sent; empty when nobody may ask.
    pub action: String,
    /// Why nobody may ask; may be empty.
    pub closed: String,
    /// What is wrong with the request sent.
    pub errors: Vec<FieldError>,
    /// Which target.
    pub kinds: Vec<Choice>,
    /// The target asked for, as typed.
    pub wanted: String,
    /// Unit of measure.
    pub measure: String,
    /// Why, as typed.
    pub reason: String,
}

impl TargetHistoryPage {
    fn wrong(&self, field: &str) -> &str {
        super::parts::wrong(&self.errors, field)
    }
}

/// One target that stood.
#[derive(Debug, Clone, Default)]
pub struct HistoryRow {
    /// Kind.
    pub kind: String,
    /// The target.
    pub label: String,
    /// When it was set.
    pub at: String,
    /// By whom.
    pub by: String,
    /// Why.
    pub reason: String,
    /// Whether it holds now.
    pub holds: bool,
}

/// Requests for other targets.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "target_requests.html")]
pub struct TargetRequestsPage {
    /// The shell.
    pub frame: Frame,
    /// What is wrong with a decision sent.
    pub errors: Vec<FieldError>,
    /// The requests.
    pub requests: Vec<RequestRow>,
}

/// One request.
#[derive(Debug, Clone, Default)]
pub struct RequestRow {
    /// Its number.
    pub id: i64,
    /// Unit and indicator, with the history of their targets.
    pub place: Link,
    /// Kind.
    pub kind: String,
    /// The target that stood.
    pub stood: String,
    /// The target asked for.
    pub wanted: String,
    /// Why.
    pub reason: String,
    /// Who asked and when.
    pub asked: String,
    /// State as a word.
    pub state: &'static str,
    /// Look of the state's tag.
    pub look: &'static str,
    /// Who decided, when, and in what words; empty while it waits.
    pub decided: String,
    /// Where the person decides it; empty when it is not theirs.
    pub action: String,
}

/// How an indicator falls due.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "schedule.html")]
pub struct SchedulePage {
    /// The shell.
    pub frame: Frame,
    /// How it falls due now, in words.
    pub lead: String,
    /// Where the form is sent.
    pub action: String,
    /// What is wrong with what was sent.
    pub errors: Vec<FieldError>,
    /// Whether it may be set.
    pub open: bool,
    /// Number of the setting that the person saw.
    pub seen: i64,
    /// Straight line, quarters, own percentages.
    pub shapes: Vec<Choice>,
    /// Shares at quarters' ends, as typed.
    pub quarters: Vec<String>,
    /// Shares at months' ends, as typed or as they stand.
    pub months: Vec<String>,
    /// Why, as typed.
    pub reason: String,
    /// Earlier settings: how, by whom, when, why.
    pub history: Vec<[String; 4]>,
}

impl SchedulePage {
    fn wrong(&self, field: &str) -> &str {
        super::parts::wrong(&self.errors, field)
    }
}
