//! Bare numbers of a text, units or not: what a list of names and numbers, or a printed formula, is made of.

use super::exact::{Interval, Rational};

/// A printed number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Printed {
    pub(super) value: Rational,
    /// Half of its last digit.
    pub(super) half: Rational,
    /// Bytes it takes.
    pub(super) length: usize,
}

impl Printed {
    /// What the number may stand for.
    pub(super) fn interval(self) -> Option<Interval> {
        Some(Interval { low: self.value.sub(self.half)?, high: self.value.add(self.half)? })
    }
}

/// The number at the start of `text`: ASCII digits with at most one point.
pub(super) fn at_start(text: &str) -> Option<Printed> {
    let digits = |from: usize| text.bytes().skip(from).take_while(u8::is_ascii_digit).count();
    let whole = digits(0);
    if whole == 0 || whole > 12 {
        return None;
    }
    let places = if text.as_bytes().get(whole) == Some(&b'.') { digits(whole + 1).min(6) } else { 0 };
    let length = if places > 0 { whole + 1 + places } else { whole };
    let body: String = text.get(..length)?.chars().filter(char::is_ascii_digit).collect();
    let scale = 10_i128.checked_pow(u32::try_from(places).ok()?)?;
    Some(Printed {
        value: Rational::new(body.parse().ok()?, scale)?,
        half: Rational::new(1, scale.checked_mul(2)?)?,
        length,
    })
}

/// The number that ends `text`, and where it begins.
pub(super) fn at_end(text: &str) -> Option<(usize, Printed)> {
    let body = text.bytes().rev().take_while(|b| b.is_ascii_digit() || *b == b'.').count();
    let mut from = text.len() - body;
    while text.as_bytes().get(from) == Some(&b'.') {
        from += 1;
    }
    let found = at_start(text.get(from..)?)?;
    (from + found.length == text.len()).then_some((from, found))
}

/// The percent that is all of `text`: `60.27%`.
pub(super) fn percent(text: &str) -> Option<Printed> {
    let body = text.trim().strip_suffix(['%', '％', '﹪'])?;
    at_start(body).filter(|number| number.length == body.len())
}
