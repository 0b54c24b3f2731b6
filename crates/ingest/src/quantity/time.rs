//! Periods, days and lengths of time: 8月, 1-8月, 前三季度, 2016年8月22日, 8月底9月初, 今年上半年, 3年.

use super::calendar::{Day, Days, Grain, Length};
use super::lex::Lex;
use super::numeral::{han_digit, small};

/// What a time expression means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TimeValue {
    Days(Days),
    Day(Day),
    Length(Length),
    /// Damaged, and several readings are possible.
    Unreadable,
}

/// A time expression and where it ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TimeHit {
    pub(crate) end: usize,
    pub(crate) value: TimeValue,
    pub(crate) damaged: bool,
    /// 5月底6月初
    pub(crate) about: bool,
}

impl TimeHit {
    pub(crate) const fn new(end: usize, value: TimeValue) -> Self {
        Self { end, value, damaged: false, about: false }
    }

    const fn damaged(end: usize, value: TimeValue) -> Self {
        Self { end, value, damaged: true, about: false }
    }
}

const DASHES: &[&str] = &["-", "—", "–", "－", "~", "～", "−", "至", "到", "一", "﹣", "─", "→"];
const SPAN_DASHES: &[&str] = &["-", "—", "–", "－", "~", "～", "−", "至", "到"];

fn dash(lex: Lex<'_>, at: usize) -> Option<usize> {
    let mut end = lex.eat(at, DASHES)?;
    while let Some(next) = lex.eat(end, &["—", "-", "－"]) {
        end = next;
    }
    Some(end)
}

/// Reads the time that begins with the number at `at`; `year` is the anchor's.
pub(crate) fn at_number(lex: Lex<'_>, at: usize, year: u16) -> Option<TimeHit> {
    if let Some((named, end)) = year_number(lex, at) {
        return with_year(lex, at, named, end);
    }
    if let Some(hit) = compact_date(lex, at) {
        return Some(hit);
    }
    five_years(lex, at).or_else(|| part_of_year(lex, at, year)).or_else(|| length(lex, at))
}

/// A year of four digits in either script: 2016, 二○○七.
pub(crate) fn year_number(lex: Lex<'_>, at: usize) -> Option<(u16, usize)> {
    let (mut value, mut end, mut count) = (0_u16, at, 0);
    while count < 4 {
        if let Some((digit, next)) = lex.digit(end) {
            (value, end) = (value * 10 + u16::from(digit), next);
        } else {
            let c = lex.char_at(end)?;
            if c == '两' || (count == 0 && !matches!(c, '一' | '二')) {
                return None;
            }
            value = value * 10 + u16::try_from(han_digit(c)?).ok()?;
            end += c.len_utf8();
        }
        count += 1;
    }
    let plausible = (1900..=2100).contains(&value);
    (plausible && lex.digit(end).is_none()).then_some((value, end))
}

fn with_year(lex: Lex<'_>, at: usize, year: u16, end: usize) -> Option<TimeHit> {
    let after = lex.skip_spaces(end);
    if let Some(next) = lex.eat(after, &["年", "财年"]) {
        return Some(after_year(lex, year, next));
    }
    if let Some(hit) = numeric_date(lex, year, end) {
        return Some(hit);
    }
    // 2016-2020年
    if let Some(second_at) = dash(lex, end)
        && let Some((second, second_end)) = year_number(lex, second_at)
        && let Some(next) = lex.eat(lex.skip_spaces(second_end), &["年度", "年"])
        && second >= year
    {
        return Some(TimeHit::new(next, TimeValue::Days(years(year, second))));
    }
    let _ = at;
    None
}

fn years(from: u16, to: u16) -> Days {
    Days { first: Days::year(from).first, last: Days::year(to).last }
}

/// What follows 年: a part of the year, another year, or nothing.
pub(crate) fn after_year(lex: Lex<'_>, year: u16, at: usize) -> TimeHit {
    if let Some(hit) = rest_of_year(lex, at, year) {
        return hit;
    }
    if let Some(second_at) = lex.eat(at, SPAN_DASHES)
        && let Some((second, second_end)) = year_number(lex, second_at)
        && second >= year
        && let Some(next) = lex.eat(lex.skip_spaces(second_end), &["年度", "年"])
        && rest_of_year(lex, next, second).is_none()
    {
        return TimeHit::new(next, TimeValue::Days(years(year, second)));
    }
    let end = lex.eat(at, &["度", "全年"]).unwrap_or(at);
    TimeHit::new(end, TimeValue::Days(Days::year(year)))
}

