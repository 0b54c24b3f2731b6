//! Statements of one build that follow one another: 省外113个、41亿元…;市外79个、17亿元…;市内230个、41亿元…. Their columns are
//! added and set against a total printed before, and each column's shares against the sum.

use super::exact::{Interval, Rational};
use super::{Check, Claim, Figure, Verdict};
use crate::quantity::{Change, Kind, Qualifier};
use std::ops::Range;

/// Longest series that is looked at.
const SERIES_MAX: usize = 30;
/// How far before the series its total may stand, in figures.
const TOTAL_FIGURES: usize = 48;

/// A statement: its figures by index, behind a colon if it has one.
struct Segment {
    figures: Range<usize>,
    /// Those that can be added, worked out once: a statement is looked at from every one before it.
    members: Vec<usize>,
}

/// A column of a series: one figure of each statement.
struct Column {
    figures: Vec<usize>,
    sum: Rational,
    interval: Interval,
    total: Option<usize>,
}

pub(super) fn run(check: &mut Check<'_, '_>) {
    let segments = segments(check);
    let mut at = 0;
    while at < segments.len() {
        let taken = series(check, &segments, at);
        at += taken.max(1);
    }
}

/// Sentences with their figures, in order.
fn segments(check: &Check<'_, '_>) -> Vec<Segment> {
    let figures = &check.reading.figures;
    let mut found = Vec::new();
    let mut from = 0;
    while from < figures.len() {
        let range = check.reading.sentence_of(from);
        let Some(first) = figures.get(from) else { break };
        let words = check.reading.slice(first.sentence.clone());
        let colon = words.rfind([':', '：']).map_or(first.sentence.start, |i| first.sentence.start + i);
        let behind = (range.start..range.end)
            .find(|&i| figures.get(i).is_some_and(|f| f.quantity.span.start > colon))
            .filter(|_| words.len() < 600)
            .unwrap_or(range.start);
        let figures = behind..range.end;
        found.push(Segment { members: members(check, &figures), figures });
        from = range.end.max(from + 1);
    }
    found
}

/// Takes the longest series from `at` whose columns have a total; how many statements it takes.
fn series(check: &mut Check<'_, '_>, segments: &[Segment], at: usize) -> usize {
    let Some(first) = segments.get(at).and_then(|s| check.figure(s.figures.start)) else { return 1 };
    let region = first.region;
    let mut end = at + 1;
    while end < segments.len() && end - at < SERIES_MAX {
        let Some(next) = segments.get(end).and_then(|s| check.figure(s.figures.start)) else { break };
        let before = segments.get(end - 1).and_then(|s| check.figure(s.figures.end.saturating_sub(1)));
        let gap = before.map_or(0, |b| next.sentence.start.saturating_sub(b.quantity.span.end));
        if next.region != region || gap > 400 {
            break;
        }
        end += 1;
    }
    let mut seen: Vec<(usize, Vec<Column>)> = Vec::new();
    for last in (at + 2..=end).rev() {
        let Some(run) = segments.get(at..last) else { continue };
        let columns = columns_of(check, run);
        let totals = columns.iter().filter(|c| c.total.is_some()).count();
        let enough = run.len() >= 3 && totals >= 1 || totals >= 2 || totals == 1 && among(check, run);
        if !enough {
            seen.push((last, columns));
            continue;
        }
        let mut claims: Vec<Claim> = columns.iter().filter_map(|column| sum_claim(check, column)).collect();
        claims.extend(bracket_sum(check, run));
        check.claims.extend(claims);
        // The first statements may have no shares: 续建71个,增36.5%;工业6个…占35%和32.6%;….
        for skip in 0..run.len().saturating_sub(1) {
            let Some(rest) = run.get(skip..) else { break };
            let columns = columns_of(check, rest);
            if shares(check, rest, &columns) > 0 {
                let claims: Vec<Claim> =
                    columns.iter().filter_map(|column| by_difference(check, column)).collect();
                check.claims.extend(claims);
                break;
            }
        }
        check.claims.extend(weighted(check, run, &columns));
        return run.len();
    }
    // Without a printed total the shares may still prove the sum.
    for (last, columns) in seen.into_iter().filter(|(last, _)| *last >= at + 3) {
        let Some(run) = segments.get(at..last) else { continue };
        if shares(check, run, &columns) > 0 {
            let claims: Vec<Claim> =
                columns.iter().filter_map(|column| by_difference(check, column)).collect();
            check.claims.extend(claims);
            return run.len();
        }
    }
    1
}

