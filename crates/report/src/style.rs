//! The look of printed tables: fonts of official documents, thin lines, numbers to the right.

use assessment::{Decimal, Rounding, Value};
use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Worksheet, XlsxError};

/// Title of a document; the office has the font, others fall back to their own.
const TITLE_FONT: &str = "方正小标宋简体";
const BODY_FONT: &str = "宋体";
const HEAD_FONT: &str = "黑体";
/// A4.
const PAPER_A4: u8 = 9;
const MM_PER_INCH: f64 = 25.4;

/// The formats of one workbook.
pub(crate) struct Styles {
    pub(crate) title: Format,
    pub(crate) line: Format,
    pub(crate) line_right: Format,
    pub(crate) head: Format,
    pub(crate) text: Format,
    pub(crate) middle: Format,
    pub(crate) strong: Format,
    pub(crate) strong_middle: Format,
    /// A word in the place of a number: 待补, 未评.
    pub(crate) absent: Format,
    pub(crate) note: Format,
}

impl Styles {
    pub(crate) fn new() -> Self {
        let body = || {
            Format::new().set_font_name(BODY_FONT).set_font_size(10).set_align(FormatAlign::VerticalCenter)
        };
        let cell = || body().set_border(FormatBorder::Thin).set_text_wrap();
        let middle = || cell().set_align(FormatAlign::Center);
        Self {
            title: Format::new()
                .set_font_name(TITLE_FONT)
                .set_font_size(18)
                .set_align(FormatAlign::Center)
                .set_align(FormatAlign::VerticalCenter),
            line: body(),
            line_right: body().set_align(FormatAlign::Right),
            head: middle().set_font_name(HEAD_FONT),
            text: cell().set_align(FormatAlign::Left),
            middle: middle(),
            strong: cell().set_bold(),
            strong_middle: middle().set_bold(),
            absent: middle().set_italic(),
            note: body().set_font_size(9).set_text_wrap().set_align(FormatAlign::Top),
        }
    }
}

/// A bordered number format with that many decimals, separators of thousands, aligned right.
pub(crate) fn number_format(decimals: u8, bold: bool) -> Format {
    let mut picture = String::from("#,##0");
    if decimals > 0 {
        picture.push('.');
        picture.push_str(&"0".repeat(usize::from(decimals)));
    }
    let format = Format::new()
        .set_font_name(BODY_FONT)
        .set_font_size(10)
        .set_align(FormatAlign::VerticalCenter)
        .set_align(FormatAlign::Right)
        .set_border(FormatBorder::Thin)
        .set_num_format(picture);
    if bold { format.set_bold() } else { format }
}

/// The nearest double: what a spreadsheet keeps. Only printed cells hold it; no score is computed from it.
pub(crate) fn as_double(number: Decimal) -> f64 {
    number.to_string().parse().unwrap_or(f64::NAN)
}

/// A rectangle of cells, its ends included.
#[derive(Clone, Copy)]
pub(crate) struct Area {
    pub(crate) top: u32,
    pub(crate) left: u16,
    pub(crate) bottom: u32,
    pub(crate) right: u16,
}

impl Area {
    pub(crate) const fn cell(row: u32, column: u16) -> Self {
        Self { top: row, left: column, bottom: row, right: column }
    }

    pub(crate) const fn columns(row: u32, left: u16, right: u16) -> Self {
        Self { top: row, left, bottom: row, right }
    }

    pub(crate) const fn rows(column: u16, top: u32, bottom: u32) -> Self {
        Self { top, left: column, bottom, right: column }
    }

    fn is_single(self) -> bool {
        self.top == self.bottom && self.left == self.right
    }
}

/// Writes words over an area, merged where it is more than one cell.
pub(crate) fn put_text(
    sheet: &mut Worksheet,
    area: Area,
    text: &str,
    format: &Format,
) -> Result<(), XlsxError> {
    if area.is_single() {
        sheet.write_string_with_format(area.top, area.left, text, format)?;
    } else {
        sheet.merge_range(area.top, area.left, area.bottom, area.right, text, format)?;
    }
    Ok(())
}

/// Writes a number over an area with the decimals it carries.
pub(crate) fn put_number(
    sheet: &mut Worksheet,
    area: Area,
    number: Decimal,
    bold: bool,
) -> Result<(), XlsxError> {
    let format = number_format(number.decimals(), bold);
    put_text(sheet, area, "", &format)?;
    sheet.write_number_with_format(area.top, area.left, as_double(number), &format)?;
    Ok(())
}

/// Writes a value: a number, or the word for why there is none.
pub(crate) fn put_value(
    sheet: &mut Worksheet,
    area: Area,
    value: Value,
    styles: &Styles,
    bold: bool,
) -> Result<(), XlsxError> {
    match value {
        Value::Number(number) => put_number(sheet, area, number, bold),
        other => put_text(sheet, area, other.word().unwrap_or_default(), &styles.absent),
    }
}

/// Writes a score with two decimals at least, as the assessed scores beside it have, or leaves the cell empty.
pub(crate) fn put_score(
    sheet: &mut Worksheet,
    area: Area,
    score: Option<Decimal>,
    styles: &Styles,
) -> Result<(), XlsxError> {
    let padded = |score: Decimal| score.round(score.decimals().max(2), Rounding::HalfUp).unwrap_or(score);
    put_optional(sheet, area, score.map(padded), styles)
}

/// Writes a number, or leaves the cell empty with its border.
pub(crate) fn put_optional(
    sheet: &mut Worksheet,
    area: Area,
    number: Option<Decimal>,
    styles: &Styles,
) -> Result<(), XlsxError> {
    match number {
        Some(number) => put_number(sheet, area, number, false),
        None => put_text(sheet, area, "", &styles.middle),
    }
}

/// A4 with narrow margins, one page wide, numbered as — 1 —, heads repeated on every page.
pub(crate) fn set_page(sheet: &mut Worksheet, landscape: bool, head: (u32, u32)) -> Result<(), XlsxError> {
    let inches = |mm: f64| mm / MM_PER_INCH;
    sheet.set_paper_size(PAPER_A4);
    if landscape {
        sheet.set_landscape();
    }
    sheet.set_print_fit_to_pages(1, 0);
    sheet.set_print_center_horizontally(true);
    sheet.set_margins(inches(12.0), inches(12.0), inches(15.0), inches(15.0), inches(8.0), inches(8.0));
    sheet.set_footer("&C&\"宋体\"&10— &P —");
    sheet.set_repeat_rows(head.0, head.1)?;
    sheet.set_freeze_panes(head.1 + 1, 0)?;
    Ok(())
}

/// Lines that a text takes in a column of so many half-width characters.
pub(crate) fn lines_in(text: &str, width: u32) -> u32 {
    let units = |line: &str| line.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum::<u32>();
    // One character of room on each side is lost to padding.
    let room = width.saturating_sub(1).max(2);
    text.split('\n').map(|line| units(line).div_ceil(room).max(1)).sum()
}

/// Points of height for so many lines of 10-point text.
pub(crate) fn height_of(lines: u32) -> u32 {
    (lines * 14 + 4).min(400)
}

/// A workbook's sheet name: at most 31 characters without the signs that spreadsheets refuse.
pub(crate) fn sheet_name(name: &str) -> String {
    let clean: String = name.chars().map(|c| if "[]:*?/\\'".contains(c) { ' ' } else { c }).collect();
    let clean = clean.trim();
    if clean.is_empty() { "表".to_owned() } else { clean.chars().take(31).collect() }
}
