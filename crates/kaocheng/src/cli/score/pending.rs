//! What is still wanting before every total stands.

use rules::{Scores, StepKind, Subject, Value};

/// More gaps than this are counted but not listed.
const LISTED: usize = 20;

/// One sentence per line of a unit that has no score because a figure or a judgement is wanting.
pub(super) fn gaps(scores: &Scores, period: usize) -> Vec<String> {
    let mut out = Vec::new();
    for (unit, who) in scores.facts().units().iter().enumerate() {
        if !pending(scores.total(unit, period)) {
            continue;
        }
        let lines = scores.lines(unit, period);
        let named = scores.scheme().lines().iter().zip(lines).enumerate();
        for (at, (line, _)) in named.filter(|(_, (_, value))| pending(*value)) {
            let explanation = scores.explain(unit, period, Subject::Line(at));
            let why = explanation
                .and_then(|e| e.steps.into_iter().rfind(|s| s.kind == StepKind::Gap))
                .map_or_else(|| "待补".to_owned(), |step| step.text);
            out.push(format!("{} {} {}：{why}", who.name, line.code, line.title));
        }
    }
    out
}

const fn pending(value: Value) -> bool {
    matches!(value, Value::Missing | Value::Unjudged)
}

/// Says the gaps and what to do about them.
pub(super) fn say(gaps: &[String], kept_back: bool) {
    if gaps.is_empty() {
        return;
    }
    for gap in gaps.iter().take(LISTED) {
        eprintln!("{gap}");
    }
    if let Some(more) = gaps.len().checked_sub(LISTED).filter(|more| *more > 0) {
        eprintln!("另有 {more} 处，未逐条列出");
    }
    eprintln!("数据没有报齐，总分待补。请在数据表里补上这些数，再算一次。");
    if kept_back {
        eprintln!("得分表没有写；要先看不完整的得分表，请加 --partial");
    }
}
