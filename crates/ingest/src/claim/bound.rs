//! Bounds that need no quotient: month ≤ cumulative, part ≤ whole, a cumulative figure never falls, a figure of another
//! period than the table's.

use super::{Check, Claim, Figure, Place, Verdict, column, similar};
use crate::goal::stands_in;
use crate::quantity::{Day, Days, Kind, Period, Qualifier, Value};
use crate::table::Meaning;
use std::cmp::Ordering;

/// Cumulative figures that a month's figure is compared with by its words, the nearest ones.
const CANDIDATES_MAX: usize = 100;

pub(super) fn run(check: &mut Check<'_, '_>) {
    let mut claims = Vec::new();
    for index in 0..check.reading.figures.len() {
        claims.extend(month_and_sum(check, index));
        claims.extend(part_of_whole(check, index));
        claims.extend(scope(check, index));
        claims.extend(above_whole(check, index));
        claims.extend(later(check, index));
        claims.extend(own_goal(check, index));
        claims.extend(other_period(check, index));
    }
    check.claims.extend(claims);
}

fn at_most(a: &Figure, b: &Figure) -> bool {
    matches!((a.value(), b.value()), (Some(x), Some(y)) if x.at_most(y))
}

/// 8月…159个 against 1-8月…1755个: the month's own figure against the cumulative one of the same row or paragraph.
fn month_and_sum(check: &Check<'_, '_>, index: usize) -> Option<Claim> {
    let month =
        check.figure(index).filter(|f| matches!(f.kind(), Kind::Amount | Kind::Count | Kind::Measure))?;
    let Some(Period::Days(days)) = month.quantity.period else { return None };
    if days.first.month != days.last.month || days.first.year != days.last.year || days.last.month == 1 {
        return None;
    }
    let in_year = |other: &Figure| {
        matches!(other.quantity.period, Some(Period::Days(sum))
            if sum.first == Days::year(days.first.year).first && sum.last == days.last)
    };
    let near = check.reading.near(index);
    let figures = check.reading.figures.get(near.clone()).unwrap_or_default();
    let candidates = (near.start..).zip(figures).filter(|(_, other)| {
        other.same_unit(month)
            && in_year(other)
            && same_row(check, month, other)
            && other.quantity.qualifier != Some(Qualifier::AtLeast)
    });
    let mut candidates: Vec<(usize, &Figure)> = candidates.collect();
    candidates.sort_by_key(|(at, _)| at.abs_diff(index));
    candidates.truncate(CANDIDATES_MAX);
    let part = |f: &Figure| similar::pairs(check.reading.slice(f.part.start..f.clause.end));
    let clause = |f: &Figure| similar::pairs(check.reading.slice(f.clause.clone()));
    let (own_part, own_clause) = (part(month), clause(month));
    let best = candidates.into_iter().max_by_key(|(at, other)| {
        let common = similar::common(&own_part, &part(other));
        let near = similar::common(&own_clause, &clause(other));
        (common + near * 2, std::cmp::Reverse(*at))
    });
    let (_, sum) = best?;
    let (one, all) = (check.words(month), check.words(sum));
    let (verdict, code, why) = if at_most(month, sum) {
        (Verdict::Agrees, "within", format!("当月{one}不大于累计{all}。"))
    } else {
        (Verdict::Disagrees, "month-above-sum", format!("当月{one}大于累计{all}。"))
    };
    Some(pair("threshold<=", check, month, sum, verdict, code, why))
}

fn same_row(check: &Check<'_, '_>, a: &Figure, b: &Figure) -> bool {
    match (check.reading.place(a), check.reading.place(b)) {
        (Place::Cell { table, row, .. }, Place::Cell { table: other_table, row: other_row, .. }) => {
            table == other_table && row == other_row
        }
        (Place::Text, Place::Text) => a.region == b.region,
        _ => false,
    }
}

fn pair(
    kind: &'static str,
    check: &Check<'_, '_>,
    a: &Figure,
    b: &Figure,
    verdict: Verdict,
    code: &'static str,
    why: String,
) -> Claim {
    let quote = if a.sentence == b.sentence {
        let start = a.clause.start.min(b.clause.start);
        start..a.quantity.span.end.max(b.quantity.span.end)
    } else {
        check.clause_quote(a)
    };
    Claim::new(kind, quote, verdict, code, why)
        .inputs([check.words(a), check.words(b)])
        .with([check.clause_quote(b)])
        .published(check.words(a))
}

