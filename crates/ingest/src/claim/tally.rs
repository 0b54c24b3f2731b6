//! Sums inside one sentence that need no words of their own: shares that make 100, a list that makes a total before it, the two
//! states that make the whole (150项,124项达到,26项没达到).

use super::exact::{Interval, Rational};
use super::{Check, Claim, Figure, Verdict};
use crate::quantity::Kind;
use std::ops::Range;

/// How far behind an empty total its parts are looked for, in bytes.
const EMPTY_BYTES: usize = 240;
/// More 结构 than this are not looked at.
const STRUCTURES_MAX: usize = 200;
/// How far before a list its total may stand, in figures.
const TOTAL_FIGURES: usize = 16;

pub(super) fn run(check: &mut Check<'_, '_>) {
    let mut claims = Vec::new();
    let mut index = 0;
    while index < check.reading.figures.len() {
        let count = list(check, index);
        if count >= 3 {
            claims.extend(hundred(check, index..index + count));
            claims.extend(listed_total(check, index..index + count));
        }
        claims.extend(complement(check, index));
        claims.extend(states(check, index));
        index += count.max(1);
    }
    claims.extend(shares_of_series(check));
    claims.extend(structures(check));
    claims.extend(empty_totals(check));
    check.claims.extend(claims);
}

/// Figures of one unit joined by 、 from `index`.
fn list(check: &Check<'_, '_>, index: usize) -> usize {
    let mut count = 1;
    while let (Some(a), Some(b)) = (check.figure(index + count - 1), check.figure(index + count)) {
        let gap = check.reading.slice(a.quantity.span.end..b.quantity.span.start);
        if !a.same_unit(b) || !matches!(gap.trim(), "、" | "和") || !(a.is_plain() || a.is_percent()) {
            break;
        }
        count += 1;
    }
    count
}

fn add(check: &Check<'_, '_>, figures: &[usize]) -> Option<(Rational, Interval)> {
    let (mut sum, mut interval) = (Rational::ZERO, Interval::point(Rational::ZERO));
    for figure in figures.iter().map(|&at| check.figure(at)) {
        sum = sum.add(figure?.value()?)?;
        interval = interval.add(figure?.interval()?)?;
    }
    Some((sum, interval))
}

/// 贡献率9.0%、53.5%、37.5%; 权重15%、25%、25%、35%.
fn hundred(check: &Check<'_, '_>, range: Range<usize>) -> Option<Claim> {
    let first = check.figure(range.start).filter(|f| f.is_percent())?;
    let lead = check.reading.part_lead(first);
    let named =
        ["贡献率", "占比", "比重", "权重", "占", "构成", "结构"].iter().any(|word| lead.contains(word));
    let figures: Vec<usize> = range.collect();
    named.then(|| hundred_claim(check, &figures)).flatten()
}

fn hundred_claim(check: &Check<'_, '_>, figures: &[usize]) -> Option<Claim> {
    let (sum, interval) = add(check, figures)?;
    if !interval.meets(Interval::point(Rational::HUNDRED)) {
        return None;
    }
    let words: Vec<&str> =
        figures.iter().filter_map(|&at| check.figure(at)).map(|f| check.words(f)).collect();
    let (first, last) = (check.figure(*figures.first()?)?, check.figure(*figures.last()?)?);
    let why = format!("{}＝{}%，在四舍五入范围内合为100%。", words.join("＋"), sum.text(4));
    Some(
        Claim::new("sum", first.clause.start..last.quantity.span.end, Verdict::Agrees, "exact", why)
            .inputs(words)
            .recomputed(format!("{}%", sum.text(4)))
            .published("100%"),
    )
}

/// 三次产业增加值65.7、388.4、272.3亿元, with 生产总值726.4亿元 before.
fn listed_total(check: &Check<'_, '_>, range: Range<usize>) -> Option<Claim> {
    let first = check.figure(range.start).filter(|f| f.is_plain() && f.quantity.qualifier.is_none())?;
    let figures: Vec<usize> = range.clone().collect();
    let (sum, interval) = add(check, &figures)?;
    let total = (range.start.saturating_sub(TOTAL_FIGURES)..range.start)
        .rev()
        .filter_map(|at| check.figure(at))
        .find(|f| {
            f.same_unit(first)
                && f.region == first.region
                && (f.value() == Some(sum)
                    || f.kind() == Kind::Amount && f.interval().is_some_and(|i| i.meets(interval)))
        })?;
    let words: Vec<&str> =
        figures.iter().filter_map(|&at| check.figure(at)).map(|f| check.words(f)).collect();
    let last = check.figure(*figures.last()?)?;
    let why = format!("{}与前面的{}一致。", words.join("＋"), check.words(total));
    Some(
        Claim::new("sum", first.clause.start..last.quantity.span.end, Verdict::Agrees, "exact", why)
            .inputs(words)
            .with([total.quantity.span.clone()])
            .recomputed(sum.text(4))
            .published(check.words(total)),
    )
}

