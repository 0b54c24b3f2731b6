//! When reports are due: so many working days after their period, by the calendar with holidays and make-up days.
//!
//! The calendar of the program holds the years known when it was made; the office adds the next year's notice as text.

use assessment::{CalendarError, Grain, Period, Role, WorkCalendar};
use jiff::civil::{Date, Weekday};
use serde::{Deserialize, Serialize};

use crate::catalogue::Catalogue;
use crate::{App, Error, FieldError, Person, Result};

/// Setting: the office's own lines of the calendar.
pub(crate) const WORKDAYS: &str = "workdays";
/// Setting: working days after a period, by its length.
pub(crate) const DUE: &str = "due_working_days";
/// Longest text of a calendar, in bytes: some thirty years.
const LONGEST_TEXT: usize = 64 << 10;
/// Most working days that a rule may give.
const MOST_DAYS: u16 = 60;

/// So many working days after the end of a period its figures are due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DueRules {
    /// Of a month.
    pub month: u16,
    /// Of a quarter.
    pub quarter: u16,
    /// Of a half year.
    pub half: u16,
    /// Of a year.
    pub year: u16,
}

impl Default for DueRules {
    fn default() -> Self {
        Self { month: 5, quarter: 8, half: 10, year: 15 }
    }
}

impl DueRules {
    /// Working days for figures of this length.
    pub fn of(&self, grain: Grain) -> u16 {
        match grain {
            Grain::Month => self.month,
            Grain::Quarter => self.quarter,
            Grain::Half => self.half,
            Grain::Year => self.year,
        }
    }
}

/// The calendar as it counts, and where its days come from.
#[derive(Clone, Debug)]
pub struct Calendar {
    /// The office's own lines.
    pub own: String,
    /// The rules.
    pub rules: DueRules,
    /// Days of a year that differ from the week's rule.
    pub days: Vec<Day>,
    /// Years that the calendar speaks of.
    pub years: Vec<i16>,
    /// Names the setting as it stands: another setting makes another.
    pub tag: String,
}

/// One day that differs from the week's rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Day {
    /// `2026-10-01`.
    pub date: String,
    /// `10月1日`.
    pub label: String,
    /// `周四`.
    pub weekday: &'static str,
    /// Whether it is worked.
    pub worked: bool,
    /// Name of the holiday.
    pub name: String,
}

fn day_of(day: Date, worked: bool, name: String) -> Day {
    let weekday = match day.weekday() {
        Weekday::Monday => "周一",
        Weekday::Tuesday => "周二",
        Weekday::Wednesday => "周三",
        Weekday::Thursday => "周四",
        Weekday::Friday => "周五",
        Weekday::Saturday => "周六",
        Weekday::Sunday => "周日",
    };
    let label = format!("{}月{}日", day.month(), day.day());
    Day { date: day.to_string(), label, weekday, worked, name }
}

/// What the program and the office know, the office's lines last.
pub(crate) fn workdays(own: Option<&str>) -> WorkCalendar {
    match own {
        Some(own) if !own.trim().is_empty() => {
            WorkCalendar::parse(&format!("{}\n{own}", WorkCalendar::bundled_text())).0
        }
        _ => WorkCalendar::bundled(),
    }
}

/// The rules as they were set.
pub(crate) fn rules(stored: Option<&str>) -> DueRules {
    stored.and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default()
}

/// The day on which the report of a period is due: that of the longest span whose figures stand in it.
pub fn day(catalogue: &Catalogue, period: Period) -> Option<Date> {
    let grains = [Grain::Year, Grain::Half, Grain::Quarter, Grain::Month];
    let stands = |grain: &Grain| {
        period.ending_together(*grain).is_some()
            && catalogue.indicators.iter().any(|indicator| indicator.frequency == *grain)
    };
    let grain = grains.into_iter().find(stands).unwrap_or(period.grain());
    catalogue.workdays.after(period.last_day(), catalogue.due.of(grain))
}

/// Working days that are left until the due day: 0 today, negative when it has passed.
pub fn left(catalogue: &Catalogue, period: Period, now: i64) -> Option<i32> {
    Some(catalogue.workdays.between(crate::period::day(now), day(catalogue, period)?))
}

