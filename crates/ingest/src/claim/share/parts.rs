//! Shares of a whole that no word prints: the sum of the parts.

use super::super::exact::{Interval, Rational};
use super::super::{Check, Claim, Verdict};

/// The whole is the sum of the parts whose shares are listed.
pub(super) fn sum_of_parts(
    check: &Check<'_, '_>,
    at: usize,
    part_at: usize,
    kind: &'static str,
    extra: &mut Vec<Claim>,
) -> Option<Claim> {
    let (percent, part) = (check.figure(at)?, check.figure(part_at)?);
    let range = check.reading.sentence_of(at);
    let region = part.region;
    let siblings: Vec<usize> = (range.start.saturating_sub(12)
        ..(range.end + 12).min(check.reading.figures.len()))
        .filter(|&i| {
            let shared = check.figure(i).zip(check.figure(i + 1)).is_some_and(|(figure, share)| {
                let gap = check.reading.slice(figure.quantity.span.end..share.quantity.span.start);
                share.is_percent()
                    && gap.chars().count() <= 8
                    && (gap.contains('占') || gap.starts_with(['(', '（']))
            });
            shared && check.figure(i).is_some_and(|f| f.same_unit(part) && f.region == region)
        })
        .collect();
    if siblings.len() < 3 || !siblings.contains(&part_at) {
        return None;
    }
    let fits = |members: &[usize]| -> Option<Rational> {
        let mut total = Interval::point(Rational::ZERO);
        let mut exact = Rational::ZERO;
        for figure in members.iter().filter_map(|&i| check.figure(i)) {
            total = total.add(figure.interval()?)?;
            exact = exact.add(figure.value()?)?;
        }
        let rate = part.interval()?.div(total)?.scale(Rational::HUNDRED)?;
        rate.meets(percent.interval()?).then_some(exact)
    };
    // The last member may have no share of its own.
    let last = *siblings.last()?;
    let next = (last + 1..last + 6)
        .find(|&i| check.figure(i).is_some_and(|f| f.same_unit(part) && f.region == region));
    let longer: Vec<usize> = siblings.iter().copied().chain(next).collect();
    let (members, exact) = match (fits(&siblings), fits(&longer)) {
        (Some(exact), _) => (siblings, exact),
        (None, Some(exact)) => (longer, exact),
        (None, None) => return None,
    };
    if members.first() == Some(&part_at) {
        extra.extend(false_total(check, &members, exact));
    }
    let value = part.value()?.div(exact)?.mul(Rational::HUNDRED)?;
    let (words, printed) = (check.words(part), check.words(percent));
    let why = format!("以各部分之和为总数，{words}占{}%，与所印{printed}一致。", value.text(4));
    Some(
        Claim::new(kind, check.quote(part, percent), Verdict::Agrees, "rounded", why)
            .inputs([words])
            .recomputed(format!("{}%", value.text(4)))
            .published(printed),
    )
}

/// 132项 printed above parts of 125 whose shares are of 125.
fn false_total(check: &Check<'_, '_>, members: &[usize], exact: Rational) -> Option<Claim> {
    let first = check.figure(*members.first()?)?;
    let before = members.first()?.saturating_sub(6)..*members.first()?;
    let total = before
        .rev()
        .filter_map(|at| check.figure(at))
        .find(|f| f.same_unit(first) && f.region == first.region)?;
    let value = total.value()?;
    let near = exact.div(value)?;
    if value == exact || !Rational::new(9, 10)?.at_most(near) || !near.at_most(Rational::new(11, 10)?) {
        return None;
    }
    let words: Vec<&str> =
        members.iter().filter_map(|&at| check.figure(at)).map(|f| check.words(f)).collect();
    let (printed, text) = (check.words(total), exact.text(4));
    let why = format!("{}={text}，各项占比也按{text}算出，与总数{printed}不符。", words.join("＋"));
    let quote = total.clause.start..total.quantity.span.end;
    Some(
        Claim::new("sum", quote, Verdict::Disagrees, "sum-differs", why)
            .inputs(words)
            .recomputed(text)
            .published(printed),
    )
}
