//! Small parts that many pages use.

/// A word that leads somewhere.
#[derive(Debug, Clone, Default)]
pub struct Link {
    /// Word shown.
    pub label: String,
    /// Address; empty when the word leads nowhere.
    pub href: String,
}

/// One option of a select, radio group or group of boxes.
#[derive(Debug, Clone, Default)]
pub struct Choice {
    /// Value sent.
    pub value: String,
    /// Word shown.
    pub label: String,
    /// Whether it is chosen.
    pub chosen: bool,
}

/// What is wrong with a field, in the same words in the summary and beside the field.
#[derive(Debug, Clone, Default)]
pub struct FieldError {
    /// Id of the field; empty when the whole form is meant.
    pub field: String,
    /// What is wrong and what to do.
    pub text: String,
}

/// The words of the error of one field, empty when it has none.
#[must_use]
pub fn wrong<'a>(errors: &'a [FieldError], field: &str) -> &'a str {
    errors.iter().find(|error| error.field == field).map_or("", |error| error.text.as_str())
}

/// One step of an approval or of a longer form.
#[derive(Debug, Clone, Default)]
pub struct Step {
    /// Name of the step.
    pub label: String,
    /// `done`, `here`, `back` (returned) or `todo`.
    pub state: &'static str,
    /// When it was done or is due; may be empty.
    pub when: String,
}

/// Place in a long list.
#[derive(Debug, Clone, Default)]
pub struct Pager {
    /// Entries in all.
    pub total: usize,
    /// Number of the first entry shown, counted from 1.
    pub from: usize,
    /// Number of the last entry shown.
    pub to: usize,
    /// Links to the pages.
    pub pages: Vec<PagerLink>,
}

/// One page of a [`Pager`].
#[derive(Debug, Clone, Default)]
pub struct PagerLink {
    /// Number or word.
    pub label: String,
    /// Address with the filters kept.
    pub href: String,
    /// Whether it is the page shown.
    pub here: bool,
}

impl From<app::FieldError> for FieldError {
    fn from(error: app::FieldError) -> Self {
        Self { field: error.field, text: error.text }
    }
}
