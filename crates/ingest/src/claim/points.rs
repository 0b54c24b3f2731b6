//! Points of a scoring form: those of the items make those of the category, those of the parts make those of the item.

use super::exact::Rational;
use super::{Check, Claim, Figure, Verdict};
use crate::goal::{Goal, Row};
use crate::quantity::{Kind, Unit};
use std::ops::Range;

pub(super) fn run(check: &mut Check<'_, '_>) {
    let mut sections: Vec<(Range<usize>, Vec<usize>)> = Vec::new();
    let mut claims = Vec::new();
    for goal in check.goals {
        let Some(total) = goal.rows.first().and_then(|row| item_points(check, row)) else { continue };
        claims.extend(goal.rows.first().and_then(|row| parts_claim(check, row, total)));
        if let Some(section) = &goal.section {
            match sections.last_mut() {
                Some((last, items)) if last == section => items.push(total),
                _ => sections.push((section.clone(), vec![total])),
            }
        }
    }
    let mut bands = Vec::new();
    for (section, items) in &sections {
        claims.extend(section_claim(check, section, items));
        bands.extend(band_points(check, section));
    }
    claims.extend(hundred(check, &bands));
    claims.extend(weights(check));
    check.claims.extend(claims);
}

fn is_points(figure: &Figure) -> bool {
    figure.kind() == Kind::Count && figure.quantity.unit == Some(Unit::Word("分"))
}

fn inside<'r>(check: &'r Check<'_, '_>, cell: &Range<usize>) -> impl Iterator<Item = (usize, &'r Figure)> {
    let (from, to) = (cell.start, cell.end);
    let first = check.reading.figures.partition_point(|f| f.quantity.span.start < from);
    check.reading.figures.iter().enumerate().skip(first).take_while(move |(_, f)| f.quantity.span.start < to)
}

/// 共12分 or 完成目标10分 at the start of the standard: the points of the item.
fn item_points(check: &Check<'_, '_>, row: &Row) -> Option<usize> {
    let cell = row.standard.as_ref()?;
    let (index, figure) = inside(check, cell).find(|(_, f)| is_points(f))?;
    let lead = check.reading.slice(cell.start..figure.quantity.span.start);
    let first = lead.chars().count() <= 8 && !lead.contains(['。', ';']);
    first.then_some(index)
}

/// Points that a part earns: 完成…2分, …的得2分. Not bonuses, deductions, caps.
fn is_part(check: &Check<'_, '_>, figure: &Figure) -> bool {
    let lead = check.reading.lead(figure);
    let sentence = check.reading.slice(figure.sentence.start..figure.quantity.span.start);
    let near = lead.trim_end();
    is_points(figure)
        && figure.quantity.qualifier.is_none()
        && !["加", "扣", "减", "限加", "最高"].iter().any(|word| near.ends_with(word))
        && !sentence.contains("未完成其中")
        && !check.reading.slice(figure.part.start..figure.quantity.span.start).contains("超额")
        && !in_bracket(check, figure)
}

/// (各区按…的得4分): another way to the same points.
fn in_bracket(check: &Check<'_, '_>, figure: &Figure) -> bool {
    let before = check.reading.slice(figure.sentence.start..figure.quantity.span.start);
    before.rfind(['(', '（']) > before.rfind([')', '）'])
}

fn parts_claim(check: &Check<'_, '_>, row: &Row, total_at: usize) -> Option<Claim> {
    let cell = row.standard.as_ref()?;
    let total = check.figure(total_at)?;
    let parts: Vec<&Figure> =
        inside(check, cell).filter(|(at, f)| *at > total_at && is_part(check, f)).map(|(_, f)| f).collect();
    if parts.len() < 2 {
        return None;
    }
    let quote = cell.start..parts.last()?.quantity.span.end;
    compare(check, total, &parts, quote)
}