/// 150项目标,124项达到序时;没达到26项: what is done and what is not make the whole.
fn complement(check: &Check<'_, '_>, index: usize) -> Option<Claim> {
    let rest = check.figure(index).filter(|f| f.kind() == Kind::Count)?;
    let around = check.reading.slice(rest.clause.clone());
    let denied = ["没", "未", "不"].iter().any(|word| around.contains(word));
    if !denied || around.contains("不少于") || around.contains("不低于") || around.contains("不超过")
    {
        return None;
    }
    let done_at = index.checked_sub(1)?;
    let (done, whole) = (check.figure(done_at)?, check.figure(done_at.checked_sub(1)?)?);
    // 完成较好的7个、基本完成的3个、未完成的4个 of 12个: the first of three states is no whole.
    let earlier = index.checked_sub(3).and_then(|at| check.figure(at));
    if earlier.is_some_and(|f| f.same_unit(rest) && f.sentence == whole.sentence) {
        return None;
    }
    let alike = [done, whole]
        .iter()
        .all(|f| f.same_unit(rest) && f.region == rest.region && f.quantity.qualifier.is_none());
    let gap = rest.quantity.span.start.saturating_sub(whole.quantity.span.end);
    if !alike || gap > 150 || whole.value()? != done.value()?.add(rest.value()?)? {
        return None;
    }
    let (a, b, all) = (check.words(done), check.words(rest), check.words(whole));
    let why = format!("{all}减{a}等于{b}，与所印一致。");
    Some(
        Claim::new("difference", whole.clause.start..rest.quantity.span.end, Verdict::Agrees, "exact", why)
            .inputs([all, a])
            .with([whole.quantity.span.clone(), done.quantity.span.clone()])
            .recomputed(b)
            .published(b),
    )
}

/// 64项重点工作,已完成51项,基本完成9项,未完成6项: states that end with what is not done, or grades, make the whole, so that
/// more than the whole is a mistake.
fn states(check: &Check<'_, '_>, index: usize) -> Option<Claim> {
    let whole = check.figure(index).filter(|f| f.kind() == Kind::Count && f.quantity.qualifier.is_none())?;
    let lead = |f: &Figure| check.reading.slice(f.clause.start..f.quantity.span.start).trim();
    let parts: Vec<usize> = (index + 1..check.reading.sentence_of(index).end)
        .take_while(|&at| {
            check.figure(at).is_some_and(|f| {
                let alike = f.same_unit(whole) && f.quantity.qualifier.is_none();
                alike && (is_state(lead(f)) || GRADES.contains(&lead(f)))
            })
        })
        .collect();
    let last = check.figure(*parts.last()?)?;
    let graded = parts.iter().filter_map(|&at| check.figure(at)).all(|f| GRADES.contains(&lead(f)));
    let closed = ["未", "尚未", "没有"].iter().any(|word| lead(last).starts_with(word));
    let (sum, _) = add(check, &parts)?;
    let all = whole.value()?;
    let near = sum.div(all)?.at_most(Rational::new(4, 3)?);
    let own = check.reading.part_lead(whole);
    if parts.len() < 3 || !(closed || graded) || is_state(own) || !near {
        return None;
    }
    let words: Vec<&str> = parts.iter().filter_map(|&at| check.figure(at)).map(|f| check.words(f)).collect();
    let (joined, printed) = (words.join("＋"), check.words(whole));
    let text = sum.text(0);
    let (verdict, code, why) = if all.less(sum) {
        (Verdict::Disagrees, "sum-differs", format!("{joined}={text}，与总数{printed}不符。"))
    } else if sum == all && !check.claims.iter().any(|c| c.inputs == words) {
        (Verdict::Agrees, "exact", format!("{joined}={text}，与总数{printed}一致。"))
    } else {
        return None;
    };
    let quote = whole.clause.start..last.quantity.span.end;
    Some(
        Claim::new("count-sum", quote, verdict, code, why)
            .inputs(words)
            .with([whole.quantity.span.clone()])
            .recomputed(text)
            .published(printed),
    )
}

/// Grades of which everybody gets one.
const GRADES: &[&str] = &[
    "优秀",
    "良好",
    "合格",
    "基本合格",
    "不合格",
    "称职",
    "基本称职",
    "不称职",
    "一般",
    "较好",
    "较差",
    "好",
    "差",
];

/// 已完成, 正在推进, 尚未启动: how far a thing has come.
fn is_state(words: &str) -> bool {
    const DONE: &[&str] = &[
        "完成", "办结", "竣工", "开工", "推进", "在建", "启动", "达", "整改", "解决", "采纳", "落实", "验收",
        "完工",
    ];
    words.chars().count() <= 8 && DONE.iter().any(|word| words.contains(word)) && !words.contains("其中")
}

