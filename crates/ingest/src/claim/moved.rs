//! 从4.4元降至3.96元,下调10%; 由30天压缩到12天,压减60%; 占比从46.2%提高到52.1%,提高5.9个百分点: two printed levels and the way between.

use super::{Check, Claim, Figure, Verdict, difference, growth, yearly};
use crate::quantity::{Change, Kind, Value};

const MOVES: &[&str] = &[
    "降至",
    "降到",
    "降为",
    "下降到",
    "下降至",
    "下调至",
    "下调到",
    "减少到",
    "减少至",
    "压减到",
    "压减至",
    "压缩到",
    "压缩至",
    "压缩为",
    "缩短到",
    "缩短至",
    "缩短为",
    "精简到",
    "精简至",
    "精简为",
    "调整为",
    "调整到",
    "调整至",
    "提高到",
    "提高至",
    "提升至",
    "提升到",
    "增加到",
    "增加至",
    "增至",
    "增长到",
    "增长至",
    "上升到",
    "上升至",
    "上调至",
    "上调到",
    "扩大到",
    "扩大至",
];

/// Words before a percent that give the way without 增长 or 下降.
const RATES: &[&str] = &["压缩", "压减", "缩短", "精简", "减少", "缩减", "提高", "提升", "增加"];

/// Checks the level at `index` against the next one, if the words between say that the one became the other.
pub(super) fn check(check: &mut Check<'_, '_>, index: usize) {
    let Some(to_at) = next_level(check, index) else { return };
    let Some((from, to)) = check.figure(index).zip(check.figure(to_at)) else { return };
    if from.is_percent() {
        let claim = points(check, from, to, to_at);
        if check.figure(to_at + 1).is_some_and(Figure::is_percent) && claim.is_some() {
            check.explained.insert(to_at + 1);
        }
        check.claims.extend(claim);
        return;
    }
    let range = check.reading.sentence_of(index);
    let clear = |at: usize| {
        let between = if at > to_at { to_at + 1..at } else { at + 1..index };
        between.into_iter().all(|i| check.figure(i).is_some_and(|f| !f.is_plain() && !f.is_percent()))
    };
    let rates: Vec<usize> = range.filter(|&at| is_rate(check, at)).collect();
    let near = |at: &&usize| at.abs_diff(to_at);
    let own = rates.iter().filter(|at| clear(**at)).min_by_key(near);
    // 下调10%,其中非工业从4.4元降至3.96元,工业从4.7元降至4.23元: one rate for several pairs, told where it fits.
    let shared = own.is_none();
    let rate = own.or_else(|| rates.iter().min_by_key(near)).copied();
    let Some((rate_at, percent)) = rate.and_then(|at| Some((at, check.figure(at)?))) else { return };
    if check.reading.part_lead(percent).contains("年均") {
        let claim = yearly::claim(check, index, to_at, rate_at);
        if claim.is_some() {
            check.explained.insert(rate_at);
        }
        check.claims.extend(claim);
        return;
    }
    let claim = growth::with_base(check, "growth", percent, to, from);
    if shared && claim.verdict != Verdict::Agrees {
        return;
    }
    let quote = from.clause.start..to.quantity.span.end;
    check.explained.insert(rate_at);
    check.claims.push(Claim { quote, ..claim });
}

/// The level that the one at `index` moved to.
fn next_level(check: &Check<'_, '_>, index: usize) -> Option<usize> {
    let from = check.figure(index)?;
    let is_length = |f: &Figure| matches!(f.quantity.value, Value::Length(_));
    let to_at = (index + 1..index + 3).find(|&at| {
        check.figure(at).is_some_and(|f| !f.kind().is_time() || is_length(from) && is_length(f))
    })?;
    let to = check.figure(to_at)?;
    let alike = match (from.quantity.value, to.quantity.value) {
        (Value::Length(a), Value::Length(b)) => a.grain == b.grain,
        _ => from.same_unit(to) && (from.is_plain() || from.is_percent()),
    };
    // 由2021年的500家增加到2024年的665家: the year is not part of the words.
    let year = (index + 1..to_at).find_map(|at| check.figure(at));
    let words = match year {
        Some(year) => check.reading.slice(from.quantity.span.end..year.quantity.span.start),
        None => check.reading.slice(from.quantity.span.end..to.quantity.span.start),
    };
    let words = words.trim().trim_start_matches(['/', '／']);
    let moves = MOVES.iter().any(|word| {
        words.ends_with(word)
            && words.chars().count() <= word.chars().count() + 6
            && !words.contains([',', '，', '、'])
    });
    let lead = check.reading.part_lead(from);
    (alike && moves && (lead.contains('从') || lead.contains('由'))).then_some(to_at)
}

fn is_rate(check: &Check<'_, '_>, at: usize) -> bool {
    let Some(percent) = check.figure(at).filter(|f| f.is_percent()) else { return false };
    let lead = check.reading.part_lead(percent).trim_end();
    percent.quantity.change.is_some() || RATES.iter().any(|word| lead.ends_with(word))
}

/// 提高5.9个百分点 right behind the two levels.
fn points(check: &Check<'_, '_>, from: &Figure, to: &Figure, to_at: usize) -> Option<Claim> {
    let points = check.figure(to_at + 1).filter(|f| f.sentence == to.sentence)?;
    if !(points.kind() == Kind::PercentagePoint || points.is_percent()) {
        return None;
    }
    let gap = check.reading.slice(to.quantity.span.end..points.quantity.span.start);
    let gap = gap
        .trim_matches([',', '，', '、', '(', '（', ' '])
        .trim_start_matches('共')
        .trim_start_matches("累计");
    let change = match gap {
        "提高" | "上升" | "增加" | "提升" | "增长" | "上涨" => Change::Up,
        "下降" | "降低" | "减少" | "回落" | "下调" | "压减" => Change::Down,
        _ => return None,
    };
    let found = difference::compared(check, points, to, from, change)
        .map(|claim| Claim { quote: from.clause.start..points.quantity.span.end, ..claim })
        .filter(|claim| claim.verdict != Verdict::Unsupported)?;
    if points.kind() == Kind::PercentagePoint {
        return Some(found);
    }
    // From 61.5% to 65% is 3.5 points, or 5.7%: the difference printed with % is neither.
    let grown = growth::with_base(check, "growth", points, to, from);
    if grown.verdict == Verdict::Agrees {
        return Some(Claim { quote: found.quote, ..grown });
    }
    if found.verdict == Verdict::Disagrees {
        return None;
    }
    let (a, b, printed) = (check.words(from), check.words(to), check.words(points));
    let why = format!("{a}到{b}相差的是百分点，印作{printed}，应为{}个百分点。", points.value()?.text(4));
    Some(Claim { verdict: Verdict::Disagrees, code: "points-as-percent", why, ..found })
}
