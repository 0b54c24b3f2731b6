//! 完成全年任务的64.78%: actual over target. The target stands in the same words, in the sentence, in the row, or nowhere.

use super::exact::{Interval, Rational};
use super::{Check, Claim, Figure, Place, Verdict};
use crate::quantity::Qualifier;
use std::ops::Range;

/// Words behind a figure that make it a target: 年度30亿元目标的88.3%.
const BEHIND: &[&str] = &[
    "年度目标",
    "全年目标",
    "目标任务",
    "的目标",
    "的年度",
    "目标的",
    "任务的",
    "计划的",
    "年度任务",
    "全年任务",
    "年度计划",
];

/// A task of which something is done.
const DONE: &[&str] =
    &["任务已", "任务实际", "任务目前", "目标已", "目标实际", "目标目前", "计划已", "计划实际", "计划目前"];

/// Where a target was found; the nearer, the surer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Source {
    Words,
    Sentence,
    Row,
    Document,
}

pub(super) fn run(check: &mut Check<'_, '_>) {
    for index in 0..check.reading.figures.len() {
        if check.explained.contains(&index) {
            continue;
        }
        let Some(percent) = check.figure(index) else { continue };
        if !percent.is_percent()
            || !(is_completion(check, percent) || follows_target(check, index) || is_named(check, index))
        {
            continue;
        }
        let claim = judge(check, index);
        check.explained.insert(index);
        check.claims.extend(claim);
    }
}

/// Whether the percent says how much of a target is done.
fn is_completion(check: &Check<'_, '_>, percent: &Figure) -> bool {
    if super::column::is_column(check, percent)
        || super::column::is_goal(check, percent)
        || super::growth::in_rules(check, percent)
    {
        return false;
    }
    let lead = check.reading.part_lead(percent);
    let near = lead.rsplit(['%', '％']).next().unwrap_or(lead);
    // 每超任务10%: a rule, which asserts nothing.
    if near.contains("每超") || near.contains("每完成") || near.contains("每低") {
        return false;
    }
    if ["下降", "增长", "控制在", "上涨", "提高", "降低"].iter().any(|word| near.contains(word))
    {
        return false;
    }
    // 占全市任务的41% is a share of others' tasks, not of one's own.
    if ["占全市", "占全省", "占全国", "占全区", "占全县"].iter().any(|word| near.contains(word))
    {
        return false;
    }
    if direct_target(check, percent).is_some() {
        return true;
    }
    let target = ["目标", "任务", "计划", "预期"].iter().any(|word| near.contains(word));
    let rate =
        ["完成率", "完成比例", "完成进度", "进度为", "完成投资率"].iter().any(|word| near.contains(word));
    let direct = near.trim_end().ends_with("任务") && near.trim().chars().count() <= 8;
    let bare = direct || near.trim_end().ends_with("完成") || near.trim_end().ends_with("为年度");
    rate || bare || (target && ["完成", "占", "为", "达", "实现"].iter().any(|word| near.contains(word)))
}

/// 县定目标50亿元的77.2%, 任务(26亿元)的58%: the target that stands in the words of its own percent.
fn direct_target(check: &Check<'_, '_>, percent: &Figure) -> Option<usize> {
    let at = check.reading.figures.partition_point(|f| f.quantity.span.start < percent.quantity.span.start);
    let target_at = at.checked_sub(1)?;
    let target = check.figure(target_at).filter(|f| f.sentence == percent.sentence)?;
    let gap = check.reading.slice(target.quantity.span.end..percent.quantity.span.start);
    let joined = matches!(gap.trim(), "的" | ")的" | "）的");
    (joined && target.is_plain() && is_target(check, target)).then_some(target_at)
}

/// 、市定任务的51.7%, where the sentence has that target.
fn is_named(check: &Check<'_, '_>, index: usize) -> bool {
    check.figure(index).is_some_and(|percent| {
        !super::column::is_column(check, percent) && !super::column::is_goal(check, percent)
    }) && named_target(check, index).is_some()
}

/// 完成省定任务的62%、市定任务的51.7%, with 市定任务6万人次 before: the one target of the sentence that has the name.
fn named_target(check: &Check<'_, '_>, index: usize) -> Option<usize> {
    let percent = check.figure(index)?;
    let lead = check.reading.part_lead(percent);
    let near = lead.rsplit(['%', '％', '、']).next().unwrap_or(lead);
    let near = near.trim().trim_end_matches(['的', '达', '为']);
    let name = ["分别完成", "完成", "占", "为"]
        .iter()
        .fold(near, |name, word| name.strip_prefix(word).unwrap_or(name));
    if name.chars().count() < 4 || !["任务", "目标", "计划"].iter().any(|word| name.ends_with(word)) {
        return None;
    }
    let mut found = (check.reading.sentence_of(index).start..index).filter(|&at| {
        check.figure(at).is_some_and(|f| f.is_plain() && check.reading.lead(f).trim_end().ends_with(name))
    });
    found.next().filter(|_| found.next().is_none())
}