/// 意见34条,采纳29条; 22个项目上报,9个项目列入: the second is a part of the first.
fn part_of_whole(check: &Check<'_, '_>, index: usize) -> Option<Claim> {
    const VERBS: &[&str] = &[
        "采纳",
        "办结",
        "开工",
        "完成",
        "落实",
        "投产",
        "竣工",
        "通过",
        "解决",
        "兑付",
        "已开工",
        "已完成",
        "其中",
        "建成",
        "入选",
        "签约",
    ];
    let whole = check.figure(index).filter(|f| f.kind() == Kind::Count && !column::is_goal(check, f))?;
    let part = check.figure(index + 1).filter(|f| f.same_unit(whole) && f.sentence == whole.sentence)?;
    if !at_most(part, whole) || whole.quantity.qualifier.is_some() {
        return None;
    }
    let lead = check.reading.lead(part).trim();
    let verb = VERBS.iter().any(|word| lead == *word || lead.strip_prefix('已') == Some(*word));
    let noun = |f: &Figure| -> String { check.reading.tail(f).chars().take(24).collect() };
    let listed = ["列入", "入选", "获批", "纳入"].iter().any(|word| noun(part).contains(word));
    let same = listed && similar::likeness(&noun(part), &noun(whole)).0 >= 1;
    let gap = check.reading.slice(whole.quantity.span.end..part.quantity.span.start);
    let among = gap.contains("其中")
        && lead.contains("其中")
        && check.figure(index + 2).is_none_or(|f| !f.same_unit(whole) || f.sentence != whole.sentence);
    if !(verb || same || among) || !gap.contains([',', '，', '(', '（']) {
        return None;
    }
    let (a, b) = (check.words(part), check.words(whole));
    Some(pair(
        "threshold<=",
        check,
        part,
        whole,
        Verdict::Agrees,
        "within",
        format!("部分{a}不大于总数{b}。"),
    ))
}

/// 税收4.2亿元,其中增值税5.1亿元: what is said to be among it is more than all of it.
fn above_whole(check: &Check<'_, '_>, index: usize) -> Option<Claim> {
    // A project's whole investment is no part of what was done of it.
    const OTHER: &[&str] = &["总投资", "协议", "合同", "计划", "累计", "目标", "任务", "余额"];
    let whole = check.figure(index).filter(|f| f.kind() == Kind::Amount && f.quantity.qualifier.is_none())?;
    let part = check.figure(index + 1).filter(|f| f.same_unit(whole) && f.sentence == whole.sentence)?;
    let gap = check.reading.slice(whole.quantity.span.end..part.quantity.span.start);
    let among = gap.trim_start_matches([',', '，', '(', '（', ' ']).starts_with("其中");
    let growth = ["增长", "增加", "新增", "减少", "下降"].iter().any(|word| gap.contains(word));
    let goal = column::is_goal(check, whole) || column::is_goal(check, part);
    if !among
        || growth
        || goal
        || part.quantity.qualifier.is_some()
        || OTHER.iter().any(|word| gap.contains(word))
    {
        return None;
    }
    let more = whole.interval()?.high.less(part.interval()?.low);
    let (a, b) = (check.words(part), check.words(whole));
    let why = format!("其中的{a}大于总数{b}。");
    more.then(|| pair("threshold<=", check, part, whole, Verdict::Disagrees, "part-above-whole", why))
}

/// 境内到位资金265.4亿元; 省外…资金170亿元: the narrower scope is no larger.
fn scope(check: &Check<'_, '_>, index: usize) -> Option<Claim> {
    const SCOPES: &[(&str, &str)] =
        &[("境内", "省外"), ("国内", "省外"), ("全市", "市本级"), ("全省", "全市"), ("全国", "全省")];
    let part = check.figure(index).filter(|f| f.kind() == Kind::Amount && f.quantity.qualifier.is_none())?;
    let lead = check.reading.slice(part.sentence.start..part.quantity.span.start);
    let range = index.saturating_sub(4)..index;
    let whole = range.rev().filter_map(|at| check.figure(at)).find(|whole| {
        let words = check.reading.lead(whole);
        whole.same_unit(part)
            && whole.region == part.region
            && SCOPES
                .iter()
                .any(|(wide, narrow)| words.contains(wide) && lead.contains(narrow) && !lead.contains(wide))
            && ["资金", "投资", "项目"].iter().any(|noun| words.contains(noun) && lead.contains(noun))
    })?;
    if column::is_goal(check, part) {
        return None;
    }
    let (a, b) = (check.words(part), check.words(whole));
    let (verdict, code, why) = if at_most(part, whole) {
        (Verdict::Agrees, "within", format!("部分{a}不大于总数{b}。"))
    } else {
        (Verdict::Unsupported, "part-above-whole", format!("{a}大于范围更宽的{b}，口径可能不同。"))
    };
    Some(pair("threshold<=", check, part, whole, verdict, code, why))
}

