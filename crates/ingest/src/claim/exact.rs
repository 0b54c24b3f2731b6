//! Exact rationals and intervals. A printed number stands for everything that rounds to it: the number ± half of its last
//! digit; two printed figures agree when their intervals meet.

use crate::quantity::Number;
use std::cmp::Ordering;

/// A reduced fraction with a positive denominator. All arithmetic is checked: what does not fit is `None`, never wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Rational {
    numerator: i128,
    denominator: i128,
}

impl Rational {
    pub(crate) const ZERO: Self = Self { numerator: 0, denominator: 1 };
    pub(crate) const ONE: Self = Self { numerator: 1, denominator: 1 };
    pub(crate) const HUNDRED: Self = Self { numerator: 100, denominator: 1 };

    pub(crate) fn new(numerator: i128, denominator: i128) -> Option<Self> {
        if denominator == 0 || numerator == i128::MIN || denominator == i128::MIN {
            return None;
        }
        let divisor = gcd(numerator.unsigned_abs(), denominator.unsigned_abs());
        let divisor = i128::try_from(divisor).ok()?.max(1);
        let sign = denominator.signum();
        Some(Self { numerator: numerator / divisor * sign, denominator: denominator / divisor * sign })
    }

    pub(crate) fn whole(value: i128) -> Self {
        Self { numerator: value, denominator: 1 }
    }

    pub(crate) fn of(number: Number) -> Option<Self> {
        let (value, scale) = number.as_scaled();
        Self::new(value, 10_i128.checked_pow(scale)?)
    }

    pub(crate) fn add(self, other: Self) -> Option<Self> {
        let left = self.numerator.checked_mul(other.denominator)?;
        let right = other.numerator.checked_mul(self.denominator)?;
        Self::new(left.checked_add(right)?, self.denominator.checked_mul(other.denominator)?)
    }

    pub(crate) fn sub(self, other: Self) -> Option<Self> {
        self.add(Self { numerator: -other.numerator, ..other })
    }

    pub(crate) fn mul(self, other: Self) -> Option<Self> {
        // Reduced crosswise first, so that 10^8 against 10^8 never meets.
        let a = Self::new(self.numerator, other.denominator)?;
        let b = Self::new(other.numerator, self.denominator)?;
        Self::new(a.numerator.checked_mul(b.numerator)?, a.denominator.checked_mul(b.denominator)?)
    }

    pub(crate) fn div(self, other: Self) -> Option<Self> {
        if other.numerator == 0 {
            return None;
        }
        let sign = other.numerator.signum();
        self.mul(Self { numerator: other.denominator * sign, denominator: other.numerator * sign })
    }

    pub(crate) fn compare(self, other: Self) -> Option<Ordering> {
        let left = self.numerator.checked_mul(other.denominator)?;
        let right = other.numerator.checked_mul(self.denominator)?;
        Some(left.cmp(&right))
    }

    pub(crate) fn at_most(self, other: Self) -> bool {
        matches!(self.compare(other), Some(Ordering::Less | Ordering::Equal))
    }

    pub(crate) fn less(self, other: Self) -> bool {
        self.compare(other) == Some(Ordering::Less)
    }

    pub(crate) fn is_zero(self) -> bool {
        self.numerator == 0
    }

    pub(crate) fn is_positive(self) -> bool {
        self.numerator > 0
    }

    /// The smallest whole number not below.
    pub(crate) fn ceiling(self) -> i128 {
        self.numerator.div_euclid(self.denominator)
            + i128::from(self.numerator.rem_euclid(self.denominator) != 0)
    }

    /// The greatest whole number not above.
    pub(crate) fn floor(self) -> i128 {
        self.numerator.div_euclid(self.denominator)
    }

