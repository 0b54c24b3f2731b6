//! 占引进资金总额的21.27%: part over whole; 分别占…41.1%和72%: parts by order; 到位率45.59%: one figure over another.

mod parts;
mod whole;

use super::exact::{Interval, Rational};
use super::{Check, Claim, Figure, Verdict, column, similar};
use crate::quantity::{Kind, Qualifier};

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
        .filter(|&at| {
            check.figure(at).is_some_and(|f| {
                f.is_plain() && !is_class(check, f) && !super::completion::is_target(check, f)
            })
        })
        .collect();
    let plain: Vec<usize> = if plain
        .iter()
        .any(|&at| check.figure(at).is_some_and(|f| f.kind() != Kind::Number))
    {
        plain.into_iter().filter(|&at| check.figure(at).is_some_and(|f| f.kind() != Kind::Number)).collect()
    } else {
        plain
    };
    let parts: Vec<Option<usize>> = if count > 1 {
        let from = plain.len().saturating_sub(count);
        let tail = plain.get(from..).unwrap_or_default();
        let enough = tail.len() == count;
        (0..count).map(|i| if enough { tail.get(i).copied() } else { None }).collect()
    } else {
        let spoken = whole::spoken(check, index);
        let plain: Vec<usize> = plain.iter().copied().filter(|at| Some(*at) != spoken).collect();
        let nearest = || nearest_part(check, spoken.unwrap_or(index), index, &plain);
        vec![named_elsewhere(check, index, &plain).or_else(nearest)]
    };
    // The wholes of a pair of shares stand in one sentence: 80个、415.9亿元.
    let mut whole = parts.iter().enumerate().find_map(|(offset, part)| {
        let at = index + offset;
        let printed = check.figure(at)?.interval()?;
        let part_at = (*part)?;
        whole::candidates(check, part_at, kind).into_iter().find(|&whole| {
            fits(check, part_at, whole, printed) && whole::is_telling(check, at, part_at, whole)
        })
    });
    let mut extra = Vec::new();
    let sure = whole.filter(|&whole| all_but_one(check, index, &parts, whole));
    for (offset, part) in parts.into_iter().enumerate() {
        let at = index + offset;
        let claim = sure
            .and_then(|whole| misfit(check, kind, at, part?, whole))
            .or_else(|| judge(check, at, part, kind, &mut whole, &mut extra));
        if claim.is_some() {
            check.explained.insert(at);
        }
        check.claims.extend(claim);
    }
    check.claims.extend(extra);
}

/// 分别占30%、50%、25%: two shares or more fit the whole and one does not, so that this one is wrong.
fn all_but_one(check: &Check<'_, '_>, index: usize, parts: &[Option<usize>], whole: usize) -> bool {
    let fitting = parts.iter().enumerate().filter(|(offset, part)| {
        let printed = check.figure(index + offset).and_then(Figure::interval);
        part.zip(printed).is_some_and(|(part, printed)| fits(check, part, whole, printed))
    });
    let count = fitting.count();
    count >= 2 && count + 1 == parts.len()
}

fn misfit(check: &Check<'_, '_>, kind: &'static str, at: usize, part: usize, whole: usize) -> Option<Claim> {
    let (percent, figure) = (check.figure(at)?, check.figure(part)?);
    let wrong = !fits(check, part, whole, percent.interval()?) && percent.quantity.qualifier.is_none();
    wrong.then(|| verdict(check, kind, percent, figure, check.figure(whole)?, false)).flatten()
}

/// The part must be near: in this part of the sentence or the one before, with at most a growth rate between it and `until`.
fn nearest_part(check: &Check<'_, '_>, until: usize, index: usize, plain: &[usize]) -> Option<usize> {
    let last = *plain.last()?;
    if own_subject(check, index, last) {
        return None;
    }
    let near = (last + 1..until).all(|at| {
        check.figure(at).is_some_and(|f| {
            !f.is_plain() || f.kind() == Kind::Number || super::completion::is_target(check, f)
        })
    });
    (near && index - last <= 6).then_some(last)
}

/// 59个产品获得认证,冻鳟鱼出口占全国的98.5%: the share has a subject of its own, the figure before is not its part.
fn own_subject(check: &Check<'_, '_>, index: usize, part: usize) -> bool {
    let (Some(percent), Some(part)) = (check.figure(index), check.figure(part)) else { return false };
    let lead = check.reading.part_lead(percent);
    let Some((subject, _)) = lead.split_once('占') else { return false };
    let subject = subject.trim().trim_start_matches("其中").trim_end_matches("合计").trim_end_matches("分别");
    if part.part.start == percent.part.start || subject.chars().count() < 3 {
        return false;
    }
    similar::likeness(subject, check.reading.slice(part.part.start..part.clause.end)).0 == 0
}

/// What a share says of itself before 占: 工业项目 in 工业项目占新引进项目的59.4%. Empty when the figure before is its part.
fn subject<'d>(check: &Check<'_, 'd>, percent: &Figure) -> &'d str {
    let lead = check.reading.part_lead(percent);
    let (subject, _) = lead.split_once('占').unwrap_or(("", ""));
    let subject = subject.trim().trim_start_matches("其中").trim_end_matches("合计").trim_end_matches("分别");
    if subject.chars().any(|c| c.is_ascii_digit()) { "" } else { subject }
}