fn compare(check: &Check<'_, '_>, total: &Figure, parts: &[&Figure], quote: Range<usize>) -> Option<Claim> {
    let mut sum = Rational::ZERO;
    for part in parts {
        sum = sum.add(part.value()?)?;
    }
    let whole = total.value()?;
    let printed = check.words(total);
    let inputs: Vec<&str> = parts.iter().map(|part| check.words(part)).collect();
    let joined = inputs.join("＋");
    let text = sum.text(2);
    let (verdict, code, why) = if sum == whole {
        (Verdict::Agrees, "exact", format!("{joined}={text}分，与{printed}一致。"))
    } else if sum.less(whole) {
        let rest = whole.sub(sum)?.text(2);
        (
            Verdict::Unsupported,
            "points-short",
            format!("{joined}={text}分，{printed}中还有{rest}分没有说明怎样得。"),
        )
    } else {
        (Verdict::Disagrees, "points-over", format!("{joined}={text}分，多于{printed}。"))
    };
    let claim = Claim::new("points-sum", quote, verdict, code, why)
        .inputs(inputs)
        .with(parts.iter().map(|part| part.quantity.span.clone()))
        .recomputed(text)
        .published(printed);
    Some(if verdict == Verdict::Unsupported { claim.settle("其余各分的评分标准") } else { claim })
}

fn band_points(check: &Check<'_, '_>, section: &Range<usize>) -> Option<usize> {
    inside(check, section).find(|(_, f)| is_points(f)).map(|(at, _)| at)
}

fn section_claim(check: &Check<'_, '_>, section: &Range<usize>, items: &[usize]) -> Option<Claim> {
    let total = check.figure(band_points(check, section)?)?;
    let parts: Vec<&Figure> = items.iter().filter_map(|&at| check.figure(at)).collect();
    if parts.len() < 2 {
        return None;
    }
    compare(check, total, &parts, section.clone())
}

/// The categories of a form make 100.
fn hundred(check: &Check<'_, '_>, bands: &[usize]) -> Option<Claim> {
    if bands.len() < 2 {
        return None;
    }
    let parts: Vec<&Figure> = bands.iter().filter_map(|&at| check.figure(at)).collect();
    let mut sum = Rational::ZERO;
    for part in &parts {
        sum = sum.add(part.value()?)?;
    }
    let inputs: Vec<&str> = parts.iter().map(|part| check.words(part)).collect();
    let text = sum.text(2);
    let (verdict, code, why) = if sum == Rational::HUNDRED {
        (Verdict::Agrees, "exact", format!("各类{}合计{text}分，为满分100分。", inputs.join("＋")))
    } else {
        (
            Verdict::Unsupported,
            "points-short",
            format!("各类{}合计{text}分，不是100分，文中没有说明满分。", inputs.join("＋")),
        )
    };
    let first = parts.first()?;
    Some(
        Claim::new("points-sum", check.clause_quote(first).start..first.clause.end, verdict, code, why)
            .inputs(inputs)
            .with(parts.iter().skip(1).map(|part| part.quantity.span.clone()))
            .recomputed(text)
            .published("100分"),
    )
}

/// A column of points or weights that is all numbers: the sum is told when it is 100, and when it is not.
fn weights(check: &Check<'_, '_>) -> Option<Claim> {
    let cells: Vec<(Range<usize>, Rational)> = check
        .goals
        .iter()
        .flat_map(|goal: &Goal| goal.rows.iter())
        .filter_map(|row| {
            let cell = row.points.clone()?;
            let text = check.reading.slice(cell.clone()).trim().trim_end_matches(['分', '%']).to_owned();
            let number = super::numbers::at_start(&text).filter(|number| number.length == text.len())?;
            Some((cell, number.value))
        })
        .collect();
    if cells.len() < 3 {
        return None;
    }
    let mut sum = Rational::ZERO;
    for (_, value) in &cells {
        sum = sum.add(*value)?;
    }
    let text = sum.text(2);
    let (verdict, code, why) = if sum == Rational::HUNDRED {
        (Verdict::Agrees, "exact", format!("各项分值合计{text}分，为满分。"))
    } else {
        (Verdict::Unsupported, "points-short", format!("各项分值合计{text}，不是100，文中没有说明满分。"))
    };
    let first = cells.first()?.0.clone();
    Some(Claim::new("points-sum", first, verdict, code, why).recomputed(text).published("100"))
}
