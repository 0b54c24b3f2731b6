//! 从5.6万元提高到7.8万元,年均增长6.9%: the yearly growth that takes the first figure to the second.

use super::exact::{Interval, Rational};
use super::{Check, Claim, Figure, Verdict};
use crate::quantity::{Grain, Kind, Value};

/// Longest span of years that is worked out.
const YEARS_MAX: u32 = 15;

/// The levels at `from` and `to` against the yearly growth at `rate`.
pub(super) fn claim(check: &Check<'_, '_>, from: usize, to: usize, rate: usize) -> Option<Claim> {
    let (first, last, percent) = (check.figure(from)?, check.figure(to)?, check.figure(rate)?);
    let printed = check.words(percent);
    let quote =
        first.clause.start.min(percent.clause.start)..last.quantity.span.end.max(percent.quantity.span.end);
    let Some(years) = years(check, from) else {
        let why = format!("没有印出年数，年均增长{printed}无从核对。");
        let claim = Claim::new("yearly-growth", quote, Verdict::Unsupported, "no-years", why);
        return Some(
            claim.inputs([check.words(first), check.words(last)]).published(printed).settle("起止年份"),
        );
    };
    let ratio = last.interval()?.div(first.interval()?)?;
    let meets = power(percent, years).is_some_and(|power| power.meets(ratio));
    let (a, b) = (check.words(first), check.words(last));
    let whole = last.value()?.div(first.value()?)?.sub(Rational::ONE)?.mul(Rational::HUNDRED)?;
    let text = format!("{years}年共增长{}%", whole.text(2));
    let (verdict, code, why) = if meets {
        (Verdict::Agrees, "rounded", format!("{a}到{b}，{text}，与年均增长{printed}一致。"))
    } else if first.kind() == Kind::Amount {
        let why = format!(
            "{a}到{b}，{text}，与年均增长{printed}不一致；若增幅按可比价计算，要有价格指数才能核对。"
        );
        (Verdict::Unsupported, "nominal-real", why)
    } else {
        (Verdict::Disagrees, "differs", format!("{a}到{b}，{text}，与年均增长{printed}不符。"))
    };
    let claim = Claim::new("yearly-growth", quote, verdict, code, why)
        .inputs([a, b])
        .with([first.quantity.span.clone(), last.quantity.span.clone()])
        .recomputed(text)
        .published(printed);
    Some(if verdict == Verdict::Unsupported { claim.settle("增幅是否按可比价计算") } else { claim })
}

/// (1 + growth) to the number of years.
fn power(percent: &Figure, years: u32) -> Option<Interval> {
    let growth = percent.interval()?.scale(Rational::new(1, 100)?)?.add(Interval::point(Rational::ONE))?;
    let mut found = Interval::point(Rational::ONE);
    for _ in 0..years {
        found = Interval { low: found.low.mul(growth.low)?, high: found.high.mul(growth.high)? };
    }
    Some(found)
}

/// The years between: 五年, 2020年到2025年, or the two years the figures belong to.
fn years(check: &Check<'_, '_>, from: usize) -> Option<u32> {
    let range = check.reading.sentence_of(from);
    let near = range.filter_map(|at| check.figure(at));
    let mut named: Vec<u16> = Vec::new();
    for figure in near {
        match figure.quantity.value {
            Value::Length(length) if length.grain == Grain::Year => {
                return Some(length.count).filter(|n| *n <= YEARS_MAX);
            }
            Value::Days(days) if days.first.year < days.last.year => {
                let words = check.words(figure);
                // 十四五 is five years of growth; 2020年到2025年 is five, from the end of the first.
                let plan = words.starts_with('十') || words.starts_with('“');
                return Some(u32::from(days.last.year - days.first.year) + u32::from(plan))
                    .filter(|n| *n <= YEARS_MAX);
            }
            Value::Days(days) if days.is_whole_year() => named.push(days.first.year),
            _ => {}
        }
    }
    match named.as_slice() {
        [first, .., last] if first < last => Some(u32::from(last - first)).filter(|n| *n <= YEARS_MAX),
        _ => None,
    }
}
