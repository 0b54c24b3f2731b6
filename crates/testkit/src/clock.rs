//! The fixed clock of the sample: the morning on which the year's scores are looked at.

use assessment::Moment;
use jiff::civil::Date;

/// 2027-01-12 09:30 in China.
pub const NOW: Moment = Moment::from_millis(1_799_717_400_000);

/// The day of [`NOW`] in China.
pub const TODAY: Date = jiff::civil::date(2027, 1, 12);

/// The instant of nine in the morning, China time, on a day.
pub fn morning(day: Date) -> Moment {
    let epoch = jiff::civil::date(1970, 1, 1);
    let days = epoch.until(day).map_or(0, |span| i64::from(span.get_days()));
    // Nine o'clock in China is one o'clock UTC.
    Moment::from_millis(days * 86_400_000 + 3_600_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn now_is_the_morning_of_today_in_china() {
        assert_eq!(NOW.millis() - morning(TODAY).millis(), 30 * 60 * 1000);
    }
}
