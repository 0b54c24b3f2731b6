//! Sums and partial sums: 25项中,已完成12项,全面启动13项; 451项,其中33项、416项; 甲3个、乙4个,共7个.

use super::exact::{Interval, Rational};
use super::{Check, Claim, Figure, Verdict, column};
use crate::quantity::Kind;
use std::ops::Range;

pub(super) fn run(check: &mut Check<'_, '_>) {
    let mut claims = Vec::new();
    for index in 0..check.reading.figures.len() {
        claims.extend(breakdown(check, index));
        claims.extend(total_behind(check, index));
        claims.extend(two_classes(check, index));
        claims.extend(behind_colon(check, index));
    }
    check.claims.extend(claims);
}

/// Can be added: an amount, count or measure that is no target and no class.
fn is_summand(check: &Check<'_, '_>, figure: &Figure) -> bool {
    let lead = check.reading.lead(figure);
    figure.is_plain()
        && figure.kind() != Kind::Number
        && !lead.contains("任务")
        && !lead.contains("目标")
        && !super::growth::in_rules(check, figure)
        && figure.quantity.qualifier.is_none()
        && !super::completion::is_target(check, figure)
        && !is_rule(check, figure)
}

/// 每签1个项目0.2分、25个满5分: what a rule gives is no part of its total.
fn is_rule(check: &Check<'_, '_>, figure: &Figure) -> bool {
    let points = figure.quantity.unit == Some(crate::quantity::Unit::Word("分"));
    let words = check.reading.slice(figure.sentence.clone());
    points && ["每", "满", "加", "扣", "得", "未完成", "否则"].iter().any(|word| words.contains(word))
}

/// A total, then 其中 or …中, then two or more parts.
fn breakdown(check: &Check<'_, '_>, index: usize) -> Option<Claim> {
    let total = check.figure(index).filter(|f| is_summand(check, f) || is_goal_total(check, f))?;
    let first = next_alike(check, index, total)?;
    let gap = check.reading.slice(total.quantity.span.end..check.figure(first)?.quantity.span.start);
    if !opens_breakdown(gap) || column::is_goal(check, total) {
        return None;
    }
    let inside_bracket = gap.contains(['(', '（']) && !gap.contains([')', '）']);
    if !inside_bracket && let Some(claim) = across(check, first, total) {
        return Some(claim);
    }
    let parts = parts(check, first, total, inside_bracket);
    if parts.len() < 2 {
        return None;
    }
    // What is to be done may be told in part; only a sum that agrees says something.
    weigh(check, total, &parts)
        .filter(|claim| claim.verdict != Verdict::Unsupported || is_summand(check, total))
}

/// 全年计划实施重点项目48个,其中市级20个、县级28个: a goal that is broken down.
fn is_goal_total(check: &Check<'_, '_>, figure: &Figure) -> bool {
    figure.is_plain()
        && figure.kind() != Kind::Number
        && figure.quantity.qualifier.is_none()
        && !super::growth::in_rules(check, figure)
        && !is_rule(check, figure)
}

/// Whether the words between total and first part say that parts follow.
fn opens_breakdown(gap: &str) -> bool {
    let head: String = gap.chars().take(18).collect();
    // 集中开工项目中: the first 中 need not be the one.
    let among = head.match_indices('中').any(|(at, _)| {
        let rest = head.get(at + "中".len()..).unwrap_or("");
        let word = head.get(..at).unwrap_or("");
        (rest.starts_with([',', '，', ':', '：']) || rest.is_empty()) && !word.ends_with(['其', '集', '城'])
    });
    let marked = ["其中", "包括", "分别为", "分别是", "(含", "（含"].iter().any(|word| gap.contains(word));
    let ends = (gap.contains('。') && !gap.contains("。其中")) || gap.matches(['\n']).count() > 0;
    (among || marked) && !ends
}

/// The next figure with the total's unit, in this sentence or behind its semicolon.
fn next_alike(check: &Check<'_, '_>, index: usize, total: &Figure) -> Option<usize> {
    (index + 1..check.reading.figures.len())
        .take_while(|&at| {
            check.figure(at).is_some_and(|f| {
                f.region == total.region && f.quantity.span.start < total.quantity.span.end + 400
            })
        })
        .find(|&at| check.figure(at).is_some_and(|f| f.same_unit(total) && is_summand(check, f)))
}

