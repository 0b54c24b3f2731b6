//! Working days. Weekends are the rule; the yearly notice of holidays and make-up days (调休) is data.

use std::collections::BTreeMap;
use std::fmt;

use jiff::civil::{Date, Weekday};

/// Which days are worked: weekdays, except the holidays and with the make-up days that were read from data.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WorkCalendar {
    /// Day → worked or not, for days that differ from the week's rule.
    exceptions: BTreeMap<Date, bool>,
}

/// A line of calendar data that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CalendarError {
    /// Line from 1.
    pub line: usize,
    /// What stands there.
    pub text: String,
}

impl fmt::Display for CalendarError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "第{}行“{}”应写成“2026-10-01 休 国庆节”或“2026-10-10 班”", self.line, self.text)
    }
}

impl std::error::Error for CalendarError {}

impl WorkCalendar {
    /// Weekends only.
    pub fn weekends_only() -> Self {
        Self::default()
    }

    /// The holidays and make-up days known when this version was made; an office adds the next year's notice to it.
    pub fn bundled() -> Self {
        Self::parse(Self::bundled_text()).0
    }

    /// The lines of that calendar.
    pub fn bundled_text() -> &'static str {
        include_str!("../data/workdays.txt")
    }

    /// The lines of a text that can be read: the day, whether it is worked, and its name.
    pub fn lines(text: &str) -> impl Iterator<Item = (Date, bool, String)> + '_ {
        text.lines().filter_map(|line| {
            let mut words = line.split_whitespace();
            let day = words.next()?.parse().ok()?;
            let worked = match words.next()? {
                "班" => true,
                "休" => false,
                _ => return None,
            };
            Some((day, worked, words.next().unwrap_or_default().to_owned()))
        })
    }

    /// Reads lines `2026-10-01 休 国庆节` or `2026-10-10 班`; blank lines and lines that begin with `#` are skipped.
    pub fn parse(text: &str) -> (Self, Vec<CalendarError>) {
        let mut calendar = Self::default();
        let mut errors = Vec::new();
        for (index, line) in text.lines().enumerate() {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let mut words = line.split_whitespace();
            let day = words.next().and_then(|word| word.parse::<Date>().ok());
            let worked = match words.next() {
                Some("班") => Some(true),
                Some("休") => Some(false),
                _ => None,
            };
            match day.zip(worked) {
                Some((day, worked)) => calendar.set(day, worked),
                None => errors.push(CalendarError { line: index + 1, text: line.to_owned() }),
            }
        }
        (calendar, errors)
    }

    /// States that a day is worked or not, whatever weekday it is.
    pub fn set(&mut self, day: Date, worked: bool) {
        self.exceptions.insert(day, worked);
    }

    /// Whether a day is worked.
    pub fn is_worked(&self, day: Date) -> bool {
        let weekend = matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
        self.exceptions.get(&day).copied().unwrap_or(!weekend)
    }

    /// The `count`-th working day after a day; the day itself does not count. `None` past the end of the calendar.
    pub fn after(&self, day: Date, count: u16) -> Option<Date> {
        let mut at = day;
        let mut left = count;
        while left > 0 {
            at = at.tomorrow().ok()?;
            if self.is_worked(at) {
                left -= 1;
            }
        }
        Some(at)
    }

    /// The day itself if it is worked, otherwise the next one that is: a due date never falls on a holiday.
    pub fn on_or_after(&self, day: Date) -> Option<Date> {
        if self.is_worked(day) { Some(day) } else { self.after(day, 1) }
    }

    /// Working days after `from` up to and including `to`; negative when `to` lies before `from` (overdue).
    pub fn between(&self, from: Date, to: Date) -> i32 {
        let (early, late, sign) = if from <= to { (from, to, 1) } else { (to, from, -1) };
        let mut count = 0;
        let mut at = early;
        while at < late {
            let Ok(next) = at.tomorrow() else { break };
            at = next;
            count += i32::from(self.is_worked(at));
        }
        sign * count
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn october() -> WorkCalendar {
        let (calendar, errors) = WorkCalendar::parse(
            "# 2026\n2026-10-01 休 国庆节\n2026-10-02 休\n2026-10-05 休\n2026-10-06 休\n2026-10-07 休\n2026-10-10 班\n",
        );
        assert_eq!(errors, []);
        calendar
    }

    #[test]
    fn five_working_days_after_september_reach_over_the_holiday_and_use_the_make_up_saturday() {
        assert_eq!(october().after(date(2026, 9, 30), 3), Some(date(2026, 10, 10)));
        assert_eq!(october().after(date(2026, 9, 30), 5), Some(date(2026, 10, 13)));
        assert_eq!(WorkCalendar::weekends_only().after(date(2026, 9, 30), 5), Some(date(2026, 10, 7)));
    }

    #[test]
    fn days_left_count_working_days_and_turn_negative_when_overdue() {
        assert_eq!(october().between(date(2026, 9, 30), date(2026, 10, 8)), 1);
        assert_eq!(october().between(date(2026, 10, 12), date(2026, 10, 8)), -3);
        assert_eq!(october().on_or_after(date(2026, 10, 3)), Some(date(2026, 10, 8)));
    }

    #[test]
    fn the_bundled_calendar_reads_without_an_error_and_knows_the_spring_festival() {
        assert_eq!(WorkCalendar::parse(include_str!("../data/workdays.txt")).1, []);
        let calendar = WorkCalendar::bundled();
        assert!(calendar.is_worked(date(2026, 2, 14)) && calendar.is_worked(date(2026, 2, 28)));
        assert_eq!(calendar.after(date(2026, 2, 14), 1), Some(date(2026, 2, 24)));
    }

    #[test]
    fn a_bad_line_is_named_and_the_others_count() {
        let (calendar, errors) = WorkCalendar::parse("2026-10-01 休\n10月2日 放假\n");
        assert!(!calendar.is_worked(date(2026, 10, 1)));
        assert_eq!(errors, [CalendarError { line: 2, text: "10月2日 放假".to_owned() }]);
    }
}
