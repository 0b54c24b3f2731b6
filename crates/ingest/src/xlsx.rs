//! Excel workbooks: every sheet as a table of what a person sees: shown numbers, merged cells, cached results.

mod number;
mod sheet;
mod workbook;

use crate::document::{BlockKind, Draft, NoteKind, Part, Refusal};
use crate::format::package::Package;
use crate::format::{Format, limits};

/// Most sheets read.
const SHEETS: usize = 200;

/// Reads a workbook.
pub(crate) fn read(bytes: &[u8]) -> Result<Draft, Refusal> {
    let mut package = Package::open(bytes, Format::Xlsx)?;
    let book = workbook::read(&mut package)?;
    let mut draft = Draft::default();
    let mut filled = 0;
    for entry in book.sheets.iter().take(SHEETS) {
        if entry.hidden {
            draft.note(NoteKind::Hidden, None, format!("工作表“{}”被隐藏，没有读入", entry.name));
            continue;
        }
        let Some(part) = package.part(&entry.part)? else { continue };
        let cells = sheet::read(&part, &book)?;
        if cells.cells.is_empty() {
            continue;
        }
        filled += 1;
        // Sheet1 says nothing; a name that a person gave is a heading.
        if !entry.name.to_ascii_lowercase().starts_with("sheet") {
            draft.block(Part::Body, BlockKind::Heading { level: 1 }, &entry.name)?;
        }
        sheet::lay(&mut draft, cells, &entry.name)?;
        if draft.at() > limits::TEXT_CHARS {
            return Err(Refusal::TooMuchText { limit: limits::TEXT_CHARS });
        }
    }
    if book.sheets.len() > SHEETS {
        draft.note(NoteKind::Partial, None, format!("工作簿超过 {SHEETS} 张工作表，后面的没有读"));
    }
    if filled == 0 {
        return Err(Refusal::Empty);
    }
    Ok(draft)
}