/// 其中城镇90亿元,增长8%;乡村30亿元,增长12.1%: the first statement says that parts follow.
fn among(check: &Check<'_, '_>, run: &[Segment]) -> bool {
    let first = run.first().and_then(|segment| check.figure(segment.figures.start));
    first.is_some_and(|f| check.reading.slice(f.sentence.clone()).trim_start().starts_with("其中"))
}

/// Figures that can be added, by their place in the statement.
fn members(check: &Check<'_, '_>, figures: &Range<usize>) -> Vec<usize> {
    let plain: Vec<usize> = figures
        .clone()
        .filter(|&at| {
            check.figure(at).is_some_and(|f| {
                matches!(f.kind(), Kind::Amount | Kind::Count | Kind::Measure)
                    && f.quantity.qualifier.is_none()
                    && !super::growth::in_rules(check, f)
            })
        })
        .collect();
    let target = |at: &usize| {
        check.figure(*at).is_some_and(|f| {
            super::completion::is_target(check, f) || check.reading.part_lead(f).contains("任务")
        })
    };
    // 目标任务55项152.5分 is the name of a class when nothing else stands there.
    if plain.iter().all(target) { plain } else { plain.into_iter().filter(|at| !target(at)).collect() }
}

fn columns_of(check: &Check<'_, '_>, run: &[Segment]) -> Vec<Column> {
    let rows: Vec<&Vec<usize>> = run.iter().map(|segment| &segment.members).collect();
    let Some(width) = rows.iter().map(|row| row.len()).min() else { return Vec::new() };
    (0..width.min(3))
        .filter_map(|place| {
            let figures: Vec<usize> = rows.iter().filter_map(|row| row.get(place).copied()).collect();
            let first = check.figure(*figures.first()?)?;
            let alike = figures
                .iter()
                .all(|&at| check.figure(at).is_some_and(|f| f.same_unit(first) && begins(check, f, place)));
            if !alike {
                return None;
            }
            let (sum, interval) = add(check, &figures)?;
            let total = total(check, &figures, sum, interval);
            Some(Column { figures, sum, interval, total })
        })
        .collect()
}

/// The first figure of a statement stands at its beginning; behind it the next ones follow.
fn begins(check: &Check<'_, '_>, figure: &Figure, place: usize) -> bool {
    let lead = check.reading.slice(figure.sentence.start..figure.quantity.span.start);
    // Only so much is walked back: a sentence may be long.
    let near = lead.chars().rev().take(25).take_while(|c| !matches!(c, ':' | '：')).count();
    place > 0 || near <= 24
}

fn add(check: &Check<'_, '_>, figures: &[usize]) -> Option<(Rational, Interval)> {
    let (mut sum, mut interval) = (Rational::ZERO, Interval::point(Rational::ZERO));
    for figure in figures.iter().filter_map(|&at| check.figure(at)) {
        sum = sum.add(figure.value()?)?;
        interval = interval.add(figure.interval()?)?;
    }
    Some((sum, interval))
}

/// A figure before the series that is its sum, and no part of a rule.
fn total(check: &Check<'_, '_>, figures: &[usize], sum: Rational, interval: Interval) -> Option<usize> {
    let first_at = *figures.first()?;
    let first = check.figure(first_at)?;
    (first_at.saturating_sub(TOTAL_FIGURES)..first_at).rev().find(|&at| {
        check.figure(at).is_some_and(|f| {
            let near = || f.kind() == Kind::Amount && f.interval().is_some_and(|i| i.meets(interval));
            f.same_unit(first)
                && f.region == first.region
                && f.quantity.qualifier.is_none()
                && (f.value() == Some(sum) || near())
                && !super::completion::is_target(check, f)
        })
    })
}

fn sum_claim(check: &Check<'_, '_>, column: &Column) -> Option<Claim> {
    let total = check.figure(column.total?)?;
    let words: Vec<&str> =
        column.figures.iter().filter_map(|&at| check.figure(at)).map(|f| check.words(f)).collect();
    let (first, last) = (check.figure(*column.figures.first()?)?, check.figure(*column.figures.last()?)?);
    let known = check.claims.iter().any(|c| {
        c.verdict == Verdict::Agrees
            && c.inputs == words
            && c.published.as_deref() == Some(check.words(total))
    });
    if known {
        return None;
    }
    let printed = check.words(total);
    let kind = if total.kind() == Kind::Count { "count-sum" } else { "sum" };
    let why = format!("{}与前面的总数{printed}一致。", words.join("＋"));
    Some(
        Claim::new(kind, first.clause.start..last.quantity.span.end, Verdict::Agrees, "exact", why)
            .inputs(words)
            .with([total.quantity.span.clone()])
            .recomputed(plain(total, column.sum))
            .published(printed),
    )
}

