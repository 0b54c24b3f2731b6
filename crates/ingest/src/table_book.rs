//! Goals as a workbook with merged cells, ready to print, and behind it every table of the document as it was read.

use crate::document::Document;
use crate::goal::{GoalRecord, SubGoalRecord};
use crate::table::Table;
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

/// A column of the goals sheet: head, width in characters, what a part or goal puts there.
const COLUMNS: [(&str, f64); 10] = [
    ("序号", 5.0),
    ("类别", 10.0),
    ("目标名称", 14.0),
    ("考核指标", 36.0),
    ("目标数", 13.0),
    ("完成数", 13.0),
    ("完成情况", 46.0),
    ("完成率", 9.0),
    ("分值", 7.0),
    ("自评分", 7.0),
];
/// A cell of a workbook holds no more characters.
const CELL_CHARS: usize = 32_000;
/// Most tables given again behind the goals.
const TABLES: usize = 50;

/// The workbook could not be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unwritable(String);

impl std::fmt::Display for Unwritable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "工作簿写不出来：{}", self.0)
    }
}

impl std::error::Error for Unwritable {}

impl From<XlsxError> for Unwritable {
    fn from(error: XlsxError) -> Self {
        Self(error.to_string())
    }
}

/// Formats of the cells.
struct Looks {
    title: Format,
    head: Format,
    words: Format,
    centre: Format,
    figure: Format,
}

impl Looks {
    fn new() -> Self {
        let base = Format::new()
            .set_font_name("宋体")
            .set_font_size(11)
            .set_text_wrap()
            .set_align(FormatAlign::VerticalCenter);
        let lined = base.clone().set_border(FormatBorder::Thin);
        Self {
            title: base.clone().set_bold().set_font_size(16).set_align(FormatAlign::Center),
            head: lined.clone().set_bold().set_align(FormatAlign::Center),
            words: lined.clone().set_align(FormatAlign::Left),
            centre: lined.clone().set_align(FormatAlign::Center),
            figure: lined.set_align(FormatAlign::Right),
        }
    }
}

/// Height of a line in points.
const LINE: f64 = 15.0;
/// Excel makes no row higher, in points.
const HIGHEST: f64 = 405.0;

/// Row heights. Spreadsheets do not fit the height of merged cells to their words, so it is worked out here.
struct Heights(Vec<f64>);

impl Heights {
    fn new(rows: usize) -> Self {
        Self(vec![LINE + 3.0; rows])
    }

    /// Makes room for words in a cell over `span` rows and so many characters wide.
    fn need(&mut self, row: usize, span: usize, words: &str, width: f64) {
        let lines: f64 =
            words.lines().map(|line| (columns(line) / (width - 1.0).max(2.0)).ceil().max(1.0)).sum();
        let rows = self.0.get_mut(row..row + span).unwrap_or_default();
        let missing = lines * LINE + 3.0 - rows.iter().sum::<f64>();
        let share = missing / f64::from(u32::try_from(rows.len().max(1)).unwrap_or(1));
        if share > 0.0 {
            for height in rows {
                *height = (*height + share).min(HIGHEST);
            }
        }
    }

    fn apply(&self, sheet: &mut Worksheet, first: u32) -> Result<(), XlsxError> {
        for (row, height) in (first..).zip(&self.0) {
            sheet.set_row_height(row, *height)?;
        }
        Ok(())
    }
}

/// Width of a line in Latin characters; a Chinese one takes two.
fn columns(line: &str) -> f64 {
    line.chars().map(|ch| if ch.is_ascii() { 1.0 } else { 2.0 }).sum()
}

/// The bytes of the workbook.
pub fn workbook(document: &Document, goals: &[GoalRecord]) -> Result<Vec<u8>, Unwritable> {
    let mut book = Workbook::new();
    // The same document gives the same bytes: the file carries the document's day, not today.
    let day = document.metadata.anchor.unwrap_or(jiff::civil::Date::constant(2000, 1, 1));
    let (year, month, date) =
        (day.year().unsigned_abs(), day.month().unsigned_abs(), day.day().unsigned_abs());
    if let Ok(created) = ExcelDateTime::from_ymd(year, month, date) {
        book.set_properties(&DocProperties::new().set_creation_datetime(&created));
    }
    let looks = Looks::new();
    if !goals.is_empty() {
        let sheet = book.add_worksheet();
        sheet.set_name("目标")?;
        write_goals(sheet, document, goals, &looks)?;
    }
    for (index, table) in document.tables().take(TABLES).enumerate() {
        let sheet = book.add_worksheet();
        sheet.set_name(format!("原表{}", index + 1))?;
        write_table(sheet, document, table, &looks)?;
    }
    if book.worksheets().is_empty() {
        let sheet = book.add_worksheet();
        sheet.write_string_with_format(0, 0, "文档中没有表格和目标", &looks.words)?;
    }
    Ok(book.save_to_buffer()?)
}

