//! Which periods there are to look at.

use assessment::{Grain, Period};
use jiff::Timestamp;
use jiff::tz::{Offset, TimeZone};

use crate::{App, Error, Result};

/// China keeps one time, eight hours ahead of UTC.
const CHINA_HOURS: i8 = 8;

/// The day in China at an instant in UTC milliseconds.
pub fn day(at: i64) -> jiff::civil::Date {
    local(at).date()
}

/// The hour in China at an instant in UTC milliseconds.
pub fn hour(at: i64) -> i8 {
    local(at).hour()
}

/// 2026-09-01 09:30 in China at an instant in UTC milliseconds.
pub fn minute(at: i64) -> String {
    local(at).strftime("%Y-%m-%d %H:%M").to_string()
}

fn local(at: i64) -> jiff::civil::DateTime {
    let instant = Timestamp::from_millisecond(at).unwrap_or_default();
    let zone = Offset::from_hours(CHINA_HOURS).map_or(TimeZone::UTC, TimeZone::fixed);
    instant.to_zoned(zone).datetime()
}

/// Months of the current cycle that have begun, the latest first.
pub async fn list(app: &App) -> Result<Vec<Period>> {
    let catalogue = app.catalogue().await?;
    let today = day(app.now());
    let now = Period::containing(Grain::Month, today);
    let year = match &catalogue.current {
        Some(current) => i16::try_from(current.cycle.year).ok(),
        None => now.map(Period::year),
    };
    let year = year.ok_or_else(|| Error::Internal("a cycle's year is out of range".to_owned()))?;
    let months = (1..=12).rev().filter_map(|month| Period::month(year, month));
    let begun: Vec<Period> = months.filter(|month| now.is_none_or(|now| *month <= now)).collect();
    Ok(if begun.is_empty() { Period::month(year, 1).into_iter().collect() } else { begun })
}

/// The month that a person wants to see first: the latest with figures, or the latest that ended.
pub async fn first(app: &App) -> Result<Period> {
    let months = list(app).await?;
    let mut reader = app.store.reader(app.tenant).await?;
    for month in &months {
        if reader.has_figures(*month).await? {
            return Ok(*month);
        }
    }
    months.get(1).or(months.first()).copied().ok_or(Error::NotFound("考核期次"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_turns_at_midnight_in_china() {
        // 2026-08-31 15:59 and 16:00 UTC.
        assert_eq!(day(1_788_191_940_000).to_string(), "2026-08-31");
        assert_eq!(day(1_788_192_000_000).to_string(), "2026-09-01");
        assert_eq!(minute(1_788_192_000_000), "2026-09-01 00:00");
    }
}
