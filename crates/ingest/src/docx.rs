//! Word documents.

mod body;
mod numbering;
mod styles;

use crate::document::{Draft, Refusal};
use crate::format::Format;
use crate::format::package::Package;
use crate::format::xml::Xml;

/// Reads a Word document.
pub(crate) fn read(bytes: &[u8]) -> Result<Draft, Refusal> {
    let mut package = Package::open(bytes, Format::Docx)?;
    let styles = match package.part("word/styles.xml")? {
        Some(part) => styles::read(&mut Xml::new(&part, Format::Docx))?,
        None => styles::Styles::default(),
    };
    let numbering = match package.part("word/numbering.xml")? {
        Some(part) => numbering::read(&mut Xml::new(&part, Format::Docx))?,
        None => numbering::Numbering::default(),
    };
    let document = package.required("word/document.xml")?;
    let draft = body::read(&mut Xml::new(&document, Format::Docx), &styles, numbering)?;
    if draft.text().trim().is_empty() {
        return Err(Refusal::Empty);
    }
    Ok(draft)
}
