//! Percentage points: 比全国低0.4个百分点, 增速比1-8月提高2.9个百分点, and the distance to an even schedule (超序时进度).

use super::exact::{Interval, Rational};
use super::{Check, Claim, Figure, Verdict, column};
use crate::quantity::{Change, Kind, Period, Qualifier};

const AHEAD: &[&str] = &[
    "超进度",
    "超序时",
    "超时间进度",
    "超时序",
    "快于序时",
    "快于时序",
    "快于时间进度",
    "超过序时",
    "超前序时",
    "高于序时",
    "高于时序",
    "领先序时",
    "领先时序",
    "超前时序",
    "高于时间进度",
    "超过时间进度",
    "超前时间进度",
    "领先时间进度",
];
const BEHIND: &[&str] = &[
    "欠进度",
    "欠序时",
    "落后序时",
    "落后时序",
    "落后于时序",
    "欠时序",
    "低于序时",
    "低于时序",
    "慢于序时",
    "慢于时序",
    "慢于时间进度",
    "滞后序时",
    "低于目标",
    "滞后时序",
    "低于时间进度",
    "落后时间进度",
    "滞后时间进度",
    "滞后于时间进度",
    "落后于时间进度",
    "落后于序时",
];

pub(super) fn run(check: &mut Check<'_, '_>) {
    let mut claims = Vec::new();
    let mut explained = Vec::new();
    for index in 0..check.reading.figures.len() {
        let schedule = schedule(check, index);
        if schedule.is_some() {
            explained.push(index);
            claims.extend(schedule);
            continue;
        }
        claims.extend(points(check, index));
    }
    check.explained.extend(explained);
    check.claims.extend(claims);
}

/// 超序时进度7.33, 欠进度12.92%: the rate less months/12.
fn schedule(check: &Check<'_, '_>, index: usize) -> Option<Claim> {
    let gap = check
        .figure(index)
        .filter(|f| matches!(f.kind(), Kind::Percent | Kind::PercentagePoint | Kind::Number))?;
    let lead = check.reading.part_lead(gap);
    let near = lead.rsplit(['%', '％']).next().unwrap_or(lead);
    let ahead = AHEAD.iter().any(|word| near.contains(word))
        || (near.contains("进度") && near.ends_with(['超', '快']));
    let behind = BEHIND.iter().any(|word| near.contains(word))
        || (near.contains("进度") && near.ends_with(['欠', '慢']));
    if !(ahead || behind) {
        return silent_schedule(check, index).or_else(|| due_rate(check, index));
    }
    let range = check.reading.sentence_of(index);
    let rates: Vec<usize> = (range.start..index)
        .filter(|&at| check.figure(at).is_some_and(|f| f.is_percent() && f.quantity.change.is_none()))
        .collect();
    // 完成率43.2%、37.8%,快于时序9.9、4.5个百分点: by order.
    let listed = listed_before(check, index);
    let alike = (index + 1..range.end)
        .take_while(|&at| {
            touches(check, at - 1, at) && check.figure(at).is_some_and(|f| f.kind() == gap.kind())
        })
        .count();
    let back = listed + alike + 1;
    let rate_at = rates.len().checked_sub(back).and_then(|from| rates.get(from + listed)).or(rates.last())?;
    let rate = check.figure(*rate_at)?;
    let months = months(check, rate, index)?;
    let due = Rational::new(i128::from(months) * 100, 12)?;
    let sign = if ahead { Rational::ONE } else { Rational::whole(-1) };
    let exact = rate.value()?.sub(due)?.mul(sign)?;
    let interval = rate.interval()?.sub(Interval::point(due))?;
    let interval = if ahead {
        interval
    } else {
        Interval { low: interval.high.mul(sign)?, high: interval.low.mul(sign)? }
    };
    let (a, printed) = (check.words(rate), check.words(gap));
    let (verdict, code, why) = if interval.meets(gap.interval()?) {
        (
            Verdict::Agrees,
            "rounded",
            format!(
                "{a}与{months}个月的序时进度{}%相差{}，与所印{printed}一致。",
                due.text(2),
                exact.text(2)
            ),
        )
    } else {
        (
            Verdict::Disagrees,
            "schedule",
            format!(
                "{a}与{months}个月的序时进度{}%相差{}个百分点，所印为{printed}。",
                due.text(2),
                exact.text(2)
            ),
        )
    };
    Some(
        Claim::new("schedule-gap", check.quote(rate, gap), verdict, code, why)
            .inputs([a.to_owned(), format!("{months}/12")])
            .with([rate.quantity.span.clone()])
            .recomputed(exact.text(4))
            .published(printed),
    )
}

