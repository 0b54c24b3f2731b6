//! 机构调整: units become other units from a day on, and what that does to figures that are compared across it.

use std::fmt;

use jiff::civil::Date;

use crate::coded::coded;
use crate::{Basis, Decimal, Period, UnitId, Value};

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ReorganisationKind {
    /// 合并: several units become one, which may be one of them.
    Merge,
    /// 拆分: one unit becomes several, of which it may be one.
    Split,
    /// 更名: the unit stays what it is.
    Rename,
}
coded!(ReorganisationKind { Merge = "merge" "合并", Split = "split" "拆分", Rename = "rename" "更名" });

/// Units of before and of afterwards, and the first day of afterwards.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reorganisation {
    kind: ReorganisationKind,
    day: Date,
    old: Vec<UnitId>,
    new: Vec<UnitId>,
}

/// Why a reorganisation was not accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReorganisationError {
    /// A merger of fewer than two, or into more than one.
    Merge,
    /// A split of more than one, or into fewer than two.
    Split,
    /// A rename that concerns more than one unit.
    Rename,
    /// Figures are reported by month, so the new boundaries begin with one.
    FirstOfMonth,
    /// A unit is named twice on one side.
    Twice(UnitId),
}

impl fmt::Display for ReorganisationError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Merge => "合并须有两个以上原单位和一个合并后的单位",
            Self::Split => "拆分须有一个原单位和两个以上拆分后的单位",
            Self::Rename => "更名只涉及一个单位",
            Self::FirstOfMonth => "生效日期须为某月1日：数据按月填报，新口径从一个整月开始",
            Self::Twice(_) => "同一单位写了两次",
        })
    }
}

impl std::error::Error for ReorganisationError {}

/// One period on both boundaries. A side's parts stand in the order of its units; `None` where the unit did not report
/// because it did not exist in that period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Boundaries {
    /// Parts by the units of before.
    pub old: Vec<Option<Value>>,
    /// Parts by the units of afterwards.
    pub new: Vec<Option<Value>>,
    /// What the parts make together; the same on both sides, for nothing is lost by a reorganisation.
    pub whole: Value,
}

impl Reorganisation {
    /// Checks what belongs together.
    pub fn new(
        kind: ReorganisationKind,
        day: Date,
        old: Vec<UnitId>,
        new: Vec<UnitId>,
    ) -> Result<Self, ReorganisationError> {
        if day.day() != 1 {
            return Err(ReorganisationError::FirstOfMonth);
        }
        for side in [&old, &new] {
            if let Some((_, twice)) =
                side.iter().enumerate().find(|(at, unit)| side.iter().take(*at).any(|one| one == *unit))
            {
                return Err(ReorganisationError::Twice(*twice));
            }
        }
        match kind {
            ReorganisationKind::Merge if old.len() < 2 || new.len() != 1 => Err(ReorganisationError::Merge),
            ReorganisationKind::Split if old.len() != 1 || new.len() < 2 => Err(ReorganisationError::Split),
            ReorganisationKind::Rename if old.len() != 1 || new != old => Err(ReorganisationError::Rename),
            _ => Ok(Self { kind, day, old, new }),
        }
    }

    /// What happened.
    pub fn kind(&self) -> ReorganisationKind {
        self.kind
    }

    /// First day of the new boundaries.
    pub fn day(&self) -> Date {
        self.day
    }

    /// Units before.
    pub fn old(&self) -> &[UnitId] {
        &self.old
    }

    /// Units afterwards.
    pub fn new_units(&self) -> &[UnitId] {
        &self.new
    }

    /// One period's figures on both boundaries. `reported` is what a unit reported for it.
    ///
    /// Months of before are reported by the units of before: those of afterwards have a figure then only when it follows
    /// exactly, as a merged unit's does from its parts. It is the same the other way round. A part that is missing makes
    /// the whole missing; nothing is taken for zero.
    pub fn boundaries(&self, period: Period, basis: Basis, reported: impl Fn(UnitId) -> Value) -> Boundaries {
        let (ours, theirs) =
            if period.last_day() < self.day { (&self.old, &self.new) } else { (&self.new, &self.old) };
        let parts: Vec<Option<Value>> = ours.iter().map(|unit| Some(reported(*unit))).collect();
        let whole = together(basis, &parts);
        // Of the other side a unit has its figure only when it is the whole of that side.
        let others = if theirs.len() == 1 { vec![Some(whole)] } else { vec![None; theirs.len()] };
        if period.last_day() < self.day {
            Boundaries { old: parts, new: others, whole }
        } else {
            Boundaries { old: others, new: parts, whole }
        }
    }
}