fn parts(check: &Check<'_, '_>, first: usize, total: &Figure, inside_bracket: bool) -> Vec<usize> {
    let Some(begin) = check.figure(first) else { return Vec::new() };
    let sentence = begin.sentence.clone();
    let mut parts = Vec::new();
    for at in first..check.reading.figures.len() {
        let Some(figure) = check.figure(at).filter(|f| f.sentence == sentence) else { break };
        let gap = check.reading.slice(begin.quantity.span.start..figure.quantity.span.start);
        if inside_bracket && gap.contains([')', '）']) {
            break;
        }
        let before = at
            .checked_sub(1)
            .and_then(|i| check.figure(i))
            .map_or(figure.part.start, |f| f.quantity.span.end);
        let own_gap = check.reading.slice(before.max(sentence.start)..figure.quantity.span.start);
        if !parts.is_empty()
            && (own_gap.contains("其中") || own_gap.contains("同比") || own_gap.contains('较'))
        {
            break;
        }
        if figure.same_unit(total) && is_summand(check, figure) {
            parts.push(at);
        }
    }
    if parts.len() < 2 {
        let loose: Vec<usize> = check
            .reading
            .sentence_of(first)
            .filter(|&at| {
                at >= first
                    && check.figure(at).is_some_and(|f| counts_alike(f, total) && is_summand(check, f))
            })
            .collect();
        let figures: Vec<&Figure> = loose.iter().filter_map(|&at| check.figure(at)).collect();
        if loose.len() >= 2 && add(&figures).map(|(sum, _)| sum) == total.value() {
            return loose;
        }
    }
    parts
}

/// 其中工业6.14亿元;基础设施8910万元;其他1.31亿元: the list goes on behind semicolons. Taken when it adds up, or nearly.
fn across(check: &Check<'_, '_>, first: usize, total: &Figure) -> Option<Claim> {
    let begin = check.figure(first)?;
    let mut parts = Vec::new();
    for at in first..(first + 40).min(check.reading.figures.len()) {
        let figure = check.figure(at).filter(|f| f.region == total.region)?;
        let gap = check.reading.slice(begin.quantity.span.start..figure.quantity.span.start);
        if gap.contains(['。', '\n']) {
            break;
        }
        if figure.same_unit(total) && is_summand(check, figure) {
            parts.push(at);
        }
        if at + 1 == check.reading.figures.len()
            || check.figure(at + 1).is_some_and(|f| f.region != total.region)
        {
            break;
        }
    }
    let last = check.figure(*parts.last()?)?;
    let spans =
        check.reading.slice(begin.quantity.span.start..last.quantity.span.start).contains([';', '；']);
    if parts.len() < 3 || !spans {
        return None;
    }
    let figures: Vec<&Figure> = parts.iter().filter_map(|&at| check.figure(at)).collect();
    let (exact, _) = add(&figures)?;
    let near = exact.div(total.value()?)?;
    let close = Rational::new(99, 100)?.at_most(near) && near.at_most(Rational::new(101, 100)?);
    let claim = weigh(check, total, &parts)?;
    (claim.verdict == Verdict::Agrees || (claim.verdict == Verdict::Disagrees && close)).then_some(claim)
}