/// A part of `year` that stands directly at `at`.
pub(crate) fn rest_of_year(lex: Lex<'_>, at: usize, year: u16) -> Option<TimeHit> {
    let at = lex.skip_spaces(at);
    let days = |end, days| Some(TimeHit::new(end, TimeValue::Days(days)));
    if let Some(end) = lex.eat(at, &["上半年"]) {
        return days(end, Days::months(year, 1, 6));
    }
    if let Some(end) = lex.eat(at, &["下半年"]) {
        return days(end, Days::months(year, 7, 12));
    }
    if let Some(end) = lex.eat(at, &["年底", "年末", "底", "末"]) {
        return Day::new(year, 12, 31).map(|day| TimeHit::new(end, TimeValue::Day(day)));
    }
    if let Some(end) = lex.eat(at, &["年初", "初"]) {
        return Day::new(year, 1, 1).map(|day| TimeHit::new(end, TimeValue::Day(day)));
    }
    if let Some(next) = lex.eat(at, &["前"]) {
        return front(lex, next, year);
    }
    if let Some(next) = lex.eat(at, &["第"]) {
        return quarter(lex, next, year);
    }
    part_of_year(lex, at, year)
}

/// Behind 前: 三季度, 8个月.
pub(crate) fn front(lex: Lex<'_>, at: usize, year: u16) -> Option<TimeHit> {
    let (count, end, _) = small(lex, at)?;
    let count = u8::try_from(count).ok()?;
    let end = lex.skip_spaces(end);
    if let Some(end) = lex.eat(end, &["季度", "个季度"])
        && (1..=4).contains(&count)
    {
        return Some(TimeHit::new(end, TimeValue::Days(Days::quarters(year, 1, count))));
    }
    if let Some(end) = lex.eat(end, &["个月", "月份", "月"])
        && (1..=12).contains(&count)
    {
        return Some(TimeHit::new(end, TimeValue::Days(Days::months(year, 1, count))));
    }
    None
}

/// 8月…, 1-8月, 三季度, 822日: a part of the year that begins with a number.
fn part_of_year(lex: Lex<'_>, at: usize, year: u16) -> Option<TimeHit> {
    if let Some(hit) = quarter(lex, at, year) {
        return Some(hit);
    }
    let (number, end, is_han) = small(lex, at)?;
    let after = lex.skip_spaces(end);
    if let Some(hit) = month_range(lex, number, after, year) {
        return Some(hit);
    }
    if let Some(next) = lex.eat(after, &["月"]) {
        if let Some(month) = u8::try_from(number).ok().filter(|m| (1..=12).contains(m)) {
            return Some(after_month(lex, month, next, year));
        }
        return if is_han { None } else { lost_dash(lex, number, next, year) };
    }
    if is_han { None } else { lost_month(lex, number, end, year) }
}

/// 1-8月, 3、4月, 1月至8月.
fn month_range(lex: Lex<'_>, from: u32, at: usize, year: u16) -> Option<TimeHit> {
    let first = u8::try_from(from).ok().filter(|m| (1..=12).contains(m))?;
    let closed = lex.eat(at, &["月份", "月"]);
    let second_at = dash(lex, closed.unwrap_or(at)).or_else(|| {
        let next = lex.eat(at, &["、"])?;
        let (second, ..) = small(lex, next)?;
        (second == from + 1).then_some(next)
    })?;
    let (second_year, second_at) = match year_number(lex, second_at) {
        Some((named, end)) => (named, lex.eat(end, &["年"])?),
        None => (year, second_at),
    };
    let (second, end, _) = small(lex, lex.skip_spaces(second_at))?;
    let end = lex.eat(lex.skip_spaces(end), &["月份", "月"])?;
    let second = u8::try_from(second).ok().filter(|m| (1..=12).contains(m))?;
    let starts_day = small(lex, end).is_some_and(|(_, e, _)| lex.is(e, &["日"]));
    let ordered = second_year > year || (second_year == year && second > first);
    if !ordered || starts_day {
        return None;
    }
    let days = Days {
        first: Days::months(year, first, first).first,
        last: Days::months(second_year, second, second).last,
    };
    Some(TimeHit::new(end, TimeValue::Days(days)))
}

