//! Finds every figure in official Chinese prose: amounts, counts, measures, rates, ranks, periods, dates, lengths of time,
//! with exact values, bounds, and the time each belongs to. Linear in the length of the text.
//!
//! The policy (what counts as a figure, what its span is, which period governs it) follows the labelled corpus in
//! `tests/corpus/`; every construction has lines there.

mod calendar;
mod code;
mod context;
mod contract;
mod figure;
mod lex;
mod model;
mod number;
mod numeral;
mod ordinal;
mod scanner;
mod tenths;
mod time;
mod traditional;
mod unit;
mod unit_words;
mod words;

pub use calendar::{Day, Days, Grain, Length};
pub use contract::{ItemRecord, ScanRecord, SpanRecord, record};
pub use model::{Change, Ignored, Kind, NotQuantity, Period, Qualifier, Quantity, Scan, Unit, Value};
pub use number::Number;
pub(crate) use traditional::simplified;

/// Finds the figures of `text`, which speaks from the day `anchor`: its year fills 今年, 8月, 1-8月.
pub fn scan(text: &str, anchor: Day) -> Scan {
    let mut scan = Scan::default();
    scan_into(text, anchor, &mut scan);
    scan
}

/// As [`scan`], into storage that is used again: nothing is allocated once it has grown.
pub fn scan_into(text: &str, anchor: Day, scan: &mut Scan) {
    scan.items.clear();
    scan.ignored.clear();
    scan.limited = false;
    match traditional::simplified(text) {
        Some(simple) => scanner::run(&simple, anchor, scan),
        None => scanner::run(text, anchor, scan),
    }
}
