//! 序时进度: what should be done by now, and how far ahead or behind an actual stands.
//!
//! Behind is either a difference in percentage points of completion or a share of the scheduled amount: two different
//! things, so every rule names its [`GapMeasure`]. Comparisons are exact; only what is shown is rounded.

use rules::{Decimal, Rounding};

use crate::Period;
use crate::coded::coded;

/// The share of a year's target that is due at each month's end.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub enum Schedule {
    /// months/12, when nothing else is said.
    #[default]
    Linear,
    /// Percent due at the end of each month.
    Curve(Box<[Decimal; 12]>),
}

/// Why a curve was not accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CurveError {
    /// The share falls in that month.
    Falls(u8),
    /// December is not 100.
    EndsElsewhere(Decimal),
    /// Below 0 or above 100 in that month.
    OutOfRange(u8),
}

impl std::fmt::Display for CurveError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Falls(month) => write!(f, "{month}月的序时比例低于上月"),
            Self::EndsElsewhere(end) => write!(f, "12月的序时比例应为100%，现为{end}%"),
            Self::OutOfRange(month) => write!(f, "{month}月的序时比例应在0%至100%之间"),
        }
    }
}

impl std::error::Error for CurveError {}

/// What "behind" is measured in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum GapMeasure {
    /// 差序时 n 个百分点: completion minus the share due.
    Points,
    /// 欠序时 n%: shortfall over the scheduled amount.
    Share,
}
coded!(GapMeasure { Points = "points" "百分点", Share = "share" "占应完成额的比例" });

/// An exact fraction in percent: `num` / `den`, `den` above zero.
#[derive(Clone, Copy, Debug)]
struct Percent {
    num: Decimal,
    den: Decimal,
}

impl Schedule {
    /// A curve from twelve cumulative percentages.
    pub fn curve(shares: [Decimal; 12]) -> Result<Self, CurveError> {
        let hundred = Decimal::from_int(100);
        let mut before = Decimal::ZERO;
        for (month, share) in (1u8..).zip(shares) {
            if share < Decimal::ZERO || share > hundred {
                return Err(CurveError::OutOfRange(month));
            }
            if share < before {
                return Err(CurveError::Falls(month));
            }
            before = share;
        }
        if before == hundred {
            Ok(Self::Curve(Box::new(shares)))
        } else {
            Err(CurveError::EndsElsewhere(before))
        }
    }

    /// The percentage due at the end of a period, rounded for showing.
    pub fn due_percent(&self, period: Period, decimals: u8) -> Option<Decimal> {
        let due = self.due(period);
        due.num.div_round(due.den, decimals, Rounding::HalfUp)
    }

    fn due(&self, period: Period) -> Percent {
        let month = period.last_month();
        match self {
            Self::Linear => {
                Percent { num: Decimal::from_int(i64::from(month) * 100), den: Decimal::from_int(12) }
            }
            Self::Curve(shares) => {
                let share = shares.get(usize::from(month).saturating_sub(1));
                Percent { num: share.copied().unwrap_or(Decimal::ZERO), den: Decimal::from_int(1) }
            }
        }
    }
}

/// An actual against the part of a year's target that is due.
#[derive(Clone, Copy, Debug)]
pub struct Progress {
    actual: Decimal,
    target: Decimal,
    due: Percent,
}

impl Progress {
    /// `None` for targets of zero or less: there is no schedule towards nothing.
    pub fn new(actual: Decimal, target: Decimal, schedule: &Schedule, period: Period) -> Option<Self> {
        (target > Decimal::ZERO).then(|| Self { actual, target, due: schedule.due(period) })
    }

    /// The year's completion in percent, rounded for showing.
    pub fn completion(&self, decimals: u8) -> Option<Decimal> {
        let hundredfold = self.actual.checked_mul(Decimal::from_int(100))?;
        hundredfold.div_round(self.target, decimals, Rounding::HalfUp)
    }

    /// The amount that should be done by now, rounded for showing.
    pub fn due_amount(&self, decimals: u8) -> Option<Decimal> {
        let (num, den) = self.due_parts()?;
        num.div_round(den, decimals, Rounding::HalfUp)
    }

    /// Ahead (positive) or behind (negative), rounded for showing: percentage points, or percent of what is due.
    /// With nothing due yet there is no share.
    pub fn gap(&self, measure: GapMeasure, decimals: u8) -> Option<Decimal> {
        let (num, den) = self.gap_parts(measure)?;
        num.div_round(den, decimals, Rounding::HalfUp)
    }

    /// Whether it lies behind by more than `limit` (a positive number of points or percent), compared exactly.
    pub fn is_behind_by_more_than(&self, measure: GapMeasure, limit: Decimal) -> Option<bool> {
        let (num, den) = self.gap_parts(measure)?;
        Some(num < den.checked_mul(limit.negated()?)?)
    }

