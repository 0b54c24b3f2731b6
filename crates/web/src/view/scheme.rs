//! 考核办法: the literate text on the left, what the compiler says and the points table on the right.

use super::Frame;
use askama::Template;

/// The editor of a scheme version.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "scheme.html")]
pub struct SchemePage {
    /// The shell.
    pub frame: Frame,
    /// Where the text is sent: buttons `check` and `publish`.
    pub action: String,
    /// The text.
    pub text: String,
    /// Whether it may be changed.
    pub open: bool,
    /// `第3版，2026-02-18 起施行` or `草稿`.
    pub version: String,
    /// Date from which a published version holds, as typed.
    pub since: String,
    /// What the compiler says, errors first.
    pub diagnostics: Vec<SchemeDiagnostic>,
    /// Points by category and item, against what the text promises.
    pub points: Vec<SchemePoints>,
    /// Sample cases of the file: name, expected, computed.
    pub cases: Vec<SchemeCase>,
    /// Whether it can be published: no errors, all cases hold.
    pub publishable: bool,
}

/// One diagnostic.
#[derive(Debug, Clone, Default)]
pub struct SchemeDiagnostic {
    /// `error` or `warning`.
    pub kind: &'static str,
    /// The kind as a word.
    pub word: String,
    /// Stable code.
    pub code: String,
    /// Line in the text, counted from 1.
    pub line: usize,
    /// What is wrong.
    pub message: String,
    /// The line with the place underlined, ready for a fixed-width face.
    pub excerpt: String,
    /// A way out; may be empty.
    pub hint: String,
}

/// One line of the points table.
#[derive(Debug, Clone, Default)]
pub struct SchemePoints {
    /// Category or item.
    pub name: String,
    /// Whether it is a category.
    pub category: bool,
    /// Points stated.
    pub stated: String,
    /// Points that the rules allot.
    pub allotted: String,
    /// Whether the two differ.
    pub differs: bool,
}

/// One sample case.
#[derive(Debug, Clone, Default)]
pub struct SchemeCase {
    /// Its name.
    pub name: String,
    /// What the file expects.
    pub expected: String,
    /// What the rules give.
    pub computed: String,
    /// Whether they agree.
    pub holds: bool,
}

/// The look of a diagnostic's tag.
#[must_use]
pub fn tag_of(kind: &str) -> &'static str {
    if kind == "error" { "refused" } else { "care" }
}