/// 任务20亿元、56.3%: the percent stands directly behind its target.
fn follows_target(check: &Check<'_, '_>, index: usize) -> bool {
    let (Some(percent), Some(target)) =
        (check.figure(index), index.checked_sub(1).and_then(|at| check.figure(at)))
    else {
        return false;
    };
    let gap = check.reading.slice(target.quantity.span.end..percent.quantity.span.start);
    matches!(gap.trim(), "、" | "," | "，" | "(" | "（")
        && target.is_plain()
        && is_target(check, target)
        && !super::column::is_goal(check, percent)
}

fn judge(check: &Check<'_, '_>, index: usize) -> Option<Claim> {
    let percent = check.figure(index)?;
    let printed = percent.interval()?;
    let listed = listed_actual(check, index);
    let actuals = listed.map_or_else(|| actuals(check, index), |at| vec![at]);
    let mut tried: Vec<(Source, usize, usize, Interval)> = Vec::new();
    let direct = direct_target(check, percent).or_else(|| named_target(check, index));
    let targets = direct.map_or_else(|| targets(check, index, &actuals), |at| vec![(Source::Words, at)]);
    for (source, target_at) in targets {
        for &actual_at in &actuals {
            let (Some(actual), Some(target)) = (check.figure(actual_at), check.figure(target_at)) else {
                continue;
            };
            if actual_at == target_at || !actual.same_unit(target) {
                continue;
            }
            let Some(rate) = against_target(actual, target) else { continue };
            tried.push((source, actual_at, target_at, rate));
        }
    }
    tried.sort_by_key(|(source, ..)| *source);
    if let Some(&(_, actual, target, rate)) = tried.iter().find(|(.., rate)| rate.meets(printed)) {
        return agrees(check, index, actual, target, rate);
    }
    // Of several rates in a row the targets may stand in a row too: a misfit with one of them proves nothing.
    let certain = |source: Source| source <= Source::Sentence && listed.is_none();
    let sure: Vec<_> = tried.iter().filter(|(source, ..)| certain(*source)).collect();
    match sure.as_slice() {
        [(source, actual, target, _)]
            if *source == Source::Words || actuals.len() == 1 || nearest(check, index, *actual) =>
        {
            disagrees(check, index, *actual, *target)
        }
        _ => ahead_of_plan(check, index, actuals.first().copied())
            .or_else(|| Some(unsupported(check, percent, actuals.first().copied()))),
    }
}

/// 到位29.93亿元,为任务93.5%,比计划进度多5.93亿元: what is ahead of the plan gives the plan, and the plan the year's target.
fn ahead_of_plan(check: &Check<'_, '_>, index: usize, actual: Option<usize>) -> Option<Claim> {
    let (percent, actual) = (check.figure(index)?, check.figure(actual?)?);
    let ahead = check.figure(index + 1).filter(|f| f.same_unit(actual) && f.sentence == percent.sentence)?;
    let lead = check.reading.part_lead(ahead).trim_end();
    let sign = if !lead.contains("进度") {
        return None;
    } else if lead.ends_with(['多', '超', '快']) {
        Rational::ONE
    } else if lead.ends_with(['少', '欠', '慢']) {
        Rational::whole(-1)
    } else {
        return None;
    };
    let months = super::difference::months(check, percent, index)?;
    let plan = actual.value()?.sub(ahead.value()?.mul(sign)?)?;
    let target = plan.mul(Rational::new(12, i128::from(months))?)?;
    let exact = actual.value()?.div(target)?.mul(Rational::HUNDRED)?;
    let printed = percent.interval()?;
    if !(printed.low.at_most(exact) && exact.at_most(printed.high)) {
        return None;
    }
    let (done, more, shown) = (check.words(actual), check.words(ahead), check.words(percent));
    let why = format!(
        "由{done}和多出计划进度的{more}推得{months}个月的计划数，全年目标即可算出，{done}为其{}%，与所印{shown}一致。",
        exact.text(2)
    );
    Some(
        Claim::new("completion", check.quote(actual, percent), Verdict::Agrees, "rounded", why)
            .inputs([done, more])
            .with([actual.quantity.span.clone(), ahead.quantity.span.clone()])
            .recomputed(format!("{}%", exact.text(4)))
            .published(shown),
    )
}