/// 截至11月底292宗, 截至12月底295宗: what is counted up to a day never falls.
fn later(check: &Check<'_, '_>, index: usize) -> Option<Claim> {
    let first = check.figure(index)?;
    let day = as_of(check, index)?;
    let next = (index + 1..check.reading.near(index).end).find(|&at| {
        let Some(other) = check.figure(at).filter(|f| f.same_unit(first)) else { return false };
        let words = |f: &Figure| check.reading.slice(f.part.start..f.clause.end);
        as_of(check, at).is_some_and(|later| later > day && later.year == day.year)
            && similar::likeness(words(first), words(other)).0 >= 2
            && other.region != first.region
    })?;
    let second = check.figure(next)?;
    let (a, b) = (check.words(first), check.words(second));
    let later_day = as_of(check, next)?;
    let (verdict, code, why) = if at_most(first, second) {
        (Verdict::Agrees, "rises", format!("截至{day}为{a}，截至{later_day}为{b}，累计数没有减少。"))
    } else {
        (Verdict::Disagrees, "falls", format!("截至{day}为{a}，截至{later_day}只有{b}，累计数不应减少。"))
    };
    Some(pair("monotone", check, first, second, verdict, code, why))
}

/// The day of a 截至 that stands before the figure in its sentence.
fn as_of(check: &Check<'_, '_>, index: usize) -> Option<Day> {
    let figure = check.figure(index).filter(|f| matches!(f.kind(), Kind::Count | Kind::Amount))?;
    let range = check.reading.sentence_of(index);
    let date =
        (range.start..index).rev().filter_map(|at| check.figure(at)).find(|f| f.kind() == Kind::Date)?;
    let _ = figure;
    match (date.quantity.qualifier, date.quantity.value) {
        (Some(Qualifier::AsOf), Value::Day(day)) => Some(day),
        _ => None,
    }
}

/// 工业投资仅增长5.5%(年度目标增长15%): the text itself sets the rate against its goal.
fn own_goal(check: &Check<'_, '_>, index: usize) -> Option<Claim> {
    let actual = check.figure(index).filter(|f| f.is_percent())?;
    let goal = check.figure(index + 1).filter(|f| f.is_percent() && f.sentence == actual.sentence)?;
    let gap = check.reading.slice(actual.quantity.span.end..goal.quantity.span.start);
    if !gap.starts_with(['(', '（']) || !gap.contains("目标") || gap.contains([')', '）']) {
        return None;
    }
    let below = actual.value()?.compare(goal.value()?)? == Ordering::Less;
    let admits =
        ["仅", "未", "低于", "不及", "只"].iter().any(|word| check.reading.lead(actual).contains(word));
    let (a, b) = (check.words(actual), check.words(goal));
    let (verdict, code, why) = match (below, admits) {
        (true, true) => (Verdict::Agrees, "admitted", format!("{a}低于目标{b}，文中已如实写明。")),
        (false, false) => (Verdict::Agrees, "goal-reached", format!("{a}达到目标{b}。")),
        (true, false) => {
            (Verdict::Unsupported, "below-goal", format!("{a}低于目标{b}，文中没有写明未完成。"))
        }
        (false, true) => return None,
    };
    Some(pair("threshold", check, actual, goal, verdict, code, why))
}

/// July's figure in an August table.
fn other_period(check: &Check<'_, '_>, index: usize) -> Option<Claim> {
    let figure = check.figure(index)?;
    if !stands_in(check.reading, figure, Meaning::Cumulative) {
        return None;
    }
    let (last, named) = match (figure.kind(), figure.quantity.value) {
        (Kind::Date, Value::Day(day)) if figure.quantity.qualifier == Some(Qualifier::AsOf) => (day, true),
        (Kind::Period, Value::Days(days)) if days.first == Days::year(days.first.year).first => {
            (days.last, false)
        }
        _ => return None,
    };
    let table = table_month(check)?;
    let followed = check.figure(index + 1).is_some_and(|f| f.region == figure.region && !f.kind().is_time());
    if last.year != table.year || last.month >= table.month || !(followed || named) {
        return None;
    }
    let words = check.words(figure);
    let why = format!(
        "本表为{}月底的累计数，这里的数截至{}月，口径不同，不能与同表其他数相比。",
        table.month, last.month
    );
    let end = check
        .figure(index + 1)
        .filter(|f| f.region == figure.region && f.sentence == figure.sentence)
        .map_or(figure.quantity.span.end, |f| f.quantity.span.end);
    Some(
        Claim::new("period", figure.quantity.span.start..end, Verdict::Unsupported, "other-period", why)
            .inputs([words])
            .published(words)
            .settle(format!("截至{}月的数", table.month)),
    )
}

/// The month the document's cumulative columns go to, by its title.
fn table_month(check: &Check<'_, '_>) -> Option<Day> {
    let title = check.reading.document.metadata.title.as_ref()?;
    let found = crate::quantity::scan(&title.value, check.reading.anchor);
    found.items.iter().rev().find_map(|item| match item.value {
        Value::Days(days) if days.last.month < 12 => Some(days.last),
        _ => None,
    })
}