fn plain(figure: &Figure, value: Rational) -> String {
    if figure.kind() == Kind::Amount {
        value.div(Rational::whole(100_000_000)).map_or_else(String::new, |v| format!("{}亿", v.text(4)))
    } else {
        value.text(4)
    }
}

/// 省外120亿元,增长8%;省内80亿元,增长12%, of 200亿元,增长9.6%: the growths weighted by their bases make the total's.
fn weighted(check: &Check<'_, '_>, run: &[Segment], columns: &[Column]) -> Option<Claim> {
    let column = columns.iter().find(|c| c.total.is_some())?;
    let total_at = column.total?;
    let total_growth = growth_behind(check, total_at)?;
    let total = check.figure(total_at)?;
    let mut bases = Interval::point(Rational::ZERO);
    let mut inputs = Vec::new();
    for &at in &column.figures {
        let (part, growth) = (check.figure(at)?, growth_behind(check, at)?);
        bases = bases.add(part.interval()?.div(factor(growth)?)?)?;
        inputs.push(format!("{}{}", check.words(part), check.words(growth)));
    }
    let _ = run;
    let low = column.interval.div(bases)?.sub(Interval::point(Rational::ONE))?.scale(Rational::HUNDRED)?;
    let printed = factor(total_growth)?.sub(Interval::point(Rational::ONE))?.scale(Rational::HUNDRED)?;
    let shown = check.words(total_growth);
    let text = format!("{}%～{}%", low.low.text(2), low.high.text(2));
    let (verdict, code, why) = if low.meets(printed) {
        (Verdict::Agrees, "rounded", format!("按各部分的基数加权，总增幅应在{text}之间，与所印{shown}一致。"))
    } else {
        (
            Verdict::Disagrees,
            "weighted-differs",
            format!("按各部分的基数加权，总增幅应在{text}之间，所印为{shown}。"),
        )
    };
    let quote = total.clause.start..total_growth.quantity.span.end.max(total.quantity.span.end);
    let claim = Claim::new("weighted-growth", quote, verdict, code, why);
    Some(claim.inputs(inputs).recomputed(text).published(shown))
}

/// The growth that stands behind an amount in its sentence, before the next amount.
fn growth_behind<'r>(check: &'r Check<'_, '_>, at: usize) -> Option<&'r Figure> {
    let figure = check.figure(at)?;
    (at + 1..at + 4)
        .map_while(|i| check.figure(i).filter(|f| f.sentence == figure.sentence && !f.same_unit(figure)))
        .find(|f| f.is_percent() && f.quantity.change.is_some())
}

/// One and the growth, as an interval.
fn factor(growth: &Figure) -> Option<Interval> {
    let part = growth.interval()?.scale(Rational::new(1, 100)?)?;
    let one = Interval::point(Rational::ONE);
    match growth.quantity.change {
        Some(Change::Down) if part.low.is_positive() => one.sub(part),
        _ => one.add(part),
    }
}

/// 102个 of 新签和续建, 71个 of them 续建: the series makes up the rest.
fn by_difference(check: &Check<'_, '_>, column: &Column) -> Option<Claim> {
    let first_at = *column.figures.first()?;
    let first = check.figure(first_at)?;
    let before: Vec<&Figure> = (first_at.saturating_sub(TOTAL_FIGURES)..first_at)
        .filter_map(|at| check.figure(at))
        .filter(|f| f.same_unit(first) && f.region == first.region)
        .collect();
    let (whole, part) = before.iter().zip(before.iter().skip(1)).find_map(|(whole, part)| {
        let label = check.reading.lead(part).trim();
        let named = label.chars().count() >= 2 && check.reading.slice(whole.sentence.clone()).contains(label);
        let rest = whole.interval()?.sub(part.interval()?)?;
        (named && rest.meets(column.interval)).then_some((*whole, *part))
    })?;
    let words: Vec<&str> =
        column.figures.iter().filter_map(|&at| check.figure(at)).map(|f| check.words(f)).collect();
    let last = check.figure(*column.figures.last()?)?;
    let (a, b) = (check.words(whole), check.words(part));
    let why = format!("{}＝{}，与{a}减{b}一致。", words.join("＋"), plain(first, column.sum));
    Some(
        Claim::new("sum", first.clause.start..last.quantity.span.end, Verdict::Agrees, "exact", why)
            .inputs(words.into_iter().chain([a, b]))
            .with([whole.quantity.span.clone(), part.quantity.span.clone()])
            .recomputed(plain(first, column.sum))
            .published(format!("{a}－{b}")),
    )
}

