//! The parts of a workbook that its sheets refer to: names, shared words, number formats.

use super::number::NumberFormat;
use crate::document::Refusal;
use crate::format::package::Package;
use crate::format::xml::{Step, Xml};
use crate::format::{Format, limits};
use std::collections::BTreeMap;

/// A sheet as the workbook lists it.
#[derive(Debug)]
pub(super) struct SheetEntry {
    pub(super) name: String,
    pub(super) part: String,
    pub(super) hidden: bool,
}

/// What the sheets refer to.
#[derive(Debug, Default)]
pub(super) struct Workbook {
    pub(super) sheets: Vec<SheetEntry>,
    pub(super) words: Vec<String>,
    /// By style index of a cell.
    pub(super) formats: Vec<NumberFormat>,
    pub(super) from_1904: bool,
}

/// Reads everything but the sheets.
pub(super) fn read(package: &mut Package<'_>) -> Result<Workbook, Refusal> {
    let mut book = Workbook::default();
    let targets = match package.part("xl/_rels/workbook.xml.rels")? {
        Some(part) => relations(&part)?,
        None => BTreeMap::new(),
    };
    sheets(&package.required("xl/workbook.xml")?, &targets, &mut book)?;
    if let Some(part) = package.part("xl/sharedStrings.xml")? {
        book.words = shared_words(&part)?;
    }
    if let Some(part) = package.part("xl/styles.xml")? {
        book.formats = formats(&part)?;
    }
    Ok(book)
}

fn relations(part: &str) -> Result<BTreeMap<String, String>, Refusal> {
    let mut xml = Xml::new(part, Format::Xlsx);
    let mut targets = BTreeMap::new();
    loop {
        match xml.step()? {
            Step::Open(element) if element.name() == "Relationship" => {
                if let (Some(id), Some(target)) = (element.attribute("Id"), element.attribute("Target")) {
                    let target =
                        target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), str::to_owned);
                    targets.insert(id, target);
                }
            }
            Step::End => return Ok(targets),
            _ => {}
        }
    }
}

fn sheets(part: &str, targets: &BTreeMap<String, String>, book: &mut Workbook) -> Result<(), Refusal> {
    let mut xml = Xml::new(part, Format::Xlsx);
    loop {
        match xml.step()? {
            Step::Open(element) if element.name() == "workbookPr" => {
                book.from_1904 =
                    element.attribute("date1904").is_some_and(|value| matches!(value.as_str(), "1" | "true"));
            }
            Step::Open(element) if element.name() == "sheet" => {
                let number = book.sheets.len() + 1;
                let part = element.attribute("id").and_then(|id| targets.get(&id).cloned());
                book.sheets.push(SheetEntry {
                    name: element.attribute("name").unwrap_or_default(),
                    part: part.unwrap_or_else(|| format!("xl/worksheets/sheet{number}.xml")),
                    hidden: element.attribute("state").is_some_and(|state| state != "visible"),
                });
            }
            Step::End => return Ok(()),
            _ => {}
        }
    }
}

fn shared_words(part: &str) -> Result<Vec<String>, Refusal> {
    let mut xml = Xml::new(part, Format::Xlsx);
    let mut words = Vec::new();
    let mut item = String::new();
    let (mut in_text, mut phonetic) = (false, false);
    let mut total = 0;
    loop {
        match xml.step()? {
            Step::Open(element) => match element.name() {
                "t" => in_text = !phonetic,
                "rPh" => phonetic = true,
                "si" => item.clear(),
                _ => {}
            },
            Step::Close(name) => match name.as_str() {
                "t" => in_text = false,
                "rPh" => phonetic = false,
                "si" => {
                    words.push(std::mem::take(&mut item));
                    if words.len() > limits::CELLS {
                        return Err(Refusal::TooManyCells { limit: limits::CELLS });
                    }
                }
                _ => {}
            },
            Step::Words(piece) if in_text => {
                total += piece.len();
                if item.len() + piece.len() > limits::CELL_CHARS * 4 {
                    return Err(Refusal::CellTooLarge { limit: limits::CELL_CHARS });
                }
                if total > limits::TEXT_CHARS * 3 {
                    return Err(Refusal::TooMuchText { limit: limits::TEXT_CHARS });
                }
                item.push_str(&piece);
            }
            Step::Words(_) => {}
            Step::End => return Ok(words),
        }
    }
}

fn formats(part: &str) -> Result<Vec<NumberFormat>, Refusal> {
    let mut xml = Xml::new(part, Format::Xlsx);
    let mut codes: BTreeMap<usize, String> = BTreeMap::new();
    let mut formats = Vec::new();
    let mut in_cells = false;
    loop {
        match xml.step()? {
            Step::Open(element) => match element.name() {
                "numFmt" => {
                    if let (Some(id), Some(code)) =
                        (element.number("numFmtId"), element.attribute("formatCode"))
                    {
                        codes.insert(id, code);
                    }
                }
                "cellXfs" => in_cells = true,
                "xf" if in_cells && formats.len() < 65_536 => {
                    let id = element.number("numFmtId").unwrap_or(0);
                    formats.push(NumberFormat::new(id, codes.get(&id).map(String::as_str)));
                }
                _ => {}
            },
            Step::Close(name) if name == "cellXfs" => in_cells = false,
            Step::End => return Ok(formats),
            _ => {}
        }
    }
}
