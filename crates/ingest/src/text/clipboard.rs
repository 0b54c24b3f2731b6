//! Tables in plain text whose cells are set apart by tabs: what a spreadsheet puts on the clipboard. A cell with line ends
//! stands in quotes; a merged cell leaves empty places behind it.

use crate::document::{Block, BlockKind, Part, Refusal, Span, Whole};
use crate::format::limits;
use crate::table::{Cell, Column, Meaning, Origin, Table};

/// A record: its cells as spans, and the characters it takes.
#[derive(Debug)]
struct Row {
    cells: Vec<Span>,
    span: Span,
}

/// Replaces runs of tabbed lines by tables.
pub(super) fn tables(blocks: Vec<Block>, text: &str) -> Result<Vec<Block>, Refusal> {
    if !text.contains('\t') {
        return Ok(blocks);
    }
    if text.bytes().filter(|&byte| byte == b'\t').count() > limits::CELLS {
        return Err(Refusal::TooManyCells { limit: limits::CELLS });
    }
    let rows = rows(text);
    let mut found: Vec<Table> = Vec::new();
    for run in rows
        .chunk_by(|one, other| one.cells.len() == other.cells.len() && one.span.end + 1 == other.span.start)
    {
        let width = run.first().map_or(0, |row| row.cells.len());
        if run.len() > 1 && width > 1 && width <= crate::table::grid::MOST_COLUMNS {
            found.push(table(run, width, text));
        }
    }
    let mut result = Vec::with_capacity(blocks.len());
    let mut tables = found.into_iter().peekable();
    for block in blocks {
        while let Some(table) = tables.next_if(|table| table.span.end <= block.span.start) {
            result.push(as_block(table));
        }
        if !tables.peek().is_some_and(|table| table.span.overlaps(block.span)) {
            result.push(block);
        }
    }
    result.extend(tables.map(as_block));
    Ok(result)
}

fn as_block(table: Table) -> Block {
    Block { span: table.span, part: Part::Body, kind: BlockKind::Table(Box::new(table)) }
}

/// Cuts the text into records; line ends inside quotes are part of their cell.
fn rows(text: &str) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut row = Row { cells: Vec::new(), span: Span::default() };
    let mut cell = 0;
    let mut quoted = false;
    let mut length = 0;
    let mut chars = text.chars().enumerate().peekable();
    while let Some((at, ch)) = chars.next() {
        length = at + 1;
        match ch {
            // A quote opens a cell only at its beginning, and only in a line that has tabs.
            '"' if at == cell && !quoted => quoted = opens_cell(chars.clone(), row.cells.is_empty()),
            // Two quotes are one quote inside the cell.
            '"' if quoted => quoted = chars.next_if(|(_, next)| *next == '"').is_some(),
            '\t' | '\n' if !quoted => {
                row.cells.push(Span::new(cell, at));
                cell = at + 1;
                if ch == '\n' {
                    row.span.end = at;
                    rows.push(std::mem::replace(
                        &mut row,
                        Row { cells: Vec::new(), span: Span::new(cell, cell) },
                    ));
                }
            }
            _ => {}
        }
    }
    if length > row.span.start {
        row.cells.push(Span::new(cell, length));
        row.span.end = length;
        rows.push(row);
    }
    rows
}

/// Whether a quote closes at the end of a cell, not far away; the first cell of a line must end in a tab.
fn opens_cell(rest: impl Iterator<Item = (usize, char)>, first: bool) -> bool {
    let mut closed = false;
    for (_, ch) in rest.take(4_000) {
        match ch {
            '\t' if closed => return true,
            '\n' if closed => return !first,
            '"' => closed = !closed,
            _ if closed => return false,
            _ => {}
        }
    }
    false
}

