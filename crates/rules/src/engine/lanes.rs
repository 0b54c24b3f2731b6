//! The two widths a value may have, and the arithmetic both share.

use crate::plan::{Cmp, DivMode};
use std::borrow::Cow;

/// A whole number of 64 or 128 bits.
pub(crate) trait Lane: Copy + Ord + Default + std::fmt::Debug + 'static {
    /// Whether arithmetic may leave the range and must be watched.
    const WATCHED: bool;
    fn from_wide(value: i128) -> Self;
    fn to_wide(self) -> i128;
    fn view<'a>(values: &'a [i64], wide: &'a [i128]) -> Cow<'a, [Self]>;
    /// The sum, and whether it is wrong because it left the range.
    fn add(self, other: Self) -> (Self, bool);
    fn sub(self, other: Self) -> (Self, bool);
    fn mul(self, other: Self) -> (Self, bool);
    fn div(self, other: Self, mode: DivMode) -> Self;
    /// ⌊(x or 2x + add) × magic / 2^shift⌋ of a number that is not below zero.
    fn scaled(self, double: bool, add: u64, magic: u64, shift: u32) -> Self;
    /// Copies values that are known to fit 64 bits.
    fn narrow_into(values: &[Self], out: &mut [i64]);
    /// The column's own memory as a register, where both have the same width.
    fn direct(out: &mut [i64]) -> Option<&mut [Self]>;
    /// 1 where this is below the other, else 0.
    fn below(self, other: Self) -> Self;
    /// 1 where this differs from the other, else 0.
    fn differs(self, other: Self) -> Self;
    /// The first where this truth is 1, the second where it is 0.
    fn pick(self, then: Self, other: Self) -> Self;
    fn smaller(self, other: Self) -> Self;
    fn larger(self, other: Self) -> Self;
}

impl Lane for i64 {
    /// Range analysis has proved that 64 bits are enough before this width is chosen.
    const WATCHED: bool = false;

    fn from_wide(value: i128) -> Self {
        i64::try_from(value).unwrap_or(0)
    }

    fn to_wide(self) -> i128 {
        i128::from(self)
    }

    fn view<'a>(values: &'a [i64], wide: &'a [i128]) -> Cow<'a, [Self]> {
        if wide.is_empty() {
            Cow::Borrowed(values)
        } else {
            Cow::Owned(wide.iter().map(|&v| i64::from_wide(v)).collect())
        }
    }

    #[inline]
    fn add(self, other: Self) -> (Self, bool) {
        (self.wrapping_add(other), false)
    }

    #[inline]
    fn sub(self, other: Self) -> (Self, bool) {
        (self.wrapping_sub(other), false)
    }

    #[inline]
    fn mul(self, other: Self) -> (Self, bool) {
        (self.wrapping_mul(other), false)
    }

    #[inline]
    fn div(self, other: Self, mode: DivMode) -> Self {
        if other <= 0 {
            return 0;
        }
        match mode {
            DivMode::Floor => self.div_euclid(other),
            DivMode::Ceil => -(self.wrapping_neg().div_euclid(other)),
            DivMode::Truncate => self / other,
            // Range analysis leaves the head room that doubling needs.
            DivMode::HalfUp => {
                let up = (self.unsigned_abs() * 2 + other.unsigned_abs()) / (other.unsigned_abs() * 2);
                let up = up.cast_signed();
                if self < 0 { -up } else { up }
            }
            DivMode::HalfEven => i64::from_wide(divide(i128::from(self), i128::from(other), mode)),
        }
    }

