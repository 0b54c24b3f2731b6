//! The loops: tight, without branches inside, so that the compiler can make vectors of them.

use super::lanes::Lane;
use super::range::Range;
use crate::plan::{Choice, Cmp, DivMode, Part};

/// The values of an operand.
#[derive(Clone, Copy)]
pub(super) enum View<'v, T> {
    Many(&'v [T]),
    One(T),
}

impl<T: Lane> View<'_, T> {
    pub(super) fn get(self, i: usize) -> T {
        match self {
            View::Many(values) => values.get(i).copied().unwrap_or_default(),
            View::One(value) => value,
        }
    }
}

#[inline]
pub(super) fn map<T: Lane>(out: &mut [T], a: View<'_, T>, f: impl Fn(T) -> T) {
    match a {
        View::Many(a) => out.iter_mut().zip(a).for_each(|(o, &x)| *o = f(x)),
        View::One(x) => out.fill(f(x)),
    }
}

#[inline]
pub(super) fn map2<T: Lane>(out: &mut [T], a: View<'_, T>, b: View<'_, T>, f: impl Fn(T, T) -> T) {
    match (a, b) {
        (View::Many(a), View::Many(b)) => {
            out.iter_mut().zip(a).zip(b).for_each(|((o, &x), &y)| *o = f(x, y));
        }
        (View::Many(a), View::One(y)) => out.iter_mut().zip(a).for_each(|(o, &x)| *o = f(x, y)),
        (View::One(x), View::Many(b)) => out.iter_mut().zip(b).for_each(|(o, &y)| *o = f(x, y)),
        (View::One(x), View::One(y)) => out.fill(f(x, y)),
    }
}

/// As [`map2`], adding to what is there.
#[inline]
fn add2<T: Lane>(out: &mut [T], a: View<'_, T>, b: View<'_, T>, f: impl Fn(T, T) -> T) {
    match (a, b) {
        (View::Many(a), View::Many(b)) => {
            out.iter_mut().zip(a).zip(b).for_each(|((o, &x), &y)| *o = o.add(f(x, y)).0);
        }
        (View::Many(a), View::One(y)) => out.iter_mut().zip(a).for_each(|(o, &x)| *o = o.add(f(x, y)).0),
        (View::One(x), View::Many(b)) => out.iter_mut().zip(b).for_each(|(o, &y)| *o = o.add(f(x, y)).0),
        (View::One(x), View::One(y)) => out.iter_mut().for_each(|o| *o = o.add(f(x, y)).0),
    }
}

/// A comparison as "below" or "differs": which way round the operands stand, and which constant goes with 1.
struct Test<T> {
    differs: bool,
    turned: bool,
    yes: T,
    no: T,
}

fn test<T: Lane>(choice: &Choice) -> Test<T> {
    let (then, other) = (T::from_wide(choice.then), T::from_wide(choice.other));
    let (differs, turned, straight) = match choice.cmp {
        Cmp::Lt => (false, false, true),
        Cmp::Ge => (false, false, false),
        Cmp::Gt => (false, true, true),
        Cmp::Le => (false, true, false),
        Cmp::Ne => (true, false, true),
        Cmp::Eq => (true, false, false),
    };
    let (yes, no) = if straight { (then, other) } else { (other, then) };
    Test { differs, turned, yes, no }
}

/// `then` where the comparison holds, else `other`.
pub(super) fn choose<T: Lane>(out: &mut [T], choice: &Choice, a: View<'_, T>, b: View<'_, T>) {
    let Test { differs, turned, yes, no } = test(choice);
    let (a, b) = if turned { (b, a) } else { (a, b) };
    if differs {
        map2(out, a, b, |x, y| x.differs(y).pick(yes, no));
    } else {
        map2(out, a, b, |x, y| x.below(y).pick(yes, no));
    }
}

/// 1 where the comparison holds, else 0.
pub(super) fn compare<T: Lane>(out: &mut [T], cmp: Cmp, a: View<'_, T>, b: View<'_, T>) {
    choose(out, &Choice { cmp, then: 1, other: 0 }, a, b);
}

/// Writes the first part of a sum.
pub(super) fn begin<T: Lane>(out: &mut [T], part: &Part, a: View<'_, T>, b: View<'_, T>) {
    match part {
        Part::Value => map(out, a, |x| x),
        Part::Truth(then, other) => {
            let (then, other) = (T::from_wide(*then), T::from_wide(*other));
            map(out, a, |x| x.pick(then, other));
        }
        Part::Choice(choice) => choose(out, choice, a, b),
    }
}

