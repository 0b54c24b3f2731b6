//! 文档核验: the document on the left, what it asserts and whether that holds on the right.

use super::{Choice, FieldError, Frame, Link};
use askama::Template;

/// One document with its findings.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "verify.html")]
pub struct VerifyPage {
    /// The shell.
    pub frame: Frame,
    /// Counts on top, each the filter of its verdict: 断言 42, 相符 31, 不符 2, 无从核对 9.
    pub counts: Vec<VerdictCount>,
    /// The document, block by block.
    pub blocks: Vec<DocBlock>,
    /// The findings that the filter lets through.
    pub findings: Vec<DocFinding>,
    /// What the reader must say about the file: lost lines, hidden rows, an earlier reading.
    pub notes: Vec<String>,
    /// Facts about the file: name, who gave it, digest.
    pub facts: Vec<(String, String)>,
    /// What was corrected, by whom and when.
    pub corrections: Vec<DocCorrection>,
    /// What was taken from it.
    pub uses: Vec<DocUse>,
    /// The way to take goals from it; empty when there is none.
    pub accept: String,
    /// The way to correct it, or back; empty when there is none.
    pub correct: Link,
    /// The goals as an xlsx; may be empty.
    pub xlsx: String,
    /// The file as it was given.
    pub original: String,
    /// Where it is withdrawn; empty when it cannot be.
    pub withdraw: String,
}

/// How many claims have a verdict.
#[derive(Debug, Clone, Default)]
pub struct VerdictCount {
    /// Word.
    pub label: String,
    /// Number.
    pub count: usize,
    /// The page filtered by it.
    pub href: String,
    /// Whether it is the filter now.
    pub current: bool,
    /// Whether it is bad news.
    pub bad: bool,
}

/// One block of the document.
#[derive(Debug, Clone, Default)]
pub struct DocBlock {
    /// `title`, `heading`, `text`, `table`.
    pub kind: &'static str,
    /// A paragraph in pieces; empty for a table.
    pub pieces: Vec<DocPiece>,
    /// Rows of a table.
    pub rows: Vec<Vec<DocCell>>,
    /// Where the paragraph is corrected; empty when it is not asked for.
    pub correct: String,
}

/// One cell of a table.
#[derive(Debug, Clone, Default)]
pub struct DocCell {
    /// Its words.
    pub pieces: Vec<DocPiece>,
    /// Rows covered.
    pub row_span: usize,
    /// Columns covered.
    pub column_span: usize,
    /// `doc-head`, `num`, `off` (hidden by its author) or empty.
    pub kind: &'static str,
    /// Where it is corrected; empty when it is not asked for.
    pub correct: String,
}

/// A stretch of text, marked when a finding speaks of it.
#[derive(Debug, Clone, Default)]
pub struct DocPiece {
    /// The text.
    pub text: String,
    /// Number of the gravest finding that speaks of it; 0 for none.
    pub finding: usize,
    /// Its verdict: `agrees`, `disagrees`, `unknown` or empty.
    pub verdict: &'static str,
    /// Numbers of the findings that begin here.
    pub begins: Vec<usize>,
    /// Numbers of the findings that end here.
    pub ends: Vec<usize>,
    /// `first` and `more` pieces of the place that the address names; else empty.
    pub place: &'static str,
}

/// One claim and its verdict.
#[derive(Debug, Clone, Default)]
pub struct DocFinding {
    /// Number, as in the document's mark.
    pub number: usize,
    /// `agrees`, `disagrees` or `unknown`.
    pub verdict: &'static str,
    /// The verdict as a word: 相符, 不符, 无从核对.
    pub word: String,
    /// The claim in its words.
    pub claim: String,
    /// The calculation, or what is missing.
    pub lines: Vec<String>,
    /// What the claim was compared with: figures with their pages.
    pub facts: Vec<Link>,
    /// Where the words behind it are corrected; may be empty.
    pub correct: String,
}