/// 为年度目标53.3%,低21.7个百分点: behind what is not said; an even schedule fits, so that is what was meant.
fn silent_schedule(check: &Check<'_, '_>, index: usize) -> Option<Claim> {
    let gap = check.figure(index).filter(|f| f.kind() == Kind::PercentagePoint)?;
    let lead = check.reading.part_lead(gap).trim();
    let sign = match lead {
        "低" | "慢" | "落后" => Rational::whole(-1),
        "高" | "快" | "超" | "超前" => Rational::ONE,
        _ => return None,
    };
    let rate = index.checked_sub(1).and_then(|at| check.figure(at)).filter(|f| f.is_percent())?;
    let target = check.reading.part_lead(rate);
    if !["目标", "任务", "计划"].iter().any(|word| target.contains(word)) || rate.sentence != gap.sentence
    {
        return None;
    }
    let months = months(check, rate, index)?;
    let due = Rational::new(i128::from(months) * 100, 12)?;
    let exact = rate.value()?.sub(due)?;
    let far = rate.interval()?.sub(Interval::point(due))?;
    let said = gap.value()?.mul(sign)?;
    if !far.meets(Interval::point(said)) {
        return None;
    }
    let (a, printed) = (check.words(rate), check.words(gap));
    let why =
        format!("{a}与{months}个月的序时进度{}%相差{}，与所印{printed}一致。", due.text(2), exact.text(2));
    Some(
        Claim::new("schedule-gap", check.quote(rate, gap), Verdict::Agrees, "rounded", why)
            .inputs([a])
            .with([rate.quantity.span.clone()])
            .recomputed(exact.text(4))
            .published(printed),
    )
}

/// 没到序时(完成比例低于91.7%): eleven months of twelve.
fn due_rate(check: &Check<'_, '_>, index: usize) -> Option<Claim> {
    let rate = check.figure(index).filter(|f| f.is_percent())?;
    let words = check.reading.slice(rate.sentence.start..rate.quantity.span.start);
    if !words.contains("序时") && !words.contains("时间进度") && !words.contains("时序") {
        return None;
    }
    let months = months(check, rate, index)?;
    let due = Rational::new(i128::from(months) * 100, 12)?;
    if !rate.interval()?.meets(Interval::point(due)) {
        return None;
    }
    let printed = check.words(rate);
    let why = format!("{months}个月的序时进度为{}%，与所印{printed}一致。", due.text(4));
    Some(
        Claim::new("schedule-gap", check.clause_quote(rate), Verdict::Agrees, "rounded", why)
            .inputs([format!("{months}/12")])
            .recomputed(format!("{}%", due.text(4)))
            .published(printed),
    )
}

/// How many figures of the same kind stand directly before `index`, joined by 、.
fn listed_before(check: &Check<'_, '_>, index: usize) -> usize {
    let mut count = 0;
    while index > count && touches(check, index - count - 1, index - count) {
        let same = check.figure(index - count - 1).map(Figure::kind) == check.figure(index).map(Figure::kind);
        if !same {
            break;
        }
        count += 1;
    }
    count
}