/// Behind N月: a day, a third of the month, 底, 初, or the month itself.
fn after_month(lex: Lex<'_>, month: u8, at: usize, year: u16) -> TimeHit {
    let whole = Days::months(year, month, month);
    let spaced = lex.skip_spaces(at);
    if let Some((day, end, _)) = small(lex, spaced)
        && let Ok(day) = u8::try_from(day)
        && let Some(first) = Day::new(year, month, day)
    {
        let end = lex.skip_spaces(end);
        if let Some(hit) = day_span(lex, first, end) {
            return hit;
        }
        if let Some(end) = lex.eat(end, &["日", "号"]) {
            return TimeHit::new(end, TimeValue::Day(first));
        }
    }
    let part = |from: u8, to: u8| Days {
        first: Day { day: from, ..whole.first },
        last: Day { day: to, ..whole.first },
    };
    if let Some(end) = lex.eat(at, &["份上旬", "上旬"]) {
        return TimeHit::new(end, TimeValue::Days(part(1, 10)));
    }
    if let Some(end) = lex.eat(at, &["份中旬", "中旬"]) {
        return TimeHit::new(end, TimeValue::Days(part(11, 20)));
    }
    if let Some(end) = lex.eat(at, &["份下旬", "下旬"]) {
        return TimeHit::new(end, TimeValue::Days(part(21, whole.last.day)));
    }
    if let Some(end) = lex.eat(at, &["底", "末", "份底"]) {
        return end_and_start(lex, whole.last, end);
    }
    if let Some(end) = lex.eat(at, &["初"]) {
        return TimeHit::new(end, TimeValue::Day(whole.first));
    }
    let end = lex.eat(at, &["份"]).unwrap_or(at);
    TimeHit::new(end, TimeValue::Days(whole))
}

/// 8月底, or 8月底9月初 as one vague period.
fn end_and_start(lex: Lex<'_>, last: Day, at: usize) -> TimeHit {
    let next = lex.eat(at, &["至", "、", "-", "到"]).unwrap_or(at);
    if let Some((month, end, _)) = small(lex, next)
        && let Some(end) = lex.eat(end, &["月初"])
        && let Ok(month) = u8::try_from(month)
    {
        let year = if month < last.month { last.year + 1 } else { last.year };
        if let Some(start) = Day::new(year, month, 1) {
            let value = TimeValue::Days(Days { first: last, last: start });
            return TimeHit { end, value, damaged: false, about: true };
        }
    }
    TimeHit::new(at, TimeValue::Day(last))
}

/// From `first` to another day: 8月18-19日, 4月8日至6月30日. `at` stands behind the first day's number.
fn day_span(lex: Lex<'_>, first: Day, at: usize) -> Option<TimeHit> {
    let closed = lex.eat(at, &["日", "号"]);
    let joint = closed.is_none().then(|| lex.eat(at, &["、"])).flatten();
    let second_at = joint.or_else(|| dash(lex, closed.unwrap_or(at)))?;
    let (year, second_at) = match year_number(lex, second_at) {
        Some((year, end)) => (year, lex.eat(end, &["年"])?),
        None => (first.year, second_at),
    };
    let (number, end, _) = small(lex, second_at)?;
    let (month, number, end) = match lex.eat(end, &["月"]) {
        Some(next) => {
            let (day, end, _) = small(lex, lex.skip_spaces(next))?;
            (number, day, end)
        }
        None => (u32::from(first.month), number, end),
    };
    let end = lex.eat(lex.skip_spaces(end), &["日", "号"])?;
    let last = Day::new(year, u8::try_from(month).ok()?, u8::try_from(number).ok()?)?;
    (last > first).then(|| TimeHit::new(end, TimeValue::Days(Days { first, last })))
}

