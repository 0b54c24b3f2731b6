//! Columns that come from other columns: 完成率 from target and actual, 增幅 from base and actual, 占比 from the total, 排名 from a column.

use super::super::exact::{Interval, Rational};
use super::super::{Claim, Verdict};
use super::{Kind, Number, Sheet};
use crate::table::Meaning;

/// A row's place and what the printed number should be.
struct Row<'s> {
    printed: &'s Number,
    name: &'s str,
    exact: Rational,
    interval: Interval,
    inputs: [&'s Number; 2],
}

pub(super) fn check(sheet: &Sheet<'_>) -> Vec<Claim> {
    let mut claims = Vec::new();
    for (column, head) in sheet.table.columns.iter().enumerate() {
        match head.meaning {
            Meaning::Completion => {
                let found = derived(sheet, column, "completion", ratio);
                claims.extend(if found.is_empty() { by_heads(sheet, column) } else { found });
            }
            Meaning::Growth => claims.extend(derived(sheet, column, "growth", growth)),
            Meaning::Share => claims.extend(shares(sheet, column)),
            Meaning::Rank => claims.extend(ranks(sheet, column)),
            _ => {}
        }
    }
    claims
}

type Formula = fn(&Number, &Number) -> Option<Interval>;

fn ratio(actual: &Number, target: &Number) -> Option<Interval> {
    actual.interval.div(target.interval)?.scale(Rational::HUNDRED)
}

fn growth(actual: &Number, base: &Number) -> Option<Interval> {
    actual.interval.div(base.interval)?.sub(Interval::point(Rational::ONE))?.scale(Rational::HUNDRED)
}

fn cell<'s>(sheet: &'s Sheet<'_>, row: usize, column: usize) -> Option<&'s Number> {
    sheet.rows.get(row)?.2.get(column)?.as_ref()
}

/// Columns of plain numbers: what a rate can come from.
fn sources(sheet: &Sheet<'_>) -> Vec<usize> {
    (0..sheet.table.columns.len())
        .filter(|&column| {
            let meaning = sheet.table.columns.get(column).map(|c| c.meaning).unwrap_or_default();
            !matches!(
                meaning,
                Meaning::Number | Meaning::Completion | Meaning::Growth | Meaning::Share | Meaning::Rank
            ) && (0..sheet.rows.len())
                .filter(|&row| cell(sheet, row, column).is_some_and(|n| !n.percent))
                .count()
                >= 2
        })
        .collect()
}

/// The two columns whose quotient is the printed column in the most rows: all but a few, and three at least (two in a short table).
fn derived(sheet: &Sheet<'_>, column: usize, kind: &'static str, formula: Formula) -> Vec<Claim> {
    let sources = sources(sheet);
    let mut best: Option<(usize, Vec<(Row<'_>, bool)>)> = None;
    for &above in &sources {
        for &below in &sources {
            if above == below {
                continue;
            }
            let rows = rows(sheet, column, above, below, formula);
            let fitting = rows.iter().filter(|(_, fits)| *fits).count();
            if best.as_ref().is_none_or(|(most, _)| fitting > *most) {
                best = Some((fitting, rows));
            }
        }
    }
    let Some((fitting, rows)) = best else { return Vec::new() };
    let enough = fitting >= 3 && fitting * 4 >= rows.len() * 3 || fitting == rows.len() && fitting >= 2;
    if !enough {
        return Vec::new();
    }
    rows.into_iter().map(|(row, fits)| claim(kind, &row, fits)).collect()
}

/// The heads name one column of targets and one of what was done: their quotient is the rate, if half of the rows bear it out.
fn by_heads(sheet: &Sheet<'_>, column: usize) -> Vec<Claim> {
    let only = |wanted: &[Meaning]| {
        let mut found = (0..sheet.table.columns.len())
            .filter(|&at| sheet.table.columns.get(at).is_some_and(|c| wanted.contains(&c.meaning)));
        found.next().filter(|_| found.next().is_none())
    };
    let targets = [Meaning::Target, Meaning::Goal, Meaning::SuperiorTarget, Meaning::ChallengeTarget];
    let done = [Meaning::Actual, Meaning::Cumulative, Meaning::PeriodValue];
    let (Some(below), Some(above)) = (only(&targets), only(&done)) else { return Vec::new() };
    let rows = rows(sheet, column, above, below, ratio);
    let fitting = rows.iter().filter(|(_, fits)| *fits).count();
    if fitting == 0 || fitting * 2 < rows.len() {
        return Vec::new();
    }
    // A rate may be counted the other way (less is better) or stop at 100: that is no mistake.
    let excused = |row: &Row<'_>| {
        let [done, asked] = row.inputs;
        let reverse = ratio(asked, done).is_some_and(|i| i.meets(row.printed.interval));
        reverse || row.printed.value == Rational::HUNDRED && Rational::HUNDRED.less(row.exact)
    };
    rows.into_iter()
        .filter(|(row, fits)| *fits || !excused(row))
        .map(|(row, fits)| claim("completion", &row, fits))
        .collect()
}

fn rows<'s>(
    sheet: &'s Sheet<'_>,
    column: usize,
    above: usize,
    below: usize,
    formula: Formula,
) -> Vec<(Row<'s>, bool)> {
    let of = |at: usize| {
        let printed = cell(sheet, at, column)?;
        let (a, b) = (cell(sheet, at, above)?, cell(sheet, at, below)?);
        let interval = formula(a, b)?;
        let point = |n: &Number| Number { interval: Interval::point(n.value), ..n.clone() };
        let exact = formula(&point(a), &point(b))?.low;
        let name = sheet.rows.get(at).map_or("", |row| row.1.as_str());
        let row = Row { printed, name, exact, interval, inputs: [a, b] };
        let fits = interval.meets(printed.interval);
        Some((row, fits))
    };
    (0..sheet.rows.len()).filter_map(of).collect()
}

