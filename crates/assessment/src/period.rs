//! Periods: (grain, year, number). "1—8月" is the cumulative [`View`] of 2016-08.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;

use crate::coded::coded;
use crate::text::{plain, small_number};

/// How long a period is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Grain {
    /// 月.
    Month,
    /// 季.
    Quarter,
    /// 半年.
    Half,
    /// 年.
    Year,
}
coded!(Grain { Month = "month" "月", Quarter = "quarter" "季", Half = "half" "半年", Year = "year" "年" });

impl Grain {
    /// Months in one period of this grain.
    pub const fn months(self) -> u8 {
        match self {
            Self::Month => 1,
            Self::Quarter => 3,
            Self::Half => 6,
            Self::Year => 12,
        }
    }

    /// Periods of this grain in a year.
    pub const fn per_year(self) -> u8 {
        12 / self.months()
    }
}

/// Which figure of a period is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum View {
    /// 当月(期): the period alone.
    PeriodValue,
    /// 累计: from the first of January to the period's end.
    Cumulative,
    /// 时点: as at the period's end.
    Point,
}
coded!(View { PeriodValue = "period_value" "当期", Cumulative = "cumulative" "累计", Point = "point" "时点" });

/// A month, quarter, half or year. Periods sort by their last month, the shorter first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Period {
    grain: Grain,
    year: i16,
    number: u8,
}

/// A text that is no period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PeriodError {
    /// What was written.
    pub text: String,
}

impl fmt::Display for PeriodError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "看不懂期次“{}”；可写 2016-08、2016-Q3、2016-H1、2016 或 2016年8月", self.text)
    }
}

impl std::error::Error for PeriodError {}

impl Period {
    /// A period, if the year has one with that number. Years run from 1949 to 2200.
    pub fn new(grain: Grain, year: i16, number: u8) -> Option<Self> {
        let fits = (1949..=2200).contains(&year) && (1..=grain.per_year()).contains(&number);
        fits.then_some(Self { grain, year, number })
    }

    /// The month of a year.
    pub fn month(year: i16, number: u8) -> Option<Self> {
        Self::new(Grain::Month, year, number)
    }

    /// A whole year.
    pub fn year_of(year: i16) -> Option<Self> {
        Self::new(Grain::Year, year, 1)
    }

    /// The period of that grain which a day falls in.
    pub fn containing(grain: Grain, day: Date) -> Option<Self> {
        let month = u8::try_from(day.month()).ok()?;
        Self::new(grain, day.year(), (month - 1) / grain.months() + 1)
    }

    /// How long it is.
    pub const fn grain(self) -> Grain {
        self.grain
    }

    /// The year it lies in.
    pub const fn year(self) -> i16 {
        self.year
    }

    /// Its number in the year, from 1.
    pub const fn number(self) -> u8 {
        self.number
    }

    /// First month, 1–12.
    pub const fn first_month(self) -> u8 {
        (self.number - 1) * self.grain.months() + 1
    }

    /// Last month, 1–12; also the count of months of the year that have passed at its end.
    pub const fn last_month(self) -> u8 {
        self.number * self.grain.months()
    }

    /// First day.
    pub fn first_day(self) -> Date {
        first_of(self.year, self.first_month())
    }

    /// Last day.
    pub fn last_day(self) -> Date {
        first_of(self.year, self.last_month()).last_of_month()
    }

    /// Whether a day lies in it.
    pub fn contains(self, day: Date) -> bool {
        self.first_day() <= day && day <= self.last_day()
    }

    /// The one before, over the turn of the year.
    pub fn previous(self) -> Option<Self> {
        match self.number {
            1 => Self::new(self.grain, self.year - 1, self.grain.per_year()),
            number => Self::new(self.grain, self.year, number - 1),
        }
    }

    /// The one after, over the turn of the year.
    pub fn next(self) -> Option<Self> {
        if self.number == self.grain.per_year() {
            Self::new(self.grain, self.year + 1, 1)
        } else {
            Self::new(self.grain, self.year, self.number + 1)
        }
    }

    /// The same period of last year (同期).
    pub fn last_year(self) -> Option<Self> {
        Self::new(self.grain, self.year - 1, self.number)
    }

    /// Whether it is the year's first of its grain: there the cumulative figure equals the period's.
    pub const fn opens_year(self) -> bool {
        self.number == 1
    }

    /// The periods of its grain from the year's first to itself.
    pub fn year_to_date(self) -> impl Iterator<Item = Self> {
        (1..=self.number).map(move |number| Self { number, ..self })
    }

    /// The period of another grain that ends in the same month, if there is one (2016-09 → 2016-Q3).
    pub fn ending_together(self, grain: Grain) -> Option<Self> {
        let month = self.last_month();
        month
            .is_multiple_of(grain.months())
            .then(|| Self::new(grain, self.year, month / grain.months()))
            .flatten()
    }

    /// 2016年8月、2016年三季度、2016年上半年、2016年.
    pub fn label(self) -> String {
        let year = self.year;
        match (self.grain, self.number) {
            (Grain::Month, number) => format!("{year}年{number}月"),
            (Grain::Quarter, 1) => format!("{year}年一季度"),
            (Grain::Quarter, 2) => format!("{year}年二季度"),
            (Grain::Quarter, 3) => format!("{year}年三季度"),
            (Grain::Quarter, _) => format!("{year}年四季度"),
            (Grain::Half, 1) => format!("{year}年上半年"),
            (Grain::Half, _) => format!("{year}年下半年"),
            (Grain::Year, _) => format!("{year}年"),
        }
    }

