//! 占引进资金总额的21.27%: part over whole; 分别占…41.1%和72%: parts by order; 到位率45.59%: one figure over another.

use super::exact::{Interval, Rational};
use super::{Check, Claim, Figure, Verdict, column, similar};
use crate::quantity::{Kind, Qualifier};

/// How far back the whole is looked for, in figures.
const REACH_FIGURES: usize = 80;

pub(super) fn run(check: &mut Check<'_, '_>) {
    let mut index = 0;
    while index < check.reading.figures.len() {
        let group = group(check, index);
        let end = index + group.max(1);
        if group > 0 {
            let shape = shape(check, index);
            if let Some(kind) = shape {
                judge_group(check, index, group, kind);
            }
        }
        index = end;
    }
}

/// Number of percents that follow one another with 和 or 、 between, from `index`; 0 if there is none or it is explained.
fn group(check: &Check<'_, '_>, index: usize) -> usize {
    let open = |at: usize| check.figure(at).is_some_and(Figure::is_percent) && !check.explained.contains(&at);
    if !open(index) {
        return 0;
    }
    let mut count = 1;
    while open(index + count) {
        let (Some(a), Some(b)) = (check.figure(index + count - 1), check.figure(index + count)) else {
            break;
        };
        let gap = check.reading.slice(a.quantity.span.end..b.quantity.span.start);
        if !matches!(gap.trim(), "和" | "、" | "及" | "与" | "") || a.sentence != b.sentence {
            break;
        }
        count += 1;
    }
    count
}

/// `share` for 占, `rate` for a rate of one figure to another, nothing for other percents.
fn shape(check: &Check<'_, '_>, index: usize) -> Option<&'static str> {
    let percent = check.figure(index)?;
    if column::is_column(check, percent)
        || column::is_goal(check, percent)
        || super::growth::in_rules(check, percent)
    {
        return None;
    }
    let lead = check.reading.part_lead(percent);
    let near = lead.rsplit(['%', '％']).next().unwrap_or(lead).trim_end();
    if near.contains('占') || near.contains("比重") {
        return Some("share");
    }
    let rate = ["率", "率达", "率为", "率达到", "率约", "率超"].iter().any(|end| near.ends_with(end));
    let known =
        ["利率", "税率", "增长率", "失业率", "汇率", "概率", "效率"].iter().any(|word| near.contains(word));
    if rate && !known && percent.quantity.change.is_none() {
        return Some("rate");
    }
    // 开工907个、82.98%: a percent that follows a figure at once.
    let previous = index.checked_sub(1).and_then(|at| check.figure(at))?;
    let gap = check.reading.slice(previous.quantity.span.end..percent.quantity.span.start);
    (previous.is_plain() && matches!(gap, "、" | "," | "，" | "(" | "（")).then_some("rate")
}

fn judge_group(check: &mut Check<'_, '_>, index: usize, count: usize, kind: &'static str) {
    let range = check.reading.sentence_of(index);
    let plain: Vec<usize> = (range.start..index)
        .filter(|&at| check.figure(at).is_some_and(|f| f.is_plain() && !is_class(check, f)))
        .collect();
    let parts: Vec<Option<usize>> = if count > 1 {
        let from = plain.len().saturating_sub(count);
        let tail = plain.get(from..).unwrap_or_default();
        let enough = tail.len() == count;
        (0..count).map(|i| if enough { tail.get(i).copied() } else { None }).collect()
    } else {
        vec![nearest_part(check, index, &plain).or_else(|| named_part(check, index))]
    };
    let mut whole = None;
    for (offset, part) in parts.into_iter().enumerate() {
        let at = index + offset;
        let claim = judge(check, at, part, kind, &mut whole);
        if claim.is_some() {
            check.explained.insert(at);
        }
        check.claims.extend(claim);
    }
}

/// The part must be near: in this part of the sentence or the one before, with at most a growth rate between.
fn nearest_part(check: &Check<'_, '_>, index: usize, plain: &[usize]) -> Option<usize> {
    let last = *plain.last()?;
    let near = (last + 1..index).all(|at| check.figure(at).is_some_and(|f| !f.is_plain()));
    (near && index - last <= 4).then_some(last)
}

/// 工业项目占新引进项目的59.4%, with 工业项目38个 in a sentence before: the part by its name.
fn named_part(check: &Check<'_, '_>, index: usize) -> Option<usize> {
    let percent = check.figure(index)?;
    let lead = check.reading.part_lead(percent);
    let name = lead.split('占').next()?.trim();
    if name.chars().count() < 2 || !lead.contains('占') {
        return None;
    }
    let near = index.saturating_sub(12)..index;
    near.rev().find(|&at| {
        check.figure(at).is_some_and(|figure| {
            figure.is_plain()
                && figure.region == percent.region
                && check.reading.slice(figure.clause.clone()).contains(name)
        })
    })
}

