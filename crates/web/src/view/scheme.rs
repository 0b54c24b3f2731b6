//! 考核办法: the literate text on the left, what the compiler says and the points table on the right.

use super::cycle::ChangesView;
use super::{FieldError, Frame};
use askama::Template;

/// The editor of a scheme version.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "scheme.html")]
pub struct SchemePage {
    /// The shell.
    pub frame: Frame,
    /// Where the text is sent: buttons `check`, `save` and `publish`.
    pub action: String,
    /// What is wrong with what was sent.
    pub errors: Vec<FieldError>,
    /// The text.
    pub text: String,
    /// Number of the saved draft that the person saw.
    pub seen: i64,
    /// Whether it may be changed.
    pub open: bool,
    /// `第3版，2026-02-18 起施行` or `草稿`.
    pub version: String,
    /// Date from which a published version holds, as typed.
    pub since: String,
    /// Why it is published, as typed.
    pub reason: String,
    /// Whether the text was checked.
    pub checked: bool,
    /// How many errors and warnings, in words.
    pub summary: String,
    /// What the compiler says, errors first.
    pub diagnostics: Vec<SchemeDiagnostic>,
    /// Points by category and item.
    pub points: Vec<SchemePoints>,
    /// What it would change; nothing before a version was published.
    pub changes: Option<ChangesView>,
    /// Whether it can be published: it was checked and has no errors.
    pub publishable: bool,
}

/// One diagnostic.
#[derive(Debug, Clone, Default)]
pub struct SchemeDiagnostic {
    /// `error`, `warning` or `note`.
    pub kind: &'static str,
    /// The kind as a word.
    pub word: String,
    /// Stable code.
    pub code: String,
    /// What the code is about.
    pub title: String,
    /// Line in the text, counted from 1.
    pub line: u32,
    /// First character of the place, counted from 1.
    pub column: u32,
    /// Characters of the place.
    pub length: usize,
    /// What stands in the line before the place.
    pub before: String,
    /// The place itself, underlined.
    pub place: String,
    /// What stands behind it.
    pub after: String,
    /// What is wrong.
    pub message: String,
    /// Other places: line and what it has to do with it.
    pub related: Vec<(u32, String)>,
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
}

/// The look of a diagnostic's tag.
#[must_use]
pub fn tag_of(kind: &str) -> &'static str {
    match kind {
        "error" => "refused",
        "warning" => "care",
        _ => "plain",
    }
}
