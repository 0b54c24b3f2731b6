//! The figures found, against labelled lines: our own, and the shared corpus when it is there.

use super::judge::judge;

fn share(part: u32, whole: u32) -> f64 {
    f64::from(part) * 100.0 / f64::from(whole.max(1))
}

/// Floors may rise, never fall.
#[test]
fn shared_lines_are_read_right() {
    let Some(shared) = super::shared() else { return };
    let outcome = judge(&std::fs::read_to_string(shared.join("corpus/quantities.jsonl")).unwrap());
    outcome.print("shared corpus");
    let total = outcome.total();
    assert!(share(total.right, total.expected) >= 97.0, "kind, value and unit");
    assert!(share(total.full, total.expected) >= 95.0, "with qualifier and period");
    assert!(share(outcome.false_hits, total.found) <= 2.0, "false hits");
    assert_eq!(outcome.taken, 0, "spans that are no figures");
}

#[test]
fn every_construction_of_the_policy_is_read_right() {
    all_read_right("our own lines", include_str!("../../../../tests/corpus/quantities.jsonl"));
}

/// Every figure in all its fields, nothing that is none, nothing out of what is to be left alone.
fn all_read_right(name: &str, lines: &str) {
    let outcome = judge(lines);
    outcome.print(name);
    let total = outcome.total();
    assert_eq!(
        (total.full, outcome.false_hits, outcome.taken),
        (total.expected, 0, 0),
        "{}",
        outcome.mistakes
    );
}

/// Full-width digits, broken thousands, Chinese decimals, 成, 億, 财年, shared units: forms that print and hand produce.
#[test]
fn every_form_of_a_figure_is_read_right() {
    all_read_right("forms", include_str!("../../../../tests/corpus/forms.jsonl"));
}

/// 187 figures of work reports of 2026, labelled before they were read.
#[test]
fn work_reports_are_read_right() {
    all_read_right("work reports", include_str!("../../../../tests/corpus/reports.jsonl"));
}

/// 193 figures of scoring rules: points, bounds of a class, caps, steps (每超10%加1分), ranges in the middle of a sentence.
#[test]
fn schemes_are_read_right() {
    all_read_right("schemes", include_str!("../../../../tests/corpus/schemes.jsonl"));
}
