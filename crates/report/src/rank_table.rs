//! 排名表: one row per unit, with totals by category.

use assessment::{RankRow, RankTable};
use rust_xlsxwriter::{Workbook, Worksheet};

use crate::ReportError;
use crate::style::{
    Area, Styles, height_of, lines_in, put_number, put_score, put_text, put_value, set_page, sheet_name,
};

const HEAD_ROW: u32 = 2;

/// The workbook of a period's ranking: a sheet for each population that is ranked by itself.
pub fn rank_tables_xlsx(tables: &[RankTable]) -> Result<Vec<u8>, ReportError> {
    if tables.is_empty() {
        return Err(ReportError::Empty);
    }
    let mut book = Workbook::new();
    let styles = Styles::new();
    for table in tables {
        write_table(book.add_worksheet(), table, &styles)?;
    }
    Ok(book.save_to_buffer()?)
}

fn write_table(page: &mut Worksheet, table: &RankTable, styles: &Styles) -> Result<(), ReportError> {
    page.set_name(sheet_name(table.class.as_ref().map_or("排名", |class| class.as_str())))?;
    let columns = heads(table);
    let last = u16::try_from(columns.len().saturating_sub(1)).unwrap_or(u16::MAX);
    put_text(page, Area::columns(0, 0, last), &table.title, &styles.title)?;
    page.set_row_height(0, 34)?;
    put_text(page, Area::columns(1, 0, 2), &format!("考核期：{}", table.period.label()), &styles.line)?;
    put_text(page, Area::columns(1, 3, last), "得分单位：分", &styles.line_right)?;
    for (column, (name, width)) in (0u16..).zip(&columns) {
        page.set_column_width(column, *width)?;
        put_text(page, Area::cell(HEAD_ROW, column), name, &styles.head)?;
    }
    page.set_row_height(HEAD_ROW, 34)?;
    let mut row = HEAD_ROW + 1;
    for unit in &table.rows {
        write_row(page, row, unit, styles)?;
        row += 1;
    }
    for (number, note) in (1..).zip(&table.notes) {
        let text =
            if table.notes.len() == 1 { format!("注：{note}") } else { format!("注{number}：{note}") };
        put_text(page, Area::columns(row, 0, last), &text, &styles.note)?;
        let width = columns.iter().map(|(_, width)| width).sum();
        page.set_row_height(row, height_of(lines_in(&text, width)))?;
        row += 1;
    }
    let landscape = columns.len() > 10;
    set_page(page, landscape, (HEAD_ROW, HEAD_ROW))?;
    Ok(())
}

fn heads(table: &RankTable) -> Vec<(String, u32)> {
    let mut heads =
        vec![("名次".to_owned(), 6), ("升降".to_owned(), 6), ("单位".to_owned(), 16), ("类别".to_owned(), 8)];
    heads.extend(table.categories.iter().map(|(name, points)| (format!("{name}\n（{points}分）"), 12)));
    heads.extend([
        ("总分".to_owned(), 10),
        ("与前一名\n相差".to_owned(), 10),
        ("等次".to_owned(), 9),
        ("否决".to_owned(), 12),
    ]);
    heads
}

fn write_row(page: &mut Worksheet, row: u32, unit: &RankRow, styles: &Styles) -> Result<(), ReportError> {
    let mut column = 0;
    let mut next = || {
        let area = Area::cell(row, column);
        column += 1;
        area
    };
    match unit.rank {
        Some(rank) => put_text(page, next(), &rank.to_string(), &styles.middle)?,
        None => put_text(page, next(), "—", &styles.middle)?,
    }
    let movement = unit.movement().map(|movement| movement.to_string()).unwrap_or_default();
    put_text(page, next(), &movement, &styles.middle)?;
    put_text(page, next(), &unit.name, &styles.text)?;
    put_text(page, next(), unit.class.as_str(), &styles.middle)?;
    for category in &unit.categories {
        put_value(page, next(), category.score, styles, false)?;
    }
    match unit.total.number() {
        Some(total) => put_number(page, next(), total, true)?,
        None => put_value(page, next(), unit.total, styles, true)?,
    }
    put_score(page, next(), unit.to_next, styles)?;
    put_text(page, next(), unit.grade.as_deref().unwrap_or("—"), &styles.middle)?;
    put_text(page, next(), &unit.vetoes.join("、"), &styles.text)?;
    page.set_row_height(row, height_of(lines_in(&unit.vetoes.join("、"), 12)).max(20))?;
    Ok(())
}
