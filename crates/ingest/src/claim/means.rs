//! Lists of points with their total, 9.48/9.99/10/10/4.98/5→29.45: the numbers add up, or they do with one stretch of them
//! averaged. The rule must hold in every row of the list; the text need not print it.

use super::exact::{Interval, Rational};
use super::numbers::{self, Printed};
use super::{Check, Claim, Verdict};
use std::ops::Range;

/// Rows needed before a rule that is not printed counts as found.
const ROWS_MIN: usize = 3;
/// Longest row, in numbers.
const NUMBERS_MAX: usize = 20;
/// More arrows than this are no list of points.
const ARROWS_MAX: usize = 500;

/// 东海9.48/9.99/10→29.45
struct Row {
    numbers: Vec<Printed>,
    total: Printed,
    texts: Vec<String>,
    bytes: Range<usize>,
}

pub(super) fn run(check: &mut Check<'_, '_>) {
    let mut claims = Vec::new();
    for region in &check.reading.regions {
        let text = check.reading.slice(region.bytes.clone());
        let mut run: Vec<Row> = Vec::new();
        for (at, arrow) in text.match_indices(['→', '＝', '=']).take(ARROWS_MAX) {
            let Some(row) = row(text, at, arrow.len()) else { continue };
            let alike = run.last().is_none_or(|last| {
                last.numbers.len() == row.numbers.len() && row.bytes.start.saturating_sub(last.bytes.end) < 40
            });
            if !alike {
                claims.extend(judge(&run, region.bytes.start));
                run.clear();
            }
            run.push(row);
        }
        claims.extend(judge(&run, region.bytes.start));
    }
    check.claims.extend(claims);
}

fn row(text: &str, at: usize, arrow: usize) -> Option<Row> {
    let before = text.get(..at)?;
    let from = before
        .rfind(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | '/')))
        .map_or(0, |i| i + before.get(i..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8));
    let list = before.get(from..)?;
    let numbers: Option<Vec<Printed>> = list
        .split('/')
        .map(|piece| numbers::at_start(piece).filter(|number| number.length == piece.len()))
        .collect();
    let numbers = numbers.filter(|found| (3..=NUMBERS_MAX).contains(&found.len()))?;
    let total = numbers::at_start(text.get(at + arrow..)?)?;
    let texts = list.split('/').map(str::to_owned).collect();
    Some(Row { numbers, total, texts, bytes: from..at + arrow + total.length })
}

/// Half of the last digit of the most exact number of a row: 10 beside 9.99 is 10.00.
fn half(row: &Row) -> Option<Rational> {
    row.numbers
        .iter()
        .chain([&row.total])
        .map(|number| number.half)
        .reduce(|a, b| if a.less(b) { a } else { b })
}

/// What the total may be by a rule: `averaged` is the stretch of numbers that counts by its mean.
fn value(row: &Row, averaged: &Range<usize>) -> Option<(Rational, Interval)> {
    let (mut exact, mut interval) = (Rational::ZERO, Interval::point(Rational::ZERO));
    let share = Rational::new(1, i128::try_from(averaged.len().max(1)).ok()?)?;
    let half = half(row)?;
    for (at, number) in row.numbers.iter().enumerate() {
        let factor = if averaged.contains(&at) { share } else { Rational::ONE };
        exact = exact.add(number.value.mul(factor)?)?;
        let printed = Interval { low: number.value.sub(half)?, high: number.value.add(half)? };
        interval = interval.add(printed.scale(factor)?)?;
    }
    Some((exact, interval))
}

fn fits(row: &Row, averaged: &Range<usize>) -> bool {
    value(row, averaged).zip(row.total.interval()).is_some_and(|((_, sum), printed)| sum.meets(printed))
}

fn judge(rows: &[Row], base: usize) -> Vec<Claim> {
    let Some(width) = rows.first().map(|row| row.numbers.len()) else { return Vec::new() };
    if rows.len() < ROWS_MIN {
        return Vec::new();
    }
    let stretches = (0..width).flat_map(|from| (from + 2..=width).map(move |to| from..to));
    // Equal numbers make several stretches give one total; the shortest that holds is told.
    let mut fitting: Vec<Range<usize>> = std::iter::once(0..0)
        .chain(stretches)
        .filter(|stretch| rows.iter().all(|row| fits(row, stretch)))
        .collect();
    fitting.sort_by_key(ExactSizeIterator::len);
    let Some(rule) = fitting.first() else { return Vec::new() };
    rows.iter().filter_map(|row| claim(row, rule, rows.len(), base)).collect()
}

fn claim(row: &Row, rule: &Range<usize>, rows: usize, base: usize) -> Option<Claim> {
    let (exact, _) = value(row, rule)?;
    let text = exact.text(4);
    let printed = row.total.value.text(6);
    let why = if rule.is_empty() {
        format!("{}={text}，与所印{printed}一致。", row.texts.join("＋"))
    } else {
        format!(
            "第{}至第{}个数取平均，其余相加，得{text}，与所印{printed}一致；文中没有写明这个办法，{rows}行都合。",
            rule.start + 1,
            rule.end
        )
    };
    let code = if rule.is_empty() { "exact" } else { "mean-found" };
    Some(
        Claim::new("score", base + row.bytes.start..base + row.bytes.end, Verdict::Agrees, code, why)
            .inputs(row.texts.clone())
            .recomputed(text)
            .published(printed),
    )
}
