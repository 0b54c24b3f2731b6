//! Which periods there are to look at.

use assessment::{Grain, Period};
use jiff::Timestamp;
use jiff::tz::{Offset, TimeZone};

use crate::{App, Error, Result};

/// China keeps one time, eight hours ahead of UTC.
const CHINA_HOURS: i8 = 8;

/// A form shows its year and the year before.
const READ_AHEAD: usize = 24;

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

/// Months of the cycles that were begun, as far as they have come, the latest first.
pub async fn list(app: &App) -> Result<Vec<Period>> {
    let catalogue = app.catalogue().await?;
    let today = day(app.now());
    let now = Period::containing(Grain::Month, today);
    let mut begun: Vec<Period> = Vec::new();
    for year in
        catalogue.years.values().filter(|cycle| !cycle.cycle.state.eq("draft")).map(|cycle| cycle.year)
    {
        let months = (1..=12).filter_map(|month| Period::month(year, month));
        begun.extend(months.filter(|month| now.is_none_or(|now| *month <= now)));
    }
    begun.reverse();
    if begun.is_empty() {
        let year = catalogue.current.as_ref().map(|current| current.year).or(now.map(Period::year));
        begun.extend(year.and_then(|year| Period::month(year, 1)));
    }
    Ok(begun)
}

/// Reads the months that people ask for first into memory, the latest first, so that nobody's first page waits for it.
pub async fn read_ahead(app: &App) -> Result<()> {
    let latest = list(app).await?.into_iter().next();
    for month in std::iter::successors(latest, |month| month.previous()).take(READ_AHEAD) {
        app.store.with_columns(app.tenant, &[store::period_code(month)], |_| ()).await?;
    }
    Ok(())
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
