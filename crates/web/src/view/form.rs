//! The form page: what is asked, with hints, errors in the same words on top and beside the field, and what follows.

use super::{FieldError, Frame, Link};
use crate::view::parts::{Choice, wrong};
use askama::Template;

/// Any form of one page.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "form.html")]
pub struct FormPage {
    /// The shell.
    pub frame: Frame,
    /// What the form is for and what happens after it is sent.
    pub lead: String,
    /// Where it is sent.
    pub action: String,
    /// Whether it sends files.
    pub files: bool,
    /// What is wrong with it.
    pub errors: Vec<FieldError>,
    /// The fields.
    pub fields: Vec<FormField>,
    /// Word on the primary button; empty of a form that may only be read.
    pub submit: String,
    /// Where one gets without sending.
    pub cancel: Link,
}

impl FormPage {
    fn wrong(&self, field: &str) -> &str {
        wrong(&self.errors, field)
    }
}

/// One field.
#[derive(Debug, Clone, Default)]
pub struct FormField {
    /// `text`, `password`, `date`, `email`, `quantity`, `area`, `code`, `select`, `radio`, `checkbox`, `file`, `heading`, `hidden`, `fixed`.
    pub kind: &'static str,
    /// Id and name.
    pub id: String,
    /// Word above it.
    pub label: String,
    /// What stands in it.
    pub value: String,
    /// Hint; may be empty.
    pub hint: String,
    /// Whether it must be filled.
    pub need: bool,
    /// Unit of measure of a quantity.
    pub unit: String,
    /// Choices.
    pub options: Vec<Choice>,
}