/// 三季度, 第三季度, 1-4季度, 一、二季度, 三季度末.
pub(crate) fn quarter(lex: Lex<'_>, at: usize, year: u16) -> Option<TimeHit> {
    let single = |c: char| -> Option<u8> {
        let value = han_digit(c).or_else(|| c.to_digit(10).map(i128::from))?;
        u8::try_from(value).ok().filter(|q| (1..=4).contains(q) && c != '两')
    };
    let c = lex.char_at(at)?;
    let first = single(c)?;
    let mut end = at + c.len_utf8();
    let mut last = first;
    if !lex.is(end, &["季度", "个季度"]) {
        end = lex.eat(end, &["、", "季度至"]).or_else(|| lex.eat(end, SPAN_DASHES)).unwrap_or(end);
        end = lex.eat(end, &["第"]).unwrap_or(end);
        let c = lex.char_at(end)?;
        last = single(c)?;
        end += c.len_utf8();
    } else if let Some(next) = lex.eat(end, &["季度至", "季度到", "季度-"]) {
        let next = lex.eat(next, &["第"]).unwrap_or(next);
        let c = lex.char_at(next)?;
        last = single(c)?;
        end = next + c.len_utf8();
    }
    let end = lex.eat(end, &["季度"])?;
    if last < first {
        return None;
    }
    let days = Days::quarters(year, first, last);
    if let Some(end) = lex.eat(end, &["末", "底"]) {
        return Some(TimeHit::new(end, TimeValue::Day(days.last)));
    }
    Some(TimeHit::new(end, TimeValue::Days(days)))
}

/// 十三五: 2016 to 2020.
fn five_years(lex: Lex<'_>, at: usize) -> Option<TimeHit> {
    let first = lex.eat(at, &["十"])?;
    let c = lex.char_at(first)?;
    let plan = u16::try_from(han_digit(c)?).ok().filter(|p| (1..=9).contains(p))?;
    let end = lex.eat(first + c.len_utf8(), &["五"])?;
    if lex.is(end, &["个", "家", "项", "名", "年", "条", "天", "次"]) {
        return None;
    }
    let from = 2001 + plan * 5;
    Some(TimeHit::new(end, TimeValue::Days(years(from, from + 4))))
}

/// 2016-09-19, 2016/9/19, 2016.9.19. `at` stands behind the year.
fn numeric_date(lex: Lex<'_>, year: u16, at: usize) -> Option<TimeHit> {
    let separator = lex.char_at(at).filter(|c| matches!(c, '-' | '/' | '.' | '－'))?;
    let (month, end, _) = small(lex, at + separator.len_utf8()).filter(|(.., han)| !han)?;
    if lex.char_at(end) != Some(separator) {
        return None;
    }
    let (day, end, _) = small(lex, end + separator.len_utf8()).filter(|(.., han)| !han)?;
    let day = Day::new(year, u8::try_from(month).ok()?, u8::try_from(day).ok()?)?;
    Some(TimeHit::new(end, TimeValue::Day(day)))
}

/// 3年, 6个月, 半年 is elsewhere, 2天, 24小时.
fn length(lex: Lex<'_>, at: usize) -> Option<TimeHit> {
    let (count, end, _) = small(lex, at)?;
    let end = lex.skip_spaces(end);
    let (grain, next) = grain(lex, end)?;
    let half = lex.eat(next, &["半"]).filter(|end| !lex.is(*end, &["以"]));
    if let (Grain::Year, Some(end)) = (grain, half) {
        let length = Length { count: count.saturating_mul(12).saturating_add(6), grain: Grain::Month };
        return Some(TimeHit::new(end, TimeValue::Length(length)));
    }
    Some(TimeHit::new(next, TimeValue::Length(Length { count, grain })))
}

