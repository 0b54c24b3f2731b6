//! The base of a growth in words of its own: 去年同期9亿元,同比增长10%; 上年完成45家,今年完成54家; 比上年增加5亿元,增长12%.

use super::super::exact::{Interval, Rational};
use super::super::{Check, Claim, Figure, Verdict};
use super::{in_real_terms, stated, with_base};
use crate::quantity::{Change, Days, Period};

/// The growth at `index` against the two figures before it.
pub(super) fn claim(check: &Check<'_, '_>, index: usize) -> Option<Claim> {
    let percent = check.figure(index)?;
    if !speaks_of_them(check, percent) {
        return None;
    }
    let last_at = before(check, index, index)?;
    let first_at = before(check, last_at, index)?;
    let (first, last) = (check.figure(first_at)?, check.figure(last_at)?);
    if !first.same_unit(last) || !first.is_plain() || own_words(check, first).contains("计划") {
        return None;
    }
    if let Some(change) = bare_increase(check, first, last) {
        return from_base(check, percent, first, last, change);
    }
    if let Some(change) = increase(check, last) {
        // Since the beginning of the year, and against last year's same day, are two growths.
        if own_words(check, last).contains("年初") && own_words(check, percent).contains("同比") {
            return None;
        }
        return by_increase(check, percent, first, last, change);
    }
    let (actual, base) = match (is_past(check, first, last), is_past(check, last, first)) {
        (true, false) => (last, first),
        (false, true) => (first, last),
        _ => return None,
    };
    Some(with_base(check, "growth", percent, actual, base))
}

/// The next figure before `at` that is no time, in the sentence of the figure at `index`.
fn before(check: &Check<'_, '_>, at: usize, index: usize) -> Option<usize> {
    let range = check.reading.sentence_of(index);
    (range.start..at).rev().find(|&i| check.figure(i).is_some_and(|f| !f.kind().is_time()))
}

/// 增长, 同比增长, 降幅为: the percent has no subject of its own.
fn speaks_of_them(check: &Check<'_, '_>, percent: &Figure) -> bool {
    let lead = check.reading.slice(percent.clause.start..percent.quantity.span.start);
    let mut rest = lead.trim();
    for word in ["同比", "较上年", "比上年", "上年", "同期", "实现"] {
        rest = rest.strip_prefix(word).unwrap_or(rest);
    }
    let rest = rest.trim_end_matches(['为', '达', '约', '了']);
    matches!(
        rest,
        "增长"
            | "增"
            | "增幅"
            | "增速"
            | "上升"
            | "上涨"
            | "下降"
            | "降"
            | "降幅"
            | "减少"
            | "增加"
            | "降低"
            | ""
    ) && !lead.trim().is_empty()
}

/// The words between the figure before and this one.
fn own_words<'d>(check: &Check<'_, 'd>, figure: &Figure) -> &'d str {
    check.reading.slice(figure.clause.start..figure.quantity.span.start)
}

/// 上年为, 去年同期, or the year before the other's.
fn is_past(check: &Check<'_, '_>, figure: &Figure, other: &Figure) -> bool {
    let words = own_words(check, figure);
    let compared = words.contains(['比', '较', '增', '减', '多', '少']);
    if !compared && ["上年", "去年", "同期", "上一年"].iter().any(|word| words.contains(word)) {
        return true;
    }
    let year = |f: &Figure| match f.quantity.period {
        Some(Period::Days(days)) if days == Days::year(days.first.year) => Some(days.first.year),
        _ => None,
    };
    matches!((year(figure), year(other)), (Some(a), Some(b)) if a + 1 == b)
}

/// 比上年的50万吨增加3万吨: the base is printed before what was added to it.
fn bare_increase(check: &Check<'_, '_>, base: &Figure, step: &Figure) -> Option<Change> {
    let words = own_words(check, base);
    let past =
        ["上年", "去年", "同期"].iter().any(|word| words.contains(word)) && words.contains(['比', '较']);
    match own_words(check, step).trim() {
        "增加" | "净增" | "多" | "增长" if past => Some(Change::Up),
        "减少" | "下降" | "少" if past => Some(Change::Down),
        _ => None,
    }
}