    /// The cumulative view in words: 2016年1—8月; January stays 2016年1月.
    pub fn cumulative_label(self) -> String {
        let year = self.year;
        match self.last_month() {
            12 => format!("{year}年"),
            1 => format!("{year}年1月"),
            month => format!("{year}年1—{month}月"),
        }
    }
}

impl PartialOrd for Period {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Period {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        let key = |p: &Self| (p.year, p.last_month(), p.grain);
        key(self).cmp(&key(other))
    }
}

/// The code: 2016-08, 2016-Q3, 2016-H1, 2016.
impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, number) = (self.year, self.number);
        match self.grain {
            Grain::Month => write!(f, "{year}-{number:02}"),
            Grain::Quarter => write!(f, "{year}-Q{number}"),
            Grain::Half => write!(f, "{year}-H{number}"),
            Grain::Year => write!(f, "{year}"),
        }
    }
}

/// Reads the code and what people write: 2016-8, 2016.8, 2016/08, 201608, 2016年8月, 2016年1-8月, 2016年第三季度, 2016年上半年.
impl FromStr for Period {
    type Err = PeriodError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        read(&plain(text)).ok_or_else(|| PeriodError { text: text.trim().to_owned() })
    }
}

fn read(text: &str) -> Option<Period> {
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    let year = text.get(..4)?.parse().ok()?;
    let rest = text.get(4..)?;
    if digits == 6 {
        return Period::month(year, rest.parse().ok()?);
    }
    if digits != 4 {
        return None;
    }
    let rest = rest.trim_start_matches(['年', '-', '.', '/']);
    let rest = rest.strip_suffix("累计").unwrap_or(rest);
    if rest.is_empty() || rest == "全年" || rest == "年度" || rest == "度" {
        return Period::year_of(year);
    }
    match rest {
        "上半年" => return Period::new(Grain::Half, year, 1),
        "下半年" => return Period::new(Grain::Half, year, 2),
        _ => {}
    }
    if let Some(number) = rest.strip_prefix('Q') {
        return Period::new(Grain::Quarter, year, number.parse().ok()?);
    }
    if let Some(number) = rest.strip_prefix('H') {
        return Period::new(Grain::Half, year, number.parse().ok()?);
    }
    if let Some(number) = rest.strip_suffix("季度").or_else(|| rest.strip_suffix('季')) {
        return Period::new(Grain::Quarter, year, small_number(number.trim_start_matches('第'))?);
    }
    let month = rest.strip_suffix("月份").or_else(|| rest.strip_suffix('月')).unwrap_or(rest);
    let last = match month.split_once(['-', '至', '~']) {
        Some((first, last)) if small_number(first.trim_end_matches('月')) == Some(1) => last,
        Some(_) => return None,
        None => month,
    };
    Period::month(year, small_number(last)?)
}

impl serde::Serialize for Period {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for Period {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        String::deserialize(from)?.parse().map_err(serde::de::Error::custom)
    }
}

fn first_of(year: i16, month: u8) -> Date {
    Date::new(year, i8::try_from(month).unwrap_or(1), 1).unwrap_or(Date::MIN)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn period(text: &str) -> Period {
        text.parse().unwrap()
    }

    #[test]
    fn the_code_of_a_period_reads_back_as_itself() {
        for code in ["2016-08", "2016-Q3", "2016-H1", "2016"] {
            assert_eq!(period(code).to_string(), code);
        }
    }

    #[test]
    fn what_people_write_for_august_is_august() {
        let august = Period::month(2026, 8).unwrap();
        for text in [
            "2026-8",
            "2026.08",
            "2026/8",
            "202608",
            "2026年8月",
            "２０２６年８月份",
            "2026年八月",
            "2026年1-8月",
            "2026年1—8月累计",
        ] {
            assert_eq!(period(text), august, "{text}");
        }
        assert_eq!(period("2026年第三季度"), period("2026-Q3"));
        assert_eq!(period("2026年上半年"), period("2026-H1"));
        assert_eq!(period("2026年度"), period("2026"));
    }

    #[test]
    fn what_is_no_period_is_refused_with_the_text() {
        for text in
            ["", "8月", "2026-13", "2026-Q5", "2026-00", "1026", "二〇二六", "2026年3-8月", "2026-08-15"]
        {
            assert_eq!(text.parse::<Period>(), Err(PeriodError { text: text.to_owned() }));
        }
    }

    #[test]
    fn neighbours_cross_the_year() {
        assert_eq!(period("2026-01").previous(), Some(period("2025-12")));
        assert_eq!(period("2026-Q4").next(), Some(period("2027-Q1")));
        assert_eq!(period("2026-08").last_year(), Some(period("2025-08")));
        assert_eq!(period("2026-09").ending_together(Grain::Quarter), Some(period("2026-Q3")));
        assert_eq!(period("2026-08").ending_together(Grain::Quarter), None);
        assert!(period("2026-12") < period("2026"));
    }

    #[test]
    fn labels_are_what_officials_write() {
        assert_eq!(period("2026-08").cumulative_label(), "2026年1—8月");
        assert_eq!(period("2026-Q3").label(), "2026年三季度");
        assert_eq!(period("2024-02").last_day().to_string(), "2024-02-29");
    }
}
