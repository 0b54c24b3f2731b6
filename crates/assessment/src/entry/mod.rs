//! What people type or paste into a cell, read without ever losing it: a value, a stated absence, or a sentence about
//! what could not be read.

mod amount;
mod bound;
mod day;
#[cfg(test)]
mod tests;

use std::fmt;

use jiff::civil::Date;
use rules::{Decimal, Kind, Measure, Value};

pub use bound::{BoundReading, read_bound};

use crate::Basis;
use crate::text::plain;

/// What a cell holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entry {
    /// Nothing was typed: what stood there stays.
    Blank,
    /// A number in the measure of the indicator, 待补, 不适用 or 未评.
    Value(Value),
    /// A day, or a whole month when only that was written.
    Day(DayEntry),
    /// Yes or no.
    YesNo(bool),
    /// Words.
    Text(String),
}

/// A day as written; a month without a day is kept as such.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayEntry {
    /// A day.
    Day(Date),
    /// A month: 2026年5月. The last day is what a deadline compares with.
    Month(Date),
}

/// A cell as read, with what the person should know about the reading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// What it holds.
    pub entry: Entry,
    /// Conversions and oddities, in words.
    pub notes: Vec<Note>,
}

/// Something about a reading that the person should see before it is saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Note {
    /// Another scale was written and converted.
    Converted {
        /// As written.
        from: String,
        /// In the indicator's measure.
        to: String,
    },
    /// More decimals than the indicator keeps. Nothing is rounded here; who takes the number decides.
    MoreDecimals {
        /// The indicator's.
        allowed: u8,
        /// The figure's.
        found: u8,
    },
    /// The year was not written and was taken from the period.
    YearAssumed(i16),
}

/// Why a cell could not be read. What was typed is kept by the caller.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// What was typed.
    pub text: String,
    /// Why.
    pub reason: UnreadableReason,
}

/// What is wrong with a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UnreadableReason {
    /// No number in it.
    NotANumber,
    /// Separators of thousands at odd places: 1,2345.
    BadGrouping,
    /// Two readings: 5/5 in a column of numbers is a day or a fraction.
    LooksLikeDate,
    /// A dash or 无 can mean zero, missing or not applicable.
    AmbiguousAbsence,
    /// 约, 左右, 近, 超: an official figure is exact.
    Approximate,
    /// A measure of another kind.
    OtherMeasure {
        /// What was written.
        found: String,
        /// What the indicator is measured in.
        wanted: String,
    },
    /// A day was expected.
    NotADay,
    /// Neither yes nor no.
    NotYesNo,
    /// A spreadsheet's error value: #N/A, #DIV/0!, #REF!.
    SpreadsheetError,
    /// Too many digits to be kept exactly.
    TooLong,
    /// More decimals than a target of the indicator has.
    TooManyDecimals {
        /// The indicator's.
        allowed: u8,
    },
}

/// What a reading depends on besides the text.
#[derive(Clone, Copy, Debug)]
pub struct ReadContext<'a> {
    /// How the indicator's periods combine; words are read as words.
    pub basis: Basis,
    /// The indicator's measure.
    pub measure: &'a Measure,
    /// The indicator's decimals.
    pub decimals: u8,
    /// The year of the period, for days written without one.
    pub year: i16,
}

/// Reads one cell.
pub fn read_entry(text: &str, context: ReadContext<'_>) -> Result<Reading, Unreadable> {
    let compact = plain(text);
    let fail = |reason| Unreadable { text: text.trim().to_owned(), reason };
    let bare = |entry| Reading { entry, notes: Vec::new() };
    if compact.is_empty() {
        return Ok(bare(Entry::Blank));
    }
    if let Some(absent) = absence(&compact) {
        return absent.map(|value| bare(Entry::Value(value))).map_err(fail);
    }
    if compact.starts_with('#') && compact.chars().nth(1).is_some_and(|c| c.is_ascii_alphabetic()) {
        return Err(fail(UnreadableReason::SpreadsheetError));
    }
    if context.basis == Basis::Text {
        return Ok(bare(Entry::Text(text.trim().to_owned())));
    }
    match context.measure.kind {
        Kind::YesNo => yes_no(&compact).map(|yes| bare(Entry::YesNo(yes))).map_err(fail),
        Kind::Date => {
            let (day, assumed) =
                day::read(&compact, context.year).ok_or_else(|| fail(UnreadableReason::NotADay))?;
            let notes = if assumed { vec![Note::YearAssumed(context.year)] } else { Vec::new() };
            Ok(Reading { entry: Entry::Day(day), notes })
        }
        _ => {
            let (number, notes) = amount::read(&compact, context).map_err(fail)?;
            Ok(Reading { entry: Entry::Value(Value::Number(number)), notes })
        }
    }
}