fn from_base(
    check: &Check<'_, '_>,
    percent: &Figure,
    base: &Figure,
    step: &Figure,
    change: Change,
) -> Option<Claim> {
    let sign = if change == Change::Up { Rational::ONE } else { Rational::whole(-1) };
    let exact = step.value()?.div(base.value()?)?.mul(Rational::HUNDRED)?.mul(sign)?;
    let ratio = step.interval()?.div(base.interval()?)?.scale(Rational::HUNDRED)?;
    let ratio = if change == Change::Up {
        ratio
    } else {
        Interval { low: ratio.high.mul(sign)?, high: ratio.low.mul(sign)? }
    };
    let (a, b, printed) = (check.words(base), check.words(step), check.words(percent));
    let text = format!("{}%", exact.text(4));
    let (verdict, code, why) = if ratio.meets(stated(check, percent)?) {
        (Verdict::Agrees, "rounded", format!("{b}是{a}的{text}，与所印{printed}一致。"))
    } else if in_real_terms(check, percent) {
        return None;
    } else {
        (Verdict::Disagrees, "differs", format!("{b}是{a}的{text}，所印为{printed}。"))
    };
    Some(
        Claim::new("growth", check.quote(base, percent), verdict, code, why)
            .inputs([a, b])
            .with([base.quantity.span.clone(), step.quantity.span.clone()])
            .recomputed(text)
            .published(printed),
    )
}

/// 较上年净增, 同比减少: the figure is what came or went, counted from last year.
fn increase(check: &Check<'_, '_>, figure: &Figure) -> Option<Change> {
    let words = own_words(check, figure).trim_end();
    let since = ["上年", "去年", "同比", "同期", "年初"].iter().any(|word| words.contains(word));
    let up =
        ["增加", "净增", "增长", "多增", "增收", "新增", "多", "增"].iter().any(|word| words.ends_with(word));
    let down = ["减少", "净减", "下降", "减收", "少"].iter().any(|word| words.ends_with(word));
    match (since, up, down) {
        (true, true, false) => Some(Change::Up),
        (true, false, true) => Some(Change::Down),
        _ => None,
    }
}

/// 完成46.7亿元,比上年增加5亿元,增长12%: 5 of the 41.7 there were.
fn by_increase(
    check: &Check<'_, '_>,
    percent: &Figure,
    actual: &Figure,
    step: &Figure,
    change: Change,
) -> Option<Claim> {
    let sign = if change == Change::Up { Rational::ONE } else { Rational::whole(-1) };
    let step_value = step.value()?.mul(sign)?;
    let base = actual.value()?.sub(step_value)?;
    if !base.is_positive() {
        return None;
    }
    let exact = step_value.div(base)?.mul(Rational::HUNDRED)?;
    let (now, more) = (actual.interval()?, step.interval()?);
    let then = if change == Change::Up { now.sub(more)? } else { now.add(more)? };
    let ratio = now.div(then)?.sub(Interval::point(Rational::ONE))?.scale(Rational::HUNDRED)?;
    let (a, b, printed) = (check.words(actual), check.words(step), check.words(percent));
    let text = format!("{}%", exact.text(4));
    let (verdict, code, why) = if ratio.meets(stated(check, percent)?) {
        (Verdict::Agrees, "rounded", format!("{a}比上年增减{b}，由此得增幅{text}，与所印{printed}一致。"))
    } else if in_real_terms(check, percent) {
        let why = format!(
            "{a}比上年增减{b}，由此得增幅{text}，与所印{printed}不一致；若增幅按可比价计算，要有价格指数才能核对。"
        );
        (Verdict::Unsupported, "nominal-real", why)
    } else {
        (Verdict::Disagrees, "differs", format!("{a}比上年增减{b}，由此得增幅{text}，所印为{printed}。"))
    };
    Some(
        Claim::new("growth", check.quote(actual, percent), verdict, code, why)
            .inputs([a, b])
            .with([actual.quantity.span.clone(), step.quantity.span.clone()])
            .recomputed(text)
            .published(printed),
    )
}