/// Whether the part's own words carry the subject of its share.
fn is_own_part(check: &Check<'_, '_>, percent: &Figure, part: &Figure) -> bool {
    // 5A级1家、4A级8家,3A级以上占80.8%: a class of its own, though its name has a digit.
    let lead = check.reading.part_lead(percent);
    let class = lead.split_once('占').map_or("", |(class, _)| class.trim());
    if part.part.start != percent.part.start && class.ends_with("以上") {
        return check.reading.slice(part.clause.clone()).contains(class);
    }
    let subject = subject(check, percent);
    subject.chars().count() < 2 || check.reading.slice(part.clause.clone()).contains(subject)
}

/// 工业项目占新引进项目的59.4%, with 工业项目38个 in a sentence before: the part by its name, when the nearest figure does not carry it.
fn named_elsewhere(check: &Check<'_, '_>, index: usize, plain: &[usize]) -> Option<usize> {
    let percent = check.figure(index)?;
    if let Some(nearest) = plain.last().and_then(|&at| check.figure(at))
        && is_own_part(check, percent, nearest)
    {
        return None;
    }
    let name = subject(check, percent);
    if name.chars().count() < 2 {
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
    extra: &mut Vec<Claim>,
) -> Option<Claim> {
    let percent = check.figure(at)?;
    let Some(part_at) = part else { return without_part(check, percent, kind) };
    let part = check.figure(part_at)?;
    let printed = percent.interval()?;
    if let Some(whole) = whole::spoken(check, at) {
        let agrees = fits(check, part_at, whole, printed);
        return check
            .figure(whole)
            .filter(|w| w.same_unit(part))
            .and_then(|whole| verdict(check, kind, percent, part, whole, agrees));
    }
    let wholes = whole::candidates(check, part_at, kind);
    if bounded_by(percent)
        && let Some(claim) = bounded(check, percent, part, &wholes)
    {
        return Some(claim);
    }
    let beside = |whole: usize| {
        last.is_some_and(|last| {
            last.abs_diff(whole) <= 2
                || check.figure(last).map(|f| f.sentence.clone())
                    == check.figure(whole).map(|f| f.sentence.clone())
        })
    };
    let fit = wholes.iter().copied().find(|&whole| {
        fits(check, part_at, whole, printed)
            && (whole::is_telling(check, at, part_at, whole) || beside(whole))
    });
    if let Some(whole) = fit {
        *last = Some(whole);
        return verdict(check, kind, percent, part, check.figure(whole)?, true);
    }
    if let Some(claim) = parts::sum_of_parts(check, at, part_at, kind, extra) {
        return Some(claim);
    }
    if let Some(whole) = whole::certain(check, at, part_at, &wholes, kind) {
        return verdict(check, kind, percent, part, check.figure(whole)?, false);
    }
    if !is_linked(check, percent, part) {
        return without_part(check, percent, kind);
    }
    Some(without_whole(check, percent, part, kind))
}

/// 协议42.89亿元,开工率91.67%: a rate or weight with a name of its own that the figure before does not share is not of it.
fn is_linked(check: &Check<'_, '_>, percent: &Figure, part: &Figure) -> bool {
    let lead = check.reading.part_lead(percent);
    let name = lead.rsplit(['%', '％']).next().unwrap_or(lead).trim();
    if name.contains('占') || part.part.start == percent.part.start {
        return is_own_part(check, percent, part);
    }
    let named = name.contains('率') || name.contains("比重");
    let words = check.reading.slice(part.part.start..part.clause.end);
    !named || similar::likeness(name, words).0 > 0
}

fn fits(check: &Check<'_, '_>, part: usize, whole: usize, printed: Interval) -> bool {
    check
        .figure(part)
        .zip(check.figure(whole))
        .and_then(|(part, whole)| super::completion::rate(part, whole))
        .is_some_and(|rate| rate.meets(printed))
}

/// 占比超60%: the printed share is itself a bound.
fn bounded_by(percent: &Figure) -> bool {
    matches!(percent.quantity.qualifier, Some(Qualifier::MoreThan | Qualifier::LessThan | Qualifier::AtLeast))
}

/// Only a whole in the part's own sentence is set against a bound.
fn bounded(check: &Check<'_, '_>, percent: &Figure, part: &Figure, wholes: &[usize]) -> Option<Claim> {
    let whole = wholes.iter().filter_map(|&at| check.figure(at)).find(|w| w.sentence == part.sentence)?;
    let exact = part.value()?.div(whole.value()?)?.mul(Rational::HUNDRED)?;
    let limit = percent.value()?;
    let kept = match percent.quantity.qualifier {
        Some(Qualifier::LessThan) => exact.less(limit),
        _ => limit.at_most(exact),
    };
    if !kept {
        return None;
    }
    let (a, b, printed) = (check.words(part), check.words(whole), check.words(percent));
    let why = format!("{a}÷{b}={}%，符合所印的界限{printed}。", exact.text(4));
    Some(
        Claim::new("threshold>=", check.quote(part, percent), Verdict::Agrees, "within", why)
            .inputs([a, b])
            .with([part.quantity.span.clone(), whole.quantity.span.clone()])
            .recomputed(format!("{}%", exact.text(4)))
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
        Some(interval) if counted && !interval.has_whole() && is_own_part(check, percent, part) => {
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
