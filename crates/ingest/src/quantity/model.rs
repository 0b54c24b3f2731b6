//! What the scanner finds.

use super::calendar::{Day, Days, Length};
use super::number::Number;
use std::ops::Range;

/// One figure of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quantity {
    /// Where it stands, in bytes of the scanned text.
    pub span: Range<usize>,
    /// What sort of figure it is.
    pub kind: Kind,
    /// Its exact value in base units.
    pub value: Value,
    /// Unit or measure word.
    pub unit: Option<Unit>,
    /// How the text bounds it.
    pub qualifier: Option<Qualifier>,
    /// Direction, of a percent or a percentage point only.
    pub change: Option<Change>,
    /// The time a figure belongs to.
    pub period: Option<Period>,
    /// The page had damaged it and only one reading is possible.
    pub damaged: bool,
}

/// Kinds of figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Money.
    Amount,
    /// A number with a measure word.
    Count,
    /// A number with a physical unit.
    Measure,
    /// Percent.
    Percent,
    /// 百分点.
    PercentagePoint,
    /// A place in an order.
    Rank,
    /// 倍, or a fraction.
    Ratio,
    /// A span of days.
    Period,
    /// A day.
    Date,
    /// A length of time.
    Duration,
    /// A number without a unit.
    Number,
}

impl Kind {
    /// The name used in the contract.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Amount => "amount",
            Self::Count => "count",
            Self::Measure => "measure",
            Self::Percent => "percent",
            Self::PercentagePoint => "percentage_point",
            Self::Rank => "rank",
            Self::Ratio => "ratio",
            Self::Period => "period",
            Self::Date => "date",
            Self::Duration => "duration",
            Self::Number => "number",
        }
    }

    /// Whether the figure itself names a time and so takes no period.
    pub const fn is_time(self) -> bool {
        matches!(self, Self::Period | Self::Date | Self::Duration)
    }
}

/// The exact value of a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Value {
    /// One number.
    One(Number),
    /// From the first to the second.
    Range(Number, Number),
    /// Numerator and denominator of a printed fraction.
    Fraction(u32, u32),
    /// A span of days.
    Days(Days),
    /// A day.
    Day(Day),
    /// A length of time.
    Length(Length),
}

impl Value {
    /// The number, or the lower end of a range.
    pub const fn number(self) -> Option<Number> {
        match self {
            Self::One(number) | Self::Range(number, _) => Some(number),
            Self::Fraction(..) | Self::Days(_) | Self::Day(_) | Self::Length(_) => None,
        }
    }
}

/// Unit of a figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unit {
    /// A currency by its ISO code.
    Currency(&'static str),
    /// %
    Percent,
    /// 百分点
    PercentagePoint,
    /// A measure word or simple unit.
    Word(&'static str),
    /// A compound unit as written: where it stands.
    Written(Range<usize>),
}

impl Unit {
    /// The unit's text in the contract's form.
    pub fn name<'a>(&'a self, text: &'a str) -> &'a str {
        match self {
            Self::Currency(code) => code,
            Self::Percent => "%",
            Self::PercentagePoint => "pp",
            Self::Word(word) => word,
            Self::Written(span) => text.get(span.clone()).unwrap_or(""),
        }
    }
}

/// How a figure is bounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Qualifier {
    /// 不少于, 以上
    AtLeast,
    /// 不超过, 以下, 控制在, 前, 内
    AtMost,
    /// 超过, 突破
    MoreThan,
    /// 不足, 低于
    LessThan,
    /// 约, 左右, 近
    About,
    /// 余, 多
    Over,
    /// 截至
    AsOf,
}

impl Qualifier {
    /// The sign or word used in the contract.
    pub const fn name(self) -> &'static str {
        match self {
            Self::AtLeast => "≥",
            Self::AtMost => "≤",
            Self::MoreThan => ">",
            Self::LessThan => "<",
            Self::About => "about",
            Self::Over => "over",
            Self::AsOf => "as_of",
        }
    }
}

/// Direction of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// 增长, 提高, 高
    Up,
    /// 下降, 降低, 低
    Down,
}

/// The time a figure belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Period {
    /// A named span of days.
    Days(Days),
    /// Each such length, or the length over which was counted.
    Length(Length),
}

/// Why a span with digits is no figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotQuantity {
    /// 〔2016〕83号, 2号文件
    DocumentNumber,
    /// 第十六次, 第一批, 一期
    Ordinal,
    /// “五个一”, “1+6+8”, 双千
    Slogan,
    /// G20, 5G, telephone and index numbers, clock times
    Code,
    /// A unit that only divides: 万元生产总值
    Divisor,
    /// Damaged in a way that leaves two readings or none
    Damaged,
    /// Digits that no rule explains
    Unknown,
}

/// A span that holds digits and is no figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ignored {
    /// Where it stands, in bytes of the scanned text.
    pub span: Range<usize>,
    /// What it is instead.
    pub what: NotQuantity,
}

/// Everything the scanner found in a text, in the order of the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scan {
    /// Figures.
    pub items: Vec<Quantity>,
    /// What looks like a figure and is none.
    pub ignored: Vec<Ignored>,
    /// There were more figures than are read; those behind the last one are left out.
    pub limited: bool,
}