fn nearest(check: &Check<'_, '_>, index: usize, actual: usize) -> bool {
    // Nothing with the same unit stands between.
    let Some(figure) = check.figure(actual) else { return false };
    !(actual + 1..index)
        .any(|i| check.figure(i).is_some_and(|other| other.same_unit(figure) && !is_target(check, other)))
}

/// Actual over target in percent, as an interval.
pub(crate) fn rate(actual: &Figure, target: &Figure) -> Option<Interval> {
    actual.interval()?.div(target.interval()?)?.scale(Rational::HUNDRED)
}

/// The same for what was asked: a plan of 2257亿元 may be rounded, but a task of 6万亩 is a set number, not 5.5 to 6.5.
fn against_target(actual: &Figure, target: &Figure) -> Option<Interval> {
    let (asked, value) = (target.interval()?, target.value()?);
    let fine = asked.high.sub(asked.low)?.div(value)?.at_most(Rational::new(1, 50)?);
    let asked = if fine || target.quantity.qualifier.is_some() { asked } else { Interval::point(value) };
    actual.interval()?.div(asked)?.scale(Rational::HUNDRED)
}

/// 完成36.2亿、94.3亿元,完成率43.2%、37.8%: of rates in a row each has the actual of its place.
fn listed_actual(check: &Check<'_, '_>, index: usize) -> Option<usize> {
    let joined = |a: usize, b: usize| {
        check.figure(a).zip(check.figure(b)).is_some_and(|(first, second)| {
            let gap = check.reading.slice(first.quantity.span.end..second.quantity.span.start);
            first.is_percent() && second.is_percent() && matches!(gap.trim(), "、" | "和")
        })
    };
    let mut from = index;
    while from > 0 && joined(from - 1, from) {
        from -= 1;
    }
    let mut to = index + 1;
    while joined(to - 1, to) {
        to += 1;
    }
    let plain: Vec<usize> = (check.reading.sentence_of(index).start..from)
        .filter(|&at| {
            check.figure(at).is_some_and(|f| f.is_plain() && !is_target(check, f) && !is_class(check, f))
        })
        .collect();
    let first = plain.len().checked_sub(to - from).filter(|_| to - from > 1)?;
    plain.get(first + index - from).copied()
}

/// Figures that may be the actual: in the sentence before the percent, the nearest first.
fn actuals(check: &Check<'_, '_>, index: usize) -> Vec<usize> {
    let range = check.reading.sentence_of(index);
    (range.start..index)
        .rev()
        .filter(|&i| {
            check.figure(i).is_some_and(|f| f.is_plain() && !is_target(check, f) && !is_class(check, f))
        })
        .take(4)
        .collect()
}

/// Every target of the document, by index: each rate looks at those around it.
pub(super) fn all_targets(check: &Check<'_, '_>) -> Vec<usize> {
    let figures = check.reading.figures.iter().enumerate();
    figures.filter(|(_, f)| f.is_plain() && is_target(check, f)).map(|(at, _)| at).collect()
}

/// 目标90亿元, 任务(26亿元), 700亿元年度目标: the figure is what was asked.
pub(super) fn is_target(check: &Check<'_, '_>, figure: &Figure) -> bool {
    let lead = check.reading.part_lead(figure);
    let near = lead.rsplit(|c: char| c.is_ascii_digit() || matches!(c, '】' | '》')).next().unwrap_or(lead);
    let behind = check.reading.tail(figure);
    // 列入计划10件: a state of what is reported.
    let state = ["列入计划", "纳入计划", "列入规划", "计划解决"].iter().any(|word| near.ends_with(word));
    // 任务已竣工1200户: what is done of a task is no task.
    let done = DONE.iter().any(|word| near.contains(word));
    let noun = !state && !done && ["目标", "任务", "计划"].iter().any(|word| near.contains(word));
    let due = ["应完成", "需完成", "应建成"].iter().any(|word| near.contains(word));
    let asked = due || near.contains("年度投资") && near.contains("完成");
    (noun && !near.ends_with("完成"))
        || asked
        || BEHIND.iter().any(|word| behind.starts_with(word))
        || is_task(behind)
        || is_headed(check, figure)
}

