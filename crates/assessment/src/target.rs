//! Targets: several may stand beside one indicator; each has its own bound and its own completion.

use jiff::civil::Date;
use rules::{Decimal, Measure};

use crate::coded::coded;
use crate::{AccountId, IndicatorId, Moment, Period, TargetId, UnitId};

/// Whose target it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TargetKind {
    /// 下达: assigned by us.
    Assigned,
    /// 本级: the unit's own.
    Own,
    /// 挑战.
    Challenge,
    /// 上级: the superior's for us.
    Superior,
    /// 上年基数: last year's actual, where it is not among the reported figures.
    Base,
}
coded!(TargetKind {
    Assigned = "assigned" "下达",
    Own = "own" "本级",
    Challenge = "challenge" "挑战",
    Superior = "superior" "上级",
    Base = "base" "上年基数",
});

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(tag = "bound", content = "value", rename_all = "snake_case")]
pub enum Bound {
    /// ≥.
    AtLeast(Decimal),
    /// ≤.
    AtMost(Decimal),
    /// =.
    Exactly(Decimal),
    /// Between two numbers, both included.
    Between(Decimal, Decimal),
    /// Rank k or better.
    RankWithin(u32),
    /// Done on that day or before.
    DoneBy(Date),
    /// None at all: the goal is zero occurrences.
    Nothing,
}

/// 目标值: what one unit is to reach in one period.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Target {
    /// Its id; a change is a new target that supersedes this one.
    pub id: TargetId,
    /// Whose.
    pub unit: UnitId,
    /// Of what.
    pub indicator: IndicatorId,
    /// For when, usually a year.
    pub period: Period,
    /// Who set it.
    pub kind: TargetKind,
    /// What is asked for.
    pub bound: Bound,
    /// Points of its own, where the scheme gives them to the target.
    pub points: Option<Decimal>,
    /// The document or decision it rests on.
    pub approval: Option<String>,
    /// The target it replaces.
    pub replaces: Option<TargetId>,
    /// Who entered it.
    pub author: AccountId,
    /// When.
    pub at: Moment,
}

impl Bound {
    /// The number that a table shows as the target, if there is one.
    pub fn number(self) -> Option<Decimal> {
        match self {
            Self::AtLeast(number) | Self::AtMost(number) | Self::Exactly(number) => Some(number),
            Self::RankWithin(rank) => Some(Decimal::from_int(i64::from(rank))),
            Self::Nothing => Some(Decimal::ZERO),
            Self::Between(..) | Self::DoneBy(_) => None,
        }
    }

    /// As an official writes it: ≥1,200.00亿元, ≤3起, 前5名, 2026年5月31日前, 无.
    pub fn label(self, measure: &Measure) -> String {
        let measure = &measure.name;
        match self {
            Self::AtLeast(number) => format!("≥{}{measure}", number.grouped()),
            Self::AtMost(number) => format!("≤{}{measure}", number.grouped()),
            Self::Exactly(number) => format!("{}{measure}", number.grouped()),
            Self::Between(low, high) => format!("{}—{}{measure}", low.grouped(), high.grouped()),
            Self::RankWithin(rank) => format!("前{rank}名"),
            Self::DoneBy(day) => format!("{}年{}月{}日前", day.year(), day.month(), day.day()),
            Self::Nothing => "无".to_owned(),
        }
    }
}

/// The sum check of a decomposition: what was given to units against the whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decomposition {
    /// The whole's target.
    pub whole: Decimal,
    /// Σ of the units' targets.
    pub sum: Decimal,
    /// Σ − whole: negative when too little was given out.
    pub difference: Decimal,
}

impl Decomposition {
    /// Sums the units' targets; `None` when the numbers are beyond all range.
    pub fn check(whole: Decimal, units: impl IntoIterator<Item = Decimal>) -> Option<Self> {
        let sum = units.into_iter().try_fold(Decimal::ZERO, Decimal::checked_add)?;
        Some(Self { whole, sum, difference: sum.checked_sub(whole)? })
    }

    /// Whether every bit of the whole was given out.
    pub fn covers(&self) -> bool {
        self.difference >= Decimal::ZERO
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_decomposition_that_falls_short_shows_by_how_much() {
        let number = |text: &str| text.parse::<Decimal>().unwrap();
        let check = Decomposition::check(number("476"), [number("200.5"), number("270")]).unwrap();
        assert_eq!(check.difference, number("-5.5"));
        assert!(!check.covers());
    }

    #[test]
    fn bounds_read_as_officials_write_them() {
        let measure = crate::measure_named("亿元");
        assert_eq!(Bound::AtLeast("1200.00".parse().unwrap()).label(&measure), "≥1,200.00亿元");
        assert_eq!(Bound::RankWithin(5).label(&measure), "前5名");
        assert_eq!(Bound::DoneBy(jiff::civil::date(2026, 5, 31)).label(&measure), "2026年5月31日前");
    }
}
