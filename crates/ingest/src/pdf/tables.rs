//! From a drawn grid to cells: places without a line between them are one merged cell.

use super::lines::{Word, lines};
use super::rules::Grid;

/// A cell of a drawn table.
#[derive(Debug, Clone)]
pub(super) struct Drawn {
    pub(super) row: usize,
    pub(super) column: usize,
    pub(super) row_span: usize,
    pub(super) column_span: usize,
    pub(super) words: String,
}

/// Cells of a grid with the words that stand in them, by row, then column.
pub(super) fn cells(grid: &Grid, words: &[&Word]) -> Vec<Drawn> {
    let (rows, columns) = (grid.rows.len() - 1, grid.columns.len() - 1);
    let mut taken = vec![false; rows * columns];
    let is_taken = |taken: &[bool], row: usize, column: usize| {
        taken.get(row * columns + column).copied().unwrap_or(true)
    };
    let mut cells = Vec::new();
    for row in 0..rows {
        for column in 0..columns {
            if is_taken(&taken, row, column) {
                continue;
            }
            let mut right = column;
            while right + 1 < columns && !grid.closed_right(row, right) && !is_taken(&taken, row, right + 1) {
                right += 1;
            }
            let mut below = row;
            while below + 1 < rows && !grid.closed_below(below, column) {
                below += 1;
            }
            for slot_row in row..=below {
                for slot_column in column..=right {
                    if let Some(slot) = taken.get_mut(slot_row * columns + slot_column) {
                        *slot = true;
                    }
                }
            }
            cells.push(Drawn {
                row,
                column,
                row_span: below - row + 1,
                column_span: right - column + 1,
                words: String::new(),
            });
        }
    }
    fill(grid, words, &mut cells);
    cells
}

fn fill(grid: &Grid, words: &[&Word], cells: &mut [Drawn]) {
    let mut inside: Vec<Vec<&Word>> = vec![Vec::new(); cells.len()];
    for word in words {
        let Some((row, column)) = grid.holds(word) else { continue };
        let found = cells.iter().position(|cell| {
            (cell.row..cell.row + cell.row_span).contains(&row)
                && (cell.column..cell.column + cell.column_span).contains(&column)
        });
        if let Some(list) = found.and_then(|index| inside.get_mut(index)) {
            list.push(word);
        }
    }
    for (cell, words) in cells.iter_mut().zip(inside) {
        let right = grid.columns.get(cell.column + cell.column_span).copied().unwrap_or(f32::MAX);
        let mut full = false;
        for line in lines(words) {
            // A line that reaches the edge of its cell goes on in the next.
            if !cell.words.is_empty() && !full {
                cell.words.push('\n');
            }
            cell.words.push_str(&line.text);
            full = right - line.right < line.size * 1.6;
        }
    }
}
