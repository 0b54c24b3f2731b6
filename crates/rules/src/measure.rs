//! Units of measure: what a figure counts, and in which power of ten.

use serde::Serialize;

/// What a figure measures. Figures of different kinds never meet in a sum or a comparison.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A bare number: a coefficient, a literal without a unit.
    Plain,
    /// Money of one currency, in its basic unit.
    Money(String),
    /// %: a rate.
    Percent,
    /// 百分点: a difference of rates.
    PercentPoint,
    /// 分: points of a score.
    Points,
    /// Things counted or weighed, by the basic unit's name.
    Count(String),
    /// A place in an order.
    Rank,
    /// 是 or 否.
    YesNo,
    /// A day.
    Date,
}

/// A kind in a scale: 亿元 is money with `power` 8.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Measure {
    /// What is measured.
    pub kind: Kind,
    /// One of this unit is 10^`power` of the basic unit.
    pub power: u8,
    /// As written.
    pub name: String,
}

/// Basic units of count, longest first where one begins another.
const COUNTS: &[&str] = &[
    "吨标准煤",
    "千瓦时",
    "立方米",
    "平方米",
    "平方公里",
    "公顷",
    "公里",
    "人次",
    "标箱",
    "个月",
    "项次",
    "课时",
    "小时",
    "公斤",
    "起",
    "期",
    "个",
    "家",
    "件",
    "次",
    "人",
    "户",
    "条",
    "项",
    "天",
    "日",
    "篇",
    "例",
    "台",
    "辆",
    "套",
    "宗",
    "份",
    "场",
    "处",
    "所",
    "座",
    "批",
    "吨",
    "亩",
    "度",
    "米",
    "月",
    "季",
    "年",
    "班",
    "村",
    "票",
    "步",
    "倍",
    "种",
    "支",
    "张",
    "本",
    "幅",
    "封",
    "门",
    "片",
    "组",
    "对",
    "头",
    "株",
];

const PREFIXES: &[(&str, u8)] =
    &[("千万", 7), ("百万", 6), ("十万", 5), ("亿", 8), ("万", 4), ("千", 3), ("百", 2)];

impl Measure {
    /// The measure of this name in the catalogue.
    pub fn find(name: &str) -> Option<Self> {
        let make = |kind: Kind, power: u8| Some(Self { kind, power, name: name.to_owned() });
        match name {
            "%" => return make(Kind::Percent, 0),
            "百分点" | "个百分点" => return make(Kind::PercentPoint, 0),
            "分" => return make(Kind::Points, 0),
            "名" | "位" | "名次" => return make(Kind::Rank, 0),
            "是否" => return make(Kind::YesNo, 0),
            "日期" => return make(Kind::Date, 0),
            "系数" | "数值" => return make(Kind::Plain, 0),
            _ => {}
        }
        let (power, base) = PREFIXES
            .iter()
            .find_map(|&(prefix, power)| Some((power, name.strip_prefix(prefix)?)))
            .filter(|(_, rest)| !rest.is_empty())
            .unwrap_or((0, name));
        match base {
            "元" | "美元" | "欧元" | "港元" | "日元" => make(Kind::Money(base.to_owned()), power),
            "日" => make(Kind::Count("天".to_owned()), power),
            "个月" => make(Kind::Count("月".to_owned()), power),
            _ if COUNTS.contains(&base) => make(Kind::Count(base.to_owned()), power),
            _ => None,
        }
    }

    /// A measure that the scheme declares itself.
    pub fn custom(name: &str) -> Self {
        Self { kind: Kind::Count(name.to_owned()), power: 0, name: name.to_owned() }
    }

    /// A bare number.
    pub fn plain() -> Self {
        Self { kind: Kind::Plain, power: 0, name: String::new() }
    }

    /// Points.
    pub fn points() -> Self {
        Self { kind: Kind::Points, power: 0, name: "分".to_owned() }
    }

    /// A rate in %.
    pub fn percent() -> Self {
        Self { kind: Kind::Percent, power: 0, name: "%".to_owned() }
    }

    /// A difference of rates.
    pub fn percent_point() -> Self {
        Self { kind: Kind::PercentPoint, power: 0, name: "百分点".to_owned() }
    }

    /// A place in an order.
    pub fn rank() -> Self {
        Self { kind: Kind::Rank, power: 0, name: "名".to_owned() }
    }

    /// 是 or 否.
    pub fn yes_no() -> Self {
        Self { kind: Kind::YesNo, power: 0, name: "是否".to_owned() }
    }

    /// A number of things, of whatever sort.
    pub fn count(base: &str) -> Self {
        Self { kind: Kind::Count(base.to_owned()), power: 0, name: base.to_owned() }
    }

    /// How many decimals a figure of this measure has when its indicator does not say.
    pub fn usual_decimals(&self) -> u8 {
        match self.kind {
            Kind::Count(_) if self.power == 0 => 0,
            Kind::Rank | Kind::YesNo | Kind::Date => 0,
            Kind::Count(_)
            | Kind::Plain
            | Kind::Money(_)
            | Kind::Percent
            | Kind::PercentPoint
            | Kind::Points => 2,
        }
    }

    /// The name as it follows a number, with the blank that money and counts take.
    pub fn after_number(&self) -> String {
        match self.kind {
            Kind::Plain | Kind::YesNo | Kind::Date => String::new(),
            Kind::Percent => "%".to_owned(),
            Kind::PercentPoint => " 个百分点".to_owned(),
            Kind::Rank => " 名".to_owned(),
            Kind::Points | Kind::Money(_) | Kind::Count(_) => format!(" {}", self.name),
        }
    }
}

/// How many characters of `run` the longest unit name at its beginning takes.
pub(crate) fn longest_prefix(run: &str) -> Option<usize> {
    let chars: Vec<char> = run.chars().take(8).collect();
    (1..=chars.len()).rev().find(|&n| {
        let head: String = chars.iter().take(n).collect();
        head != "是否" && head != "日期" && Measure::find(&head).is_some()
    })
}
