//! The head of a table: how many rows it takes, and what each column means.

use super::{Cell, Column, Meaning, Table};
use crate::document::Whole;

/// Most rows a head may take; forms with more are read as data from there on.
const MOST_HEAD_ROWS: usize = 6;

/// Finds the head rows of a table and the meaning of every column.
pub(crate) fn read(table: &mut Table, text: &Whole) {
    let width = table.columns.len();
    if width == 0 {
        return;
    }
    if table.head_rows == 0 {
        table.head_rows = count(table, text);
    }
    let head_rows = table.head_rows;
    for column in 0..width {
        let mut path: Vec<String> = Vec::new();
        let mut last_cell: Option<(usize, usize)> = None;
        for row in 0..head_rows {
            let Some(cell) = table.cell_at(row, column) else { continue };
            let words = squeeze(text.slice(cell.span));
            // A title across the whole table is no head of a column.
            let across = cell.column_span >= width && width > 1;
            if across || words.is_empty() || last_cell == Some((cell.row, cell.column)) {
                continue;
            }
            last_cell = Some((cell.row, cell.column));
            path.push(words);
        }
        let meaning = Meaning::of_path(&path);
        let unit = path.iter().rev().find_map(|head| unit_of(head));
        if let Some(slot) = table.columns.get_mut(column) {
            *slot = Column { path, meaning, unit };
        }
    }
    name_the_goal(table);
}

/// 目标 alone names the row in one form and sets the figure in another: beside a column of what was done, and without any other
/// column of goals, it is the goal.
fn name_the_goal(table: &mut Table) {
    let has = |wanted: &[Meaning]| table.columns.iter().any(|column| wanted.contains(&column.meaning));
    if has(&[Meaning::Goal, Meaning::Target])
        || !has(&[Meaning::Actual, Meaning::Cumulative, Meaning::Completion])
    {
        return;
    }
    let alone = |column: &&mut Column| column.path.last().is_some_and(|head| head == "目标");
    if let Some(column) = table.columns.iter_mut().find(alone) {
        column.meaning = Meaning::Goal;
    }
}

/// Words without white space.
pub(crate) fn squeeze(words: &str) -> String {
    words.chars().filter(|ch| !ch.is_whitespace()).collect()
}

/// The unit that a head gives in brackets or after 单位.
fn unit_of(head: &str) -> Option<String> {
    const UNITS: [&str; 22] = [
        "亿美元",
        "万美元",
        "亿元",
        "万元",
        "千元",
        "元",
        "%",
        "％",
        "个",
        "家",
        "户",
        "项",
        "人",
        "万人",
        "万人次",
        "吨",
        "万吨",
        "平方米",
        "亩",
        "分",
        "百分点",
        "件",
    ];
    let open = head.rfind(['(', '（'])?;
    let inner = head.get(open..)?.trim_matches(['(', ')', '（', '）']);
    let inner = inner.strip_prefix("单位").unwrap_or(inner).trim_start_matches([':', '：']);
    UNITS.contains(&inner).then(|| inner.to_owned())
}

/// How many of the first rows are head.
fn count(table: &Table, text: &Whole) -> usize {
    let mut rows = 0;
    let width = table.columns.len();
    // Titles and 单位:亿元 above the head.
    while rows < table.rows.min(MOST_HEAD_ROWS) && is_title(table, rows, width, text) {
        rows += 1;
    }
    if rows >= table.rows {
        return 0;
    }
    let titles = rows;
    if !is_head(table, rows, text) {
        return 0;
    }
    let reach =
        |row: usize| table.row(row).map(|cell| cell.row + cell.row_span.max(1)).max().unwrap_or(row + 1);
    let spans_columns =
        |row: usize| table.row(row).any(|cell| cell.column_span > 1 && cell.column_span < width);
    let mut end = reach(rows).min(table.rows);
    // A data cell can be merged over many rows; a head is not.
    if end - rows > MOST_HEAD_ROWS {
        end = rows + 1;
    }
    rows += 1;
    let mut split = spans_columns(titles);
    while rows < table.rows.min(titles + MOST_HEAD_ROWS)
        && (rows < end || (split && is_head(table, rows, text)))
    {
        let more = spans_columns(rows);
        if rows < end && !plausible(table, rows, text) {
            break;
        }
        split = more;
        rows += 1;
    }
    if rows >= table.rows { titles + 1 } else { rows }
}

/// A row that is one cell over the whole width, or only a remark on the unit.
fn is_title(table: &Table, row: usize, width: usize, text: &Whole) -> bool {
    let mut filled = table.row(row).filter(|cell| !text.slice(cell.span).trim().is_empty());
    let Some(only) = filled.next() else { return true };
    if filled.next().is_some() || width < 2 {
        return false;
    }
    let words = squeeze(text.slice(only.span));
    only.column_span >= width
        || words.starts_with("单位:")
        || words.starts_with("单位：")
        || words.ends_with('表')
}

/// Heads are known words, or short words without figures.
fn is_head(table: &Table, row: usize, text: &Whole) -> bool {
    let cells: Vec<&Cell> = table.row(row).filter(|cell| !text.slice(cell.span).trim().is_empty()).collect();
    if cells.is_empty() {
        return false;
    }
    let known = cells
        .iter()
        .filter(|cell| {
            let words = squeeze(text.slice(cell.span));
            words.chars().count() <= 24 && Meaning::of(&words) != Meaning::Other
        })
        .count();
    let figures = cells.iter().filter(|cell| is_figure(text.slice(cell.span))).count();
    figures * 4 < cells.len().max(1) && known * 2 >= cells.len() && plausible(table, row, text)
        || (row == 0 && figures == 0 && plausible(table, row, text) && cells.len() > 1)
}

/// Nothing in the row is longer than a head may be.
fn plausible(table: &Table, row: usize, text: &Whole) -> bool {
    table.row(row).all(|cell| {
        let words = squeeze(text.slice(cell.span));
        words.chars().count() <= 40 && !words.contains('。') && !is_figure(&words)
    })
}

/// A cell that is a figure and nothing else.
pub(crate) fn is_figure(words: &str) -> bool {
    let words = words.trim();
    !words.is_empty()
        && words.chars().any(|ch| ch.is_ascii_digit())
        && words.chars().all(|ch| {
            ch.is_ascii_digit() || matches!(ch, '.' | ',' | '%' | '-' | '+' | '％' | ' ' | '—' | '/')
        })
}