fn touches(check: &Check<'_, '_>, first: usize, second: usize) -> bool {
    let (Some(a), Some(b)) = (check.figure(first), check.figure(second)) else { return false };
    a.sentence == b.sentence && check.reading.slice(a.quantity.span.end..b.quantity.span.start) == "、"
}

/// Months gone by: of the rate's period, else of the last cumulative period named before, else of the title's.
pub(super) fn months(check: &Check<'_, '_>, rate: &Figure, index: usize) -> Option<u8> {
    let of = |period: Option<Period>| match period {
        Some(Period::Days(days))
            if days.first.month == 1 && days.first.day == 1 && days.first.year == days.last.year =>
        {
            Some(days.last.month)
        }
        _ => None,
    };
    of(rate.quantity.period).filter(|m| *m < 12).or_else(|| {
        (check.reading.near(index).start..index).rev().filter_map(|at| check.figure(at)).find_map(|f| match f
            .quantity
            .value
        {
            crate::quantity::Value::Days(days) if f.kind() == Kind::Period => {
                of(Some(Period::Days(days))).filter(|m| *m < 12)
            }
            // 截至6月底
            crate::quantity::Value::Day(day)
                if f.quantity.qualifier == Some(Qualifier::AsOf) && day.day >= 28 && day.month < 12 =>
            {
                Some(day.month)
            }
            _ => None,
        })
    })
}

/// 比全国低0.4个百分点: the other level is implied, or printed between 比 and the figure.
fn points(check: &Check<'_, '_>, index: usize) -> Option<Claim> {
    let points = check.figure(index).filter(|f| f.kind() == Kind::PercentagePoint)?;
    let change = direction(check, points)?;
    if super::growth::in_rules(check, points) || column::is_goal(check, points) {
        return None;
    }
    let lead = check.reading.part_lead(points);
    // 每高1个百分点: a rule, which asserts nothing.
    let rule = ["超", "低", "增", "降", "高", "提高", "上升", "多", "少"];
    if lead.split('每').skip(1).any(|rest| rule.iter().any(|word| rest.starts_with(word))) {
        return None;
    }
    let range = check.reading.sentence_of(index);
    let level_at = |from: usize, to: usize| {
        (from..to).rev().find(|&at| check.figure(at).is_some_and(Figure::is_percent))
    };
    let printed = check.words(points);
    let same_part = (range.start..index)
        .filter(|&at| check.figure(at).is_some_and(|f| f.part.start == points.part.start))
        .collect::<Vec<_>>();
    let levels = same_part.iter().filter(|&&at| check.figure(at).is_some_and(Figure::is_percent)).count();
    let against = ["高于", "低于", "快于", "慢于"].iter().any(|word| lead.contains(word));
    let compares = lead.contains('比') || lead.contains('较') || against && levels == 1;
    let other =
        same_part.iter().copied().find(|&at| check.figure(at).is_some_and(Figure::is_percent) && compares);
    let first = other.unwrap_or(index);
    let level = level_at(range.start, first).and_then(|at| check.figure(at));
    let level = level.or_else(|| other.and_then(|_| earlier_growth(check, index, range.start)));
    if let (Some(level), Some(other)) = (level, other.and_then(|at| check.figure(at))) {
        return compared(check, points, level, other, change);
    }
    if let (Some(level), Some(other)) = (level, in_bracket(check, index)) {
        return compared(check, points, level, other, change);
    }
    let why = match level {
        Some(level) => {
            let implied = implied(level, points, change).unwrap_or_default();
            format!("没有印出比较的另一方，{printed}无从核对；由{}反推为{implied}%。", check.words(level))
        }
        None => format!("没有印出两个比率，{printed}无从核对。"),
    };
    let quote = level.map_or_else(|| check.clause_quote(points), |level| check.quote(level, points));
    let mut claim = Claim::new("difference", quote, Verdict::Unsupported, "no-other-level", why)
        .published(printed)
        .settle("比较的另一方的比率");
    if let Some(level) = level {
        claim.inputs = vec![check.words(level).to_owned()];
        claim.recomputed = implied(level, points, change).map(|value| format!("另一方 {value}%"));
    }
    Some(claim)
}

