//! Tables of words: codes and names that a spreadsheet must not take for numbers or dates.

use rust_xlsxwriter::{Format, FormatBorder, Workbook};

use crate::ReportError;
use crate::style::{Area, Styles, put_text, sheet_name};

/// Rows that are left empty below the last, formatted as text, to be filled in.
const EMPTY_ROWS: u32 = 200;

/// A table of heads with their widths and of texts; every cell is text and stays what it is when it is read again.
pub fn text_table_xlsx(
    name: &str,
    heads: &[(&str, u32)],
    rows: &[Vec<String>],
) -> Result<Vec<u8>, ReportError> {
    let mut book = Workbook::new();
    let styles = Styles::new();
    let page = book.add_worksheet();
    page.set_name(sheet_name(name))?;
    let words = Format::new().set_num_format("@").set_border(FormatBorder::Thin);
    for (column, (head, width)) in (0u16..).zip(heads) {
        page.set_column_width(column, *width)?;
        put_text(page, Area::cell(0, column), head, &styles.head)?;
    }
    for (line, row) in (1u32..).zip(rows) {
        for (column, cell) in (0u16..).zip(row) {
            page.write_string_with_format(line, column, cell, &words)?;
        }
    }
    let last = u32::try_from(rows.len()).unwrap_or(0);
    for line in last + 1..=last + EMPTY_ROWS {
        for (column, _) in (0u16..).zip(heads) {
            page.write_blank(line, column, &words)?;
        }
    }
    page.set_freeze_panes(1, 0)?;
    Ok(book.save_to_buffer()?)
}
