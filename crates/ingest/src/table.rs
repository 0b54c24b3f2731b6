//! Tables with merged cells, their heads read by meaning, and the rows a person would read off them.

pub(crate) mod grid;
pub(crate) mod head;
mod meaning;
mod rebuild;
mod records;
mod run_together;

pub use meaning::Meaning;
pub(crate) use rebuild::{Line, numbering, numeral, numeral_digit, rebuild};
pub use records::{Field, Record};
pub(crate) use run_together::split_head;

use crate::document::Span;

/// A table. Every place of the grid is covered by at most one cell; a merged cell stands at its upper left place.
#[derive(Debug, Clone, Default)]
pub struct Table {
    /// Where the table lies in the text, head and foot included.
    pub span: Span,
    /// Number of rows, head included.
    pub rows: usize,
    /// Columns from the left, with what their heads say.
    pub columns: Vec<Column>,
    /// How many of the first rows are head.
    pub head_rows: usize,
    /// Cells by row, then column.
    pub cells: Vec<Cell>,
    /// How the lines of the table were known.
    pub origin: Origin,
}

/// A column: the path of heads above it and what they mean together.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Column {
    /// Heads from the topmost to the lowest, a merged head repeated for every column under it.
    pub path: Vec<String>,
    /// What the column holds.
    pub meaning: Meaning,
    /// The unit the head gives for the whole column: 亿元, 万元, %.
    pub unit: Option<String>,
}

/// One cell.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cell {
    /// Row of its upper edge, from 0.
    pub row: usize,
    /// Column of its left edge, from 0.
    pub column: usize,
    /// Rows covered, at least 1.
    pub row_span: usize,
    /// Columns covered, at least 1.
    pub column_span: usize,
    /// Where its words are; empty for an empty cell.
    pub span: Span,
    /// Formula behind the value, as the spreadsheet has it, without the equals sign.
    pub formula: Option<String>,
    /// The author had hidden the row or column.
    pub hidden: bool,
}

/// How the lines of a table were known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Origin {
    /// The format has rows and cells: HTML, DOCX, XLSX, text with tabs.
    #[default]
    Marked,
    /// Lines drawn on a page, or columns that stand apart on it.
    Drawn,
    /// Put together again from text that had lost its lines, by its numbering and its last column.
    Rebuilt(Confidence),
}

/// How sure a rebuilt table is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Confidence {
    /// Rows are known, columns partly guessed by length and wording.
    Low,
    /// Rows are certain; at least one boundary between columns was chosen by wording.
    Medium,
    /// Every boundary is marked by numbering, gaps or a closing figure.
    High,
}

impl Confidence {
    /// For a person.
    pub fn words(self) -> &'static str {
        match self {
            Self::Low => "低",
            Self::Medium => "中",
            Self::High => "高",
        }
    }

    /// Stable code.
    pub fn code(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
        }
    }
}

impl Table {
    /// The cell that covers a place of the grid.
    pub fn cell_at(&self, row: usize, column: usize) -> Option<&Cell> {
        let until = self.cells.partition_point(|cell| cell.row <= row);
        self.cells.get(..until).unwrap_or_default().iter().rev().find(|cell| {
            (cell.row..cell.row + cell.row_span).contains(&row)
                && (cell.column..cell.column + cell.column_span).contains(&column)
        })
    }

    /// Cells whose upper edge is in the row, from the left.
    pub fn row(&self, row: usize) -> impl Iterator<Item = &Cell> {
        let from = self.cells.partition_point(|cell| cell.row < row);
        self.cells.get(from..).unwrap_or_default().iter().take_while(move |cell| cell.row == row)
    }

    /// Index of the first column with this meaning.
    pub fn column_of(&self, meaning: Meaning) -> Option<usize> {
        self.columns.iter().position(|column| column.meaning == meaning)
    }
}