fn write_goals(
    sheet: &mut Worksheet,
    document: &Document,
    goals: &[GoalRecord],
    looks: &Looks,
) -> Result<(), XlsxError> {
    let last = u16::try_from(COLUMNS.len() - 1).unwrap_or(u16::MAX);
    let title =
        document.metadata.title.as_ref().map_or(document.source.as_str(), |title| title.value.as_str());
    sheet.merge_range(0, 0, 0, last, &cut(title), &looks.title)?;
    sheet.set_row_height(0, 30)?;
    for (column, (head, width)) in (0_u16..).zip(COLUMNS) {
        sheet.write_string_with_format(1, column, head, &looks.head)?;
        sheet.set_column_width(column, width)?;
        if !used(goals, column) {
            sheet.set_column_hidden(column)?;
        }
    }
    let mut row = 2;
    for goal in goals {
        row = write_goal(sheet, row, goal, looks)?;
    }
    // Goals of one division stand under one cell, as in the form.
    down(sheet, goals, 1, looks, |goal| goal.category.as_deref())?;
    down(sheet, goals, 2, looks, |goal| goal.name.as_deref())?;
    sheet.set_freeze_panes(2, 3)?;
    for_paper(sheet, 1)
}

/// Whether any goal puts something in a column.
fn used(goals: &[GoalRecord], column: u16) -> bool {
    let part = |test: fn(&SubGoalRecord) -> bool| goals.iter().any(|goal| goal.parts.iter().any(test));
    match column {
        0 => goals.iter().any(|goal| goal.number.is_some()),
        1 => goals.iter().any(|goal| goal.category.is_some()),
        2 => goals.iter().any(|goal| goal.name.is_some()),
        4 => part(|part| !part.figures.is_empty()),
        5 => part(|part| part.figures.iter().any(|figure| figure.answer.is_some())),
        6 => part(|part| !part.actual.is_empty()),
        7 => part(|part| part.completion.is_some()),
        8 => goals.iter().any(|goal| goal.points.is_some()),
        9 => part(|part| part.self_score.is_some()),
        _ => true,
    }
}

/// Writes a column of the whole sheet, one cell for goals that follow one another and say the same.
fn down(
    sheet: &mut Worksheet,
    goals: &[GoalRecord],
    column: u16,
    looks: &Looks,
    words: fn(&GoalRecord) -> Option<&str>,
) -> Result<(), XlsxError> {
    let mut row = 2;
    for run in goals.chunk_by(|one, other| words(one).is_some() && words(one) == words(other)) {
        let rows: usize = run.iter().map(|goal| goal.parts.len().max(1)).sum();
        let end = row + u32::try_from(rows).unwrap_or(1) - 1;
        block(sheet, row, end, column, run.first().and_then(words).unwrap_or(""), &looks.centre)?;
        row = end + 1;
    }
    Ok(())
}

/// A4 across, as wide as the page, the head on every page.
fn for_paper(sheet: &mut Worksheet, head: u32) -> Result<(), XlsxError> {
    sheet.set_landscape();
    sheet.set_paper_size(9);
    sheet.set_print_fit_to_pages(1, 0);
    sheet.set_repeat_rows(0, head)?;
    sheet.set_footer("&C第 &P 页，共 &N 页");
    Ok(())
}

/// Writes one goal and says where the next begins.
fn write_goal(sheet: &mut Worksheet, first: u32, goal: &GoalRecord, looks: &Looks) -> Result<u32, XlsxError> {
    let count = u32::try_from(goal.parts.len().max(1)).unwrap_or(1);
    for (row, part) in (first..).zip(&goal.parts) {
        let set: Vec<&str> = part.figures.iter().map(|figure| figure.text.as_str()).collect();
        let reached: Vec<&str> = part
            .figures
            .iter()
            .map(|figure| figure.answer.as_ref().map_or("—", |answer| answer.text.as_str()))
            .collect();
        block(sheet, row, row, 3, &part.text, &looks.words)?;
        block(sheet, row, row, 4, &set.join("\n"), &looks.figure)?;
        block(sheet, row, row, 5, &reached.join("\n"), &looks.figure)?;
    }
    // Parts of one row of the form share what was done; it is printed once beside them.
    shared(sheet, first, goal, 6, &looks.words, |part| part.actual.join("\n"))?;
    shared(sheet, first, goal, 7, &looks.figure, |part| part.completion.clone().unwrap_or_default())?;
    shared(sheet, first, goal, 9, &looks.figure, |part| part.self_score.clone().unwrap_or_default())?;
    let end = first + count - 1;
    let words = |value: &Option<String>| value.clone().unwrap_or_default();
    block(sheet, first, end, 0, &words(&goal.number), &looks.centre)?;
    block(sheet, first, end, 8, &words(&goal.points), &looks.figure)?;
    goal_heights(goal).apply(sheet, first)?;
    Ok(end + 1)
}

