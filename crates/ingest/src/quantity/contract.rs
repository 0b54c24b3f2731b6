//! The contract of `read --lines --json`: offsets in Unicode scalar values, values as decimal strings.

use super::model::{Change, Period, Scan, Value};
use serde::Serialize;

/// One text's figures.
#[derive(Clone, Debug, Serialize)]
pub struct ScanRecord {
    /// Figures in the order of the text.
    pub items: Vec<ItemRecord>,
    /// Spans that hold digits and are no figure.
    pub ignore: Vec<SpanRecord>,
}

/// A span by scalar values, end exclusive.
#[derive(Clone, Debug, Serialize)]
pub struct SpanRecord {
    /// The text of the span.
    pub text: String,
    /// First scalar value.
    pub start: usize,
    /// Behind the last scalar value.
    pub end: usize,
}

/// One figure.
#[derive(Clone, Debug, Serialize)]
pub struct ItemRecord {
    /// Its place.
    #[serde(flatten)]
    pub place: SpanRecord,
    /// Its kind.
    pub kind: &'static str,
    /// Exact decimal in base units, `first/last` for periods, ISO 8601 for days and lengths.
    pub value: String,
    /// Upper end of a range.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value_max: Option<String>,
    /// Currency code, %, pp, or the measure word.
    pub unit: Option<String>,
    /// ≥ ≤ > < about over as_of
    pub qualifier: Option<&'static str>,
    /// up or down
    pub change: Option<&'static str>,
    /// The time the figure belongs to.
    pub period: Option<String>,
    /// Present and true when the page had damaged the figure.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub damaged: bool,
}

/// Turns byte offsets, which must come in ascending order, into counts of scalar values.
struct Counter<'a> {
    text: &'a str,
    byte: usize,
    chars: usize,
}

impl Counter<'_> {
    fn at(&mut self, byte: usize) -> usize {
        if byte < self.byte {
            (self.byte, self.chars) = (0, 0);
        }
        self.chars += self.text.get(self.byte..byte).map_or(0, |part| part.chars().count());
        self.byte = byte;
        self.chars
    }

    fn span(&mut self, span: &std::ops::Range<usize>) -> SpanRecord {
        let start = self.at(span.start);
        let end = self.at(span.end);
        SpanRecord { text: self.text.get(span.clone()).unwrap_or("").to_owned(), start, end }
    }
}

/// The contract's form of what was found in `text`.
pub fn record(text: &str, scan: &Scan) -> ScanRecord {
    let mut counter = Counter { text, byte: 0, chars: 0 };
    let items = scan
        .items
        .iter()
        .map(|item| {
            let (value, value_max) = values(item.value);
            ItemRecord {
                place: counter.span(&item.span),
                kind: item.kind.name(),
                value,
                value_max,
                unit: item.unit.as_ref().map(|unit| unit.name(text).to_owned()),
                qualifier: item.qualifier.map(super::model::Qualifier::name),
                change: item.change.map(|change| match change {
                    Change::Up => "up",
                    Change::Down => "down",
                }),
                period: item.period.map(|period| match period {
                    Period::Days(days) => days.to_string(),
                    Period::Length(length) => length.to_string(),
                }),
                damaged: item.damaged,
            }
        })
        .collect();
    let mut counter = Counter { text, byte: 0, chars: 0 };
    let ignore = scan.ignored.iter().map(|ignored| counter.span(&ignored.span)).collect();
    ScanRecord { items, ignore }
}

fn values(value: Value) -> (String, Option<String>) {
    match value {
        Value::One(number) => (number.to_string(), None),
        Value::Range(low, high) => (low.to_string(), Some(high.to_string())),
        Value::Fraction(numerator, denominator) => (format!("{numerator}/{denominator}"), None),
        Value::Days(days) => (days.to_string(), None),
        Value::Day(day) => (day.to_string(), None),
        Value::Length(length) => (length.to_string(), None),
    }
}
