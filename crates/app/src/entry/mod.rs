//! 填报: the form of a unit and a period as people see it, and what they type into it.

mod board;
pub mod draft;
pub mod import;
mod narrative;
mod proof;
mod ready;
mod rows;
mod template;
mod typed;
pub mod year;

use assessment::{Coded as _, Finding, Indicator, Period, Severity, UnitId};
use store::{FigureRow, Remark};

pub use board::Board;
pub(crate) use narrative::speaks_beside;
pub(crate) use ready::require_ready;
pub use ready::{Obstacle, obstacles_of};
pub use rows::{preview_rows, save_rows};
pub use template::template_xlsx;

use crate::{App, Person, Result};

/// Texts typed into one row. A text left out or blank leaves what stood there.
#[derive(Clone, Debug, Default)]
pub struct Texts {
    /// Which row.
    pub indicator: i64,
    /// The version that the person saw; 0 when the row was empty.
    pub version: i64,
    /// 当月, or the value at the period's end.
    pub value: Option<String>,
    /// 累计.
    pub cumulative: Option<String>,
    /// 完成情况.
    pub narrative: Option<String>,
    /// 自评分.
    pub self_score: Option<String>,
    /// The answer to what the checks found.
    pub explanation: Option<String>,
}

impl Texts {
    /// The columns that something was typed into.
    pub(crate) fn fields(&self) -> impl Iterator<Item = &'static str> {
        let typed = |text: &Option<String>| text.as_deref().is_some_and(|text| !text.trim().is_empty());
        [
            ("value", typed(&self.value)),
            ("cumulative", typed(&self.cumulative)),
            ("narrative", typed(&self.narrative)),
            ("self_score", typed(&self.self_score)),
            ("explanation", typed(&self.explanation)),
        ]
        .into_iter()
        .filter_map(|(field, typed)| typed.then_some(field))
    }
}

/// Something about a row that is to be mended or explained.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remarked {
    /// Whether it must be mended.
    pub error: bool,
    /// The column, or empty for the whole row.
    pub field: &'static str,
    /// What is wrong and what to do.
    pub text: String,
    /// Stable code of the check; empty when a text could not be read.
    pub code: &'static str,
    /// The check's name, for lists in which the sentence is too long.
    pub label: &'static str,
    /// Whether a reason may settle it.
    pub explainable: bool,
    /// Whether a reason stands beside the figure.
    pub explained: bool,
}

impl Remarked {
    /// A text that could not be taken.
    pub(crate) fn fault(field: &'static str, text: String) -> Self {
        Self { error: true, field, text, code: "", label: "", explainable: false, explained: false }
    }

    /// The words before it.
    pub fn word(&self) -> &'static str {
        match (self.explained, self.error, self.explainable) {
            (true, ..) => "已说明",
            (_, true, true) => "须改正或说明",
            (_, true, false) => "须改正",
            (_, false, _) => "请说明",
        }
    }
}

/// One row of the form.
#[derive(Clone, Debug)]
pub struct Row {
    /// The indicator.
    pub indicator: Indicator,
    /// What stands in it, if anything.
    pub figure: Option<FigureRow>,
    /// Target with its bound.
    pub target: String,
    /// Cumulative figure of the period before.
    pub previous: String,
    /// 当月.
    pub value: String,
    /// 累计.
    pub cumulative: String,
    /// 完成率.
    pub completion: String,
    /// 同比.
    pub growth: String,
    /// How it stands against its schedule, in a sentence; empty when it is not behind.
    pub behind: String,
    /// 自评分.
    pub self_score: String,
    /// `empty`, `entered`, `doubt`, `returned`, `verified` or `locked`.
    pub state: &'static str,
    /// The state as a word.
    pub word: &'static str,
    /// Why it was returned.
    pub reason: String,
    /// What the checks found.
    pub findings: Vec<Remarked>,
    /// The clerk's reason, kept with the figure.
    pub explanation: String,
    /// What was converted or assumed in reading.
    pub notes: Vec<String>,
    /// The talk about it.
    pub remarks: Vec<Remark>,
    /// Whether anything of what was typed was saved (or would be).
    pub saved: bool,
    /// Who was first and when, of a conflict.
    pub conflict: Option<(String, String)>,
}

impl Row {
    /// Whether a reason is asked for, or stands already.
    pub fn asks(&self) -> bool {
        !self.explanation.is_empty() || self.findings.iter().any(|one| one.explainable)
    }
}

/// The state of the whole form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Rows without a figure.
    pub missing: usize,
    /// Returned and not yet answered.
    pub returned: usize,
    /// Rows with an error that is neither mended nor, where that is allowed, explained.
    pub errors: usize,
    /// Rows with a warning that is not explained.
    pub doubts: usize,
    /// Sum of the self scores.
    pub self_total: String,
}

/// The form as it stands.
pub async fn show(app: &App, by: &Person, unit: UnitId, period: Period) -> Result<Board> {
    by.require_unit(unit)?;
    Board::load(app, unit, period).await
}

/// A finding of the checks as the row shows it.
fn remarked(finding: &Finding, explained: bool) -> Remarked {
    let explainable = finding.code.explainable();
    // The row says of what and when; its finding need not repeat it.
    let sentence = finding.message.split_once('：').map_or(finding.message.as_str(), |(_, rest)| rest);
    Remarked {
        error: finding.severity() == Severity::Error,
        field: "",
        text: format!("{sentence}。{}", finding.hint),
        code: finding.code.code(),
        label: finding.code.label(),
        explainable,
        explained: explained && explainable,
    }
}
