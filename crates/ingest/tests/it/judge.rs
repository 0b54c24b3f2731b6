//! Compares the figures found with labelled lines; shared by the tests and the benchmark.

use ingest::quantity::{Day, record, scan};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Hits and misses of one kind.
#[derive(Default, Clone, Copy)]
pub(crate) struct Tally {
    pub(crate) expected: u32,
    pub(crate) found: u32,
    pub(crate) right: u32,
    pub(crate) full: u32,
}

/// What came of a set of lines.
#[derive(Default)]
pub(crate) struct Outcome {
    pub(crate) kinds: BTreeMap<String, Tally>,
    pub(crate) false_hits: u32,
    pub(crate) taken: u32,
    pub(crate) mistakes: String,
}

impl Outcome {
    pub(crate) fn total(&self) -> Tally {
        self.kinds.values().fold(Tally::default(), |sum, one| Tally {
            expected: sum.expected + one.expected,
            found: sum.found + one.found,
            right: sum.right + one.right,
            full: sum.full + one.full,
        })
    }

    pub(crate) fn print(&self, name: &str) {
        println!("{name}: kind, labelled, precision %, recall %, with qualifier and period %");
        let percent = |part: u32, whole: u32| f64::from(part) * 100.0 / f64::from(whole.max(1));
        for (kind, tally) in self.kinds.iter().map(|(k, t)| (k.as_str(), *t)).chain([("all", self.total())]) {
            println!(
                "{kind:18} {:4} {:6.1} {:6.1} {:6.1}",
                tally.expected,
                percent(tally.right, tally.found),
                percent(tally.right, tally.expected),
                percent(tally.full, tally.expected)
            );
        }
        println!("false hits {}, ignored spans taken {}", self.false_hits, self.taken);
        println!("{}", self.mistakes);
    }
}

fn same_number(found: &str, label: &str) -> bool {
    let trim = |text: &str| {
        if text.contains('.') {
            text.trim_end_matches('0').trim_end_matches('.').to_owned()
        } else {
            text.to_owned()
        }
    };
    found == label || trim(found) == trim(label)
}

fn overlap(a: &Value, b: &Value) -> bool {
    let of = |v: &Value, key: &str| v[key].as_u64().unwrap_or(0);
    of(a, "start") < of(b, "end") && of(b, "start") < of(a, "end")
}

fn same(found: &Value, label: &Value, key: &str) -> bool {
    found.get(key).unwrap_or(&Value::Null) == label.get(key).unwrap_or(&Value::Null)
}

fn judge_line(line: &Value, outcome: &mut Outcome) {
    let text = line["text"].as_str().unwrap();
    let anchor = Day::parse(line["anchor"].as_str().unwrap()).unwrap();
    let found = serde_json::to_value(record(text, &scan(text, anchor))).unwrap();
    let found = found["items"].as_array().unwrap().clone();
    let mut used = vec![false; found.len()];
    for label in line["items"].as_array().unwrap() {
        let kind = label["kind"].as_str().unwrap().to_owned();
        let tally = outcome.kinds.entry(kind).or_default();
        tally.expected += 1;
        let hit = found.iter().enumerate().find(|(i, f)| !used[*i] && overlap(f, label));
        let Some((index, item)) = hit else {
            let _ = writeln!(outcome.mistakes, "missed  {label}\n    in {text}");
            continue;
        };
        used[index] = true;
        let right = same(item, label, "kind")
            && same(item, label, "unit")
            && same(item, label, "value_max")
            && same_number(item["value"].as_str().unwrap(), label["value"].as_str().unwrap());
        let full = right && same(item, label, "qualifier") && same(item, label, "period");
        let change = same(item, label, "change");
        tally.right += u32::from(right);
        tally.full += u32::from(full);
        if !full || !change {
            let word = if right && full {
                "change"
            } else if right {
                "context"
            } else {
                "wrong"
            };
            let _ = writeln!(outcome.mistakes, "{word}  {label}\n    found {item}\n    in {text}");
        }
    }
    for (item, used) in found.iter().zip(&used) {
        let kind = item["kind"].as_str().unwrap().to_owned();
        outcome.kinds.entry(kind).or_default().found += 1;
        if !used {
            outcome.false_hits += 1;
            let _ = writeln!(outcome.mistakes, "false hit {item}\n    in {text}");
        }
        if line["ignore"].as_array().is_some_and(|spans| spans.iter().any(|span| overlap(item, span))) {
            outcome.taken += 1;
            let _ = writeln!(outcome.mistakes, "taken {item}\n    in {text}");
        }
    }
}

pub(crate) fn judge(lines: &str) -> Outcome {
    let mut outcome = Outcome::default();
    for line in lines.lines().filter(|line| line.starts_with('{')) {
        judge_line(&serde_json::from_str(line).unwrap(), &mut outcome);
    }
    outcome
}
