//! Plain text: the file itself is the text, so spans point into what the person wrote.

pub(crate) mod clipboard;
pub(crate) mod encoding;
pub(crate) mod radicals;

use crate::document::{BlockKind, Draft, NoteKind, Part, Refusal, Span};
use crate::format::limits;

/// Reads plain text.
pub(crate) fn read(bytes: &[u8]) -> Result<Draft, Refusal> {
    let decoded = encoding::decode(bytes, None)?;
    let mut draft = of_text(&decoded.text)?;
    draft.notes.extend(decoded.notes);
    Ok(draft)
}

/// Makes a block of every line that is not blank.
pub(crate) fn of_text(text: &str) -> Result<Draft, Refusal> {
    let text = one_line_end(text);
    let mut draft = Draft::default();
    if text.trim().is_empty() {
        return Err(Refusal::Empty);
    }
    for line in text.split_inclusive('\n') {
        let words = line.trim_end();
        let indent = words.chars().take_while(|ch| ch.is_whitespace()).count();
        let span = draft.push(line)?;
        let start = span.start + indent;
        let end = span.start + words.chars().count();
        if end - span.start > limits::CELL_CHARS * 2 {
            return Err(Refusal::CellTooLarge { limit: limits::CELL_CHARS });
        }
        if end > start {
            let block = crate::document::Block {
                span: Span::new(start, end),
                part: Part::Body,
                kind: BlockKind::Paragraph,
            };
            Draft::count_block(draft.blocks.len())?;
            draft.blocks.push(block);
        }
    }
    draft.blocks = clipboard::tables(std::mem::take(&mut draft.blocks), draft.text())?;
    mojibake(&mut draft);
    Ok(draft)
}

/// `\r\n` and lone `\r` become `\n`.
fn one_line_end(text: &str) -> std::borrow::Cow<'_, str> {
    if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n").into() } else { text.into() }
}

/// Marks traces of a wrong decoding that happened before the text came here.
pub(crate) fn mojibake(draft: &mut Draft) {
    const TRACES: [&str; 3] = ["锟斤拷", "烫烫烫", "\u{FFFD}"];
    let mut found = Vec::new();
    for trace in TRACES {
        for (byte, _) in draft.text().match_indices(trace).take(20) {
            found.push((byte, trace.chars().count()));
        }
    }
    found.sort_unstable();
    let mut chars = 0;
    let mut from = 0;
    let mut last_end = None;
    for (byte, length) in found {
        chars += draft.text().get(from..byte).map_or(0, |between| between.chars().count());
        from = byte;
        let span = Span::new(chars, chars + length);
        // A run of lost characters is one remark.
        if last_end != Some(span.start) {
            draft.note(NoteKind::Damage, Some(span), "这里的文字在到达之前已经损坏（编码出错），读不出原文");
        }
        last_end = Some(span.end);
    }
}