fn claim(kind: &'static str, row: &Row<'_>, fits: bool) -> Claim {
    let text = row.exact.text(4);
    let [a, b] = row.inputs;
    let printed = row.printed.text.as_str();
    let (verdict, code, why) = if fits {
        (
            Verdict::Agrees,
            "rounded",
            format!("{}：由{}和{}算得{text}%，与所印{printed}一致。", row.name, a.text, b.text),
        )
    } else {
        (
            Verdict::Disagrees,
            "differs",
            format!("{}：由{}和{}算得{text}%，所印为{printed}。", row.name, a.text, b.text),
        )
    };
    let _ = row.interval;
    Claim::new(kind, row.printed.bytes.clone(), verdict, code, why)
        .inputs([a.text.as_str(), b.text.as_str()])
        .with([a.bytes.clone(), b.bytes.clone()])
        .recomputed(format!("{text}%"))
        .published(printed)
}

/// Each share is of the column's total, printed or summed.
fn shares(sheet: &Sheet<'_>, column: usize) -> Vec<Claim> {
    let plain: Vec<usize> =
        (0..sheet.rows.len()).filter(|&at| sheet.rows.get(at).is_some_and(|r| r.0 == Kind::Plain)).collect();
    for source in sources(sheet) {
        let total = sheet
            .rows
            .iter()
            .find(|row| matches!(row.0, Kind::Total | Kind::Whole))
            .and_then(|row| row.2.get(source)?.clone())
            .or_else(|| summed(sheet, &plain, source));
        let Some(total) = total else { continue };
        let found: Vec<(Row<'_>, bool)> = plain
            .iter()
            .filter_map(|&at| {
                let (printed, part) = (cell(sheet, at, column)?, cell(sheet, at, source)?);
                let interval = ratio(part, &total)?;
                let exact = part.value.div(total.value)?.mul(Rational::HUNDRED)?;
                let name = sheet.rows.get(at).map_or("", |row| row.1.as_str());
                Some((
                    Row { printed, name, exact, interval, inputs: [part, part] },
                    interval.meets(printed.interval),
                ))
            })
            .collect();
        let fitting = found.iter().filter(|(_, fits)| *fits).count();
        // Of three shares two that fit are enough when the printed ones do not make a whole.
        let most = fitting * 4 >= found.len() * 3 || fitting + 1 == found.len() && !makes_hundred(&found);
        if fitting >= 2 && most {
            return found.into_iter().map(|(row, fits)| share_claim(&row, &total, fits)).collect();
        }
    }
    Vec::new()
}

/// Whether the printed shares add to 100, within their rounding.
fn makes_hundred(found: &[(Row<'_>, bool)]) -> bool {
    let sum =
        found.iter().try_fold(Interval::point(Rational::ZERO), |sum, (row, _)| sum.add(row.printed.interval));
    sum.is_none_or(|sum| sum.meets(Interval::point(Rational::HUNDRED)))
}

fn share_claim(row: &Row<'_>, total: &Number, fits: bool) -> Claim {
    let [part, _] = row.inputs;
    let (text, printed) = (row.exact.text(4), row.printed.text.as_str());
    let head = format!("{}：{}占{}的{text}%", row.name, part.text, total.text);
    let (verdict, code, why) = if fits {
        (Verdict::Agrees, "rounded", format!("{head}，与所印{printed}一致。"))
    } else {
        (Verdict::Disagrees, "differs", format!("{head}，所印为{printed}。"))
    };
    Claim::new("share", row.printed.bytes.clone(), verdict, code, why)
        .inputs([part.text.as_str(), total.text.as_str()])
        .with([part.bytes.clone()])
        .recomputed(format!("{text}%"))
        .published(printed)
}

/// The sum of a column as a number of its own.
fn summed(sheet: &Sheet<'_>, rows: &[usize], column: usize) -> Option<Number> {
    let cells: Vec<&Number> = rows.iter().filter_map(|&at| cell(sheet, at, column)).collect();
    if cells.len() < 3 || cells.len() < rows.len() {
        return None;
    }
    let mut value = Rational::ZERO;
    let mut interval = Interval::point(Rational::ZERO);
    for cell in &cells {
        value = value.add(cell.value)?;
        interval = interval.add(cell.interval)?;
    }
    Some(Number { value, interval, percent: false, text: value.text(4), bytes: 0..0 })
}

/// The ranks follow one column from the greatest down (or up); a single pair out of order is a mistake.
fn ranks(sheet: &Sheet<'_>, column: usize) -> Vec<Claim> {
    let ranked: Vec<usize> = (0..sheet.rows.len())
        .filter(|&at| {
            sheet.rows.get(at).is_some_and(|r| r.0 == Kind::Plain)
                && cell(sheet, at, column).is_some_and(|n| !n.percent && !n.text.contains('.'))
        })
        .collect();
    if ranked.len() < 3 {
        return Vec::new();
    }
    let beside: Vec<usize> = [column.checked_sub(1), Some(column + 1)].into_iter().flatten().collect();
    let all = (0..sheet.table.columns.len()).filter(|c| *c != column);
    let order = beside.iter().copied().chain(all.filter(|c| !beside.contains(c)));
    let mut near_miss = None;
    for source in order {
        let values: Option<Vec<Rational>> =
            ranked.iter().map(|&at| cell(sheet, at, source).map(|n| n.value)).collect();
        let Some(values) = values else { continue };
        let wrong = misplaced(sheet, column, &ranked, &values);
        if wrong.is_empty() {
            return rank_claims(sheet, column, source, &ranked, &values, &[]);
        }
        // Four rows are few to tell a misplaced pair by, unless the column beside is one of scores.
        let scores = || sheet.table.columns.get(source).is_some_and(|c| c.path.concat().contains('分'));
        let enough = ranked.len() >= 5 || ranked.len() == 4 && scores();
        if wrong.len() <= 2 && enough && beside.contains(&source) && near_miss.is_none() {
            near_miss = Some((source, values, wrong));
        }
    }
    match near_miss {
        Some((source, values, wrong)) => rank_claims(sheet, column, source, &ranked, &values, &wrong),
        None => Vec::new(),
    }
}

/// The place a value has among all: one more than the number of greater ones.
fn place(values: &[Rational], value: Rational) -> usize {
    values.iter().filter(|other| value.less(**other)).count() + 1
}

/// Rows whose printed rank is not their place.
fn misplaced(sheet: &Sheet<'_>, column: usize, ranked: &[usize], values: &[Rational]) -> Vec<usize> {
    (0..ranked.len())
        .filter(|&i| {
            let printed = ranked.get(i).and_then(|&at| cell(sheet, at, column)).map(|n| n.value.floor());
            let Some(value) = values.get(i) else { return false };
            // Equal values may share a place or be told apart by something else.
            let own = place(values, *value);
            let equal = values.iter().filter(|other| *other == value).count();
            !printed.and_then(|p| usize::try_from(p).ok()).is_some_and(|p| (own..own + equal).contains(&p))
        })
        .collect()
}

fn rank_claims(
    sheet: &Sheet<'_>,
    column: usize,
    source: usize,
    ranked: &[usize],
    values: &[Rational],
    wrong: &[usize],
) -> Vec<Claim> {
    let head = sheet.table.columns.get(source).map_or("", |c| c.path.last().map_or("", String::as_str));
    ranked
        .iter()
        .enumerate()
        .filter_map(|(i, &at)| {
            let (printed, value) = (cell(sheet, at, column)?, cell(sheet, at, source)?);
            let shown = printed.text.as_str();
            let own =
                if wrong.contains(&i) { place(values, value.value).to_string() } else { shown.to_owned() };
            let (verdict, code, why) = if wrong.contains(&i) {
                (
                    Verdict::Disagrees,
                    "rank-differs",
                    format!("按“{head}”排，{}应为第{own}，所印为{shown}。", value.text),
                )
            } else {
                (Verdict::Agrees, "exact", format!("按“{head}”排，{}为第{own}，与所印一致。", value.text))
            };
            Some(
                Claim::new("rank", printed.bytes.clone(), verdict, code, why)
                    .inputs([value.text.as_str()])
                    .with([value.bytes.clone()])
                    .recomputed(own)
                    .published(shown),
            )
        })
        .collect()
}