/// 比年初提高5.1个百分点(年初为37.2%): the other level behind the figure.
fn in_bracket<'r>(check: &'r Check<'_, '_>, index: usize) -> Option<&'r Figure> {
    let points = check.figure(index)?;
    let other = (index + 1..index + 3).filter_map(|at| check.figure(at)).find(|f| f.is_percent())?;
    let gap = check.reading.slice(points.quantity.span.end..other.quantity.span.start);
    let words = gap.strip_prefix(['(', '（'])?;
    let named =
        ["年初", "上年", "去年", "同期", "全国", "全省", "全市"].iter().any(|word| words.starts_with(word));
    (named && words.chars().count() <= 8 && !words.contains([')', '）'])).then_some(other)
}

/// Up for what lies above the other level. 高于全省(6.9%)1.3个百分点: the word stands before the bracket.
fn direction(check: &Check<'_, '_>, points: &Figure) -> Option<Change> {
    const UP: &[&str] = &["高于", "快于", "高出", "领先", "快", "高"];
    const DOWN: &[&str] = &["低于", "慢于", "落后于", "慢", "低"];
    let lead = check.reading.part_lead(points);
    let last = |words: &[&str]| words.iter().filter_map(|word| lead.rfind(word)).max();
    points.quantity.change.or_else(|| match (last(UP), last(DOWN)) {
        (Some(up), Some(down)) => Some(if up > down { Change::Up } else { Change::Down }),
        (Some(_), None) => Some(Change::Up),
        (None, Some(_)) => Some(Change::Down),
        (None, None) => None,
    })
}

/// 增幅较1—7月的20.44%提高2个百分点, with 同比增22.88% in the statement before: the growth that is spoken of.
fn earlier_growth<'r>(check: &'r Check<'_, '_>, index: usize, before: usize) -> Option<&'r Figure> {
    let points = check.figure(index)?;
    let lead = check.reading.part_lead(points);
    let named = ["增幅", "增速", "涨幅", "降幅"].iter().any(|word| lead.contains(word));
    (before.saturating_sub(10)..before)
        .rev()
        .filter_map(|at| check.figure(at))
        .find(|f| f.is_percent() && f.quantity.change.is_some() && f.region == points.region && named)
}

fn implied(level: &Figure, points: &Figure, change: Change) -> Option<String> {
    let (level, points) = (level.value()?, points.value()?);
    let other = match change {
        Change::Up => level.sub(points)?,
        Change::Down => level.add(points)?,
    };
    Some(other.text(4))
}

pub(super) fn compared(
    check: &Check<'_, '_>,
    points: &Figure,
    level: &Figure,
    other: &Figure,
    change: Change,
) -> Option<Claim> {
    let (a, b, printed) = (check.words(level), check.words(other), check.words(points));
    let difference = match change {
        Change::Up => level.interval()?.sub(other.interval()?)?,
        Change::Down => other.interval()?.sub(level.interval()?)?,
    };
    let exact = level.value()?.sub(other.value()?)?;
    let (verdict, code, why) = if difference.meets(points.interval()?) {
        (Verdict::Agrees, "rounded", format!("{a}与{b}相差{}个百分点，与所印{printed}一致。", exact.text(4)))
    } else {
        (Verdict::Disagrees, "differs", format!("{a}与{b}相差{}个百分点，所印为{printed}。", exact.text(4)))
    };
    Some(
        Claim::new("difference", check.quote(level, points), verdict, code, why)
            .inputs([a, b])
            .with([level.quantity.span.clone(), other.quantity.span.clone()])
            .recomputed(exact.text(4))
            .published(printed),
    )
}
