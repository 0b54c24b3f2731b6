//! 得分表: the merged-cell form of one unit, one sheet per unit.

use assessment::{Decimal, LineKind, ScoreSheet, SheetCategory, SheetItem, SheetLine};
use rust_xlsxwriter::{Note, Workbook, Worksheet};

use crate::ReportError;
use crate::style::{
    Area, Styles, height_of, lines_in, put_number, put_optional, put_score, put_text, put_value, set_page,
    sheet_name,
};

/// Heads with the width of their columns in characters.
const COLUMNS: [(&str, u32); 13] = [
    ("类别", 6),
    ("序号", 5),
    ("考核内容", 12),
    ("项分值", 6),
    ("评分标准", 34),
    ("分值", 5),
    ("计量单位", 8),
    ("目标", 10),
    ("实绩", 10),
    ("完成率", 9),
    ("自评分", 7),
    ("考核分", 7),
    ("差异", 6),
];
const CATEGORY: u16 = 0;
const NUMBER: u16 = 1;
const CONTENT: u16 = 2;
const ITEM_POINTS: u16 = 3;
const CLAUSE: u16 = 4;
const POINTS: u16 = 5;
const MEASURE: u16 = 6;
const TARGET: u16 = 7;
const ACTUAL: u16 = 8;
const COMPLETION: u16 = 9;
const OWN: u16 = 10;
const SCORE: u16 = 11;
const DIFFERENCE: u16 = 12;
const HEAD_ROW: u32 = 2;
const HEAD_HEIGHT: u32 = 24;
const SUM_HEIGHT: u32 = 18;
const SUBTOTAL_HEIGHT: u32 = 20;

/// The workbook of one unit's score sheet.
pub fn score_sheet_xlsx(sheet: &ScoreSheet) -> Result<Vec<u8>, ReportError> {
    score_sheets_xlsx(std::slice::from_ref(sheet))
}

/// A workbook with a sheet per unit.
pub fn score_sheets_xlsx(sheets: &[ScoreSheet]) -> Result<Vec<u8>, ReportError> {
    if sheets.is_empty() {
        return Err(ReportError::Empty);
    }
    let mut book = Workbook::new();
    let styles = Styles::new();
    let mut names: Vec<String> = Vec::new();
    for form in sheets {
        let mut name = sheet_name(&form.unit_name);
        if names.contains(&name) {
            name = sheet_name(&format!("{} {}", names.len() + 1, form.unit_name));
        }
        let page = book.add_worksheet();
        page.set_name(&name)?;
        names.push(name);
        write_form(page, form, &styles)?;
    }
    Ok(book.save_to_buffer()?)
}

fn write_form(page: &mut Worksheet, form: &ScoreSheet, styles: &Styles) -> Result<(), ReportError> {
    write_head(page, form, styles)?;
    let mut row = HEAD_ROW + 1;
    for category in &form.categories {
        row = write_category(page, row, category, styles)?;
    }
    row = write_total(page, row, form, styles)?;
    write_foot(page, row, form, styles)?;
    set_page(page, true, (HEAD_ROW, HEAD_ROW))?;
    page.set_zoom(90);
    Ok(())
}

fn write_head(page: &mut Worksheet, form: &ScoreSheet, styles: &Styles) -> Result<(), ReportError> {
    put_text(page, Area::columns(0, CATEGORY, DIFFERENCE), &form.title, &styles.title)?;
    page.set_row_height(0, 34)?;
    put_text(page, Area::columns(1, CATEGORY, CLAUSE), &format!("单位：{}", form.unit_name), &styles.line)?;
    let period = form.period.label();
    put_text(
        page,
        Area::columns(1, POINTS, DIFFERENCE),
        &format!("考核期：{period}    得分单位：分"),
        &styles.line_right,
    )?;
    page.set_row_height(1, 20)?;
    for (column, (name, width)) in (0u16..).zip(COLUMNS) {
        page.set_column_width(column, width)?;
        put_text(page, Area::cell(HEAD_ROW, column), name, &styles.head)?;
    }
    page.set_row_height(HEAD_ROW, HEAD_HEIGHT)?;
    Ok(())
}

