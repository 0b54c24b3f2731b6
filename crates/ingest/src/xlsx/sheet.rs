//! One sheet: cells with what they show, merged ranges, hidden rows and columns; laid out as a table.

use super::workbook::Workbook;
use crate::document::{BlockKind, Draft, NoteKind, Part, Refusal, Span};
use crate::format::xml::{Element, Step, Xml};
use crate::format::{Format, limits};
use crate::table::grid::MOST_COLUMNS;
use crate::table::{Cell, Column, Origin, Table};
use std::collections::BTreeMap;

/// A cell as read; rows and columns from 0.
#[derive(Debug, Default)]
pub(super) struct Shown {
    row: usize,
    column: usize,
    words: String,
    formula: Option<String>,
}

/// A sheet as read.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    pub(super) cells: Vec<Shown>,
    merges: Vec<Range>,
    hidden_rows: Vec<usize>,
    hidden_columns: Vec<(usize, usize)>,
    errors: usize,
    uncached: usize,
    cut: bool,
}

#[derive(Debug, Clone, Copy)]
struct Range {
    top: usize,
    left: usize,
    bottom: usize,
    right: usize,
}

/// A cell being read.
#[derive(Debug, Default)]
struct Open {
    row: usize,
    column: usize,
    kind: String,
    style: usize,
    value: String,
    formula: String,
    has_formula: bool,
    has_value: bool,
}

/// Reads a sheet.
pub(super) fn read(part: &str, book: &Workbook) -> Result<Sheet, Refusal> {
    let mut xml = Xml::new(part, Format::Xlsx);
    let mut sheet = Sheet::default();
    let mut open: Option<Open> = None;
    let (mut next_row, mut next_column) = (0, 0);
    let mut inside = String::new();
    loop {
        match xml.step()? {
            Step::Open(element) => {
                match element.name() {
                    "row" => {
                        next_row = element.number("r").map_or(next_row, |row| row.saturating_sub(1));
                        next_column = 0;
                        if element
                            .attribute("hidden")
                            .is_some_and(|hidden| hidden != "0" && hidden != "false")
                        {
                            sheet.hidden_rows.push(next_row);
                        }
                    }
                    "c" => open = Some(begin(&element, next_row, next_column)),
                    "col" => hidden_columns(&element, &mut sheet),
                    "mergeCell" => {
                        sheet.merges.extend(element.attribute("ref").and_then(|range| parse_range(&range)));
                    }
                    "f" => open.iter_mut().for_each(|open| open.has_formula = true),
                    "v" => open.iter_mut().for_each(|open| open.has_value = true),
                    _ => {}
                }
                element.name().clone_into(&mut inside);
            }
            Step::Words(words) => {
                if let Some(open) = &mut open {
                    collect(open, &inside, &words)?;
                }
            }
            Step::Close(name) => {
                if name == "c"
                    && let Some(open) = open.take()
                {
                    (next_row, next_column) = (open.row, open.column + 1);
                    end(open, book, &mut sheet)?;
                }
                if name == "row" {
                    next_row += 1;
                }
                inside.clear();
            }
            Step::End => return Ok(sheet),
        }
    }
}

fn begin(element: &Element<'_>, row: usize, column: usize) -> Open {
    let place = element.attribute("r").and_then(|place| parse_place(&place));
    let (row, column) = place.unwrap_or((row, column));
    Open {
        row,
        column,
        kind: element.attribute("t").unwrap_or_default(),
        style: element.number("s").unwrap_or(0),
        ..Open::default()
    }
}

fn collect(open: &mut Open, inside: &str, words: &str) -> Result<(), Refusal> {
    let target = match inside {
        "v" | "t" => &mut open.value,
        "f" => &mut open.formula,
        _ => return Ok(()),
    };
    if target.len() + words.len() > limits::CELL_CHARS * 4 {
        return Err(Refusal::CellTooLarge { limit: limits::CELL_CHARS });
    }
    target.push_str(words);
    Ok(())
}

fn end(open: Open, book: &Workbook, sheet: &mut Sheet) -> Result<(), Refusal> {
    if open.column >= MOST_COLUMNS {
        sheet.cut = true;
        return Ok(());
    }
    sheet.uncached += usize::from(open.has_formula && !open.has_value);
    let words = match open.kind.as_str() {
        "s" => open
            .value
            .trim()
            .parse()
            .ok()
            .and_then(|index: usize| book.words.get(index))
            .cloned()
            .unwrap_or_default(),
        "str" | "inlineStr" | "d" => open.value,
        "b" => if open.value.trim() == "1" { "是" } else { "否" }.to_owned(),
        "e" => {
            sheet.errors += 1;
            open.value
        }
        _ => match book.formats.get(open.style) {
            Some(format) => format.show(&open.value, book.from_1904),
            None => super::number::NumberFormat::new(0, None).show(&open.value, book.from_1904),
        },
    };
    if words.trim().is_empty() {
        return Ok(());
    }
    if sheet.cells.len() >= limits::CELLS {
        return Err(Refusal::TooManyCells { limit: limits::CELLS });
    }
    let formula = open.has_formula.then_some(open.formula);
    sheet.cells.push(Shown { row: open.row, column: open.column, words, formula });
    Ok(())
}

fn hidden_columns(element: &Element<'_>, sheet: &mut Sheet) {
    let hidden = element.attribute("hidden").is_some_and(|hidden| hidden != "0" && hidden != "false");
    // A sheet has at most a few; more would only slow down every look-up.
    if sheet.hidden_columns.len() >= 256 {
        return;
    }
    if let (true, Some(from), Some(to)) = (hidden, element.number("min"), element.number("max")) {
        sheet.hidden_columns.push((from.saturating_sub(1), to));
    }
}

