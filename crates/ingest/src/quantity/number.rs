//! Exact decimals as printed: the digits, how many stand behind the point, and the 万 or 亿 that multiplies them.

use std::fmt;

/// A printed number. Its value is `digits × 10^zeros ÷ 10^places`; it never passes through binary floating point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Number {
    /// All printed digits as one integer, with the sign.
    pub digits: i128,
    /// Digits behind the decimal point as printed (`5.20` has two).
    pub places: u8,
    /// Zeros contributed by 十百千万亿.
    pub zeros: u8,
}

/// More printed digits than this are an index number, not a quantity.
pub(crate) const DIGITS_MAX: u32 = 18;

impl Number {
    /// A whole number without a multiplier.
    pub const fn whole(value: i128) -> Self {
        Self { digits: value, places: 0, zeros: 0 }
    }

    /// The power of ten of the last printed digit: -2 for `5.20`, 6 for `894.01亿`.
    pub fn last_digit_power(self) -> i32 {
        i32::from(self.zeros) - i32::from(self.places)
    }

    /// The value as `(numerator, power of ten of the denominator)`.
    pub fn as_scaled(self) -> (i128, u32) {
        let power = self.last_digit_power();
        if power >= 0 {
            (self.digits.saturating_mul(ten_to(power.unsigned_abs())), 0)
        } else {
            (self.digits, power.unsigned_abs())
        }
    }

    /// The value as a whole number, if it is one.
    pub fn as_whole(self) -> Option<i128> {
        let (value, scale) = self.as_scaled();
        let unit = ten_to(scale);
        (value % unit == 0).then_some(value / unit)
    }
}

/// 10^power, saturating (30 digits are far beyond anything printed).
pub(crate) fn ten_to(power: u32) -> i128 {
    10_i128.saturating_pow(power)
}

impl fmt::Display for Number {
    /// The value in base units: `138000000000` for 1380亿, `5.20` for 5.20, `-8.92` for -8.92.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (mut value, mut scale) = self.as_scaled();
        if self.zeros > 0 {
            while scale > 0 && value % 10 == 0 {
                value /= 10;
                scale -= 1;
            }
        }
        if scale == 0 {
            return write!(f, "{value}");
        }
        let unit = ten_to(scale);
        let sign = if value < 0 { "-" } else { "" };
        let width = usize::try_from(scale).unwrap_or(0);
        let (whole, rest) =
            (value.unsigned_abs() / unit.unsigned_abs(), value.unsigned_abs() % unit.unsigned_abs());
        write!(f, "{sign}{whole}.{rest:0width$}")
    }
}