    #[inline]
    fn scaled(self, double: bool, add: u64, magic: u64, shift: u32) -> Self {
        let x = (self.cast_unsigned() << u32::from(double)).wrapping_add(add);
        let wide = (u128::from(x) * u128::from(magic)) >> shift;
        // The quotient of a 62-bit number fits again.
        #[expect(
            clippy::cast_possible_truncation,
            reason = "the quotient is not above the dividend, which has 62 bits"
        )]
        let quotient = wide as u64;
        quotient.cast_signed()
    }

    fn narrow_into(values: &[Self], out: &mut [i64]) {
        out.copy_from_slice(values);
    }

    fn direct(out: &mut [i64]) -> Option<&mut [Self]> {
        Some(out)
    }

    // Signs and masks instead of comparisons: processors without 64-bit vector comparison (the baseline) still make vectors of
    // them. Range analysis keeps every operand below 2^61, so that a difference cannot leave the range.

    #[inline]
    fn below(self, other: Self) -> Self {
        (self.wrapping_sub(other).cast_unsigned() >> 63).cast_signed()
    }

    #[inline]
    fn differs(self, other: Self) -> Self {
        let gap = self.wrapping_sub(other);
        ((gap | gap.wrapping_neg()).cast_unsigned() >> 63).cast_signed()
    }

    #[inline]
    fn pick(self, then: Self, other: Self) -> Self {
        other ^ (self.wrapping_neg() & (then ^ other))
    }

    #[inline]
    fn smaller(self, other: Self) -> Self {
        let gap = self.wrapping_sub(other);
        other.wrapping_add(gap & self.below(other).wrapping_neg())
    }

    #[inline]
    fn larger(self, other: Self) -> Self {
        let gap = self.wrapping_sub(other);
        other.wrapping_add(gap & !self.below(other).wrapping_neg())
    }
}

impl Lane for i128 {
    const WATCHED: bool = true;

    fn from_wide(value: i128) -> Self {
        value
    }

    fn to_wide(self) -> i128 {
        self
    }

    fn view<'a>(values: &'a [i64], wide: &'a [i128]) -> Cow<'a, [Self]> {
        if wide.is_empty() {
            Cow::Owned(values.iter().map(|&v| i128::from(v)).collect())
        } else {
            Cow::Borrowed(wide)
        }
    }

    fn add(self, other: Self) -> (Self, bool) {
        self.overflowing_add(other)
    }

    fn sub(self, other: Self) -> (Self, bool) {
        self.overflowing_sub(other)
    }

    fn mul(self, other: Self) -> (Self, bool) {
        self.overflowing_mul(other)
    }

    fn div(self, other: Self, mode: DivMode) -> Self {
        if other <= 0 { 0 } else { divide(self, other, mode) }
    }

    fn scaled(self, double: bool, add: u64, magic: u64, shift: u32) -> Self {
        // Reciprocals are made for 64-bit programs only.
        let x = (self.cast_unsigned() << u32::from(double)).wrapping_add(u128::from(add));
        (x.wrapping_mul(u128::from(magic)) >> shift).cast_signed()
    }

    fn narrow_into(values: &[Self], out: &mut [i64]) {
        out.iter_mut().zip(values).for_each(|(o, v)| *o = i64::from_wide(*v));
    }

    fn direct(_out: &mut [i64]) -> Option<&mut [Self]> {
        None
    }

    fn below(self, other: Self) -> Self {
        Self::from(self < other)
    }

    fn differs(self, other: Self) -> Self {
        Self::from(self != other)
    }

    fn pick(self, then: Self, other: Self) -> Self {
        if self == 0 { other } else { then }
    }

    fn smaller(self, other: Self) -> Self {
        self.min(other)
    }

    fn larger(self, other: Self) -> Self {
        self.max(other)
    }
}

/// `a` ÷ `b` to a whole number; `b` above zero.
pub(crate) fn divide(a: i128, b: i128, mode: DivMode) -> i128 {
    use crate::number::{Rounding, div_round};
    match mode {
        DivMode::Floor => a.div_euclid(b),
        DivMode::Ceil => a.div_euclid(b) + i128::from(a.rem_euclid(b) != 0),
        DivMode::HalfUp => div_round(a, b, Rounding::HalfUp),
        DivMode::HalfEven => div_round(a, b, Rounding::HalfEven),
        DivMode::Truncate => a / b,
    }
}

/// Whether the comparison holds.
#[inline]
pub(crate) fn compare<T: Ord>(cmp: Cmp, a: &T, b: &T) -> bool {
    match cmp {
        Cmp::Ge => a >= b,
        Cmp::Le => a <= b,
        Cmp::Gt => a > b,
        Cmp::Lt => a < b,
        Cmp::Eq => a == b,
        Cmp::Ne => a != b,
    }
}