/// Returns the row after the category.
fn write_category(
    page: &mut Worksheet,
    top: u32,
    category: &SheetCategory,
    styles: &Styles,
) -> Result<u32, ReportError> {
    let label = format!("{}\n（{}分）", category.name, category.points);
    let mut row = top;
    for item in &category.items {
        row = write_item(page, row, item, styles)?;
    }
    put_text(page, Area::rows(CATEGORY, top, row), &label, &styles.strong_middle)?;
    put_text(page, Area::columns(row, NUMBER, CONTENT), "小计", &styles.strong_middle)?;
    put_number(page, Area::cell(row, ITEM_POINTS), category.points, true)?;
    put_text(page, Area::columns(row, CLAUSE, COMPLETION), "", &styles.text)?;
    let own = sum(category.items.iter().map(SheetItem::self_total));
    put_score(page, Area::cell(row, OWN), own, styles)?;
    put_value(page, Area::cell(row, SCORE), category.score, styles, true)?;
    let difference = own.and_then(|own| category.score.number()?.checked_sub(own));
    put_score(page, Area::cell(row, DIFFERENCE), difference, styles)?;
    page.set_row_height(row, SUBTOTAL_HEIGHT)?;
    Ok(row + 1)
}

/// The item's lines, then one row with the item's own score when it has more than one line. Returns the row after it.
fn write_item(page: &mut Worksheet, top: u32, item: &SheetItem, styles: &Styles) -> Result<u32, ReportError> {
    let mut row = top;
    for line in &item.lines {
        write_line(page, row, item, line, styles)?;
        row += 1;
    }
    if item.lines.len() != 1 {
        put_text(page, Area::columns(row, CLAUSE, COMPLETION), "本项得分", &styles.strong_middle)?;
        put_score(page, Area::cell(row, OWN), item.self_total(), styles)?;
        put_value(page, Area::cell(row, SCORE), item.score, styles, true)?;
        put_score(page, Area::cell(row, DIFFERENCE), item.difference(), styles)?;
        page.set_row_height(row, SUM_HEIGHT)?;
        row += 1;
    }
    put_text(page, Area::rows(NUMBER, top, row - 1), &item.number, &styles.middle)?;
    put_text(page, Area::rows(CONTENT, top, row - 1), &item.name, &styles.text)?;
    // A number that stands over several rows reads better in the middle.
    put_text(page, Area::rows(ITEM_POINTS, top, row - 1), &item.points.to_string(), &styles.middle)?;
    Ok(row)
}

fn write_line(
    page: &mut Worksheet,
    row: u32,
    item: &SheetItem,
    line: &SheetLine,
    styles: &Styles,
) -> Result<(), ReportError> {
    let clause = clause_of(line);
    put_text(page, Area::cell(row, CLAUSE), &clause, &styles.text)?;
    put_optional(page, Area::cell(row, POINTS), line.points, styles)?;
    put_text(page, Area::cell(row, MEASURE), &line.measure, &styles.middle)?;
    let right = crate::style::number_format(0, false);
    put_text(page, Area::cell(row, TARGET), line.target.as_deref().unwrap_or_default(), &right)?;
    match &line.actual_text {
        Some(words) => put_text(page, Area::cell(row, ACTUAL), words, &styles.middle)?,
        None => put_value(page, Area::cell(row, ACTUAL), line.actual, styles, false)?,
    }
    put_text(page, Area::cell(row, COMPLETION), line.completion.as_deref().unwrap_or_default(), &right)?;
    put_score(page, Area::cell(row, OWN), line.self_score, styles)?;
    put_value(page, Area::cell(row, SCORE), line.score, styles, false)?;
    put_score(page, Area::cell(row, DIFFERENCE), line.difference(), styles)?;
    if !line.comment.is_empty() {
        let lines = u32::try_from(line.comment.lines().count()).unwrap_or(8);
        let note = Note::new(line.comment.clone())
            .add_author_prefix(false)
            .set_width(420)
            .set_height((lines * 20 + 16).clamp(60, 320));
        page.insert_note(row, SCORE, &note)?;
    }
    page.set_row_height(row, line_height(item, line))?;
    Ok(())
}

