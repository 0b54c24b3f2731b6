//! The goals of a document as a workbook with merged cells, as the form was printed.

use ingest::goal::GoalRecord;
use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError};

const HEADS: [&str; 7] = ["序号", "目标名称", "指标", "目标数", "完成情况", "完成数", "完成率"];
const WIDTHS: [f64; 7] = [6.0, 16.0, 44.0, 16.0, 60.0, 16.0, 10.0];
/// A cell of a workbook holds no more.
const CELL_CHARS: usize = 32_000;

/// The workbook's bytes.
pub(super) fn workbook(goals: &[GoalRecord]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name("目标")?;
    let cell = Format::new().set_border(FormatBorder::Thin).set_align(FormatAlign::Top).set_text_wrap();
    let head = cell.clone().set_bold().set_align(FormatAlign::Center);
    for (column, (name, width)) in (0_u16..).zip(HEADS.iter().zip(WIDTHS)) {
        sheet.write_string_with_format(0, column, *name, &head)?;
        sheet.set_column_width(column, width)?;
    }
    sheet.set_freeze_panes(1, 2)?;
    let mut row = 1;
    for goal in goals {
        row = write_goal(sheet, row, goal, &cell)?;
    }
    book.save_to_buffer()
}

/// Writes one goal and gives the row behind it.
fn write_goal(
    sheet: &mut Worksheet,
    first: u32,
    goal: &GoalRecord,
    format: &Format,
) -> Result<u32, XlsxError> {
    let mut row = first;
    let mut shared: Option<(u32, String, String)> = None;
    for part in &goal.parts {
        let numbers = |answer: bool| -> String {
            let figures = part.figures.iter().map(|figure| {
                if answer {
                    figure.answer.as_ref().map_or("—", |a| a.text.as_str())
                } else {
                    figure.text.as_str()
                }
            });
            figures.collect::<Vec<_>>().join("\n")
        };
        text(sheet, row, 2, &part.text, format)?;
        text(sheet, row, 3, &numbers(false), format)?;
        text(sheet, row, 5, &numbers(true), format)?;
        let actual = part.actual.join("\n");
        let completion = part.completion.clone().unwrap_or_default();
        match &shared {
            Some((_, words, rate)) if *words == actual && *rate == completion => {}
            _ => {
                if let Some((from, words, rate)) = shared.take() {
                    block(sheet, from, row, 4, &words, format)?;
                    block(sheet, from, row, 6, &rate, format)?;
                }
                shared = Some((row, actual, completion));
            }
        }
        row += 1;
    }
    if row == first {
        row += 1;
    }
    if let Some((from, words, rate)) = shared {
        block(sheet, from, row, 4, &words, format)?;
        block(sheet, from, row, 6, &rate, format)?;
    }
    block(sheet, first, row, 0, goal.number.as_deref().unwrap_or(""), format)?;
    block(sheet, first, row, 1, goal.name.as_deref().unwrap_or(""), format)?;
    Ok(row)
}

/// One cell over the rows `from` to before `to`.
fn block(
    sheet: &mut Worksheet,
    from: u32,
    to: u32,
    column: u16,
    words: &str,
    format: &Format,
) -> Result<(), XlsxError> {
    if to - from > 1 {
        sheet.merge_range(from, column, to - 1, column, &cut(words), format)?;
        Ok(())
    } else {
        text(sheet, from, column, words, format)
    }
}

fn text(sheet: &mut Worksheet, row: u32, column: u16, words: &str, format: &Format) -> Result<(), XlsxError> {
    sheet.write_string_with_format(row, column, cut(words), format)?;
    Ok(())
}

fn cut(words: &str) -> String {
    words.chars().take(CELL_CHARS).collect()
}