/// Room that the words of a goal need.
fn goal_heights(goal: &GoalRecord) -> Heights {
    let width = |column: usize| COLUMNS.get(column).map_or(10.0, |(_, width)| *width);
    let mut heights = Heights::new(goal.parts.len().max(1));
    for (row, part) in goal.parts.iter().enumerate() {
        heights.need(row, 1, &part.text, width(3));
        heights.need(row, 1, &"1\n".repeat(part.figures.len()), width(4));
    }
    let mut row = 0;
    for run in goal.parts.chunk_by(|one, other| one.actual == other.actual) {
        let words = run.first().map(|part| part.actual.join("\n")).unwrap_or_default();
        heights.need(row, run.len(), &words, width(6));
        row += run.len();
    }
    heights.need(0, goal.parts.len(), goal.name.as_deref().unwrap_or(""), width(2));
    heights
}

/// Writes a column of a goal, one cell for parts that say the same.
fn shared(
    sheet: &mut Worksheet,
    first: u32,
    goal: &GoalRecord,
    column: u16,
    look: &Format,
    words: impl Fn(&SubGoalRecord) -> String,
) -> Result<(), XlsxError> {
    let all: Vec<String> = goal.parts.iter().map(words).collect();
    let mut row = first;
    for run in all.chunk_by(|one, other| one == other) {
        let end = row + u32::try_from(run.len()).unwrap_or(1) - 1;
        block(sheet, row, end, column, run.first().map_or("", String::as_str), look)?;
        row = end + 1;
    }
    Ok(())
}

/// One cell over the rows `from` to `to`.
fn block(
    sheet: &mut Worksheet,
    from: u32,
    to: u32,
    column: u16,
    words: &str,
    look: &Format,
) -> Result<(), XlsxError> {
    range(sheet, (from, column, to, column), words, look)
}

/// One cell over a range; a plain number is written as a number, so that it can be counted with.
fn range(
    sheet: &mut Worksheet,
    place: (u32, u16, u32, u16),
    words: &str,
    look: &Format,
) -> Result<(), XlsxError> {
    let (top, left, bottom, right) = place;
    if (top, left) != (bottom, right) {
        sheet.merge_range(top, left, bottom, right, "", look)?;
    }
    let plain =
        words.len() <= 15 && words.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.' || byte == b'-');
    match words.parse::<f64>() {
        Ok(number) if plain => sheet.write_number_with_format(top, left, number, look)?,
        _ => sheet.write_string_with_format(top, left, cut(words), look)?,
    };
    Ok(())
}

/// Writes a table of the document with its merged cells.
fn write_table(
    sheet: &mut Worksheet,
    document: &Document,
    table: &Table,
    looks: &Looks,
) -> Result<(), XlsxError> {
    for (column, width) in (0_u16..).zip(widths(document, table)) {
        sheet.set_column_width(column, width)?;
    }
    for cell in &table.cells {
        let words = document.slice(cell.span).trim();
        let (Ok(top), Ok(left)) = (u32::try_from(cell.row), u16::try_from(cell.column)) else { continue };
        let bottom = top + u32::try_from(cell.row_span.max(1)).unwrap_or(1) - 1;
        let right = left + u16::try_from(cell.column_span.max(1)).unwrap_or(1) - 1;
        let look = if cell.row < table.head_rows {
            &looks.head
        } else if crate::table::head::is_figure(words) {
            &looks.figure
        } else {
            &looks.words
        };
        // A file can merge cells over one another; the words still have their place.
        if range(sheet, (top, left, bottom, right), words, look).is_err() {
            sheet.write_string_with_format(top, left, cut(words), look)?;
        }
    }
    table_heights(document, table).apply(sheet, 0)?;
    let head = u32::try_from(table.head_rows.max(1)).unwrap_or(1) - 1;
    sheet.set_freeze_panes(head + 1, 0)?;
    for_paper(sheet, head)
}

fn table_heights(document: &Document, table: &Table) -> Heights {
    let widths = widths(document, table);
    let mut heights = Heights::new(table.rows);
    // Cells of one row first: what they need is there already for the merged ones.
    for merged in [false, true] {
        for cell in table.cells.iter().filter(|cell| (cell.row_span > 1) == merged) {
            let width = widths.iter().skip(cell.column).take(cell.column_span).sum();
            heights.need(cell.row, cell.row_span, document.slice(cell.span).trim(), width);
        }
    }
    heights
}

/// Column widths by the longest words, wide columns sharing what a page holds.
fn widths(document: &Document, table: &Table) -> Vec<f64> {
    let mut longest = vec![4_usize; table.columns.len()];
    for cell in table.cells.iter().filter(|cell| cell.column_span == 1) {
        let width = document.slice(cell.span).lines().map(|line| line.chars().count() * 2).max().unwrap_or(0);
        if let Some(slot) = longest.get_mut(cell.column) {
            *slot = (*slot).max(width.min(60));
        }
    }
    longest.into_iter().map(|width| f64::from(u32::try_from(width + 2).unwrap_or(60))).collect()
}

fn cut(words: &str) -> String {
    words.chars().take(CELL_CHARS).collect()
}