/// 市下达任务:引进省外资金150亿元: the words before the colon say what the figure is.
fn is_headed(check: &Check<'_, '_>, figure: &Figure) -> bool {
    let before = check.reading.slice(figure.sentence.start..figure.part.start);
    let Some(head) = before.strip_suffix([':', '：']) else { return false };
    let head = head.rsplit([',', '，']).next().unwrap_or(head);
    !head.contains("完成") && ["任务", "目标", "计划"].iter().any(|word| head.ends_with(word))
}

/// 1250户危房改造任务已竣工1200户: the words behind the figure call it a task, of which something is done.
fn is_task(behind: &str) -> bool {
    behind.split_once('已').is_some_and(|(name, _)| {
        name.chars().count() <= 16
            && ["任务", "目标", "计划"].iter().any(|word| name.trim_end().ends_with(word))
    })
}

/// 1亿元以上项目: the class, not the amount done; points (完成得10分,完成90%…) are what a rule gives.
fn is_class(check: &Check<'_, '_>, figure: &Figure) -> bool {
    if figure.quantity.unit == Some(crate::quantity::Unit::Word("分")) {
        return true;
    }
    matches!(figure.quantity.qualifier, Some(Qualifier::AtLeast | Qualifier::AtMost))
        && check
            .reading
            .tail(figure)
            .trim_start_matches(['以', '上', '下'])
            .chars()
            .next()
            .is_some_and(char::is_alphabetic)
}

fn targets(check: &Check<'_, '_>, index: usize, actuals: &[usize]) -> Vec<(Source, usize)> {
    let mut found = Vec::new();
    let Some(percent) = check.figure(index) else { return found };
    let range = check.reading.sentence_of(index);
    for at in range.start..index {
        let Some(figure) = check.figure(at).filter(|f| f.is_plain() && is_target(check, f)) else { continue };
        let words = figure.quantity.span.start >= percent.part.start;
        found.push((if words { Source::Words } else { Source::Sentence }, at));
    }
    // 全年任务80亿 may follow: 完成率90% (任务66亿元).
    for at in index + 1..range.end {
        if check.figure(at).is_some_and(|f| f.is_plain() && is_target(check, f)) && actuals.len() <= 2 {
            found.push((Source::Document, at));
        }
    }
    let row = row_of(check.reading.place(percent));
    for goal in check.goals {
        for goal_row in &goal.rows {
            let same =
                row.as_ref().is_some_and(|(table, rows)| *table == goal.table && rows.contains(&goal_row.at));
            let source = if same { Source::Row } else { Source::Document };
            let figures = goal_row.parts.iter().flat_map(|part| &part.figures);
            found.extend(figures.map(|figure| (source, figure.figure)));
        }
    }
    if row.is_none() {
        let near = check.reading.near(index);
        let from = check.targets.partition_point(|&at| at < near.start);
        let known = check.targets.get(from..).unwrap_or_default().iter().copied();
        let others = known.take_while(|at| *at < near.end).filter(|at| !range.contains(at));
        found.extend(others.map(|at| (Source::Document, at)));
    }
    found
}

fn row_of(place: Place) -> Option<(usize, Range<usize>)> {
    match place {
        Place::Cell { table, row, row_span, .. } => Some((table, row..row + row_span)),
        Place::Text => None,
    }
}

fn agrees(
    check: &Check<'_, '_>,
    index: usize,
    actual: usize,
    target: usize,
    rate: Interval,
) -> Option<Claim> {
    let (percent, actual, target) = (check.figure(index)?, check.figure(actual)?, check.figure(target)?);
    let exact = actual.value()?.div(target.value()?)?.mul(Rational::HUNDRED)?;
    let (done, asked, printed) = (check.words(actual), check.words(target), check.words(percent));
    let same = percent.value().and_then(|p| p.compare(exact)) == Some(std::cmp::Ordering::Equal);
    let _ = rate;
    let code = if same { "exact" } else { "rounded" };
    let why = if same {
        format!("{done}÷{asked}={}%，与所印{printed}一致。", exact.text(4))
    } else {
        format!("{done}÷{asked}={}%，在四舍五入范围内与所印{printed}一致。", exact.text(4))
    };
    Some(
        Claim::new("completion", check.quote(actual, percent), Verdict::Agrees, code, why)
            .inputs([done, asked])
            .with([actual.quantity.span.clone(), target.quantity.span.clone()])
            .recomputed(format!("{}%", exact.text(4)))
            .published(printed),
    )
}

