//! Days and months of the civil calendar, without a clock.

/// Days from 1970-01-01 of `YYYY-MM-DD`, if there is such a day.
pub(crate) fn days_of(text: &str) -> Option<i64> {
    let mut parts = text.split('-').map(|p| p.parse::<i64>().ok());
    let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
    if parts.next().is_some() || !(1..=9999).contains(&year) || !(1..=length(year, month)).contains(&day) {
        return None;
    }
    Some(days(year, month, day))
}

/// How many days a month has; none for a month that does not exist.
const fn length(year: i64, month: i64) -> i64 {
    let leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        _ => 0,
    }
}

/// Days are counted from March, so that the leap day comes last.
const fn days(year: i64, month: i64, day: i64) -> i64 {
    let y = if month <= 2 { year - 1 } else { year };
    let (era, of_era) = (y.div_euclid(400), y.rem_euclid(400));
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = of_era * 365 + of_era / 4 - of_era / 100 + of_year;
    era * 146_097 + day_of_era - 719_468
}

/// Year, month and day of a day.
pub(crate) const fn civil(day: i64) -> (i64, i64, i64) {
    let z = day + 719_468;
    let (era, of_era) = (z.div_euclid(146_097), z.rem_euclid(146_097));
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * of_year + 2) / 153;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = year_of_era + era * 400 + if month <= 2 { 1 } else { 0 };
    (year, month, of_year - (153 * shifted + 2) / 5 + 1)
}

/// How many calendar months `done` is behind `due`; a month that has begun counts. Never below zero.
pub(crate) fn months_late(done: i64, due: i64) -> i64 {
    if done <= due {
        return 0;
    }
    let ((year, month, day), (later, late, _)) = (civil(due), civil(done));
    let whole = (later - year) * 12 + late - month;
    let (to, at) = (year + (month - 1 + whole).div_euclid(12), (month - 1 + whole).rem_euclid(12) + 1);
    // The same day of the later month, or its last day.
    let end = days(to, at, day.min(length(to, at)));
    if done > end { whole + 1 } else { whole.max(1) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_begun_counts_as_a_month() {
        let late = |done: &str| months_late(days_of(done).unwrap(), days_of("2026-05-31").unwrap());
        assert_eq!(late("2026-05-31"), 0);
        assert_eq!(late("2026-06-01"), 1);
        assert_eq!(late("2026-06-30"), 1);
        assert_eq!(late("2026-07-01"), 2);
        assert_eq!(late("2026-07-31"), 2);
        assert_eq!(late("2027-05-31"), 12);
        assert_eq!(late("2027-06-01"), 13);
    }

    #[test]
    fn days_and_dates_are_each_others_inverse() {
        for day in (-200_000..200_000).step_by(37) {
            let (year, month, of_month) = civil(day);
            assert_eq!(days(year, month, of_month), day);
        }
        assert_eq!(days_of("1970-01-01"), Some(0));
        assert_eq!(days_of("2026-02-29"), None);
        assert_eq!(days_of("2024-02-29"), Some(19_782));
    }
}
