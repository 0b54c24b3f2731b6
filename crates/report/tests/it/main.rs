//! Documents by cell grid and text, never by bytes.
#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

mod figures;
mod rank_table;
mod score_sheet;

use assessment::Decimal;

fn number(text: &str) -> Decimal {
    text.parse().unwrap()
}

/// Keeps the workbook where a person can open it.
fn keep(name: &str, bytes: &[u8]) {
    std::fs::write(std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(name), bytes).unwrap();
}