/// `B3` as row 2, column 1.
fn parse_place(place: &str) -> Option<(usize, usize)> {
    let letters = place.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (letters, digits) = place.split_at_checked(letters)?;
    if letters.is_empty() || letters.len() > 3 {
        return None;
    }
    let column =
        letters.bytes().fold(0, |sum, byte| sum * 26 + usize::from(byte.to_ascii_uppercase() - b'A') + 1);
    let row: usize = digits.parse().ok().filter(|row| (1..=1_048_576).contains(row))?;
    Some((row - 1, column - 1))
}

fn parse_range(range: &str) -> Option<Range> {
    let (from, to) = range.split_once(':')?;
    let ((top, left), (bottom, right)) = (parse_place(from)?, parse_place(to)?);
    (top <= bottom && left <= right).then_some(Range { top, left, bottom, right })
}

/// Appends a sheet to the draft as a table.
pub(super) fn lay(draft: &mut Draft, mut sheet: Sheet, name: &str) -> Result<(), Refusal> {
    sheet.cells.sort_by_key(|cell| (cell.row, cell.column));
    sheet.cells.dedup_by_key(|cell| (cell.row, cell.column));
    let (above, below) = sheet.around();
    let cells = std::mem::take(&mut sheet.cells);
    let around = |rows: std::ops::Range<usize>| cells.iter().filter(move |cell| rows.contains(&cell.row));
    for line in around(0..above) {
        draft.block(Part::Body, BlockKind::Paragraph, &line.words)?;
    }
    grid(draft, &sheet, around(above..below).collect(), name)?;
    for line in around(below..usize::MAX) {
        draft.block(Part::Body, BlockKind::Paragraph, &line.words)?;
    }
    Ok(())
}

/// Appends the rows of the table proper.
fn grid(draft: &mut Draft, sheet: &Sheet, shown: Vec<&Shown>, name: &str) -> Result<(), Refusal> {
    if shown.is_empty() {
        return Ok(());
    }
    let merges: BTreeMap<(usize, usize), Range> =
        sheet.merges.iter().map(|range| ((range.top, range.left), *range)).collect();
    let mut rows: Vec<usize> = shown.iter().map(|cell| cell.row).collect();
    rows.dedup();
    let mut columns: Vec<usize> = shown.iter().map(|cell| cell.column).collect();
    columns.sort_unstable();
    columns.dedup();
    draft.break_line()?;
    let start = draft.at();
    let mut cells: Vec<Cell> = Vec::with_capacity(shown.len());
    for shown in shown {
        let range = merges.get(&(shown.row, shown.column));
        let (bottom, right) = range.map_or((shown.row, shown.column), |range| (range.bottom, range.right));
        let index = |list: &[usize], value: usize| list.partition_point(|&known| known < value);
        let row = index(&rows, shown.row);
        if let Some(before) = cells.last() {
            draft.push(if before.row == row { "\t" } else { "\n" })?;
        }
        let span = draft.push(shown.words.trim_end())?;
        draft.count_cell(span.len())?;
        cells.push(Cell {
            row,
            column: index(&columns, shown.column),
            row_span: (index(&rows, bottom + 1) - row).max(1),
            column_span: (index(&columns, right + 1) - index(&columns, shown.column)).max(1),
            span,
            formula: shown.formula.clone().filter(|formula| !formula.is_empty()),
            hidden: sheet.hides(shown.row, shown.column),
        });
    }
    notes(draft, sheet, &cells, name, start);
    let span = Span::new(start, draft.at());
    let columns = vec![Column::default(); columns.len()];
    let table = Table { span, rows: rows.len(), columns, head_rows: 0, cells, origin: Origin::Marked };
    draft.table(Part::Body, table);
    Ok(())
}

fn notes(draft: &mut Draft, sheet: &Sheet, cells: &[Cell], name: &str, start: usize) {
    let span = Some(Span::new(start, draft.at()));
    let hidden = cells.iter().filter(|cell| cell.hidden).count();
    if hidden > 0 {
        draft.note(
            NoteKind::Hidden,
            span,
            format!("工作表“{name}”有隐藏的行或列,其中 {hidden} 个单元格照常读入"),
        );
    }
    if sheet.errors > 0 {
        draft.note(NoteKind::Damage, span, format!("工作表“{name}”有 {} 个单元格的公式出错", sheet.errors));
    }
    if sheet.uncached > 0 {
        let message = format!("工作表“{name}”有 {} 个公式没有保存结果,请用 Excel 打开后另存", sheet.uncached);
        draft.note(NoteKind::Partial, span, message);
    }
    if sheet.cut {
        draft.note(NoteKind::Partial, span, format!("工作表“{name}”超过 {MOST_COLUMNS} 列,右边的列没有读"));
    }
}

impl Sheet {
    /// Rows that belong to the table: from the first to the last row with more than one cell. Titles stand above, dates
    /// and signatures below. A sheet of single cells is all table.
    fn around(&self) -> (usize, usize) {
        let wide = |cells: &[Shown]| cells.first().filter(|_| cells.len() > 1).map(|cell| cell.row);
        let mut rows = self.cells.chunk_by(|one, other| one.row == other.row).filter_map(wide);
        let Some(first) = rows.next() else { return (0, usize::MAX) };
        let last = rows.next_back().unwrap_or(first);
        // A division below the last full row can still be part of the form; prose is not.
        (first, last + 1)
    }

    fn hides(&self, row: usize, column: usize) -> bool {
        self.hidden_rows.binary_search(&row).is_ok()
            || self.hidden_columns.iter().any(|(from, to)| (*from..*to).contains(&column))
    }
}