    /// How much more must be done so that it lies behind by `limit` at most; zero when it does already.
    /// Rounded up to `decimals`, so that the amount shown is enough.
    pub fn needed(&self, measure: GapMeasure, limit: Decimal, decimals: u8) -> Option<Decimal> {
        let hundred = Decimal::from_int(100);
        // Wanted actual = target × (due − limit)/100 for points, target × due × (100 − limit)/10000 for shares.
        let (num, den) = match measure {
            GapMeasure::Points => {
                let share = self.due.num.checked_sub(limit.checked_mul(self.due.den)?)?;
                (self.target.checked_mul(share)?, self.due.den.checked_mul(hundred)?)
            }
            GapMeasure::Share => {
                let (due_num, due_den) = self.due_parts()?;
                (due_num.checked_mul(hundred.checked_sub(limit)?)?, due_den.checked_mul(hundred)?)
            }
        };
        let missing = num.checked_sub(self.actual.checked_mul(den)?)?;
        if missing <= Decimal::ZERO {
            return Some(Decimal::ZERO);
        }
        let down = missing.div_round(den, decimals, Rounding::Truncate)?;
        let enough = down.checked_mul(den)? >= missing;
        if enough { Some(down) } else { down.checked_add(Decimal::new(1, decimals)?) }
    }

    /// The amount due as a fraction.
    fn due_parts(&self) -> Option<(Decimal, Decimal)> {
        Some((self.target.checked_mul(self.due.num)?, self.due.den.checked_mul(Decimal::from_int(100))?))
    }

    /// The gap as a fraction with a positive denominator.
    fn gap_parts(&self, measure: GapMeasure) -> Option<(Decimal, Decimal)> {
        let hundred = Decimal::from_int(100);
        match measure {
            // 100·a/t − num/den = (100·a·den − num·t) / (t·den)
            GapMeasure::Points => {
                let done = self.actual.checked_mul(hundred)?.checked_mul(self.due.den)?;
                let due = self.due.num.checked_mul(self.target)?;
                Some((done.checked_sub(due)?, self.target.checked_mul(self.due.den)?))
            }
            // (a − d)/d in percent with d = dn/dd: 100·(a·dd − dn) / dn
            GapMeasure::Share => {
                let (due_num, due_den) = self.due_parts()?;
                if due_num.is_zero() {
                    return None;
                }
                let ahead = self.actual.checked_mul(due_den)?.checked_sub(due_num)?;
                Some((ahead.checked_mul(hundred)?, due_num))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    fn august() -> Period {
        "2026-08".parse().unwrap()
    }

    fn progress(actual: &str, target: &str) -> Progress {
        Progress::new(number(actual), number(target), &Schedule::Linear, august()).unwrap()
    }

    #[test]
    fn points_and_shares_are_two_different_gaps() {
        // 8/12 of 60 is 40; 34 is 10 points of the year behind, or 15% of what is due.
        let at = progress("34", "60");
        assert_eq!(at.due_amount(2), Some(number("40")));
        assert_eq!(at.gap(GapMeasure::Points, 2), Some(number("-10.00")));
        assert_eq!(at.gap(GapMeasure::Share, 2), Some(number("-15.00")));
    }

    #[test]
    fn exactly_ten_points_behind_is_not_more_than_ten() {
        let at = progress("34", "60");
        assert_eq!(at.is_behind_by_more_than(GapMeasure::Points, number("10")), Some(false));
        let below = progress("33.99", "60");
        assert_eq!(below.is_behind_by_more_than(GapMeasure::Points, number("10")), Some(true));
    }

    #[test]
    fn what_is_needed_is_enough_and_not_one_step_more() {
        let at = progress("33.99", "60");
        let needed = at.needed(GapMeasure::Points, number("10"), 2).unwrap();
        assert_eq!(needed, number("0.01"));
        assert_eq!(progress("34", "60").needed(GapMeasure::Points, number("10"), 2), Some(Decimal::ZERO));
        // A third of a target does not come out even: 7/12 of 10 is 5.8333…, so 5.84 is needed.
        let july = Progress::new(Decimal::ZERO, number("10"), &Schedule::Linear, "2026-07".parse().unwrap())
            .unwrap();
        assert_eq!(july.needed(GapMeasure::Share, Decimal::ZERO, 2), Some(number("5.84")));
    }

    #[test]
    fn a_curve_replaces_the_line_and_must_end_at_a_hundred() {
        let mut shares = [0, 2, 8, 15, 24, 40, 50, 60, 72, 82, 92, 100].map(Decimal::from_int);
        let curve = Schedule::curve(shares).unwrap();
        assert_eq!(curve.due_percent(august(), 1), Some(number("60.0")));
        assert_eq!(Schedule::Linear.due_percent(august(), 2), Some(number("66.67")));
        shares[11] = Decimal::from_int(99);
        assert_eq!(Schedule::curve(shares), Err(CurveError::EndsElsewhere(number("99"))));
        shares[5] = Decimal::from_int(20);
        assert_eq!(Schedule::curve(shares), Err(CurveError::Falls(6)));
    }

    #[test]
    fn with_nothing_due_there_is_no_share() {
        let curve =
            Schedule::curve([0, 2, 8, 15, 24, 40, 50, 60, 72, 82, 92, 100].map(Decimal::from_int)).unwrap();
        let january = "2026-01".parse().unwrap();
        let at = Progress::new(number("1"), number("60"), &curve, january).unwrap();
        assert_eq!(at.gap(GapMeasure::Share, 2), None);
        assert_eq!(at.gap(GapMeasure::Points, 2), Some(number("1.67")));
        assert!(Progress::new(number("1"), Decimal::ZERO, &curve, january).is_none());
    }
}
