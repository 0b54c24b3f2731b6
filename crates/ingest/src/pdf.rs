//! PDF files. A library takes them apart; what it may cost is bounded before it starts (see `scan`), and what it may do
//! wrong is contained: it runs in a thread of its own, a panic is a broken file, a hang is given up.

mod layout;
mod lines;
mod rules;
mod scan;
mod tables;

use crate::document::{Draft, NoteKind, Refusal};
use crate::format::{Format, limits};
use pdf_oxide::document::PdfDocument;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc;
use std::time::Duration;

const FORMAT: Format = Format::Pdf;
/// Stack of the reading thread: the library walks nested objects by recursion.
const STACK_BYTES: usize = 32 << 20;

/// Reads a PDF.
pub(crate) fn read(bytes: &[u8]) -> Result<Draft, Refusal> {
    let scanned = scan::scan(bytes)?;
    let (sender, receiver) = mpsc::channel();
    let given_up = Arc::new(AtomicBool::new(false));
    let watched = Arc::clone(&given_up);
    let owned = bytes.to_vec();
    let work = move || {
        // The file comes from a stranger and the library is not ours: what panics in it is a broken file here.
        let outcome = std::panic::catch_unwind(|| take_apart(owned, &watched));
        drop(sender.send(outcome.unwrap_or(Err(Refusal::Broken { format: FORMAT }))));
    };
    let thread = std::thread::Builder::new().name("pdf".to_owned()).stack_size(STACK_BYTES);
    if thread.spawn(work).is_err() {
        return Err(Refusal::TooSlow { seconds: limits::SECONDS });
    }
    let outcome = receiver.recv_timeout(Duration::from_secs(limits::SECONDS));
    given_up.store(true, Ordering::Relaxed);
    let mut draft = match outcome {
        Ok(outcome) => outcome?,
        Err(mpsc::RecvTimeoutError::Timeout) => return Err(Refusal::TooSlow { seconds: limits::SECONDS }),
        Err(mpsc::RecvTimeoutError::Disconnected) => return Err(Refusal::Broken { format: FORMAT }),
    };
    if !scanned.whole {
        draft.note(NoteKind::Partial, None, "PDF 文件的结尾缺失，已按读得到的部分读入");
    }
    crate::text::mojibake(&mut draft);
    Ok(draft)
}

/// Takes the file apart page by page.
fn take_apart(bytes: Vec<u8>, given_up: &AtomicBool) -> Result<Draft, Refusal> {
    let looks_cut = !scan::has_end(&bytes);
    let broken =
        if looks_cut { Refusal::Truncated { format: FORMAT } } else { Refusal::Broken { format: FORMAT } };
    let document = PdfDocument::from_bytes(bytes).map_err(|error| refusal(&error, broken))?;
    if document.is_encrypted() && !document.is_authenticated() {
        return Err(Refusal::Encrypted { format: FORMAT });
    }
    let pages = document.page_count().map_err(|error| refusal(&error, broken))?;
    if pages > limits::PAGES {
        return Err(Refusal::TooManyPages { pages, limit: limits::PAGES });
    }
    let mut writer = layout::Writer::default();
    let mut unread = 0;
    let mut empty = 0;
    for page in 0..pages {
        if given_up.load(Ordering::Relaxed) {
            return Err(Refusal::TooSlow { seconds: limits::SECONDS });
        }
        let Ok(spans) = document.extract_spans(page) else {
            unread += 1;
            continue;
        };
        if spans.is_empty() {
            empty += 1;
            continue;
        }
        let paths = document.extract_paths(page).unwrap_or_default();
        let words = lines::words(&spans);
        let rules = rules::rules(&paths);
        writer.page(&words, &rules)?;
    }
    let mut draft = writer.finish()?;
    if draft.text().trim().is_empty() {
        return Err(if unread > 0 || looks_cut { broken } else { Refusal::NoText });
    }
    if unread > 0 {
        draft.note(NoteKind::Partial, None, format!("有 {unread} 页读不出来，其余各页照常读入"));
    }
    if empty > 0 {
        draft.note(NoteKind::Partial, None, format!("有 {empty} 页没有文字（空白或图片）"));
    }
    Ok(draft)
}

fn refusal(error: &pdf_oxide::error::Error, otherwise: Refusal) -> Refusal {
    if matches!(error, pdf_oxide::error::Error::EncryptedPdf) {
        Refusal::Encrypted { format: FORMAT }
    } else {
        otherwise
    }
}
