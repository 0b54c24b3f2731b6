//! Speed of the figure scanner on plain text on one core, and how right it is on labelled lines:
//! `reading_bench LINES.txt [LABELS.jsonl]`. Prints one JSON row, then precision and recall per kind.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a measurement may stop at the first surprise"
)]

#[path = "../tests/it/judge.rs"]
mod judge;

use ingest::quantity::{Day, Scan, scan_into};
use std::time::Instant;

/// The text is repeated to at least this many bytes, so that a run takes a tenth of a second or more.
const BYTES_MIN: usize = 16_000_000;
const RUNS: usize = 5;

fn main() {
    let names: Vec<String> = std::env::args().skip(1).collect();
    let own = include_str!("../../../tests/corpus/quantities.jsonl");
    let text = names.first().map_or_else(|| own.to_owned(), |name| std::fs::read_to_string(name).unwrap());
    let labels = names.get(1).map_or_else(|| own.to_owned(), |name| std::fs::read_to_string(name).unwrap());
    let outcome = judge::judge(&labels);
    let total = outcome.total();
    let text = text.repeat(BYTES_MIN / text.len().max(1) + 1);
    let anchor = Day { year: 2020, month: 12, day: 31 };
    let mut found = Scan::default();
    scan_into(&text, anchor, &mut found);
    let mut seconds: Vec<f64> = (0..RUNS)
        .map(|_| {
            let start = Instant::now();
            scan_into(&text, anchor, &mut found);
            start.elapsed().as_secs_f64()
        })
        .collect();
    seconds.sort_by(f64::total_cmp);
    let middle = seconds[RUNS / 2];
    #[expect(clippy::cast_precision_loss, reason = "sixteen megabytes are exact in a double")]
    let rate = text.len() as f64 / 1e6 / middle;
    let row = serde_json::json!({
        "engine": "kaocheng",
        "mb_per_s": (rate * 10.0).round() / 10.0,
        "bytes": text.len(),
        "seconds": (middle * 1000.0).round() / 1000.0,
        "right": total.right,
        "items": total.expected,
    });
    println!("{row}");
    outcome.print("figures");
}