fn weigh(check: &Check<'_, '_>, total: &Figure, parts: &[usize]) -> Option<Claim> {
    let figures: Vec<&Figure> = parts.iter().filter_map(|&at| check.figure(at)).collect();
    let (exact, interval) = add(&figures)?;
    let whole = total.interval()?;
    let last = figures.last()?;
    let words: Vec<&str> = figures.iter().map(|f| check.words(f)).collect();
    let quote = total.clause.start..last.quantity.span.end.max(total.quantity.span.end);
    let kind = if total.kind() == Kind::Count { "count-sum" } else { "sum" };
    let unit = if total.kind() == Kind::Amount { Rational::whole(100_000_000) } else { Rational::ONE };
    let text =
        format!("{}{}", exact.div(unit)?.text(4), if total.kind() == Kind::Amount { "亿" } else { "" });
    let printed = check.words(total);
    let joined = words.join("＋");
    let claim = |verdict, code, why: String| {
        Claim::new(kind, quote.clone(), verdict, code, why)
            .inputs(words.clone())
            .with(figures.iter().map(|f| f.quantity.span.clone()))
            .recomputed(text.clone())
            .published(printed)
    };
    if interval.meets(whole) {
        return Some(claim(Verdict::Agrees, "exact", format!("{joined}={text}，与总数{printed}一致。")));
    }
    let short = interval.high.less(whole.low);
    let missing = total.value()?.sub(exact)?.div(unit)?;
    if shares_prove(check, parts, exact) {
        let why = format!("{joined}={text}，各项占比也按{text}算出，与总数{printed}不符。");
        return Some(claim(Verdict::Disagrees, "sum-differs", why));
    }
    if short {
        let why = format!("{joined}={text}，比总数{printed}少{}，文中没有说明其余部分。", missing.text(4));
        return Some(claim(Verdict::Unsupported, "sum-short", why).settle("没有列出的部分"));
    }
    // Classes may overlap; only a near miss of three parts or more is a mistake. Money is spent once.
    let limit = if total.kind() == Kind::Amount { Rational::new(11, 10)? } else { Rational::new(21, 20)? };
    let over = exact.div(total.value()?)?;
    if figures.len() >= 3 && over.at_most(limit) {
        return Some(claim(
            Verdict::Disagrees,
            "sum-differs",
            format!("{joined}={text}，与总数{printed}不符。"),
        ));
    }
    None
}

fn add(figures: &[&Figure]) -> Option<(Rational, Interval)> {
    let mut exact = Rational::ZERO;
    let mut interval = Interval::point(Rational::ZERO);
    for figure in figures {
        exact = exact.add(figure.value()?)?;
        interval = interval.add(figure.interval()?)?;
    }
    Some((exact, interval))
}

/// At least two of the parts are followed by a share that fits the sum of the parts.
fn shares_prove(check: &Check<'_, '_>, parts: &[usize], sum: Rational) -> bool {
    let fits = parts
        .iter()
        .filter(|&&at| {
            let (Some(part), Some(percent)) = (check.figure(at), check.figure(at + 1)) else { return false };
            let rate = part.value().and_then(|v| v.div(sum)).and_then(|v| v.mul(Rational::HUNDRED));
            percent.is_percent()
                && rate.zip(percent.interval()).is_some_and(|(r, i)| i.low.at_most(r) && r.at_most(i.high))
        })
        .count();
    fits >= 2
}

/// 21个市:19个优秀、2个良好: what stands behind the colon makes the total. Told when it does; a text may list other things there.
fn behind_colon(check: &Check<'_, '_>, index: usize) -> Option<Claim> {
    let total = check.figure(index).filter(|f| is_summand(check, f) && f.kind() != Kind::Amount)?;
    let mut parts = Vec::new();
    for at in check.reading.sentence_of(index).filter(|at| *at > index) {
        let figure = check.figure(at)?;
        let gap = check.reading.slice(total.quantity.span.end..figure.quantity.span.start);
        let opens = gap.contains([':', '：']) && gap.chars().count() <= 60 || !parts.is_empty();
        if opens && counts_alike(total, figure) && is_summand(check, figure) {
            parts.push(at);
        }
        let sum = add(&parts.iter().filter_map(|&at| check.figure(at)).collect::<Vec<_>>())?.0;
        if parts.len() >= 2 && Some(sum) == total.value() {
            break;
        }
    }
    let claim =
        weigh(check, total, &parts).filter(|claim| parts.len() >= 2 && claim.verdict == Verdict::Agrees)?;
    let known = check.claims.iter().any(|c| c.inputs == claim.inputs && c.published == claim.published);
    (!known).then_some(claim)
}

/// 项, 个 and 个事项 count the same things when they add up.
fn counts_alike(a: &Figure, b: &Figure) -> bool {
    let loose = |f: &Figure| matches!(f.quantity.unit, Some(crate::quantity::Unit::Word("个" | "项")));
    a.same_unit(b) || (a.kind() == Kind::Count && b.kind() == Kind::Count && loose(a) && loose(b))
}