impl DayEntry {
    /// The day that a deadline is compared with: the day, or the last of the month.
    pub fn latest(self) -> Date {
        match self {
            Self::Day(day) => day,
            Self::Month(first) => first.last_of_month(),
        }
    }
}

impl Reading {
    /// The number, if it is one.
    pub fn number(&self) -> Option<Decimal> {
        match &self.entry {
            Entry::Value(value) => value.number(),
            _ => None,
        }
    }
}

fn absence(compact: &str) -> Option<Result<Value, UnreadableReason>> {
    match compact {
        "待补" | "暂缺" | "暂无数据" | "未出" | "待统计" => Some(Ok(Value::Missing)),
        "不适用" | "不承担" | "无此项任务" | "无任务" => Some(Ok(Value::NotApplicable)),
        "未评" => Some(Ok(Value::Unjudged)),
        "-" | "--" | "---" | "/" | "无" | "N/A" | "NA" | "NULL" => {
            Some(Err(UnreadableReason::AmbiguousAbsence))
        }
        _ => None,
    }
}

fn yes_no(compact: &str) -> Result<bool, UnreadableReason> {
    match compact {
        "是" | "有" | "已" | "已完成" | "完成" | "√" | "✓" | "Y" | "YES" | "1" => Ok(true),
        "否" | "没有" | "未" | "未完成" | "×" | "✗" | "X" | "N" | "NO" | "0" => Ok(false),
        _ => Err(UnreadableReason::NotYesNo),
    }
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = &self.text;
        match &self.reason {
            UnreadableReason::NotANumber => write!(f, "“{text}”不是数，请填写数字，或填“待补”“不适用”"),
            UnreadableReason::BadGrouping => write!(f, "“{text}”的千分位不对，请核对是否漏了数字"),
            UnreadableReason::LooksLikeDate => write!(f, "“{text}”像是日期或分数，此处应填数字"),
            UnreadableReason::AmbiguousAbsence => {
                write!(f, "“{text}”含义不明：没有发生请填0，暂无数据请填“待补”，不承担此项请填“不适用”")
            }
            UnreadableReason::Approximate => write!(f, "“{text}”是约数，请填写准确数"),
            UnreadableReason::OtherMeasure { found, wanted } => {
                write!(f, "“{text}”的单位“{found}”与本项计量单位“{wanted}”不能换算")
            }
            UnreadableReason::NotADay => write!(f, "“{text}”不是日期，请写成 2026-05-05 或 2026年5月"),
            UnreadableReason::NotYesNo => write!(f, "“{text}”请填“是”或“否”"),
            UnreadableReason::SpreadsheetError => {
                write!(f, "“{text}”是表格软件的错误值，请在原表改正后再粘贴")
            }
            UnreadableReason::TooManyDecimals { allowed } => {
                write!(f, "“{text}”的小数位太多，本项目标最多{allowed}位小数")
            }
            UnreadableReason::TooLong => write!(f, "“{text}”位数过多，请核对"),
        }
    }
}

impl std::error::Error for Unreadable {}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Converted { from, to } => write!(f, "{from} 已换算为 {to}"),
            Self::MoreDecimals { allowed, found } => {
                write!(f, "本项保留{allowed}位小数，填写了{found}位")
            }
            Self::YearAssumed(year) => write!(f, "未写年份，按{year}年"),
        }
    }
}