/// Working days after the due day; 0 when in time.
pub fn late(catalogue: &Catalogue, period: Period, now: i64) -> i64 {
    left(catalogue, period, now).map_or(0, |left| i64::from((-left).max(0)))
}

/// `9月7日（还有 3 个工作日）`, and whether it has passed.
pub fn words(catalogue: &Catalogue, period: Period, now: i64) -> (String, bool) {
    let Some(day) = day(catalogue, period) else { return (String::new(), false) };
    let left = catalogue.workdays.between(crate::period::day(now), day);
    let words = match left {
        0 => "今天截止".to_owned(),
        left if left > 0 => format!("还有 {left} 个工作日"),
        left => format!("已逾期 {} 个工作日", -left),
    };
    (format!("{}月{}日（{words}）", day.month(), day.day()), left < 0)
}

/// The calendar of a year, for everybody who takes part.
pub async fn calendar(app: &App, by: &Person, year: i16) -> Result<Calendar> {
    by.require_reader()?;
    let own = app.store.reader(app.tenant).await?.find_setting(WORKDAYS).await?.unwrap_or_default();
    let catalogue = app.catalogue().await?;
    let text = format!("{}\n{own}", WorkCalendar::bundled_text());
    let mut days = std::collections::BTreeMap::new();
    for (day, worked, name) in WorkCalendar::lines(&text) {
        days.insert(day, (worked, name));
    }
    let mut years: Vec<i16> = days.keys().map(|day| day.year()).collect();
    years.dedup();
    let of_year = days.into_iter().filter(|(day, _)| day.year() == year);
    let days = of_year.map(|(day, (worked, name))| day_of(day, worked, name)).collect();
    let tag = tag(&own, catalogue.due)?;
    Ok(Calendar { own, rules: catalogue.due, days, years, tag })
}

fn tag(own: &str, rules: DueRules) -> Result<String> {
    let rules = serde_json::to_string(&rules).map_err(|error| Error::Internal(error.to_string()))?;
    Ok(store::text_hash(&format!("{rules}\n{}", own.trim())).chars().take(16).collect())
}

/// Sets the office's own lines and the rules; what cannot be read is named line by line and nothing is saved. `seen` is
/// the tag of the setting that a program saw.
pub async fn set(app: &App, by: &Person, own: &str, rules: DueRules, seen: Option<&str>) -> Result<()> {
    by.require(Role::Officer)?;
    let mut faults = Vec::new();
    if own.len() > LONGEST_TEXT {
        faults.push(FieldError {
            field: "own".to_owned(),
            text: "工作日历太长，请只填最近几年的通知".to_owned(),
        });
    }
    let (_, errors) = WorkCalendar::parse(own);
    faults.extend(
        errors
            .iter()
            .map(|error: &CalendarError| FieldError { field: "own".to_owned(), text: error.to_string() }),
    );
    for (field, days) in
        [("month", rules.month), ("quarter", rules.quarter), ("half", rules.half), ("year", rules.year)]
    {
        if !(1..=MOST_DAYS).contains(&days) {
            let text = format!("应为1至{MOST_DAYS}个工作日");
            faults.push(FieldError { field: field.to_owned(), text });
        }
    }
    if !faults.is_empty() {
        return Err(Error::Invalid(faults));
    }
    let stored = serde_json::to_string(&rules).map_err(|error| Error::Internal(error.to_string()))?;
    let mut change = app.store.change(app.tenant, app.now()).await?;
    if let Some(seen) = seen {
        let own = change.find_setting(WORKDAYS).await?.unwrap_or_default();
        let stands = self::rules(change.find_setting(DUE).await?.as_deref());
        if tag(&own, stands)? != seen {
            let text = "工作日历刚被他人改过，您的没有保存；请刷新后再改".to_owned();
            return Err(Error::Conflict { text, now: 0 });
        }
    }
    change.set_setting(WORKDAYS, own.trim()).await?;
    change.set_setting(DUE, &stored).await?;
    change.audit(by.audit(
        "calendar.set",
        "setting/workdays".to_owned(),
        format!("{stored}\n{}", own.trim()),
    ));
    change.commit().await?;
    Ok(())
}

/// The year in China now.
pub fn this_year(app: &App) -> i16 {
    crate::period::day(app.now()).year()
}
