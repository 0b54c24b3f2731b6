//! 考核周期: where it stands, who moved it and why, the versions of its scheme and what each changed.

use super::{FieldError, Frame, Link, Step};
use askama::Template;

/// One cycle.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "cycle.html")]
pub struct CyclePage {
    /// The shell.
    pub frame: Frame,
    /// The states, with the one where it stands.
    pub steps: Vec<Step>,
    /// What the state means for those who work in it.
    pub meaning: String,
    /// Where else its parts are: scheme, targets, requests; each with a few words.
    pub parts: Vec<(Link, String)>,
    /// What the person may do with its state.
    pub moves: Vec<CycleMove>,
    /// What is wrong with what was sent.
    pub errors: Vec<FieldError>,
    /// The reason typed, kept.
    pub reason: String,
    /// Versions, the latest first.
    pub versions: Vec<VersionRow>,
    /// Steps taken, the latest first: from, to, who, when, why.
    pub history: Vec<[String; 5]>,
}

impl CyclePage {
    fn wrong(&self, field: &str) -> &str {
        super::parts::wrong(&self.errors, field)
    }
}

/// A step that the office may take.
#[derive(Debug, Clone, Default)]
pub struct CycleMove {
    /// Where the form is sent.
    pub action: String,
    /// Code of the state that the person sees.
    pub seen: &'static str,
    /// Code of the state to come.
    pub to: &'static str,
    /// Word on the button.
    pub label: String,
    /// Why it cannot be taken now; empty when it can.
    pub obstacle: String,
    /// Whether it is the step forward.
    pub forward: bool,
}

/// One published version.
#[derive(Debug, Clone, Default)]
pub struct VersionRow {
    /// `第2版`, with its page.
    pub version: Link,
    /// Title.
    pub title: String,
    /// First day.
    pub since: String,
    /// When and by whom it was published.
    pub published: String,
    /// Why.
    pub reason: String,
    /// The first digits of its hash.
    pub hash: String,
}

/// A published version: the text, unchangeable, and what it changed.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "version.html")]
pub struct VersionPage {
    /// The shell.
    pub frame: Frame,
    /// Word and text: since, published, reason, hash.
    pub facts: Vec<(String, String)>,
    /// What it changed; nothing of the first version.
    pub changes: Option<ChangesView>,
    /// The text, line by line.
    pub lines: Vec<String>,
}

/// What a version changes.
#[derive(Debug, Clone, Default)]
pub struct ChangesView {
    /// `与第1版相比`.
    pub against: String,
    /// Differences of the rules, a sentence each.
    pub sentences: Vec<String>,
    /// How many units moved, or why none could be compared.
    pub summary: String,
    /// Units whose rank or grade is another: name with its sheet, total, rank, grade, each before and after.
    pub moved: Vec<MovedRow>,
}

/// One unit that moved.
#[derive(Debug, Clone, Default)]
pub struct MovedRow {
    /// Name and sheet.
    pub unit: Link,
    /// Totals.
    pub total: (String, String),
    /// Ranks.
    pub rank: (String, String),
    /// Grades.
    pub grade: (String, String),
}
