//! A look at the raw bytes of a PDF before any library touches it: how many objects and pages, how deep they nest, and what
//! each stream unpacks to. Files that would cost too much are refused here.

use crate::document::Refusal;
use crate::format::limits;
use std::io::Read;

/// What the look found.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scanned {
    /// The file ends where a PDF ends.
    pub(super) whole: bool,
}

/// Bytes in front of a stream in which its dictionary stands.
const DICTIONARY: usize = 2_048;
/// Longest LZW or run-length stream: these unpack a thousandfold and nobody has written them for decades.
const OLD_STREAM: usize = 256 << 10;

/// Looks through the file.
pub(super) fn scan(bytes: &[u8]) -> Result<Scanned, Refusal> {
    let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    if size > limits::PDF_BYTES {
        return Err(Refusal::TooLarge { bytes: size, limit: limits::PDF_BYTES });
    }
    let mut at = 0;
    let mut counts = Counts::default();
    let mut unpacked = 0;
    while let Some(found) = find(bytes, b"stream", at) {
        let before = bytes.get(at..found).unwrap_or_default();
        counts.look(before)?;
        if before.ends_with(b"end") {
            at = found + 6;
            continue;
        }
        let dictionary = before.get(before.len().saturating_sub(DICTIONARY)..).unwrap_or_default();
        let start = found + 6;
        let end = find(bytes, b"endstream", start).unwrap_or(bytes.len());
        unpacked += stream(dictionary, bytes.get(start..end).unwrap_or_default(), &mut counts)?;
        if unpacked > limits::UNPACKED_BYTES {
            return Err(Refusal::UnpacksTooLarge { limit: limits::UNPACKED_BYTES });
        }
        at = end + 9;
    }
    counts.look(bytes.get(at.min(bytes.len())..).unwrap_or_default())?;
    Ok(Scanned { whole: has_end(bytes) })
}

/// Whether the file ends as a PDF must.
pub(super) fn has_end(bytes: &[u8]) -> bool {
    let tail = bytes.get(bytes.len().saturating_sub(2_048)..).unwrap_or_default();
    find(tail, b"%%EOF", 0).is_some()
}

fn find(bytes: &[u8], what: &[u8], from: usize) -> Option<usize> {
    let rest = bytes.get(from..)?;
    let first = *what.first()?;
    let mut at = 0;
    while let Some(step) = rest.get(at..)?.iter().position(|&byte| byte == first) {
        at += step;
        if rest.get(at..at + what.len()) == Some(what) {
            return Some(from + at);
        }
        at += 1;
    }
    None
}

/// What has been counted so far.
#[derive(Debug, Default)]
struct Counts {
    objects: usize,
    pages: usize,
}

impl Counts {
    /// Counts objects and pages, and checks how deep arrays and dictionaries nest.
    fn look(&mut self, bytes: &[u8]) -> Result<(), Refusal> {
        let mut depth = 0_usize;
        for (at, pair) in bytes.windows(2).enumerate() {
            match pair {
                b"<<" | [b'[', _] => depth += 1,
                b">>" | [b']', _] => depth = depth.saturating_sub(1),
                b"ob" if bytes.get(at..at + 3) == Some(b"obj") => {
                    // An object begins or ends: nothing nests across it.
                    depth = 0;
                    self.objects += 1;
                }
                b"/P" => self.page(bytes.get(at..).unwrap_or_default(), bytes.get(..at).unwrap_or_default()),
                _ => {}
            }
            if depth > limits::PDF_DEPTH {
                return Err(Refusal::TooDeep { limit: limits::PDF_DEPTH });
            }
        }
        if self.objects > limits::OBJECTS * 2 {
            return Err(Refusal::TooManyObjects { limit: limits::OBJECTS });
        }
        if self.pages > limits::PAGES {
            return Err(Refusal::TooManyPages { pages: self.pages, limit: limits::PAGES });
        }
        Ok(())
    }

    /// `/Type /Page`, not `/Pages`.
    fn page(&mut self, here: &[u8], before: &[u8]) {
        let page = here.starts_with(b"/Page") && !here.get(5).is_some_and(u8::is_ascii_alphanumeric);
        let typed = before.trim_ascii_end().ends_with(b"/Type");
        self.pages += usize::from(page && typed);
    }
}

/// What a stream unpacks to. Pictures are never unpacked when text is read.
fn stream(dictionary: &[u8], body: &[u8], counts: &mut Counts) -> Result<u64, Refusal> {
    let open = dictionary.windows(3).rposition(|three| three == b"obj").unwrap_or(0);
    let dictionary = dictionary.get(open..).unwrap_or_default();
    let says = |word: &[u8]| find(dictionary, word, 0).is_some();
    if says(b"/Image") {
        return Ok(0);
    }
    if (says(b"/LZW") || says(b"/RunLength")) && body.len() > OLD_STREAM {
        return Err(Refusal::UnpacksTooLarge { limit: limits::STREAM_BYTES });
    }
    let flate = dictionary.windows(6).filter(|six| *six == b"/Flate").count();
    if flate == 0 {
        return Ok(0);
    }
    // Packed twice: what comes out is packed again, which no program does and bombs do.
    if flate > 1 {
        return Err(Refusal::UnpacksTooLarge { limit: limits::STREAM_BYTES });
    }
    let typeface = says(b"/Length1") || says(b"/OpenType") || says(b"/CIDFontType0C") || says(b"/Type1C");
    let limit = if typeface { limits::STREAM_BYTES } else { limits::CONTENT_BYTES };
    let body = body.strip_prefix(b"\r\n").or_else(|| body.strip_prefix(b"\n")).unwrap_or(body);
    let mut unpacked = Vec::new();
    // What cannot be unpacked to its end costs no more than what came out.
    let outcome = flate2::read::ZlibDecoder::new(body).take(limit + 1).read_to_end(&mut unpacked);
    let size = u64::try_from(unpacked.len()).unwrap_or(u64::MAX);
    if size > limit {
        return Err(Refusal::UnpacksTooLarge { limit });
    }
    // Objects are packed in streams too.
    if outcome.is_ok() && says(b"/ObjStm") {
        counts.look(&unpacked)?;
    }
    Ok(size)
}
