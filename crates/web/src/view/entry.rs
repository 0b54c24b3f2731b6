//! The entry grid: one row per indicator, as in the form. It is a plain form without script; the island on top saves
//! each row at once through the API and pastes blocks. `assets/src/entry/contract.ts` says what the two exchange.

use super::{Frame, Link, Step};
use askama::Template;

/// 填报: one unit's report of one period.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "entry.html")]
pub struct EntryPage {
    /// The shell.
    pub frame: Frame,
    /// Where the report stands.
    pub steps: Vec<Step>,
    /// When it is due, with what is left: `9月5日（还有 3 个工作日）`.
    pub due: String,
    /// Where the form is sent without script.
    pub action: String,
    /// Address of the figures in the API.
    pub api: String,
    /// Where the answers are checked before submitting.
    pub check: String,
    /// The form as xlsx, to be filled offline and brought back.
    pub xlsx: String,
    /// Where a filled xlsx is brought back; empty when the report is closed.
    pub import: String,
    /// Where drafts are kept in the API.
    pub drafts: String,
    /// Drafts of an earlier visit, as JSON.
    pub typed: String,
    /// Name of the person, to keep drafts of several people at one machine apart.
    pub person: String,
    /// The period as its code: `2026-08`.
    pub period: String,
    /// Where figures of documents are taken.
    pub offers: String,
    /// The form over the months of the year.
    pub year: String,
    /// Whether anything may be typed.
    pub open: bool,
    /// Indicators under the headings of the form.
    pub groups: Vec<EntryGroup>,
    /// The bar below.
    pub summary: EntrySummary,
}

/// One heading of the form and its indicators.
#[derive(Debug, Clone, Default)]
pub struct EntryGroup {
    /// Heading.
    pub name: String,
    /// Its indicators.
    pub rows: Vec<EntryRow>,
}

/// One indicator.
#[derive(Debug, Clone, Default)]
pub struct EntryRow {
    /// Id of the indicator.
    pub id: i64,
    /// Number in the form.
    pub number: String,
    /// Name.
    pub name: String,
    /// Where its history and its definition stand.
    pub href: String,
    /// Unit of measure.
    pub measure: String,
    /// Target with its bound, in the measure.
    pub target: String,
    /// Cumulative figure of the period before.
    pub previous: String,
    /// 当月, or the value at the period's end; as text.
    pub value: String,
    /// 累计, as text.
    pub cumulative: String,
    /// Whether the basis knows a cumulative figure that is typed.
    pub has_cumulative: bool,
    /// 完成率.
    pub completion: String,
    /// 同比.
    pub growth: String,
    /// How it stands against its schedule; empty when it is not behind.
    pub behind: String,
    /// 完成情况.
    pub narrative: String,
    /// How many pieces of evidence stand beside it.
    pub evidence: usize,
    /// Where evidence is shown and added.
    pub evidence_href: String,
    /// 自评分; empty when the form has none here.
    pub self_score: String,
    /// Whether a self score is asked for.
    pub has_self_score: bool,
    /// `empty`, `entered`, `wrong`, `doubt`, `explained`, `returned`, `verified` or `locked`.
    pub state: &'static str,
    /// The state as a word.
    pub word: String,
    /// Reason of a return, or the verifier's words.
    pub remark: String,
    /// Findings to mend or to explain.
    pub findings: Vec<EntryFinding>,
    /// 说明: the clerk's reason.
    pub explanation: String,
    /// Whether a reason is asked for, or stands.
    pub asks: bool,
    /// The version seen; 0 when nothing was saved yet.
    pub version: i64,
    /// Whether this row may be typed into.
    pub editable: bool,
    /// What was typed and refused, without script: error per field.
    pub wrong: String,
    /// Figures of documents that may be taken into the row.
    pub offers: Vec<EntryOffer>,
}

/// A figure of a document that may be taken into a row with one press.
#[derive(Debug, Clone, Default)]
pub struct EntryOffer {
    /// Id of the form that takes it: forms stand below the table, their buttons in the rows.
    pub form: String,
    /// `累计 26.60`.
    pub number: String,
    /// The document at the place where it stands.
    pub source: Link,
    /// The words there.
    pub context: String,
    /// What the form sends.
    pub sent: Vec<(&'static str, String)>,
}

/// One finding of a check.
#[derive(Debug, Clone, Default)]
pub struct EntryFinding {
    /// `error`, `warning`, or `reason` when it was explained.
    pub kind: &'static str,
    /// The kind as a word: 须改正, 须改正或说明, 请说明, 已说明.
    pub word: String,
    /// What was found.
    pub text: String,
}

/// What is missing before submitting, and the running self score.
#[derive(Debug, Clone, Default)]
pub struct EntrySummary {
    /// Indicators without a figure.
    pub missing: usize,
    /// Returned and not yet answered.
    pub returned: usize,
    /// Rows with an error.
    pub errors: usize,
    /// Rows with a warning that is not explained.
    pub doubts: usize,
    /// Sum of self scores.
    pub self_total: String,
}

/// The look of a state's tag.
#[must_use]
pub fn tag_of(state: &str) -> &'static str {
    match state {
        "entered" => "act",
        "doubt" => "care",
        "wrong" => "refused",
        "explained" => "act",
        "returned" => "refused",
        "verified" => "done",
        "locked" => "locked",
        _ => "plain",
    }
}
