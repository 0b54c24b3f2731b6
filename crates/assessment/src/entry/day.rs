//! Days and months as people write them.

use jiff::civil::Date;

use super::DayEntry;
use crate::text::small_number;

/// Reads 2026-05-05, 2026/5/5, 2026.5.5, 2026年5月5日, 20260505, 5/5, 5月5日, 2026.5, 2026年5月, 五月五日.
/// The flag says that the year was taken from the period.
pub(super) fn read(compact: &str, year: i16) -> Option<(DayEntry, bool)> {
    if compact.len() == 8 && compact.chars().all(|c| c.is_ascii_digit()) {
        let day = date(compact.get(..4)?, compact.get(4..6)?, compact.get(6..)?)?;
        return Some((DayEntry::Day(day), false));
    }
    let text = compact.trim_end_matches(['日', '号']);
    let parts: Vec<&str> = text.split(['年', '月', '-', '/', '.']).filter(|part| !part.is_empty()).collect();
    match *parts.as_slice() {
        [y, m, d] if y.len() == 4 => Some((DayEntry::Day(date(y, m, d)?), false)),
        [y, m] if y.len() == 4 && y.chars().all(|c| c.is_ascii_digit()) => {
            Some((DayEntry::Month(date(y, m, "1")?), false))
        }
        [m, d] => Some((DayEntry::Day(date(&year.to_string(), m, d)?), true)),
        [m] if text.ends_with('月') => Some((DayEntry::Month(date(&year.to_string(), m, "1")?), true)),
        _ => None,
    }
}

fn date(year: &str, month: &str, day: &str) -> Option<Date> {
    let month = i8::try_from(small_number(month)?).ok()?;
    let day = i8::try_from(small_number(day)?).ok()?;
    Date::new(year.parse().ok()?, month, day).ok()
}
