//! Numbers with what stands around them: sign, thousands, scale words and measure.

use rules::{Decimal, Kind, Measure};

use super::{Note, ReadContext, UnreadableReason};
use crate::measure::scale_word;

/// Reads a compact text as a number in the context's measure.
pub(super) fn read(
    compact: &str,
    context: ReadContext<'_>,
) -> Result<(Decimal, Vec<Note>), UnreadableReason> {
    let text = compact.trim_start_matches(['¥', '￥', '$']);
    let text = text.strip_prefix("人民币").unwrap_or(text);
    if ["约", "近", "超", "逾"].iter().any(|word| text.starts_with(word))
        || ["左右", "上下", "余", "以上"].iter().any(|word| text.ends_with(word))
    {
        return Err(UnreadableReason::Approximate);
    }
    let text = match context.measure.kind {
        Kind::Rank => text.trim_start_matches("全省").trim_start_matches("全市").trim_start_matches('第'),
        _ => text,
    };
    let (digits, tail) = split_digits(text);
    if digits.chars().all(|c| !c.is_ascii_digit()) {
        return Err(UnreadableReason::NotANumber);
    }
    if tail.starts_with(['/', '-'])
        || tail.starts_with('年')
        || tail.starts_with('月')
        || is_date_like(digits)
    {
        return Err(UnreadableReason::LooksLikeDate);
    }
    let number = parse_digits(digits)?;
    let (scale_up, word) = measure_written(tail, context.measure)?;
    let number = shift(number, scale_up).ok_or(UnreadableReason::TooLong)?;
    let mut notes = Vec::new();
    if scale_up != 0 {
        let to = format!("{}{}", tidy(number, context.decimals).grouped(), context.measure.name);
        notes.push(Note::Converted { from: format!("{digits}{word}"), to });
    }
    let found = number.normalized().decimals();
    if found > context.decimals {
        notes.push(Note::MoreDecimals { allowed: context.decimals, found });
    }
    Ok((number, notes))
}

/// Splits the leading sign, digits, commas and point from the rest.
fn split_digits(text: &str) -> (&str, &str) {
    let end = text.char_indices().find(|(at, c)| {
        let sign = *at == 0 && matches!(c, '-' | '+');
        !(sign || c.is_ascii_digit() || matches!(c, ',' | '.' | '\''))
    });
    text.split_at(end.map_or(text.len(), |(at, _)| at))
}

/// Without the zeros that a conversion leaves behind, with the decimals that the indicator shows.
fn tidy(number: Decimal, decimals: u8) -> Decimal {
    let slim = number.normalized();
    if slim.decimals() >= decimals {
        return slim;
    }
    slim.rescaled(decimals).and_then(|whole| Decimal::new(whole, decimals)).unwrap_or(slim)
}

/// 2026.5.1 has two points; a single point is a decimal point.
fn is_date_like(digits: &str) -> bool {
    digits.matches('.').count() > 1
}

fn parse_digits(digits: &str) -> Result<Decimal, UnreadableReason> {
    let plain: String = digits.chars().map(|c| if c == '\'' { ',' } else { c }).collect();
    let body = plain.trim_start_matches(['-', '+']);
    let whole = body.split_once('.').map_or(body, |(whole, _)| whole);
    if whole.contains(',') {
        let mut groups = whole.split(',');
        let first_fits = groups.next().is_some_and(|first| (1..=3).contains(&first.len()));
        if !first_fits || !groups.all(|group| group.len() == 3) {
            return Err(UnreadableReason::BadGrouping);
        }
    }
    if body.split_once('.').is_some_and(|(_, part)| part.contains(',') || part.is_empty()) {
        return Err(UnreadableReason::NotANumber);
    }
    plain.parse().map_err(|error| match error {
        rules::NotANumber::TooLong => UnreadableReason::TooLong,
        rules::NotANumber::Malformed => UnreadableReason::NotANumber,
    })
}

/// How many powers of ten the written measure stands above the wanted one, and the word itself.
fn measure_written<'t>(tail: &'t str, wanted: &Measure) -> Result<(i16, &'t str), UnreadableReason> {
    if tail.is_empty() {
        return Ok((0, tail));
    }
    let other = || UnreadableReason::OtherMeasure { found: tail.to_owned(), wanted: wanted.name.clone() };
    let steps = |power: u8| i16::from(power) - i16::from(wanted.power);
    if let Some(power) = scale_word(tail) {
        let scalable = matches!(wanted.kind, Kind::Money(_) | Kind::Count(_));
        return if scalable { Ok((steps(power), tail)) } else { Err(other()) };
    }
    let written = Measure::find(tail).ok_or_else(other)?;
    let difference = steps(written.power);
    if written.kind == wanted.kind {
        return Ok((difference, tail));
    }
    let loosely_same = match (&wanted.kind, &written.kind) {
        // 5% in a column of 百分点 is how differences of shares are typed; 个 stands for any counted thing.
        (Kind::PercentPoint, Kind::Percent) => true,
        (Kind::Count(_), Kind::Count(base)) => base == "个",
        _ => false,
    };
    if loosely_same { Ok((difference, tail)) } else { Err(other()) }
}

/// The number × 10^`exponent`, exactly.
fn shift(number: Decimal, exponent: i16) -> Option<Decimal> {
    let decimals = i16::from(number.decimals()) - exponent;
    if let Ok(decimals) = u8::try_from(decimals) {
        return Decimal::new(number.mantissa(), decimals).or_else(|| {
            let slim = number.normalized();
            Decimal::new(slim.mantissa(), u8::try_from(i16::from(slim.decimals()) - exponent).ok()?)
        });
    }
    let factor = 10_i128.checked_pow(u32::try_from(-decimals).ok()?)?;
    Decimal::new(number.mantissa().checked_mul(factor)?, 0)
}