fn is_class(check: &Check<'_, '_>, figure: &Figure) -> bool {
    matches!(figure.quantity.qualifier, Some(Qualifier::AtLeast | Qualifier::AtMost))
        && check
            .reading
            .tail(figure)
            .trim_start_matches(['以', '上', '下'])
            .chars()
            .next()
            .is_some_and(char::is_alphabetic)
}

fn judge(
    check: &Check<'_, '_>,
    at: usize,
    part: Option<usize>,
    kind: &'static str,
    last: &mut Option<usize>,
) -> Option<Claim> {
    let percent = check.figure(at)?;
    let Some(part_at) = part else { return without_part(check, percent, kind) };
    let part = check.figure(part_at)?;
    let printed = percent.interval()?;
    let wholes = wholes(check, part_at, kind);
    let fit = wholes.iter().copied().find(|&whole| {
        check
            .figure(whole)
            .and_then(|w| super::completion::rate(part, w))
            .is_some_and(|rate| rate.meets(printed))
            && (is_telling(check, at, part_at, whole) || last.is_some_and(|last| last.abs_diff(whole) <= 2))
    });
    if let Some(whole) = fit {
        *last = Some(whole);
        return verdict(check, kind, percent, part, check.figure(whole)?, true);
    }
    if let Some(claim) = sum_of_parts(check, at, part_at, kind) {
        return Some(claim);
    }
    if let Some(whole) = certain_whole(check, at, part_at, &wholes, kind) {
        return verdict(check, kind, percent, part, check.figure(whole)?, false);
    }
    Some(without_whole(check, percent, part, kind))
}

/// Figures with the part's unit that are not smaller, the nearest first.
fn wholes(check: &Check<'_, '_>, part_at: usize, kind: &str) -> Vec<usize> {
    let Some(part) = check.figure(part_at) else { return Vec::new() };
    let range = check.reading.sentence_of(part_at);
    let from = if kind == "rate" { range.start } else { part_at.saturating_sub(REACH_FIGURES) };
    let before = (from..part_at).rev();
    let after = part_at + 1..range.end;
    before
        .chain(after)
        .filter(|&at| {
            check.figure(at).is_some_and(|whole| {
                whole.same_unit(part)
                    && matches!((whole.value(), part.value()), (Some(w), Some(p)) if p.less(w))
                    && !is_class(check, whole)
            })
        })
        .collect()
}

/// A coincidence is unlikely: the percent is precise, or the whole stands in the sentence, or its name is in the share.
fn is_telling(check: &Check<'_, '_>, at: usize, part_at: usize, whole: usize) -> bool {
    let (Some(percent), Some(part), Some(whole)) =
        (check.figure(at), check.figure(part_at), check.figure(whole))
    else {
        return false;
    };
    if whole.sentence == part.sentence {
        return true;
    }
    let places = match percent.quantity.value {
        crate::quantity::Value::One(number) => number.places,
        _ => 0,
    };
    let named =
        similar::likeness(check.reading.part_lead(percent), check.reading.slice(whole.part.clone())).0;
    places >= 1 || named >= 1
}

/// The whole is beyond doubt, so a misfit is a mistake: a rate with one candidate in its sentence, or a whole that fits the
/// other shares of the same list.
fn certain_whole(
    check: &Check<'_, '_>,
    at: usize,
    part_at: usize,
    wholes: &[usize],
    kind: &str,
) -> Option<usize> {
    let range = check.reading.sentence_of(at);
    let local: Vec<usize> = wholes.iter().copied().filter(|whole| range.contains(whole)).collect();
    let lead = check.figure(at).map_or("", |f| check.reading.part_lead(f));
    if kind == "rate"
        && local.len() == 1
        && (lead.contains("到位率") || lead.contains("开工率") || lead.contains("履约率"))
        && at - part_at == 1
    {
        return local.first().copied();
    }
    wholes.iter().copied().find(|&whole| fits_of_siblings(check, at, part_at, whole) >= 2)
}

/// How many other shares near `at` agree with `whole`.
fn fits_of_siblings(check: &Check<'_, '_>, at: usize, part_at: usize, whole: usize) -> usize {
    let Some(whole) = check.figure(whole) else { return 0 };
    let from = part_at.saturating_sub(10);
    (from..at + 10)
        .filter(|&other| other != at && check.figure(other).is_some_and(Figure::is_percent))
        .filter(|&other| {
            let part = other.checked_sub(1).and_then(|before| check.figure(before));
            let printed = check.figure(other).and_then(Figure::interval);
            match (part, printed) {
                (Some(part), Some(printed)) if part.same_unit(whole) => {
                    super::completion::rate(part, whole).is_some_and(|rate| rate.meets(printed))
                }
                _ => false,
            }
        })
        .count()
}