/// Adds one part of a sum.
pub(super) fn accumulate<T: Lane>(out: &mut [T], part: &Part, a: View<'_, T>, b: View<'_, T>) {
    match part {
        Part::Value => match a {
            View::Many(values) => out.iter_mut().zip(values).for_each(|(o, &v)| *o = o.add(v).0),
            View::One(value) => out.iter_mut().for_each(|o| *o = o.add(value).0),
        },
        Part::Truth(then, other) => {
            let (then, other) = (T::from_wide(*then), T::from_wide(*other));
            match a {
                View::Many(values) => {
                    out.iter_mut().zip(values).for_each(|(o, &v)| *o = o.add(v.pick(then, other)).0);
                }
                View::One(value) => out.iter_mut().for_each(|o| *o = o.add(value.pick(then, other)).0),
            }
        }
        Part::Choice(choice) => {
            let Test { differs, turned, yes, no } = test(choice);
            let (a, b) = if turned { (b, a) } else { (a, b) };
            if differs {
                add2(out, a, b, |x, y| x.differs(y).pick(yes, no));
            } else {
                add2(out, a, b, |x, y| x.below(y).pick(yes, no));
            }
        }
    }
}

/// The second where the first is true, else the third. Truths are 1 and 0 and nothing else.
pub(super) fn select<T: Lane>(out: &mut [T], test: View<'_, T>, a: View<'_, T>, b: View<'_, T>) {
    match (test, a, b) {
        (View::Many(c), View::One(x), View::One(y)) => {
            out.iter_mut().zip(c).for_each(|(o, &c)| *o = c.pick(x, y));
        }
        (View::Many(c), View::Many(x), View::One(y)) => {
            out.iter_mut().zip(c).zip(x).for_each(|((o, &c), &x)| *o = c.pick(x, y));
        }
        (View::Many(c), View::One(x), View::Many(y)) => {
            out.iter_mut().zip(c).zip(y).for_each(|((o, &c), &y)| *o = c.pick(x, y));
        }
        (View::Many(c), View::Many(x), View::Many(y)) => {
            out.iter_mut().zip(c).zip(x).zip(y).for_each(|(((o, &c), &x), &y)| *o = c.pick(x, y));
        }
        (View::One(c), x, y) => map2(out, x, y, |x, y| c.pick(x, y)),
    }
}

/// Division of numbers not below zero by a constant, as one multiplication and a shift.
///
/// For dividends below 2^62 and l = ⌈log2 d⌉, ⌊x·m / 2^(62+l)⌋ with m = ⌊2^(62+l) / d⌋ + 1 is exactly ⌊x / d⌋
/// (Granlund and Montgomery, 1994).
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reciprocal {
    /// Dividends are doubled before, for rounding.
    double: bool,
    add: u64,
    magic: u64,
    shift: u32,
}

impl Reciprocal {
    pub(crate) fn new(divisor: i128, mode: DivMode, dividend: Range) -> Option<Self> {
        let limit = 1_i128 << 60;
        if !(2..1 << 40).contains(&divisor) || dividend.low < 0 || dividend.high >= limit {
            return None;
        }
        let (divisor, add, double) = match mode {
            DivMode::Floor | DivMode::Truncate => (divisor, 0, false),
            DivMode::Ceil => (divisor, divisor - 1, false),
            // Half up: ⌊(2x + d) / 2d⌋, or without doubling where d is even.
            DivMode::HalfUp if divisor % 2 == 0 => (divisor, divisor / 2, false),
            DivMode::HalfUp => (divisor * 2, divisor, true),
            DivMode::HalfEven => return None,
        };
        let log = u128::BITS - (divisor.unsigned_abs() - 1).leading_zeros();
        let shift = 62 + log;
        let magic = (1_u128 << shift) / divisor.unsigned_abs() + 1;
        Some(Self { double, add: u64::try_from(add).ok()?, magic: u64::try_from(magic).ok()?, shift })
    }

    /// The quotient of a 64-bit dividend that is not below zero.
    #[inline]
    pub(super) fn divide<T: Lane>(self, x: T) -> T {
        x.scaled(self.double, self.add, self.magic, self.shift)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::divide;

    #[test]
    fn multiplication_gives_the_same_quotients_as_division() {
        let whole = Range { low: 0, high: (1 << 60) - 1 };
        for d in [2_i64, 3, 5, 7, 10, 100, 105, 500, 1000, 2000, 5000, 9000, 9001, 1_000_003, (1 << 40) - 1] {
            for mode in [DivMode::Floor, DivMode::Ceil, DivMode::HalfUp, DivMode::Truncate] {
                let reciprocal = Reciprocal::new(i128::from(d), mode, whole).unwrap();
                let mut x = 0_i64;
                while x < (1 << 60) - 2 * d {
                    for near in [x, x + d / 2, x + d / 2 + 1, x + d - 1] {
                        let want = divide(i128::from(near), i128::from(d), mode);
                        assert_eq!(i128::from(reciprocal.divide(near)), want, "{near} / {d} {mode:?}");
                    }
                    x = x * 3 + d;
                }
            }
        }
    }
}
