//! Rows as a person reads them: a merged cell serves every row it covers, a band across the table heads the rows below.

use super::{Cell, Meaning, Table};
use crate::document::{Span, Whole};

/// One row below the head.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// Row of the grid.
    pub row: usize,
    /// The band above it that runs across the whole table: 一类目标(56分).
    pub section: Option<Span>,
    /// What the row holds, by column; empty places are left out.
    pub fields: Vec<Field>,
}

/// What one column says in one row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field {
    /// Column of the grid.
    pub column: usize,
    /// What the column holds.
    pub meaning: Meaning,
    /// Where the words are.
    pub span: Span,
    /// First row of the cell; smaller than the record's row when a merged cell serves several rows.
    pub first_row: usize,
    /// Rows the cell serves.
    pub row_span: usize,
}

impl Record {
    /// The first field with this meaning.
    pub fn find(&self, meaning: Meaning) -> Option<Field> {
        self.fields.iter().copied().find(|field| field.meaning == meaning)
    }

    /// Every field with this meaning, from the left.
    pub fn all(&self, meaning: Meaning) -> impl Iterator<Item = Field> {
        self.fields.iter().copied().filter(move |field| field.meaning == meaning)
    }
}

impl Table {
    /// The rows below the head, each with every cell that serves it.
    pub fn records(&self, text: &Whole) -> Vec<Record> {
        let mut records = Vec::new();
        let mut section = None;
        // Cells that reach into later rows, by column.
        let mut open: Vec<Option<&Cell>> = vec![None; self.columns.len()];
        for row in 0..self.rows {
            for cell in self.row(row) {
                for slot in open.iter_mut().skip(cell.column).take(cell.column_span.max(1)) {
                    *slot = Some(cell);
                }
            }
            if row < self.head_rows {
                continue;
            }
            for slot in &mut open {
                if slot.is_some_and(|cell| cell.row + cell.row_span.max(1) <= row) {
                    *slot = None;
                }
            }
            if let Some(band) = self.band(row, text) {
                section = Some(band);
                continue;
            }
            let fields = self.fields(&open, text);
            if !fields.is_empty() {
                records.push(Record { row, section, fields });
            }
        }
        records
    }

    /// The words of a row that is one cell across the whole table.
    fn band(&self, row: usize, text: &Whole) -> Option<Span> {
        let mut cells = self.row(row).filter(|cell| !text.slice(cell.span).trim().is_empty());
        let only = cells.next()?;
        let across = self.columns.len() > 1 && only.column_span >= self.columns.len();
        (cells.next().is_none() && across).then_some(only.span)
    }

    fn fields(&self, open: &[Option<&Cell>], text: &Whole) -> Vec<Field> {
        let mut fields: Vec<Field> = Vec::new();
        for (column, cell) in open.iter().enumerate() {
            let Some(cell) = cell else { continue };
            let repeated = fields.last().is_some_and(|field| field.span == cell.span);
            if repeated || text.slice(cell.span).trim().is_empty() {
                continue;
            }
            let meaning = self.columns.get(column).map(|column| column.meaning).unwrap_or_default();
            fields.push(Field {
                column,
                meaning,
                span: cell.span,
                first_row: cell.row,
                row_span: cell.row_span,
            });
        }
        fields
    }
}
