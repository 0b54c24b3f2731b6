//! A filled workbook brought back: what each row of it comes to, before anything is saved.

use super::{FieldError, Frame};
use askama::Template;

/// 导入 Excel 表.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "import.html")]
pub struct ImportPage {
    /// The shell.
    pub frame: Frame,
    /// Where the file is sent.
    pub action: String,
    /// Where what was looked over is saved.
    pub save: String,
    /// Back to the grid.
    pub back: String,
    /// The form as a workbook.
    pub template: String,
    /// Why the file was not taken.
    pub errors: Vec<FieldError>,
    /// How many rows came to what; empty before a file was read.
    pub summary: String,
    /// The rows, cell by cell.
    pub lines: Vec<ImportLine>,
    /// What is saved when the person agrees.
    pub hidden: Vec<Hidden>,
}

/// One cell, or one row without any.
#[derive(Debug, Clone, Default)]
pub struct ImportLine {
    /// Row of the file.
    pub line: String,
    /// Indicator as the file writes it.
    pub name: String,
    /// Column.
    pub column: String,
    /// As it stands.
    pub from: String,
    /// As it would stand, or as it was typed where it cannot be taken.
    pub to: String,
    /// What it comes to, as a word.
    pub word: String,
    /// Look of the word.
    pub look: &'static str,
    /// Why, or what was converted.
    pub said: String,
    /// Whether it cannot be taken.
    pub bad: bool,
}

/// A field that goes along.
#[derive(Debug, Clone, Default)]
pub struct Hidden {
    /// Its name.
    pub name: String,
    /// Its text.
    pub value: String,
}