/// (新13), (新128), (新81) of one series against a count printed before it.
fn bracket_sum(check: &Check<'_, '_>, run: &[Segment]) -> Option<Claim> {
    let mut label: Option<&str> = None;
    let mut sum = 0_i128;
    let mut words = Vec::new();
    for segment in run {
        let figure = check.figure(segment.figures.start)?;
        let tail = check.reading.slice(figure.quantity.span.end..figure.sentence.end);
        let inner = tail.strip_prefix(['(', '（'])?.split([')', '）']).next()?;
        let at = inner.find(|c: char| c.is_ascii_digit())?;
        let (name, digits) = (inner.get(..at)?, inner.get(at..)?);
        let number: i128 = digits.trim_end_matches(['个', '家', '项']).parse().ok()?;
        if name.is_empty() || name.chars().count() > 6 || label.is_some_and(|known| known != name) {
            return None;
        }
        label = Some(name);
        sum = sum.checked_add(number)?;
        words.push(inner.to_owned());
    }
    let first_at = run.first()?.figures.start;
    let first = check.figure(first_at)?;
    let total = (first_at.saturating_sub(TOTAL_FIGURES)..first_at)
        .rev()
        .filter_map(|at| check.figure(at))
        .find(|f| {
            f.kind() == Kind::Count
                && f.region == first.region
                && f.value() == Some(Rational::whole(sum))
                && label.and_then(|l| l.chars().next()).is_some_and(|c| check.reading.lead(f).contains(c))
        })?;
    let last = check.figure(run.last()?.figures.start)?;
    let why = format!("{}与前面的{}一致。", words.join("＋"), check.words(total));
    Some(
        Claim::new("sum", first.clause.start..last.sentence.end, Verdict::Agrees, "exact", why)
            .inputs(words)
            .with([total.quantity.span.clone()])
            .recomputed(sum.to_string())
            .published(check.words(total)),
    )
}

/// The shares of each statement, paired by order with its figures: 协议2.66亿元、到位0.35亿元,占35%和32.6%. How many agreed.
fn shares(check: &mut Check<'_, '_>, run: &[Segment], columns: &[Column]) -> usize {
    let mut claims = Vec::new();
    let mut explained = Vec::new();
    for (row, segment) in run.iter().enumerate() {
        let percents: Vec<usize> = segment
            .figures
            .clone()
            .filter(|&at| {
                check.figure(at).is_some_and(|f| {
                    f.is_percent()
                        && f.quantity.change.is_none()
                        && f.quantity.qualifier != Some(Qualifier::MoreThan)
                })
            })
            .collect();
        let first = percents.first().and_then(|&at| check.figure(at));
        let shared = first.is_some_and(|f| check.reading.part_lead(f).contains('占'));
        if !shared || percents.len() < 2 {
            return 0;
        }
        // The last figures of the statement have the shares.
        let skip = segment.members.len().saturating_sub(percents.len());
        for (order, &percent_at) in percents.iter().enumerate() {
            let column = columns.get(skip + order);
            let pair = column.and_then(|c| Some((check.figure(*c.figures.get(row)?)?, c)));
            let Some(((part, column), percent)) = pair.zip(check.figure(percent_at)) else { return 0 };
            let rate =
                part.interval().and_then(|p| p.div(column.interval)).and_then(|r| r.scale(Rational::HUNDRED));
            if !rate.zip(percent.interval()).is_some_and(|(rate, printed)| rate.meets(printed)) {
                return 0;
            }
            let exact = part.value().and_then(|v| v.div(column.sum)).and_then(|v| v.mul(Rational::HUNDRED));
            let text = exact.map_or_else(String::new, |v| v.text(4));
            let (words, printed, whole) = (check.words(part), check.words(percent), plain(part, column.sum));
            let why = format!("以各部分之和{whole}为总数，{words}占{text}%，与所印{printed}一致。");
            claims.push(
                Claim::new("share", check.quote(part, percent), Verdict::Agrees, "rounded", why)
                    .inputs([words.to_owned(), whole])
                    .with([part.quantity.span.clone()])
                    .recomputed(format!("{text}%"))
                    .published(printed),
            );
            explained.push(percent_at);
        }
    }
    let found = claims.len();
    check.claims.extend(claims);
    check.explained.extend(explained);
    found
}