/// 资金总额0, 其中财政拨款90万元: a total of nothing above a part that is something.
fn empty_totals(check: &Check<'_, '_>) -> Vec<Claim> {
    let mut claims = Vec::new();
    for figure in check.reading.figures.iter().filter(|f| f.kind() == Kind::Amount && !f.is_zero()) {
        let Some(region) = check.reading.regions.get(figure.region) else { continue };
        let near = check
            .reading
            .boundary(figure.quantity.span.start.saturating_sub(EMPTY_BYTES))
            .max(region.bytes.start);
        let before = check.reading.slice(near..figure.quantity.span.start);
        let Some(among) = ["其中", "其下"].iter().filter_map(|word| before.rfind(word)).max() else {
            continue;
        };
        let head = before.get(..among).unwrap_or("");
        let Some(at) = ["总额", "合计", "总计"].iter().filter_map(|word| head.rfind(word)).max() else {
            continue;
        };
        let words = head.get(at..).unwrap_or("");
        let Some(zero) = words.find(|c: char| c.is_ascii_digit()) else { continue };
        let number = words.get(zero..).unwrap_or("");
        let nothing = number.starts_with('0')
            && !number.get(1..).unwrap_or("").starts_with(|c: char| c.is_ascii_digit() || c == '.');
        if !nothing || words.get(..zero).is_some_and(|w| w.chars().count() > 10) {
            continue;
        }
        let part = check.words(figure);
        let parts = check.reading.figures.iter().filter(|f| {
            f.sentence == figure.sentence
                && f.kind() == Kind::Amount
                && f.quantity.span.start >= figure.quantity.span.start
        });
        let parts: Vec<&str> = parts.map(|f| check.words(f)).collect();
        let why = format!("总额印作0，其下却有{part}，总额不应小于其中一部分。");
        claims.push(
            Claim::new("sum", near + at..figure.quantity.span.end, Verdict::Disagrees, "total-empty", why)
                .inputs(parts)
                .with([figure.quantity.span.clone()])
                .recomputed(part)
                .published("0"),
        );
        break; // one finding tells it
    }
    claims
}

/// 占7.7%; …占4.5%; …占72.9%: the shares of statements that follow one another.
fn shares_of_series(check: &Check<'_, '_>) -> Vec<Claim> {
    let mut claims = Vec::new();
    let mut run: Vec<usize> = Vec::new();
    let figures = &check.reading.figures;
    for (at, figure) in figures.iter().enumerate() {
        if !figure.is_percent() || figure.quantity.change.is_some() {
            continue;
        }
        let share = check.reading.part_lead(figure).trim_end().ends_with(['占', '(', '（'])
            || share_words(check, figure);
        let follows = run.last().and_then(|&last| check.figure(last)).is_some_and(|last| {
            last.region == figure.region && figure.quantity.span.start - last.quantity.span.end < 120
        });
        if !follows || !share {
            claims.extend((run.len() >= 3).then(|| hundred_claim(check, &run)).flatten());
            run.clear();
        }
        if share {
            run.push(at);
        }
    }
    claims.extend((run.len() >= 3).then(|| hundred_claim(check, &run)).flatten());
    claims
}

fn share_words(check: &Check<'_, '_>, figure: &Figure) -> bool {
    check.reading.lead(figure).trim_end().ends_with('占')
}

/// 三次产业结构为13.2∶38.5∶48.3: the terms make 100.
fn structures(check: &Check<'_, '_>) -> Vec<Claim> {
    let mut claims = Vec::new();
    for region in &check.reading.regions {
        let text = check.reading.slice(region.bytes.clone());
        for (at, word) in text.match_indices("结构").take(STRUCTURES_MAX) {
            let rest = text.get(at + word.len()..).unwrap_or("");
            let line = rest.split(['。', ';', '；', '\n']).next().unwrap_or("");
            let Some(from) = line.find(|c: char| c.is_ascii_digit()) else { continue };
            if line.get(..from).is_some_and(|words| words.chars().count() > 16) {
                continue;
            }
            claims.extend(structure(
                line.get(from..).unwrap_or(""),
                region.bytes.start + at + word.len() + from,
            ));
        }
    }
    claims
}

fn structure(text: &str, at: usize) -> Option<Claim> {
    let mut terms = Vec::new();
    let (mut sum, mut interval) = (Rational::ZERO, Interval::point(Rational::ZERO));
    let mut length = 0;
    loop {
        let rest = text.get(length..)?;
        let number = super::numbers::at_start(rest)?;
        sum = sum.add(number.value)?;
        interval = interval.add(number.interval()?)?;
        terms.push(rest.get(..number.length)?.to_owned());
        length += number.length;
        let Some(mark) = text.get(length..)?.chars().next().filter(|c| matches!(c, '∶' | ':' | '：'))
        else {
            break;
        };
        length += mark.len_utf8();
    }
    if terms.len() < 3 {
        return None;
    }
    let total = sum.text(4);
    let near = Rational::whole(95).at_most(sum) && sum.at_most(Rational::whole(105));
    let (verdict, code, why) = if interval.meets(Interval::point(Rational::HUNDRED)) {
        (Verdict::Agrees, "exact", format!("{}＝{total}，在四舍五入范围内合为100。", terms.join("＋")))
    } else if near {
        (Verdict::Disagrees, "sum-differs", format!("{}＝{total}，各部分应合为100。", terms.join("＋")))
    } else {
        return None;
    };
    let printed = text.get(..length)?;
    Some(
        Claim::new("sum", at..at + length, verdict, code, why)
            .inputs(terms)
            .recomputed(total)
            .published(printed),
    )
}
