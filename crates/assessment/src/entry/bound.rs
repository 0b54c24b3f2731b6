//! Targets as people write them: 1.2亿, ≥12,000万元, 不超过3起, 前5名, 5月31日前, 5—8, 无.

use rules::{Decimal, Kind};

use super::{DayEntry, Entry, Note, ReadContext, Unreadable, UnreadableReason, read_entry};
use crate::text::plain;
use crate::{Basis, Bound, Direction};

/// A target as read, with what the person should know about the reading; nothing of a blank text.
pub type BoundReading = Option<(Bound, Vec<Note>)>;

/// Reads a target. Without a sign the number is the least for what is better when more, the most for what is better when
/// less.
pub fn read_bound(
    text: &str,
    direction: Direction,
    context: ReadContext<'_>,
) -> Result<BoundReading, Unreadable> {
    let compact = plain(text);
    if compact.is_empty() {
        return Ok(None);
    }
    if compact == "无" || compact == "零发生" || compact == "不发生" {
        return Ok(Some((Bound::Nothing, Vec::new())));
    }
    if context.measure.kind == Kind::Date {
        return day(text, &compact, context).map(Some);
    }
    if context.basis == Basis::Rank || context.measure.kind == Kind::Rank {
        return rank(text, &compact).map(Some);
    }
    let (sign, rest) = sign(&compact);
    if sign.is_none()
        && let Some((low, high)) = range(rest)
    {
        let (low, mut notes) = number(text, low, context)?;
        let (high, more) = number(text, high, context)?;
        notes.extend(more);
        return if low <= high {
            Ok(Some((Bound::Between(low, high), notes)))
        } else {
            Err(unreadable(text, UnreadableReason::NotANumber))
        };
    }
    let (number, notes) = number(text, rest, context)?;
    let bound = match (sign, direction) {
        (Some(Sign::Least), _) | (None, Direction::More) => Bound::AtLeast(number),
        (Some(Sign::Most), _) | (None, Direction::Less) => Bound::AtMost(number),
        (Some(Sign::Just), _) | (None, Direction::Within) => Bound::Exactly(number),
    };
    Ok(Some((bound, notes)))
}

#[derive(Clone, Copy)]
enum Sign {
    Least,
    Most,
    Just,
}

const SIGNS: [(&str, Sign); 15] = [
    (">=", Sign::Least),
    ("≥", Sign::Least),
    ("不低于", Sign::Least),
    ("不少于", Sign::Least),
    ("达到", Sign::Least),
    ("<=", Sign::Most),
    ("≤", Sign::Most),
    ("不超过", Sign::Most),
    ("不高于", Sign::Most),
    ("不多于", Sign::Most),
    ("控制在", Sign::Most),
    ("=", Sign::Just),
    ("等于", Sign::Just),
    (">", Sign::Least),
    ("<", Sign::Most),
];

fn sign(compact: &str) -> (Option<Sign>, &str) {
    for (word, sign) in SIGNS {
        if let Some(rest) = compact.strip_prefix(word) {
            return (Some(sign), rest.trim_end_matches("以内").trim_end_matches("以下"));
        }
    }
    for (word, sign) in [("以上", Sign::Least), ("以内", Sign::Most), ("以下", Sign::Most)] {
        if let Some(rest) = compact.strip_suffix(word) {
            return (Some(sign), rest);
        }
    }
    (None, compact)
}

/// 5-8, 5至8%: the measure behind the second holds for both.
fn range(compact: &str) -> Option<(&str, &str)> {
    let (low, high) = compact.split_once(['—', '~', '至']).or_else(|| {
        let at = compact.char_indices().skip(1).find(|(_, c)| *c == '-').map(|(at, _)| at)?;
        Some((compact.get(..at)?, compact.get(at + 1..)?))
    })?;
    let digits = |text: &str| text.chars().next().is_some_and(|c| c.is_ascii_digit());
    (digits(low) && digits(high)).then_some((low, high))
}

