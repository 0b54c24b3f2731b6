//! Addresses of pages, in one place: no page writes another's address by hand.

use app::document::Span;
use assessment::{DocumentId, IndicatorId, Period, UnitId};

/// Percent-encodes one segment of a path.
pub fn segment(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~') {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

/// Score sheet of a unit.
pub fn sheet(unit: UnitId, period: Period) -> String {
    format!("/sheet/{unit}/{period}")
}

/// The same as a workbook.
pub fn sheet_xlsx(unit: UnitId, period: Period) -> String {
    format!("/sheet/{unit}/{period}/xlsx")
}

/// Explanation of one line or item of the sheet.
pub fn why(unit: UnitId, period: Period, line: &str) -> String {
    format!("/sheet/{unit}/{period}/why/{}", segment(line))
}

/// Ranking of a period.
pub fn rank(period: Period) -> String {
    format!("/rank/{period}")
}

/// The same as a workbook.
pub fn rank_xlsx(period: Period) -> String {
    format!("/rank/{period}/xlsx")
}

/// Entry of a report.
pub fn entry(unit: UnitId, period: Period) -> String {
    format!("/entry/{unit}/{period}")
}

/// Entry over the months of a year.
pub fn entry_year(unit: UnitId, year: i16) -> String {
    format!("/entry-year/{unit}/{year}")
}

/// The last look before submitting.
pub fn entry_check(unit: UnitId, period: Period) -> String {
    format!("/entry/{unit}/{period}/check")
}

/// Where a report is submitted.
pub fn entry_submit(unit: UnitId, period: Period) -> String {
    format!("/entry/{unit}/{period}/submit")
}

/// The form as a workbook.
pub fn entry_xlsx(unit: UnitId, period: Period) -> String {
    format!("/entry/{unit}/{period}/xlsx")
}

/// Everything that stood in a figure.
pub fn figure_history(unit: UnitId, indicator: IndicatorId, period: Period) -> String {
    format!("/figures/{unit}/{indicator}/{period}/history")
}

/// The evidence of a figure.
pub fn figure_evidence(unit: UnitId, indicator: IndicatorId, period: Period) -> String {
    format!("/figures/{unit}/{indicator}/{period}/evidence")
}

/// Where a filled workbook is brought back.
pub fn entry_import(unit: UnitId, period: Period) -> String {
    format!("/entry/{unit}/{period}/import")
}

/// What the superior published for a period.
pub fn superior(period: Period) -> String {
    format!("/superior/{period}")
}

/// A report before those who decide on it.
pub fn review(unit: UnitId, period: Period) -> String {
    format!("/review/{unit}/{period}")
}

/// Documents that were given to be read.
pub fn documents() -> String {
    "/documents".to_owned()
}

/// The form that takes a document.
pub fn document_new() -> String {
    "/documents/new".to_owned()
}

/// A document with its findings.
pub fn document(id: DocumentId) -> String {
    format!("/documents/{id}")
}

/// The same, with the findings of one verdict.
pub fn document_verdict(id: DocumentId, verdict: &str) -> String {
    format!("/documents/{id}?verdict={verdict}")
}

/// The same, with what became of the last action.
pub fn document_said(id: DocumentId, said: &str) -> String {
    format!("/documents/{id}?said={said}")
}

/// The same, with a way to correct every cell and paragraph.
pub fn document_correcting(id: DocumentId) -> String {
    format!("/documents/{id}?correct=1")
}

/// The reading after so many corrections, at a place.
pub fn document_place(id: DocumentId, version: i64, span: Span) -> String {
    format!("/documents/{id}?version={version}&start={}&end={}#place", span.start, span.end)
}

/// The form on which a place is corrected; where it is sent, too.
pub fn document_correction(id: DocumentId, version: i64, span: Span) -> String {
    format!("/documents/{id}/correction?version={version}&start={}&end={}", span.start, span.end)
}

/// Goals that may be taken from a document.
pub fn document_accept(id: DocumentId) -> String {
    format!("/documents/{id}/accept")
}

/// What was chosen, before it is saved.
pub fn document_accept_check(id: DocumentId) -> String {
    format!("/documents/{id}/accept/check")
}

/// The file as it was given.
pub fn document_original(id: DocumentId) -> String {
    format!("/documents/{id}/original")
}

/// The goals as a workbook.
pub fn document_xlsx(id: DocumentId) -> String {
    format!("/documents/{id}/xlsx")
}

/// Where a document is withdrawn.
pub fn document_withdraw(id: DocumentId) -> String {
    format!("/documents/{id}/withdrawn")
}
