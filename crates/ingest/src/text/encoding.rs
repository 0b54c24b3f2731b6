//! From bytes to text: UTF-8, UTF-16, GB18030 and its ancestors, told apart by the bytes.

use crate::document::{Note, NoteKind, Refusal};
use encoding_rs::{Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

/// Text and what was lost on the way.
#[derive(Debug)]
pub(crate) struct Decoded {
    pub(crate) text: String,
    pub(crate) notes: Vec<Note>,
}

/// Most lost characters per thousand in a text that still counts as text.
const LOST_PER_MILLE: usize = 50;
/// Most control characters per thousand.
const CONTROLS_PER_MILLE: usize = 10;

/// Decodes; `declared` is what the page itself names as its encoding.
pub(crate) fn decode(bytes: &[u8], declared: Option<&'static Encoding>) -> Result<Decoded, Refusal> {
    let encoding = choose(bytes, declared);
    let (text, used, _) = encoding.decode(bytes);
    let total = text.chars().count().max(1);
    let lost = text.chars().filter(|&ch| ch == '\u{FFFD}').count();
    let controls =
        text.chars().filter(|&ch| ch.is_control() && !matches!(ch, '\n' | '\r' | '\t' | '\u{c}')).count();
    if lost * 1000 > total * LOST_PER_MILLE || controls * 1000 > total * CONTROLS_PER_MILLE {
        return Err(Refusal::NotText);
    }
    let mut notes = Vec::new();
    if lost > 0 {
        let message = format!("按 {} 解码时有 {lost} 处字符已损坏", used.name());
        notes.push(Note::whole(NoteKind::Damage, message));
    }
    Ok(Decoded { text: text.into_owned(), notes })
}

fn choose(bytes: &[u8], declared: Option<&'static Encoding>) -> &'static Encoding {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return encoding;
    }
    match std::str::from_utf8(bytes) {
        Ok(_) => return UTF_8,
        // Cut inside the last character: still UTF-8.
        Err(error) if error.error_len().is_none() && error.valid_up_to() > 0 => return UTF_8,
        Err(_) => {}
    }
    if let Some(encoding) = utf16_without_mark(bytes) {
        return encoding;
    }
    if mostly_utf8(bytes) {
        return UTF_8;
    }
    let declared = declared.filter(|&encoding| encoding != UTF_8).map(widen);
    declared.unwrap_or_else(|| {
        let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
        detector.feed(bytes, true);
        let guess = widen(detector.guess(Some(b"cn"), chardetng::Utf8Detection::Deny));
        // Official Chinese text: a guess of a European code page is a short or damaged GBK text.
        if guess.is_single_byte() { GB18030 } else { guess }
    })
}

/// GBK and GB2312 are subsets of GB18030; pages that declare them use its characters.
fn widen(encoding: &'static Encoding) -> &'static Encoding {
    if encoding == encoding_rs::GBK { GB18030 } else { encoding }
}

/// Every second byte of western text, spaces and line ends in UTF-16 is zero.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = bytes.get(..bytes.len().min(4096))?;
    if sample.len() < 8 || bytes.len() % 2 == 1 {
        return None;
    }
    let (mut even, mut odd) = (0, 0);
    for pair in sample.chunks_exact(2) {
        even += usize::from(pair.first() == Some(&0));
        odd += usize::from(pair.get(1) == Some(&0));
    }
    let enough = (sample.len() / 2 / 50).max(1);
    match (even, odd) {
        (0, odd) if odd >= enough => Some(UTF_16LE),
        (even, 0) if even >= enough => Some(UTF_16BE),
        _ => None,
    }
}

/// Few broken sequences among many good ones: UTF-8 that was damaged, not another encoding.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|ch| !ch.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good > bad * 10
}