impl Boundaries {
    /// What several periods of a flow make together; a stock's is the last.
    pub fn over(periods: &[Self], basis: Basis) -> Value {
        match basis {
            Basis::Flow => sum(periods.iter().map(|period| period.whole)),
            _ => periods.last().map_or(Value::Missing, |period| period.whole),
        }
    }
}

/// Flows and stocks are added; of rates, ranks and the rest only a single part says anything.
fn together(basis: Basis, parts: &[Option<Value>]) -> Value {
    match (basis, parts) {
        (_, [Some(one)]) => *one,
        (Basis::Flow | Basis::Stock, parts) => sum(parts.iter().map(|part| part.unwrap_or(Value::Missing))),
        _ => Value::Undefined,
    }
}

/// The sum, where a part that does not apply adds nothing and any other that is no number leaves it missing.
fn sum(parts: impl Iterator<Item = Value>) -> Value {
    let mut total: Option<Decimal> = None;
    for part in parts {
        match part {
            Value::Number(number) => {
                let Some(added) = total.unwrap_or(Decimal::ZERO).checked_add(number) else {
                    return Value::Undefined;
                };
                total = Some(added);
            }
            Value::NotApplicable => {}
            other => return other,
        }
    }
    total.map_or(Value::NotApplicable, Value::Number)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const EAST: UnitId = UnitId::new(1);
    const WEST: UnitId = UnitId::new(2);
    const WHOLE: UnitId = UnitId::new(3);

    fn number(text: &str) -> Value {
        Value::Number(text.parse().unwrap())
    }

    fn month(month: u8) -> Period {
        Period::month(2026, month).unwrap()
    }

    #[test]
    fn a_merged_unit_has_the_sum_of_its_parts_before_and_they_have_nothing_of_their_own_afterwards() {
        let merged =
            Reorganisation::new(ReorganisationKind::Merge, date(2026, 7, 1), vec![EAST, WEST], vec![WHOLE])
                .unwrap();
        let reported = |unit| match unit {
            EAST => number("10.5"),
            WEST => number("20"),
            _ => number("33"),
        };
        let june = merged.boundaries(month(6), Basis::Flow, reported);
        assert_eq!(june.old, [Some(number("10.5")), Some(number("20"))]);
        assert_eq!(june.new, [Some(number("30.5"))]);
        let july = merged.boundaries(month(7), Basis::Flow, reported);
        assert_eq!((july.old, july.new), (vec![None, None], vec![Some(number("33"))]));
        let all = [june, merged.boundaries(month(7), Basis::Flow, reported)];
        assert_eq!(Boundaries::over(&all, Basis::Flow), number("63.5"));
        assert_eq!(Boundaries::over(&all, Basis::Stock), number("33"));
    }

    #[test]
    fn a_missing_part_is_never_taken_for_zero_and_rates_are_not_added() {
        let merged =
            Reorganisation::new(ReorganisationKind::Merge, date(2026, 7, 1), vec![EAST, WEST], vec![EAST])
                .unwrap();
        let one_missing = |unit| if unit == EAST { number("10") } else { Value::Missing };
        assert_eq!(merged.boundaries(month(6), Basis::Flow, one_missing).whole, Value::Missing);
        assert_eq!(merged.boundaries(month(6), Basis::Rate, |_| number("5")).whole, Value::Undefined);
    }

    #[test]
    fn a_split_leaves_the_whole_known_and_its_parts_unknown_before() {
        let split =
            Reorganisation::new(ReorganisationKind::Split, date(2026, 7, 1), vec![WHOLE], vec![EAST, WEST])
                .unwrap();
        let before = split.boundaries(month(6), Basis::Stock, |_| number("8"));
        assert_eq!(
            (before.old, before.new, before.whole),
            (vec![Some(number("8"))], vec![None, None], number("8"))
        );
        let after = split.boundaries(month(8), Basis::Stock, |_| number("8"));
        assert_eq!(after.old, [Some(number("16"))]);
    }

    #[test]
    fn what_does_not_belong_together_is_refused() {
        let new = |kind, day, old: &[UnitId], new: &[UnitId]| {
            Reorganisation::new(kind, day, old.to_vec(), new.to_vec())
        };
        let july = date(2026, 7, 1);
        assert_eq!(new(ReorganisationKind::Merge, july, &[EAST], &[WHOLE]), Err(ReorganisationError::Merge));
        assert_eq!(new(ReorganisationKind::Split, july, &[WHOLE], &[EAST]), Err(ReorganisationError::Split));
        assert_eq!(
            new(ReorganisationKind::Merge, date(2026, 7, 15), &[EAST, WEST], &[WHOLE]),
            Err(ReorganisationError::FirstOfMonth)
        );
        assert_eq!(
            new(ReorganisationKind::Merge, july, &[EAST, EAST], &[WHOLE]),
            Err(ReorganisationError::Twice(EAST))
        );
    }
}