fn disagrees(check: &Check<'_, '_>, index: usize, actual: usize, target: usize) -> Option<Claim> {
    let (percent, actual, target) = (check.figure(index)?, check.figure(actual)?, check.figure(target)?);
    let exact = actual.value()?.div(target.value()?)?.mul(Rational::HUNDRED)?;
    let (done, asked, printed) = (check.words(actual), check.words(target), check.words(percent));
    let (code, hint) = slip(exact, percent.value()?);
    let why = format!("{done}÷{asked}={}%，所印为{printed}{hint}。", exact.text(2));
    Some(
        Claim::new("completion", check.quote(actual, percent), Verdict::Disagrees, code, why)
            .inputs([done, asked])
            .with([actual.quantity.span.clone(), target.quantity.span.clone()])
            .recomputed(format!("{}%", exact.text(4)))
            .published(printed),
    )
}

/// Whether a wrong figure is the right one with a slip of the pen that has a name.
pub(super) fn slip(right: Rational, printed: Rational) -> (&'static str, &'static str) {
    let near = |factor: i128, up: bool| {
        let ratio = if up { printed.div(right) } else { right.div(printed) };
        let low = Rational::new(factor * 995, 1000);
        let high = Rational::new(factor * 1005, 1000);
        matches!((ratio, low, high), (Some(r), Some(l), Some(h)) if l.at_most(r) && r.at_most(h))
    };
    if near(10, true) || near(100, true) {
        ("decimal-lost", "，像是丢了小数点")
    } else if near(10, false) || near(100, false) {
        ("decimal-gained", "，像是多了小数点")
    } else if near(10_000, true) || near(10_000, false) {
        ("unit-slip", "，像是万与个、亿与万混用")
    } else if near(100_000_000, true) || near(100_000_000, false) {
        ("unit-slip", "，像是亿与元混用")
    } else {
        ("differs", "")
    }
}

fn unsupported(check: &Check<'_, '_>, percent: &Figure, actual: Option<usize>) -> Claim {
    let printed = check.words(percent);
    let actual = actual.and_then(|at| check.figure(at));
    let implied = actual.and_then(|figure| {
        let target = figure.interval()?.div(percent.interval()?.scale(Rational::new(1, 100)?)?)?;
        let unit = if figure.kind() == crate::quantity::Kind::Amount {
            Rational::whole(100_000_000)
        } else {
            Rational::ONE
        };
        Some((target.low.div(unit)?.text(3), target.high.div(unit)?.text(3), figure))
    });
    let quote = actual.map_or_else(|| check.clause_quote(percent), |figure| check.quote(figure, percent));
    if let Some((part, whole)) = actual.and_then(|figure| Some((figure, whole_before(check, figure)?))) {
        let (a, b) = (check.words(whole), check.words(part));
        let why =
            format!("{printed}可以指{a}，也可以指其中的{b}，文中没有说明，也没有印出目标数，无从核对。");
        return Claim::new(
            "completion",
            check.quote(whole, percent),
            Verdict::Unsupported,
            "two-subjects",
            why,
        )
        .inputs([a, b])
        .with([whole.quantity.span.clone(), part.quantity.span.clone()])
        .published(printed)
        .settle("下达的目标数，以及完成率是对总数还是对其中一部分说的");
    }
    if let Some((low, high, figure)) = implied {
        let unit = if figure.kind() == crate::quantity::Kind::Amount { "亿" } else { "" };
        let done = check.words(figure);
        let why = format!(
            "文中没有印出目标数，{printed}无从核对；由{done}反推，目标应在{low}{unit}至{high}{unit}之间。"
        );
        Claim::new("completion", quote, Verdict::Unsupported, "no-target", why)
            .inputs([done])
            .with([figure.quantity.span.clone()])
            .recomputed(format!("目标 {low}{unit}～{high}{unit}"))
            .published(printed)
            .settle("下达的目标数")
    } else {
        let why = format!("文中没有印出与{printed}对应的完成数和目标数，无从核对。");
        Claim::new("completion", quote, Verdict::Unsupported, "no-target", why)
            .published(printed)
            .settle("完成数和目标数")
    }
}

/// 到位8.9亿元,其中1000万以上项目到位4.9亿元: the whole that the part is taken from.
fn whole_before<'r>(check: &'r Check<'_, '_>, part: &Figure) -> Option<&'r Figure> {
    let at = check.reading.figures.partition_point(|f| f.quantity.span.start < part.quantity.span.start);
    let whole = (at.saturating_sub(4)..at)
        .rev()
        .filter_map(|i| check.figure(i))
        .find(|f| f.same_unit(part) && f.sentence == part.sentence && !is_class(check, f))?;
    let gap = check.reading.slice(whole.quantity.span.end..part.quantity.span.start);
    let among = gap.contains("其中") && part.value()?.at_most(whole.value()?);
    among.then_some(whole)
}
