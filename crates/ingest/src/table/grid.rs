//! Lays cells on a grid the way HTML, Word and Excel do: from the left, around cells that reach down from above.

use super::{Cell, Column, Origin, Table};
use crate::document::Span;
use std::collections::BTreeSet;

/// Most columns kept; cells beyond are dropped, and the reader says so.
pub(crate) const MOST_COLUMNS: usize = 1_000;
/// Most rows one cell may cover; more is a slip or malice.
const MOST_ROW_SPAN: usize = 65_534;

/// A grid in the making.
#[derive(Debug, Default)]
pub(crate) struct Grid {
    cells: Vec<Cell>,
    /// The row being laid; `None` before the first.
    row: Option<usize>,
    column: usize,
    /// By column: first row that is free again.
    free_from: Vec<usize>,
    /// Cells did not fit the widest table kept.
    pub(crate) cut: bool,
}

impl Grid {
    /// Starts the next row.
    pub(crate) fn next_row(&mut self) {
        self.row = Some(self.row.map_or(0, |row| row + 1));
        self.column = 0;
    }

    /// Rows begun so far.
    pub(crate) fn rows(&self) -> usize {
        self.row.map_or(0, |row| row + 1)
    }

    /// Lays a cell at the next free place of the row.
    pub(crate) fn place(&mut self, span: Span, column_span: usize, row_span: usize) {
        if self.row.is_none() {
            self.next_row();
        }
        let row = self.row.unwrap_or(0);
        while self.free_from.get(self.column).is_some_and(|&free| free > row) {
            self.column += 1;
        }
        let room = MOST_COLUMNS.saturating_sub(self.column);
        if room == 0 {
            self.cut = true;
            return;
        }
        // A cell is no wider than the room between those that reach down from above.
        let later = self.free_from.iter().skip(self.column).position(|&free| free > row);
        let column_span = column_span.clamp(1, room.min(later.unwrap_or(room)));
        let row_span = row_span.clamp(1, MOST_ROW_SPAN);
        let end = self.column + column_span;
        if self.free_from.len() < end {
            self.free_from.resize(end, 0);
        }
        for free in self.free_from.iter_mut().skip(self.column).take(column_span) {
            *free = row + row_span;
        }
        self.cells.push(Cell { row, column: self.column, row_span, column_span, span, ..Cell::default() });
        self.column = end;
    }

    /// Leaves places empty: Word's gridBefore.
    pub(crate) fn skip(&mut self, columns: usize) {
        self.column = (self.column + columns).min(MOST_COLUMNS);
    }

    /// Lengthens the cell that stands above the next place by this row: Word's vMerge.
    pub(crate) fn continue_above(&mut self, column_span: usize) {
        let row = self.row.unwrap_or(0);
        let column = self.column;
        // One that begins further left would cover what this row has laid already.
        let above =
            self.cells.iter_mut().rev().find(|cell| cell.column == column && cell.row + cell.row_span == row);
        match above {
            Some(cell) => {
                cell.row_span += 1;
                self.column = (cell.column + cell.column_span).max(column + column_span);
            }
            None => self.place(Span::default(), column_span, 1),
        }
    }

    /// The table. Columns in which no cell begins are folded away; spans end with the table.
    pub(crate) fn finish(mut self, span: Span) -> Table {
        let rows = self.cells.iter().map(|cell| cell.row + 1).max().unwrap_or(0);
        let starts: BTreeSet<usize> = self.cells.iter().map(|cell| cell.column).collect();
        let starts: Vec<usize> = starts.into_iter().collect();
        for cell in &mut self.cells {
            let from = starts.partition_point(|&start| start < cell.column);
            let to = starts.partition_point(|&start| start < cell.column + cell.column_span);
            cell.column = from;
            cell.column_span = (to - from).max(1);
            cell.row_span = cell.row_span.min(rows - cell.row).max(1);
        }
        self.cells.sort_by_key(|cell| (cell.row, cell.column));
        let columns = vec![Column::default(); starts.len()];
        Table { span, rows, columns, head_rows: 0, cells: self.cells, origin: Origin::Marked }
    }
}
