//! Tables out: the form that a unit fills in offline, and plain tables as xlsx or csv.

use assessment::{Decimal, Period, Value};
use rust_xlsxwriter::{Color, Format, FormatBorder, Workbook};

use crate::style::{Area, Styles, put_optional, put_text, put_value, set_page, sheet_name};
use crate::{Grid, ReportError, TemplateIdentity};

/// One line of a form to fill in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplateRow {
    /// Name of the unit.
    pub unit: String,
    /// The period.
    pub period: Period,
    /// Name of the indicator.
    pub indicator: String,
    /// Its measure.
    pub measure: String,
    /// The year's target, as shown.
    pub target: Option<String>,
    /// The cumulative figure of the period before.
    pub previous: Option<Decimal>,
    /// The period's figure, if it was entered already.
    pub period_value: Option<Value>,
    /// The cumulative figure, if it was entered already.
    pub cumulative: Option<Value>,
    /// The unit's words.
    pub narrative: String,
    /// Its own score.
    pub self_score: Option<Decimal>,
}

/// Heads with widths; the last four are filled in.
const COLUMNS: [(&str, u32); 11] = [
    ("序号", 6),
    ("单位", 14),
    ("期", 10),
    ("指标", 18),
    ("计量单位", 10),
    ("年度目标", 14),
    ("上期累计", 12),
    ("当月", 12),
    ("累计", 12),
    ("完成情况", 36),
    ("自评分", 9),
];
const HEAD_ROW: u32 = 2;
const FILL_IN: u32 = 0x00FF_FBE6;

/// The form with one row per figure; what it fills in reads back by [`crate::read_figures`]. With an identity it can be
/// told from another unit's, another period's or an older form when it comes back.
pub fn figures_template_xlsx(
    title: &str,
    rows: &[TemplateRow],
    identity: Option<&TemplateIdentity>,
) -> Result<Vec<u8>, ReportError> {
    let mut book = Workbook::new();
    let styles = Styles::new();
    let page = book.add_worksheet();
    page.set_name(sheet_name("填报表"))?;
    put_text(page, Area::columns(0, 0, 10), title, &styles.title)?;
    page.set_row_height(0, 34)?;
    let hint =
        "浅黄色单元格填写；当月与累计填一个即可。暂无数据填“待补”，不承担此项填“不适用”，没有发生填0。";
    put_text(page, Area::columns(1, 0, 10), hint, &styles.line)?;
    for (column, (name, width)) in (0u16..).zip(COLUMNS) {
        page.set_column_width(column, width)?;
        put_text(page, Area::cell(HEAD_ROW, column), name, &styles.head)?;
    }
    let open = Format::new()
        .set_border(FormatBorder::Thin)
        .set_background_color(Color::RGB(FILL_IN))
        .set_text_wrap();
    for (at, (row, number)) in rows.iter().zip(1u32..).enumerate() {
        let line = HEAD_ROW + 1 + u32::try_from(at).unwrap_or(u32::MAX - HEAD_ROW - 1);
        let cell = |column| Area::cell(line, column);
        put_text(page, cell(0), &number.to_string(), &styles.middle)?;
        put_text(page, cell(1), &row.unit, &styles.text)?;
        put_text(page, cell(2), &row.period.to_string(), &styles.middle)?;
        put_text(page, cell(3), &row.indicator, &styles.text)?;
        put_text(page, cell(4), &row.measure, &styles.middle)?;
        put_text(page, cell(5), row.target.as_deref().unwrap_or_default(), &styles.middle)?;
        put_optional(page, cell(6), row.previous, &styles)?;
        for (column, value) in [(7, row.period_value), (8, row.cumulative)] {
            match value {
                Some(value) => put_value(page, cell(column), value, &styles, false)?,
                None => put_text(page, cell(column), "", &open)?,
            }
        }
        put_text(page, cell(9), &row.narrative, &open)?;
        match row.self_score {
            Some(_) => put_optional(page, cell(10), row.self_score, &styles)?,
            None => put_text(page, cell(10), "", &open)?,
        }
    }
    set_page(page, true, (HEAD_ROW, HEAD_ROW))?;
    if let Some(identity) = identity {
        identity.write(book.add_worksheet())?;
    }
    Ok(book.save_to_buffer()?)
}

/// A plain table as csv: UTF-8 with a mark, so that spreadsheets open it rightly, lines ended as RFC 4180 says.
pub fn grid_csv(grid: &Grid) -> Vec<u8> {
    let mut text = String::from("\u{feff}");
    for row in &grid.rows {
        let cells: Vec<String> = row.iter().map(|cell| quoted(cell)).collect();
        text.push_str(&cells.join(","));
        text.push_str("\r\n");
    }
    text.into_bytes()
}

/// A plain table as a workbook: the first row is the head, numbers are numbers.
pub fn grid_xlsx(name: &str, grid: &Grid) -> Result<Vec<u8>, ReportError> {
    let mut book = Workbook::new();
    let styles = Styles::new();
    let page = book.add_worksheet();
    page.set_name(sheet_name(name))?;
    for (line, row) in (0u32..).zip(&grid.rows) {
        for (column, cell) in (0u16..).zip(row) {
            let area = Area::cell(line, column);
            match cell.parse::<Decimal>() {
                Ok(number) if line > 0 => crate::style::put_number(page, area, number, false)?,
                _ if line == 0 => put_text(page, area, cell, &styles.head)?,
                _ => put_text(page, area, cell, &styles.middle)?,
            }
        }
    }
    page.set_freeze_panes(1, 1)?;
    Ok(book.save_to_buffer()?)
}

/// A cell that begins with = + - or @ would be a formula when it is opened: such words are quoted as text.
fn quoted(cell: &str) -> String {
    let formula = cell.starts_with(['=', '+', '-', '@']) && cell.parse::<Decimal>().is_err();
    let cell = if formula { format!("'{cell}") } else { cell.to_owned() };
    if cell.contains(['"', ',', '\n', '\r']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell }
}