/// One correction.
#[derive(Debug, Clone, Default)]
pub struct DocCorrection {
    /// What was read.
    pub printed: String,
    /// What stands there.
    pub words: String,
    /// Who corrected it and when.
    pub by: String,
}

/// One figure that was taken.
#[derive(Debug, Clone, Default)]
pub struct DocUse {
    /// The figure as printed.
    pub words: String,
    /// The reading it was taken from, at its place.
    pub href: String,
    /// What it became.
    pub became: Link,
    /// Who took it and when.
    pub by: String,
}

/// The page where a text is put in, by paste or as a file.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "verify_new.html")]
pub struct VerifyNewPage {
    /// The shell.
    pub frame: Frame,
    /// Where it is sent.
    pub action: String,
    /// Units that it may belong to.
    pub units: Vec<Choice>,
    /// What was typed, kept after a refusal.
    pub text: String,
    /// What is wrong.
    pub errors: Vec<FieldError>,
    /// Largest file, in bytes.
    pub limit: u64,
    /// The same in words.
    pub limit_words: String,
}

impl VerifyNewPage {
    fn wrong(&self, field: &str) -> &str {
        super::parts::wrong(&self.errors, field)
    }
}

/// The page where goals are chosen that become targets or figures.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "accept.html")]
pub struct AcceptPage {
    /// The shell.
    pub frame: Frame,
    /// The document.
    pub document: Link,
    /// Where the choice of unit, period and purpose is sent.
    pub here: String,
    /// Where the chosen lines are sent to be looked at.
    pub action: String,
    /// As what they are taken.
    pub purposes: Vec<Choice>,
    /// For which unit.
    pub units: Vec<Choice>,
    /// Of which period; empty for targets.
    pub periods: Vec<Choice>,
    /// `figure` or `target`.
    pub purpose: String,
    /// Unit, period and version of the reading, sent along.
    pub sent: Vec<(String, String)>,
    /// What is wrong.
    pub errors: Vec<FieldError>,
    /// What the person should know.
    pub notes: Vec<String>,
    /// What the document offers.
    pub lines: Vec<AcceptLine>,
}

/// A figure that may be taken.
#[derive(Debug, Clone, Default)]
pub struct AcceptLine {
    /// Its place, as `start-end`.
    pub place: String,
    /// The goal.
    pub goal: String,
    /// The words it stands in.
    pub context: String,
    /// As printed.
    pub words: String,
    /// Its place in the document.
    pub href: String,
    /// Its time as the text gives it.
    pub days: String,
    /// Whether it is chosen.
    pub taken: bool,
    /// Indicators.
    pub indicators: Vec<Choice>,
    /// Why one is suggested; empty when none is.
    pub why: String,
    /// Cumulative or value; kinds of target.
    pub columns: Vec<Choice>,
}

/// What is about to be saved.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "accept_check.html")]
pub struct AcceptCheckPage {
    /// The shell.
    pub frame: Frame,
    /// What will be saved, for whom, in one sentence.
    pub lead: String,
    /// The choice page.
    pub back: String,
    /// Where it is confirmed.
    pub action: String,
    /// Everything that was chosen, sent along.
    pub sent: Vec<(String, String)>,
    /// What keeps it from being saved.
    pub errors: Vec<FieldError>,
    /// Whether it can be confirmed.
    pub clean: bool,
    /// The lines.
    pub lines: Vec<AcceptCheckLine>,
}

/// One line of the preview.
#[derive(Debug, Clone, Default)]
pub struct AcceptCheckLine {
    /// The figure in the document.
    pub words: String,
    /// Its place.
    pub href: String,
    /// The indicator.
    pub name: String,
    /// Its measure.
    pub measure: String,
    /// Which number, or which kind of target.
    pub column: String,
    /// What stands.
    pub before: String,
    /// What will stand.
    pub after: String,
    /// What was converted or is worth another look.
    pub notes: Vec<String>,
    /// Why it cannot be saved; may be empty.
    pub fault: String,
}