/// The unit of a length of time at `at`.
pub(crate) fn grain(lex: Lex<'_>, at: usize) -> Option<(Grain, usize)> {
    const GRAINS: &[(&str, Grain)] = &[
        ("个月", Grain::Month),
        ("年", Grain::Year),
        ("周", Grain::Week),
        ("个星期", Grain::Week),
        ("个小时", Grain::Hour),
        ("小时", Grain::Hour),
        ("分钟", Grain::Minute),
        ("天", Grain::Day),
        ("日内", Grain::Day),
        ("个工作日", Grain::Day),
        ("工作日", Grain::Day),
    ];
    if lex.is(at, &["年代", "年级", "周期", "周年", "年产", "年期", "天然"]) {
        return None;
    }
    let (word, grain) = GRAINS.iter().find(|(word, _)| lex.is(at, &[word]))?;
    let length = if *word == "日内" { "日".len() } else { word.len() };
    Some((*grain, at + length))
}

/// 2021830: a date whose separators a page has swallowed.
fn compact_date(lex: Lex<'_>, at: usize) -> Option<TimeHit> {
    let mut end = at;
    let mut value = 0_u32;
    while let Some((digit, next)) = lex.digit(end) {
        value = value.checked_mul(10)?.checked_add(u32::from(digit))?;
        end = next;
    }
    let count = end - at;
    let apart = |c: Option<char>| c.is_none_or(|c| c.is_whitespace() || matches!(c, '?' | '。'));
    if !(6..=8).contains(&count) || !apart(lex.char_before(at)) || !apart(lex.char_at(end)) {
        return None;
    }
    let tail = u32::try_from(count - 4).ok()?;
    let unit = 10_u32.pow(tail);
    let year = u16::try_from(value / unit).ok().filter(|y| (1990..=2100).contains(y))?;
    match splits(year, value % unit, tail).as_slice() {
        [one] => Some(TimeHit::damaged(end, TimeValue::Day(*one))),
        _ => None,
    }
}

/// All ways to read `digits` (`count` of them) as month and day.
fn splits(year: u16, digits: u32, count: u32) -> Vec<Day> {
    let mut found = Vec::new();
    for day_digits in 1..count {
        let unit = 10_u32.pow(day_digits);
        let (month, day) = (digits / unit, digits % unit);
        let padded = day < unit / 10;
        if if count == 4 { day_digits != 2 } else { padded } {
            continue; // four digits are MMDD; in fewer no zero stands before the day
        }
        if let (Ok(month), Ok(day)) = (u8::try_from(month), u8::try_from(day))
            && let Some(date) = Day::new(year, month, day)
        {
            found.push(date);
        }
    }
    found
}

/// 822日, 818-19日, 81日至5日: 月 is lost.
fn lost_month(lex: Lex<'_>, number: u32, at: usize, year: u16) -> Option<TimeHit> {
    let spaced = lex.skip_spaces(at);
    let closes = lex.eat(spaced, &["日"]).filter(|end| !lex.is(*end, &["内", "均"]));
    let range = dash(lex, spaced).and_then(|next| {
        let (_, end, is_han) = small(lex, next)?;
        (!is_han && lex.is(end, &["日"])).then_some(())
    });
    if !(32..=1231).contains(&number) || (closes.is_none() && range.is_none()) {
        return None;
    }
    let count = number.to_string().len();
    let readings = splits(year, number, u32::try_from(count).ok()?);
    match (readings.as_slice(), closes) {
        ([first], _) => {
            let hit = day_span(lex, *first, spaced)
                .or_else(|| Some(TimeHit::new(closes?, TimeValue::Day(*first))))?;
            Some(TimeHit { damaged: true, ..hit })
        }
        ([_, ..], Some(end)) => Some(TimeHit::damaged(end, TimeValue::Unreadable)),
        _ => None,
    }
}

/// 18月 for 1-8月: the dash is lost.
fn lost_dash(lex: Lex<'_>, number: u32, at: usize, year: u16) -> Option<TimeHit> {
    let mut found = Vec::new();
    for unit in [10_u32, 100] {
        let (from, to) = (number / unit, number % unit);
        if from >= 1 && from < to && to <= 12 && to >= unit / 10 {
            found.push((from, to));
        }
    }
    let end = lex.eat(at, &["份"]).unwrap_or(at);
    match found.as_slice() {
        [(from, to)] => {
            let days = Days::months(year, u8::try_from(*from).ok()?, u8::try_from(*to).ok()?);
            Some(TimeHit::damaged(end, TimeValue::Days(days)))
        }
        _ => Some(TimeHit::damaged(end, TimeValue::Unreadable)),
    }
}