fn table(run: &[Row], width: usize, text: &str) -> Table {
    let start = run.first().map_or(0, |row| row.span.start);
    let end = run.last().map_or(start, |row| row.span.end);
    // One walk over the text of the table, with its characters at hand.
    let chars: Vec<char> = text.chars().skip(start).take(end - start).collect();
    // A vector that grows by doubling holds three times a large table for a moment.
    let mut cells = Vec::with_capacity(run.len() * width);
    for (row, record) in run.iter().enumerate() {
        for (column, &span) in record.cells.iter().enumerate() {
            let span = trimmed(span, start, &chars);
            cells.push(Cell { row, column, row_span: 1, column_span: 1, span, ..Cell::default() });
        }
    }
    let columns = vec![Column::default(); width];
    Table {
        span: Span::new(start, end),
        rows: run.len(),
        columns,
        head_rows: 0,
        cells,
        origin: Origin::Marked,
    }
}

/// The cell without white space and quotes around it.
fn trimmed(span: Span, start: usize, chars: &[char]) -> Span {
    let at = |index: usize| chars.get(index - start).copied().unwrap_or(' ');
    let (mut from, mut to) = (span.start, span.end);
    while from < to && at(from).is_whitespace() {
        from += 1;
    }
    while to > from && at(to - 1).is_whitespace() {
        to -= 1;
    }
    if to - from >= 2 && at(from) == '"' && at(to - 1) == '"' {
        return Span::new(from + 1, to - 1);
    }
    Span::new(from, to)
}

/// Puts merged cells together again in a table from the clipboard, when its columns are known: an empty place under a
/// name or number belongs to the cell above.
pub(crate) fn merge_empty(table: &mut Table) {
    let mut above: Vec<Option<usize>> = vec![None; table.columns.len()];
    let mut gone = Vec::new();
    for index in 0..table.cells.len() {
        let Some(cell) = table.cells.get(index) else { break };
        let (row, column, empty) = (cell.row, cell.column, cell.span.is_empty());
        let Some(meaning) = table.columns.get(column).map(|column| column.meaning) else { continue };
        let label = meaning.is_label() || meaning == Meaning::Number;
        let upper = above.get(column).copied().flatten();
        match upper.and_then(|upper| table.cells.get_mut(upper)) {
            Some(upper) if empty && label && row >= table.head_rows && upper.row >= table.head_rows => {
                upper.row_span += 1;
                gone.push(index);
            }
            _ => {
                if let Some(slot) = above.get_mut(column) {
                    *slot = Some(index);
                }
            }
        }
    }
    let mut gone = gone.into_iter().peekable();
    let mut index = 0;
    table.cells.retain(|_| {
        let drop = gone.next_if_eq(&index).is_some();
        index += 1;
        !drop
    });
}

/// Puts the merged heads of a two-row head together again: an empty place beside a head, with a head below it, belongs to
/// the head on its left; an empty place below a head belongs to the head above.
pub(crate) fn merge_head(table: &mut Table, text: &Whole) {
    let width = table.columns.len();
    let rows = |row: usize| table.cells.iter().filter(move |cell| cell.row == row);
    let below: Vec<bool> = rows(1).map(|cell| !cell.span.is_empty()).collect();
    let above: Vec<bool> = rows(0).map(|cell| !cell.span.is_empty()).collect();
    let worded = rows(1).all(|cell| {
        let words = text.slice(cell.span);
        words.chars().count() <= 16 && !crate::table::head::is_figure(words)
    });
    let two_rows = above.len() == width && below.len() == width && above.first() == Some(&true);
    // Every place is a head in one of the rows, and the first row has gaps that the second fills.
    let covered = above.iter().zip(&below).all(|(above, below)| *above || *below);
    let gaps = above.iter().any(|filled| !filled) && below.iter().any(|filled| !filled);
    if !two_rows || !worded || !covered || !gaps {
        return;
    }
    let mut reach = width;
    for cell in table.cells.iter_mut().take(width).rev() {
        if cell.span.is_empty() {
            cell.column_span = 0;
            continue;
        }
        cell.column_span = reach - cell.column;
        // A head reaches down where nothing stands under any part of it.
        let under = below.get(cell.column..reach).unwrap_or_default();
        cell.row_span = if under.contains(&true) { 1 } else { 2 };
        reach = cell.column;
    }
    table.cells.retain(|cell| cell.column_span > 0 && (cell.row != 1 || !cell.span.is_empty()));
}