/// Parts first: 甲3个、乙4个,共7个.
fn total_behind(check: &Check<'_, '_>, index: usize) -> Option<Claim> {
    let total = check.figure(index).filter(|f| is_summand(check, f))?;
    let lead = check.reading.lead(total);
    let sums =
        ["合计", "总计", "共计", "合计为", "总分", "共"].iter().any(|word| lead.trim_end().ends_with(word));
    if !sums {
        return None;
    }
    let range = check.reading.sentence_of(index);
    let mut parts: Vec<usize> = Vec::new();
    for at in (range.start..index).rev() {
        let Some(figure) = check.figure(at) else { break };
        let next = parts.last().and_then(|&at| check.figure(at)).unwrap_or(total);
        let gap = check.reading.slice(figure.quantity.span.end..next.quantity.span.start);
        if gap.chars().count() > 24 {
            break;
        }
        // 12项69分、4项31分,合计100分: other units stand between.
        if !figure.same_unit(total) {
            continue;
        }
        if !is_summand(check, figure) {
            break;
        }
        parts.push(at);
    }
    parts.reverse();
    if parts.len() < 2 {
        return None;
    }
    let claim = weigh(check, total, &parts)?;
    let claim = closed_list(check, total, &parts).map_or(claim.clone(), |why| Claim {
        verdict: Verdict::Disagrees,
        code: "sum-differs",
        why,
        settle: None,
        ..claim
    });
    let from = check.figure(*parts.first()?)?.clause.start;
    let quote: Range<usize> = from..total.quantity.span.end;
    (claim.verdict == Verdict::Agrees || !lead.trim_end().ends_with('共')).then_some(Claim { quote, ..claim })
}

/// 东乡12个、西乡15个、南镇9个,合计46个: 合计 adds what was listed, so that a near miss is a mistake; not behind 等, which leaves some out.
fn closed_list(check: &Check<'_, '_>, total: &Figure, parts: &[usize]) -> Option<String> {
    let figures: Vec<&Figure> = parts.iter().filter_map(|&at| check.figure(at)).collect();
    let (exact, interval) = add(&figures)?;
    let words = check.reading.slice(figures.first()?.quantity.span.start..total.quantity.span.start);
    let closed =
        ["合计", "总计", "共计"].iter().any(|word| words.trim_end().ends_with(word)) && !words.contains('等');
    let near = exact.div(total.value()?)?;
    let close = Rational::new(9, 10)?.at_most(near) && near.at_most(Rational::new(11, 10)?);
    let misses = !interval.meets(total.interval()?);
    let listed: Vec<&str> = figures.iter().map(|f| check.words(f)).collect();
    (closed && close && misses && figures.len() >= 3)
        .then(|| format!("{}与合计{}不符。", listed.join("＋"), check.words(total)))
}

/// 74个省重点项目、273个市重点项目, with 重点项目374个 elsewhere: the text does not say that the two make up the whole.
fn two_classes(check: &Check<'_, '_>, index: usize) -> Option<Claim> {
    let (a, b) = (check.figure(index)?, check.figure(index + 1)?);
    if !a.same_unit(b) || a.kind() != Kind::Count || a.sentence != b.sentence {
        return None;
    }
    let first = check.reading.slice(a.quantity.span.end..b.quantity.span.start).trim_end_matches('、');
    let second: String = check.reading.tail(b).chars().take(first.chars().count()).collect();
    let (mut left, mut right) = (first.chars(), second.chars());
    let (x, y) = (left.next()?, right.next()?);
    let noun = left.as_str();
    if x == y
        || noun.chars().count() < 3
        || noun != right.as_str()
        || !"省市县区".contains(x)
        || !"省市县区".contains(y)
    {
        return None;
    }
    let (exact, _) = add(&[a, b])?;
    let near = check.reading.figures.get(check.reading.near(index)).unwrap_or_default();
    let total = near.iter().find(|f| {
        f.region == a.region
            && f.same_unit(a)
            && check.reading.lead(f).ends_with(noun)
            && f.value().is_some_and(|v| exact.at_most(v))
    })?;
    let (one, two, printed) = (check.words(a), check.words(b), check.words(total));
    let quote = a.clause.start.min(a.quantity.span.start)..b.clause.end;
    let text = exact.text(0);
    let (verdict, code, why) = if total.value() == Some(exact) {
        (Verdict::Agrees, "exact", format!("{one}＋{two}={text}，与{noun}{printed}一致。"))
    } else {
        (
            Verdict::Unsupported,
            "sum-short",
            format!("{one}＋{two}={text}，{noun}共{printed}，文中没有说两者合起来就是全部。"),
        )
    };
    Some(
        Claim::new("sum", quote, verdict, code, why)
            .inputs([one, two])
            .with([total.quantity.span.clone()])
            .recomputed(text)
            .published(printed)
            .settle("其余项目的类别"),
    )
}