fn number(text: &str, part: &str, context: ReadContext<'_>) -> Result<(Decimal, Vec<Note>), Unreadable> {
    let reading = read_entry(part, context)
        .map_err(|error| Unreadable { text: text.trim().to_owned(), reason: error.reason })?;
    if let Some(Note::MoreDecimals { .. }) =
        reading.notes.iter().find(|note| matches!(note, Note::MoreDecimals { .. }))
    {
        return Err(unreadable(text, UnreadableReason::TooManyDecimals { allowed: context.decimals }));
    }
    match reading.entry {
        Entry::Value(value) => match value.number() {
            Some(number) => Ok((number, reading.notes)),
            None => Err(unreadable(text, UnreadableReason::NotANumber)),
        },
        Entry::YesNo(yes) => Ok((Decimal::from_int(i64::from(yes)), reading.notes)),
        Entry::Blank | Entry::Day(_) | Entry::Text(_) => Err(unreadable(text, UnreadableReason::NotANumber)),
    }
}

fn rank(text: &str, compact: &str) -> Result<(Bound, Vec<Note>), Unreadable> {
    let digits: String = compact
        .trim_start_matches("全省")
        .trim_start_matches("全市")
        .trim_start_matches(['前', '第', '≤'])
        .trim_end_matches(['名', '位'])
        .to_owned();
    let place = digits.parse::<u32>().ok().filter(|place| *place > 0);
    place
        .map(|place| (Bound::RankWithin(place), Vec::new()))
        .ok_or_else(|| unreadable(text, UnreadableReason::NotANumber))
}

fn day(text: &str, compact: &str, context: ReadContext<'_>) -> Result<(Bound, Vec<Note>), Unreadable> {
    let part = compact.trim_end_matches("之前").trim_end_matches("以前").trim_end_matches(['前', '底']);
    let reading = read_entry(part, context)
        .map_err(|error| Unreadable { text: text.trim().to_owned(), reason: error.reason })?;
    match reading.entry {
        Entry::Day(day @ (DayEntry::Day(_) | DayEntry::Month(_))) => {
            Ok((Bound::DoneBy(day.latest()), reading.notes))
        }
        _ => Err(unreadable(text, UnreadableReason::NotADay)),
    }
}

fn unreadable(text: &str, reason: UnreadableReason) -> Unreadable {
    Unreadable { text: text.trim().to_owned(), reason }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, measure: &str, direction: Direction) -> Result<Bound, String> {
        let measure = crate::measure_named(measure);
        let context = ReadContext { basis: Basis::Flow, measure: &measure, decimals: 2, year: 2026 };
        match read_bound(text, direction, context) {
            Ok(found) => Ok(found.map_or(Bound::Nothing, |(bound, _)| bound)),
            Err(error) => Err(error.to_string()),
        }
    }

    fn number(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn targets_are_read_as_people_write_them() {
        let more = Direction::More;
        for text in ["12000万元", "1.2亿", "≥1.2亿元", "不低于1.20", "１．２亿元", "1.2以上", "12,000万元"]
        {
            assert_eq!(read(text, "亿元", more), Ok(Bound::AtLeast(number("1.20"))), "{text}");
        }
        assert_eq!(read("3", "起", Direction::Less), Ok(Bound::AtMost(number("3"))));
        assert_eq!(read("控制在3起以内", "起", Direction::Less), Ok(Bound::AtMost(number("3"))));
        assert_eq!(read("5-8", "%", more), Ok(Bound::Between(number("5"), number("8"))));
        assert_eq!(read("前5名", "名次", more), Ok(Bound::RankWithin(5)));
        assert_eq!(read("5月31日前", "日期", more), Ok(Bound::DoneBy(jiff::civil::date(2026, 5, 31))));
        assert_eq!(read("无", "起", Direction::Less), Ok(Bound::Nothing));
    }

    #[test]
    fn what_cannot_be_a_target_is_said_with_its_text() {
        for (text, part) in [("约5亿", "约数"), ("5/5", "日期"), ("12.345", "位小数"), ("3个", "不能换算")]
        {
            let said = read(text, "亿元", Direction::More).unwrap_err();
            assert!(said.contains(part), "{text}: {said}");
        }
    }
}
