//! Addresses of pages, in one place: no page writes another's address by hand.

use app::document::Span;
use assessment::{CycleId, DocumentId, EvidenceId, HierarchyId, IndicatorId, Period, UnitId};

/// Percent-encodes one segment of a path.
pub fn segment(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~') {
            out.push(char::from(byte));
        } else {
            out.push('%');
            for digit in [byte >> 4, byte & 15] {
                out.push(char::from_digit(u32::from(digit), 16).unwrap_or('0').to_ascii_uppercase());
            }
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

/// Where a figure of a document is taken into the form.
pub fn entry_offers(unit: UnitId, period: Period) -> String {
    format!("/entry/{unit}/{period}/offers")
}

/// A row of the form.
pub fn entry_row(unit: UnitId, period: Period, indicator: IndicatorId) -> String {
    format!("/entry/{unit}/{period}#row-{indicator}")
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

/// A cycle.
pub fn cycle(id: CycleId) -> String {
    format!("/cycles/{id}")
}

/// Where a cycle is moved to another state.
pub fn cycle_state(id: CycleId) -> String {
    format!("/cycles/{id}/state")
}

/// The editor of a cycle's scheme.
pub fn cycle_scheme(id: CycleId) -> String {
    format!("/cycles/{id}/scheme")
}

/// A published version of a cycle's scheme.
pub fn cycle_version(id: CycleId, version: i64) -> String {
    format!("/cycles/{id}/versions/{version}")
}

/// A cycle's targets, by indicator.
pub fn targets(id: CycleId) -> String {
    format!("/cycles/{id}/targets")
}

/// The same as a workbook.
pub fn targets_xlsx(id: CycleId) -> String {
    format!("/cycles/{id}/targets/xlsx")
}

/// Where a workbook that was looked over is taken.
pub fn targets_import(id: CycleId) -> String {
    format!("/cycles/{id}/targets/import")
}

/// Targets of one unit.
pub fn targets_of_unit(id: CycleId, unit: UnitId) -> String {
    format!("/cycles/{id}/targets/units/{unit}")
}

/// Targets for one indicator.
pub fn targets_of_indicator(id: CycleId, indicator: IndicatorId) -> String {
    format!("/cycles/{id}/targets/indicators/{indicator}")
}

/// Every target that stood in one place, and the form that asks for another.
pub fn target_history(id: CycleId, unit: UnitId, indicator: IndicatorId) -> String {
    format!("/cycles/{id}/history/{unit}/{indicator}")
}

/// How an indicator falls due.
pub fn schedule(id: CycleId, indicator: IndicatorId) -> String {
    format!("/cycles/{id}/schedules/{indicator}")
}

/// Which figures of a cycle have to be proved.
pub fn evidence_rules(id: CycleId) -> String {
    format!("/cycles/{id}/evidence")
}

/// Requests for other targets.
pub fn target_requests(id: CycleId) -> String {
    format!("/cycles/{id}/requests")
}

/// Red, yellow and green of a period.
pub fn lights(period: Period) -> String {
    format!("/lights/{period}")
}

/// One indicator of a unit through the year.
pub fn trend(unit: UnitId, indicator: IndicatorId, year: i16) -> String {
    format!("/trend/{unit}/{indicator}/{year}")
}

/// A unit with its versions.
pub fn unit(unit: UnitId) -> String {
    format!("/units/{unit}")
}

/// A hierarchy.
pub fn hierarchy(hierarchy: HierarchyId) -> String {
    format!("/hierarchies/{hierarchy}")
}

/// Figures before and after a reorganisation.
pub fn reorganisation(id: i64) -> String {
    format!("/reorganisations/{id}")
}

/// A step of a report that is no decision on figures: recall, requests to reopen.
pub fn review_step(unit: UnitId, period: Period) -> String {
    format!("/review/{unit}/{period}/step")
}

/// Where a word about a figure is sent.
pub fn figure_reply(unit: UnitId, indicator: IndicatorId, period: Period) -> String {
    format!("/figures/{unit}/{indicator}/{period}/reply")
}

/// Where evidence is used again.
pub fn evidence_reuse(unit: UnitId, indicator: IndicatorId, period: Period) -> String {
    format!("/figures/{unit}/{indicator}/{period}/evidence/reuse")
}

/// One file beside a figure.
pub fn figure_file(unit: UnitId, indicator: IndicatorId, period: Period, id: EvidenceId) -> String {
    format!("/figures/{unit}/{indicator}/{period}/evidence/{id}")
}

/// How the reports of a period stand.
pub fn reviews(period: Period) -> String {
    format!("/reviews/{period}")
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
