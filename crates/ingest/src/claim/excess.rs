//! 超年度计划20%, 超目标任务100个, 比计划少5家: how far the actual lies above or below its target.

use super::exact::{Interval, Rational};
use super::{Check, Claim, Figure, Verdict, completion};
use crate::quantity::Kind;

/// What the distance is measured from.
const NOUNS: &[&str] =
    &["年度计划", "全年计划", "目标任务", "年度目标", "年度任务", "全年任务", "计划", "任务", "目标"];

pub(super) fn run(check: &mut Check<'_, '_>) {
    let mut claims = Vec::new();
    let mut explained = Vec::new();
    for index in 0..check.reading.figures.len() {
        if let Some(claim) = distance(check, index) {
            explained.push(index);
            claims.push(claim);
        }
    }
    check.explained.extend(explained);
    check.claims.extend(claims);
}

/// Above is one, below is minus one; nothing when the words say something else.
fn sign(lead: &str) -> Option<Rational> {
    let lead = lead.trim();
    let target = |rest: &str| NOUNS.contains(&rest.trim_end_matches('数').trim_start_matches('了'));
    let above = ["超额完成", "超出", "超过", "超额", "超", "高于", "多于"];
    let below = ["低于", "少于", "欠"];
    let bare = |words: &[&str]| words.iter().any(|word| lead.strip_prefix(word).is_some_and(target));
    let compared = |ends: &[&str]| {
        let rest = lead.strip_prefix(['比', '较']);
        rest.is_some_and(|rest| ends.iter().any(|end| rest.strip_suffix(end).is_some_and(target)))
    };
    if bare(&above) || compared(&["多", "超", "高", "增加", "多出"]) {
        Some(Rational::ONE)
    } else if bare(&below) || compared(&["少", "低", "欠", "差", "减少"]) {
        Some(Rational::whole(-1))
    } else {
        None
    }
}

/// The only target and the only actual of the sentence before the figure give the distance.
fn distance(check: &Check<'_, '_>, index: usize) -> Option<Claim> {
    let gap = check.figure(index).filter(|f| f.is_percent() || f.is_plain() && f.kind() != Kind::Number)?;
    let sign = sign(check.reading.part_lead(gap))?;
    let range = check.reading.sentence_of(index).start..index;
    let plain = range.filter(|&at| {
        check.figure(at).is_some_and(|f| f.is_plain() && (gap.is_percent() || f.same_unit(gap)))
    });
    let (targets, done): (Vec<&Figure>, Vec<&Figure>) =
        plain.filter_map(|at| check.figure(at)).partition(|f| completion::is_target(check, f));
    let ([target], [actual]) = (targets.as_slice(), done.as_slice()) else { return None };
    if !target.same_unit(actual) || gap.quantity.qualifier.is_some() || actual.quantity.qualifier.is_some() {
        return None;
    }
    let (exact, interval) = if gap.is_percent() {
        let exact = actual.value()?.div(target.value()?)?.sub(Rational::ONE)?.mul(Rational::HUNDRED)?;
        let rate = completion::rate(actual, target)?.sub(Interval::point(Rational::HUNDRED))?;
        (exact.mul(sign)?, turned(rate, sign)?)
    } else {
        let between = actual.interval()?.sub(target.interval()?)?;
        (actual.value()?.sub(target.value()?)?.mul(sign)?, turned(between, sign)?)
    };
    let (a, b, printed) = (check.words(actual), check.words(target), check.words(gap));
    let text = if gap.is_percent() { format!("{}%", exact.text(4)) } else { exact.text(4) };
    let (verdict, code, why) = if interval.meets(gap.interval()?) {
        (Verdict::Agrees, "rounded", format!("{a}与目标{b}相差{text}，与所印{printed}一致。"))
    } else {
        (Verdict::Disagrees, "differs", format!("{a}与目标{b}相差{text}，所印为{printed}。"))
    };
    Some(
        Claim::new("difference", check.quote(actual, gap), verdict, code, why)
            .inputs([a, b])
            .with([actual.quantity.span.clone(), target.quantity.span.clone()])
            .recomputed(text)
            .published(printed),
    )
}

fn turned(interval: Interval, sign: Rational) -> Option<Interval> {
    let (a, b) = (interval.low.mul(sign)?, interval.high.mul(sign)?);
    Some(if a.at_most(b) { Interval { low: a, high: b } } else { Interval { low: b, high: a } })
}
