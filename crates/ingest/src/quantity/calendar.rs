//! Days, spans of days and lengths of time, as official text names them.

use std::fmt;

/// A day of the civil calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day {
    /// Year of the common era.
    pub year: u16,
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31.
    pub day: u8,
}

impl Day {
    /// A day, if the calendar has it.
    pub fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        let exists = (1..=12).contains(&month) && day >= 1 && day <= days_in_month(year, month);
        exists.then_some(Self { year, month, day })
    }

    /// Reads `2016-09-19`.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let year = parts.next()?.parse().ok()?;
        let month = parts.next()?.parse().ok()?;
        let day = parts.next()?.parse().ok()?;
        if parts.next().is_some() { None } else { Self::new(year, month, day) }
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// Days of a month, leap years included.
pub(crate) fn days_in_month(year: u16, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        _ => 31,
    }
}

/// First and last day of a period, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Days {
    /// First day.
    pub first: Day,
    /// Last day.
    pub last: Day,
}

impl Days {
    /// The whole of `year`.
    pub fn year(year: u16) -> Self {
        Self::months(year, 1, 12)
    }

    /// Whole months `from` to `to` of one year; months outside 1..=12 are pulled in.
    pub fn months(year: u16, from: u8, to: u8) -> Self {
        let (from, to) = (from.clamp(1, 12), to.clamp(1, 12));
        Self {
            first: Day { year, month: from, day: 1 },
            last: Day { year, month: to, day: days_in_month(year, to) },
        }
    }

    /// Whole quarters `from` to `to` of one year.
    pub fn quarters(year: u16, from: u8, to: u8) -> Self {
        Self::months(year, from.saturating_mul(3).saturating_sub(2), to.saturating_mul(3))
    }

    /// Whether these are exactly the days of one calendar year.
    pub fn is_whole_year(self) -> bool {
        self == Self::year(self.first.year)
    }
}

impl fmt::Display for Days {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.first, self.last)
    }
}

/// A length of time, in the one unit the text uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Length {
    /// How many.
    pub count: u32,
    /// Of what.
    pub grain: Grain,
}

/// Units of a length of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Grain {
    /// 年
    Year,
    /// 个月
    Month,
    /// 周
    Week,
    /// 天
    Day,
    /// 小时
    Hour,
    /// 分钟
    Minute,
}

impl fmt::Display for Length {
    /// ISO 8601: `P3Y`, `P6M`, `P2D`, `PT24H`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (prefix, letter) = match self.grain {
            Grain::Year => ("P", 'Y'),
            Grain::Month => ("P", 'M'),
            Grain::Week => ("P", 'W'),
            Grain::Day => ("P", 'D'),
            Grain::Hour => ("PT", 'H'),
            Grain::Minute => ("PT", 'M'),
        };
        write!(f, "{prefix}{}{letter}", self.count)
    }
}
