//! Puts tables together again whose lines were lost on the way: a cell a line, or cells run together. What a row is
//! follows from its numbering or from the figure that closes it; what a column is, from the head and the wording.

mod fill;
mod heads;
mod pieces;
mod rows;

pub(crate) use pieces::{numbering, numeral, numeral_digit};

use super::{Cell, Column, Confidence, Meaning, Origin, Table};
use crate::document::Span;

/// A line of text that may be part of a flattened table.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Line<'t> {
    /// Where it starts in the text.
    pub(crate) at: usize,
    /// Its words, without the line end; white space in front is kept.
    pub(crate) words: &'t str,
}

/// A table that was found, and which of the given lines it takes.
#[derive(Debug)]
pub(crate) struct Found {
    pub(crate) table: Table,
    pub(crate) lines: std::ops::Range<usize>,
    /// How it was put together, in Chinese.
    pub(crate) how: &'static str,
}

/// Heads without rows below them after which no more are looked for: a page that repeats head words has no tables.
const MOST_FAILURES: usize = 200;
/// Lines looked at in vain after which no more are looked for: each failure may read to the end of the text.
const MOST_LINES: usize = 2_000_000;

/// Finds every flattened table in lines that follow one another.
pub(crate) fn rebuild(lines: &[Line<'_>]) -> Vec<Found> {
    let mut found = Vec::new();
    let mut at = 0;
    let (mut failed, mut in_vain) = (0, 0);
    while at < lines.len() && failed < MOST_FAILURES && in_vain < MOST_LINES {
        let rest = lines.get(at..).unwrap_or_default();
        let Some(head) = heads::find(rest) else {
            at += 1;
            continue;
        };
        match rows::build(&head, rest) {
            Some(built) if built.lines > 0 => {
                let lines = at..at + built.lines;
                at = lines.end;
                let table = assemble(&built.head, built.rows, built.confidence);
                found.push(Found { table, lines, how: built.how });
            }
            _ => {
                failed += 1;
                in_vain += rest.len();
                at += 1;
            }
        }
    }
    found
}

/// One row as found: the place of each column's words, and how many rows above share the cell (merged cells).
#[derive(Debug, Clone, Default)]
pub(crate) struct Row {
    /// By column; empty span for an empty cell.
    pub(crate) cells: Vec<Span>,
    /// Columns whose cell is the one above, merged downwards.
    pub(crate) shared: Vec<bool>,
    /// A band across the table.
    pub(crate) band: Option<Span>,
}

/// Head cells: place and words.
pub(crate) type Heads = Vec<(Span, String)>;

fn assemble(head: &[(Span, String)], rows: Vec<Row>, confidence: Confidence) -> Table {
    let width = head.len();
    let columns = head
        .iter()
        .map(|(_, words)| Column { path: vec![words.clone()], meaning: Meaning::of(words), unit: None })
        .collect();
    let mut cells: Vec<Cell> = head
        .iter()
        .enumerate()
        .map(|(column, (span, _))| Cell {
            column,
            row_span: 1,
            column_span: 1,
            span: *span,
            ..Cell::default()
        })
        .collect();
    // The last cell of each column, to be lengthened when the next row shares it.
    let mut above: Vec<Option<usize>> = vec![None; width];
    let count = rows.len() + 1;
    for (index, row) in rows.into_iter().enumerate() {
        if let Some(span) = row.band {
            cells.push(Cell { row: index + 1, row_span: 1, column_span: width, span, ..Cell::default() });
            above = vec![None; width];
            continue;
        }
        for (column, &span) in row.cells.iter().enumerate() {
            let shared = row.shared.get(column).copied().unwrap_or(false);
            let merged = above.get(column).copied().flatten().and_then(|cell| cells.get_mut(cell));
            match merged {
                Some(cell) if shared => cell.row_span += 1,
                _ => {
                    if let Some(slot) = above.get_mut(column) {
                        *slot = Some(cells.len());
                    }
                    cells.push(Cell {
                        row: index + 1,
                        column,
                        row_span: 1,
                        column_span: 1,
                        span,
                        ..Cell::default()
                    });
                }
            }
        }
    }
    let start =
        cells.iter().filter(|cell| !cell.span.is_empty()).map(|cell| cell.span.start).min().unwrap_or(0);
    let end = cells.iter().map(|cell| cell.span.end).max().unwrap_or(start);
    Table {
        span: Span::new(start, end),
        rows: count,
        columns,
        head_rows: 1,
        cells,
        origin: Origin::Rebuilt(confidence),
    }
}
