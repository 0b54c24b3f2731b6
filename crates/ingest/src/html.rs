//! Web pages and fragments of them, in whatever encoding, with everything that stands around the document.

mod entities;
mod lexer;
mod page;

use crate::document::{Draft, Refusal};
use crate::format::limits;
use crate::text::encoding;
use encoding_rs::Encoding;

/// Reads a page.
pub(crate) fn read(bytes: &[u8]) -> Result<Draft, Refusal> {
    let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    if size > limits::PAGE_BYTES {
        return Err(Refusal::TooLarge { bytes: size, limit: limits::PAGE_BYTES });
    }
    let decoded = encoding::decode(bytes, declared(bytes))?;
    if defines_entities(&decoded.text) {
        return Err(Refusal::Entities);
    }
    let mut draft = page::read(fragment(&decoded.text))?;
    draft.notes.extend(decoded.notes);
    crate::text::mojibake(&mut draft);
    if draft.blocks.is_empty() {
        return Err(Refusal::Empty);
    }
    Ok(draft)
}

/// The encoding the page names in its first bytes.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head: String =
        bytes.iter().take(4096).map(|&byte| if byte.is_ascii() { char::from(byte) } else { ' ' }).collect();
    let lower = head.to_ascii_lowercase();
    let at = lower.find("charset=").map(|at| at + 8).or_else(|| lower.find("encoding=").map(|at| at + 9))?;
    let label: String = lower
        .get(at..)?
        .trim_start_matches(['"', '\'', ' '])
        .chars()
        .take_while(|ch| ch.is_ascii_alphanumeric() || matches!(ch, '-' | '_'))
        .collect();
    Encoding::for_label(label.as_bytes())
}

/// XHTML can define entities in its DOCTYPE; nobody needs to, and expanding them can exhaust memory.
fn defines_entities(page: &str) -> bool {
    let mut head = page.len().min(65_536);
    while !page.is_char_boundary(head) {
        head -= 1;
    }
    page.get(..head).is_some_and(|head| head.contains("<!ENTITY"))
}

/// What lies between the marks of the Windows clipboard format, or the whole.
fn fragment(page: &str) -> &str {
    if !page.starts_with("Version:") {
        return page;
    }
    let start = page.find("<!--StartFragment-->").or_else(|| page.find('<')).unwrap_or(0);
    let end = page.find("<!--EndFragment-->").unwrap_or(page.len());
    page.get(start..end.max(start)).unwrap_or(page)
}