    /// Decimal text with at most `places` digits behind the point, rounded half away from zero, without needless zeros.
    pub(crate) fn text(self, places: u32) -> String {
        let unit = 10_i128.pow(places.min(12));
        let Some(scaled) = self.numerator.checked_abs().and_then(|n| n.checked_mul(unit)) else {
            return self.floor().to_string();
        };
        let rounded = (scaled.saturating_mul(2) + self.denominator) / self.denominator.saturating_mul(2);
        let sign = if self.numerator < 0 && rounded != 0 { "-" } else { "" };
        let (whole, rest) = (rounded / unit, rounded % unit);
        if rest == 0 {
            return format!("{sign}{whole}");
        }
        let width = usize::try_from(places).unwrap_or(0);
        let text = format!("{sign}{whole}.{rest:0width$}");
        text.trim_end_matches('0').to_owned()
    }
}

fn gcd(a: u128, b: u128) -> u128 {
    let (mut a, mut b) = (a, b);
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

/// Everything a figure may stand for, ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Interval {
    pub(crate) low: Rational,
    pub(crate) high: Rational,
}

impl Interval {
    pub(crate) fn point(value: Rational) -> Self {
        Self { low: value, high: value }
    }

    /// A printed number ± half of its last digit. Whole counts without a multiplier are exact.
    pub(crate) fn printed(number: Number, exact: bool) -> Option<Self> {
        let value = Rational::of(number)?;
        if exact && number.places == 0 && number.zeros == 0 {
            return Some(Self::point(value));
        }
        let power = number.last_digit_power();
        let half = if power >= 0 {
            Rational::new(10_i128.checked_pow(power.unsigned_abs())?, 2)?
        } else {
            Rational::new(1, 10_i128.checked_pow(power.unsigned_abs())?.checked_mul(2)?)?
        };
        Some(Self { low: value.sub(half)?, high: value.add(half)? })
    }

    pub(crate) fn add(self, other: Self) -> Option<Self> {
        Some(Self { low: self.low.add(other.low)?, high: self.high.add(other.high)? })
    }

    pub(crate) fn sub(self, other: Self) -> Option<Self> {
        Some(Self { low: self.low.sub(other.high)?, high: self.high.sub(other.low)? })
    }

    /// Quotient of two intervals that lie above zero (a dividend may touch it).
    pub(crate) fn div(self, other: Self) -> Option<Self> {
        if !other.low.is_positive() {
            return None;
        }
        let low = if self.low.is_positive() { self.low.div(other.high)? } else { self.low.div(other.low)? };
        Some(Self { low, high: self.high.div(other.low)? })
    }

    pub(crate) fn scale(self, factor: Rational) -> Option<Self> {
        Some(Self { low: self.low.mul(factor)?, high: self.high.mul(factor)? })
    }

    pub(crate) fn meets(self, other: Self) -> bool {
        self.low.at_most(other.high) && other.low.at_most(self.high)
    }

    /// Whether a whole number lies inside.
    pub(crate) fn has_whole(self) -> bool {
        self.low.ceiling() <= self.high.floor()
    }
}

#[cfg(test)]
mod tests {
    use super::{Interval, Rational};
    use crate::quantity::Number;

    fn printed(digits: i128, places: u8, zeros: u8) -> Interval {
        Interval::printed(Number { digits, places, zeros }, true).unwrap()
    }

    #[test]
    fn a_rate_agrees_when_only_the_unrounded_plan_gives_it() {
        let rate = printed(277_920, 2, 8).div(printed(2257, 0, 8)).unwrap().scale(Rational::HUNDRED).unwrap();
        assert!(rate.meets(printed(12_311, 2, 0)), "2779.20 of 2257 prints as 123.11 for a plan of 2257.4");
        assert!(!rate.meets(printed(12_320, 2, 0)));
    }

    #[test]
    fn a_lost_point_is_outside_every_rounding() {
        let rate = printed(4655, 1, 8).div(printed(700, 0, 8)).unwrap().scale(Rational::HUNDRED).unwrap();
        assert!(rate.meets(printed(665, 1, 0)));
        assert!(!rate.meets(printed(665, 0, 0)));
    }

    #[test]
    fn rationals_print_rounded_half_up() {
        assert_eq!(Rational::new(389_401, 601_100).unwrap().text(4), "0.6478");
        assert_eq!(Rational::new(-1, 10).unwrap().text(2), "-0.1");
        assert_eq!(Rational::new(2, 3).unwrap().text(2), "0.67");
        assert_eq!(Rational::whole(12).text(3), "12");
    }
}