/// 加分 and the like stand before the clause in brackets.
fn clause_of(line: &SheetLine) -> String {
    match line.kind {
        LineKind::Score => line.clause.clone(),
        LineKind::Bonus | LineKind::Deduction | LineKind::Judgement => {
            format!("[{}]{}", line.kind, line.clause)
        }
    }
}

/// Height of a line in points. The item's name is merged over its lines, so each carries a part of it.
fn line_height(item: &SheetItem, line: &SheetLine) -> u32 {
    let width = |column: u16| COLUMNS.get(usize::from(column)).map_or(8, |(_, width)| *width);
    let parts = u32::try_from(item.lines.len()).unwrap_or(1).max(1);
    let name = lines_in(&item.name, width(CONTENT)).div_ceil(parts);
    let target = line.target.as_deref().map_or(1, |target| lines_in(target, width(TARGET)));
    let clause = lines_in(&clause_of(line), width(CLAUSE));
    height_of(clause.max(name).max(target).max(lines_in(&line.measure, width(MEASURE))))
}

/// Returns the row after the total.
fn write_total(
    page: &mut Worksheet,
    row: u32,
    form: &ScoreSheet,
    styles: &Styles,
) -> Result<u32, ReportError> {
    put_text(page, Area::columns(row, CATEGORY, CONTENT), "合计", &styles.strong_middle)?;
    put_number(page, Area::cell(row, ITEM_POINTS), form.points, true)?;
    let mut words = Vec::new();
    words.extend(form.rank.map(|rank| format!("名次：第{rank}名")));
    words.extend(form.grade.as_ref().map(|grade| format!("等次：{grade}")));
    if !form.vetoes.is_empty() {
        words.push(format!("否决：{}", form.vetoes.join("、")));
    }
    put_text(page, Area::columns(row, CLAUSE, COMPLETION), &words.join("    "), &styles.strong)?;
    put_score(page, Area::cell(row, OWN), form.self_total.number(), styles)?;
    put_value(page, Area::cell(row, SCORE), form.total, styles, true)?;
    put_score(page, Area::cell(row, DIFFERENCE), form.difference(), styles)?;
    page.set_row_height(row, 24)?;
    Ok(row + 1)
}

fn write_foot(
    page: &mut Worksheet,
    mut row: u32,
    form: &ScoreSheet,
    styles: &Styles,
) -> Result<(), ReportError> {
    let width = COLUMNS.iter().map(|(_, width)| width).sum::<u32>();
    for (number, note) in (1..).zip(&form.notes) {
        let text =
            if form.notes.len() == 1 { format!("注：{note}") } else { format!("注{number}：{note}") };
        put_text(page, Area::columns(row, CATEGORY, DIFFERENCE), &text, &styles.note)?;
        page.set_row_height(row, height_of(lines_in(&text, width)))?;
        row += 1;
    }
    let signatures = "单位负责人：                    填报人：                    考核组：                    日期：      年   月   日";
    put_text(page, Area::columns(row, CATEGORY, DIFFERENCE), signatures, &styles.line)?;
    page.set_row_height(row, 30)?;
    Ok(())
}

fn sum(numbers: impl Iterator<Item = Option<Decimal>>) -> Option<Decimal> {
    let mut numbers = numbers;
    numbers.try_fold(Decimal::ZERO, |sum, number| sum.checked_add(number?))
}