/// The whole is the sum of the parts whose shares are listed.
fn sum_of_parts(check: &Check<'_, '_>, at: usize, part_at: usize, kind: &'static str) -> Option<Claim> {
    let (percent, part) = (check.figure(at)?, check.figure(part_at)?);
    let range = check.reading.sentence_of(at);
    let region = part.region;
    let siblings: Vec<usize> = (range.start.saturating_sub(12)
        ..(range.end + 12).min(check.reading.figures.len()))
        .filter(|&i| {
            let next_is_percent = check.figure(i + 1).is_some_and(Figure::is_percent);
            check.figure(i).is_some_and(|f| f.same_unit(part) && f.region == region && next_is_percent)
        })
        .collect();
    if siblings.len() < 3 || !siblings.contains(&part_at) {
        return None;
    }
    let mut total: Option<Interval> = None;
    let mut exact = Rational::ZERO;
    for &i in &siblings {
        let figure = check.figure(i)?;
        let interval = figure.interval()?;
        total = Some(match total {
            Some(sum) => sum.add(interval)?,
            None => interval,
        });
        exact = exact.add(figure.value()?)?;
    }
    let rate = part.interval()?.div(total?)?.scale(Rational::HUNDRED)?;
    if !rate.meets(percent.interval()?) {
        return None;
    }
    let value = part.value()?.div(exact)?.mul(Rational::HUNDRED)?;
    let (words, printed) = (check.words(part), check.words(percent));
    let why = format!("以各部分之和为总数，{words}占{}%，与所印{printed}一致。", value.text(4));
    Some(
        Claim::new(kind, check.quote(part, percent), Verdict::Agrees, "rounded", why)
            .inputs([words])
            .recomputed(format!("{}%", value.text(4)))
            .published(printed),
    )
}

fn verdict(
    check: &Check<'_, '_>,
    kind: &'static str,
    percent: &Figure,
    part: &Figure,
    whole: &Figure,
    agrees: bool,
) -> Option<Claim> {
    let exact = part.value()?.div(whole.value()?)?.mul(Rational::HUNDRED)?;
    let (a, b, printed) = (check.words(part), check.words(whole), check.words(percent));
    let text = format!("{}%", exact.text(4));
    let (verdict, code, why) = if agrees {
        (Verdict::Agrees, "rounded", format!("{a}÷{b}={text}，与所印{printed}一致。"))
    } else if is_cut(exact, percent) {
        (Verdict::Disagrees, "truncated", format!("{a}÷{b}={text}，应进位，所印{printed}是舍去尾数。"))
    } else {
        (Verdict::Disagrees, "differs", format!("{a}÷{b}={text}，所印为{printed}。"))
    };
    Some(
        Claim::new(kind, check.quote(part, percent), verdict, code, why)
            .inputs([a, b])
            .with([part.quantity.span.clone(), whole.quantity.span.clone()])
            .recomputed(text)
            .published(printed),
    )
}

/// Whether the printed percent is the exact one with its tail cut off.
fn is_cut(exact: Rational, percent: &Figure) -> bool {
    let Some(interval) = percent.interval() else { return false };
    let Some(step) = interval.high.sub(interval.low) else { return false };
    let Some(printed) = percent.value() else { return false };
    printed.less(exact) && exact.sub(printed).is_some_and(|rest| rest.less(step))
}

fn without_whole(check: &Check<'_, '_>, percent: &Figure, part: &Figure, kind: &str) -> Claim {
    let (words, printed) = (check.words(part), check.words(percent));
    let whole = percent
        .interval()
        .and_then(|p| p.scale(Rational::new(1, 100)?))
        .and_then(|p| part.interval()?.div(p));
    let counted = kind == "share"
        && part.kind() == Kind::Count
        && !words.contains('.')
        && !words.contains(['万', '亿', '余', '多']);
    let claim = |verdict, code, why| {
        Claim::new("share-inverse", check.quote(part, percent), verdict, code, why)
            .inputs([words])
            .with([part.quantity.span.clone()])
            .published(printed)
    };
    match whole {
        Some(interval) if counted && !interval.has_whole() => {
            let why = format!("没有整数的总数能使{words}占{printed}。");
            claim(Verdict::Disagrees, "no-integer", why).recomputed(format!(
                "总数 {}～{}",
                interval.low.text(2),
                interval.high.text(2)
            ))
        }
        Some(interval) if counted => {
            let (low, high) = (interval.low.ceiling(), interval.high.floor());
            let range = if low == high { low.to_string() } else { format!("{low}～{high}") };
            let why = format!("没有印出总数，{printed}无从核对；由{words}反推总数为{range}。");
            claim(Verdict::Unsupported, "no-whole", why).recomputed(format!("总数 {range}")).settle("总数")
        }
        _ => claim(Verdict::Unsupported, "no-whole", format!("没有印出总数，{words}占{printed}无从核对。"))
            .settle("总数"),
    }
}

fn without_part(check: &Check<'_, '_>, percent: &Figure, kind: &'static str) -> Option<Claim> {
    let printed = check.words(percent);
    if printed.starts_with("100") {
        return None;
    }
    let why = format!("没有印出部分数和总数，{printed}无从核对。");
    let claim = Claim::new(kind, check.clause_quote(percent), Verdict::Unsupported, "no-whole", why);
    Some(claim.published(printed).settle("部分数和总数"))
}
