//! Text all the way: read, check the claims, write the page and the workbook.
#![no_main]

use ingest::{Hints, read};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let Ok(document) = read(text.as_bytes(), &Hints::default()) else { return };
    let findings = ingest::claim::verify(&document);
    let _ = ingest::html_page::page(&[(&document, &findings)]);
    let _ = ingest::table_book::workbook(&document, &findings.goals);
});
