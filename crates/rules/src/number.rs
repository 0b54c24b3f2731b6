//! Exact decimal numbers: what facts and scores are made of.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

/// The most decimals a number may carry.
pub const MAX_DECIMALS: u8 = 18;

/// An exact decimal: `mantissa` × 10^-`decimals`. Equality and order are by value (`1.0 == 1.00`).
///
/// Every operation that could leave the range of 38 digits returns `None`; nothing wraps, nothing is approximated.
#[derive(Clone, Copy, Debug, Default)]
pub struct Decimal {
    mantissa: i128,
    decimals: u8,
}

/// How a number is cut to fewer decimals.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rounding {
    /// 四舍五入: a half goes away from zero.
    HalfUp,
    /// 进舍 (GB/T 8170): a half goes to the even neighbour.
    HalfEven,
    /// 舍去: towards zero.
    Truncate,
}

impl Decimal {
    /// Zero.
    pub const ZERO: Self = Self { mantissa: 0, decimals: 0 };

    /// `mantissa` × 10^-`decimals`; decimals above [`MAX_DECIMALS`] are refused.
    pub const fn new(mantissa: i128, decimals: u8) -> Option<Self> {
        if decimals > MAX_DECIMALS { None } else { Some(Self { mantissa, decimals }) }
    }

    /// A whole number.
    pub const fn from_int(value: i64) -> Self {
        Self { mantissa: value as i128, decimals: 0 }
    }

    /// The digits as one whole number.
    pub const fn mantissa(self) -> i128 {
        self.mantissa
    }

    /// How many of the digits stand behind the point.
    pub const fn decimals(self) -> u8 {
        self.decimals
    }

    /// Whether the value is zero.
    pub const fn is_zero(self) -> bool {
        self.mantissa == 0
    }

    /// The mantissa of this value at `decimals`, when it can be written so without loss.
    pub fn rescaled(self, decimals: u8) -> Option<i128> {
        match decimals.cmp(&self.decimals) {
            Ordering::Equal => Some(self.mantissa),
            Ordering::Greater => self.mantissa.checked_mul(pow10(decimals - self.decimals)?),
            Ordering::Less => {
                let unit = pow10(self.decimals - decimals)?;
                (self.mantissa % unit == 0).then_some(self.mantissa / unit)
            }
        }
    }

    /// The value with no needless zeros behind the point.
    #[must_use]
    pub fn normalized(self) -> Self {
        let mut out = self;
        while out.decimals > 0 && out.mantissa % 10 == 0 {
            out.mantissa /= 10;
            out.decimals -= 1;
        }
        out
    }

    /// Cut to `decimals`, once, as `rounding` says. A value with fewer decimals is padded.
    pub fn round(self, decimals: u8, rounding: Rounding) -> Option<Self> {
        if decimals >= self.decimals {
            return Self::new(self.rescaled(decimals)?, decimals);
        }
        let unit = pow10(self.decimals - decimals)?;
        Self::new(div_round(self.mantissa, unit, rounding), decimals)
    }

    /// Sum.
    pub fn checked_add(self, other: Self) -> Option<Self> {
        let decimals = self.decimals.max(other.decimals);
        Self::new(self.rescaled(decimals)?.checked_add(other.rescaled(decimals)?)?, decimals)
    }

    /// Difference.
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        self.checked_add(other.negated()?)
    }

    /// Product; refused when it needs more than [`MAX_DECIMALS`].
    pub fn checked_mul(self, other: Self) -> Option<Self> {
        let product = Self {
            mantissa: self.mantissa.checked_mul(other.mantissa)?,
            decimals: self.decimals.checked_add(other.decimals)?,
        };
        if product.decimals <= MAX_DECIMALS {
            return Some(product);
        }
        let slim = product.normalized();
        (slim.decimals <= MAX_DECIMALS).then_some(slim)
    }

    /// Quotient rounded once to `decimals`; `None` for a divisor of zero.
    pub fn div_round(self, divisor: Self, decimals: u8, rounding: Rounding) -> Option<Self> {
        if divisor.is_zero() {
            return None;
        }
        let up = i32::from(decimals) + i32::from(divisor.decimals) - i32::from(self.decimals);
        let (mut num, mut den) = (self.mantissa, divisor.mantissa);
        if up >= 0 {
            num = num.checked_mul(pow10(u8::try_from(up).ok()?)?)?;
        } else {
            den = den.checked_mul(pow10(u8::try_from(-up).ok()?)?)?;
        }
        if den < 0 {
            (num, den) = (num.checked_neg()?, den.checked_neg()?);
        }
        Self::new(div_round(num, den, rounding), decimals)
    }

    /// The value with the other sign.
    pub fn negated(self) -> Option<Self> {
        Some(Self { mantissa: self.mantissa.checked_neg()?, ..self })
    }

    /// With separators of thousands and exactly the decimals it carries: `1,262.40`.
    pub fn grouped(self) -> String {
        let plain = self.to_string();
        let (sign, body) = plain.strip_prefix('-').map_or(("", plain.as_str()), |rest| ("-", rest));
        let (whole, part) = body.split_once('.').map_or((body, None), |(w, p)| (w, Some(p)));
        let mut out = String::from(sign);
        for (place, digit) in whole.chars().enumerate() {
            if place > 0 && (whole.len() - place).is_multiple_of(3) {
                out.push(',');
            }
            out.push(digit);
        }
        if let Some(part) = part {
            out.push('.');
            out.push_str(part);
        }
        out
    }
}

/// 10^`exponent` where it fits.
pub(crate) fn pow10(exponent: u8) -> Option<i128> {
    10_i128.checked_pow(u32::from(exponent))
}

/// `num` ÷ `den` to a whole number; `den` must be above zero.
pub(crate) fn div_round(num: i128, den: i128, rounding: Rounding) -> i128 {
    let (quotient, rest) = (num / den, num % den);
    let away = if num < 0 { -1 } else { 1 };
    let double = rest.unsigned_abs().checked_mul(2);
    let half = match double {
        Some(double) => double.cmp(&den.unsigned_abs()),
        None => Ordering::Greater,
    };
    let up = match rounding {
        Rounding::Truncate => false,
        Rounding::HalfUp => half != Ordering::Less,
        Rounding::HalfEven => half == Ordering::Greater || (half == Ordering::Equal && quotient % 2 != 0),
    };
    if up { quotient + away } else { quotient }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = self.mantissa.unsigned_abs().to_string();
        let places = usize::from(self.decimals);
        let padded = format!("{digits:0>width$}", width = places + 1);
        let (whole, part) = padded.split_at(padded.len() - places);
        let sign = if self.mantissa < 0 { "-" } else { "" };
        if part.is_empty() { write!(f, "{sign}{whole}") } else { write!(f, "{sign}{whole}.{part}") }
    }
}

/// Why a text is not a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotANumber {
    /// Something other than digits, one point and a sign.
    Malformed,
    /// More than 38 digits or [`MAX_DECIMALS`] decimals.
    TooLong,
}

impl FromStr for Decimal {
    type Err = NotANumber;

    /// Reads `-1,262.40` and the full-width forms of digits, sign and point.
    fn from_str(text: &str) -> Result<Self, NotANumber> {
        let (mut mantissa, mut decimals, mut seen_point, mut digits) = (0_i128, 0_u8, false, 0_usize);
        let mut negative = false;
        for (place, raw) in text.trim().chars().enumerate() {
            match half_width(raw) {
                '-' | '−' if place == 0 => negative = true,
                '+' if place == 0 => {}
                ',' if !seen_point && digits > 0 => {}
                '.' if !seen_point => seen_point = true,
                c => {
                    let digit = c.to_digit(10).ok_or(NotANumber::Malformed)?;
                    let grown = mantissa.checked_mul(10).and_then(|m| m.checked_add(i128::from(digit)));
                    mantissa = grown.ok_or(NotANumber::TooLong)?;
                    decimals += u8::from(seen_point);
                    digits += 1;
                    if decimals > MAX_DECIMALS {
                        return Err(NotANumber::TooLong);
                    }
                }
            }
        }
        if digits == 0 {
            return Err(NotANumber::Malformed);
        }
        Ok(Self { mantissa: if negative { -mantissa } else { mantissa }, decimals })
    }
}

/// The half-width form of a full-width ASCII character.
pub(crate) fn half_width(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        '\u{3000}' => ' ',
        other => other,
    }
}

impl PartialEq for Decimal {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Decimal {}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        let decimals = self.decimals.max(other.decimals);
        if let (Some(a), Some(b)) = (self.rescaled(decimals), other.rescaled(decimals)) {
            return a.cmp(&b);
        }
        // Only a value beyond 20 whole digits cannot be rescaled; then its whole part decides.
        let whole = |d: &Self| d.mantissa / pow10(d.decimals).unwrap_or(1);
        whole(self).cmp(&whole(other)).then(self.mantissa.signum().cmp(&other.mantissa.signum()))
    }
}

impl std::hash::Hash for Decimal {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        let slim = self.normalized();
        slim.mantissa.hash(state);
        slim.decimals.hash(state);
    }
}

impl Serialize for Decimal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Decimal {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(|_not_decimal| serde::de::Error::custom("not a decimal number"))
    }
}

/// What a fact or a score is: a number, or the reason why there is none. None of the reasons is ever taken for zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "state", content = "value", rename_all = "snake_case")]
pub enum Value {
    /// An exact number.
    Number(Decimal),
    /// 待补: it should be there and is not.
    Missing,
    /// 不适用: the unit has no such task.
    NotApplicable,
    /// 未评: a judgement that nobody has given yet.
    Unjudged,
    /// 无意义: a division by zero that the scheme says nothing about, or a number beyond all range.
    Undefined,
}

impl Value {
    /// The number, if it is one.
    pub const fn number(self) -> Option<Decimal> {
        match self {
            Self::Number(number) => Some(number),
            Self::Missing | Self::NotApplicable | Self::Unjudged | Self::Undefined => None,
        }
    }

    /// The Chinese word for a value that is no number.
    pub const fn word(self) -> Option<&'static str> {
        match self {
            Self::Number(_) => None,
            Self::Missing => Some("待补"),
            Self::NotApplicable => Some("不适用"),
            Self::Unjudged => Some("未评"),
            Self::Undefined => Some("无意义"),
        }
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self, self.word()) {
            (Self::Number(number), _) => f.write_str(&number.grouped()),
            (_, word) => f.write_str(word.unwrap_or_default()),
        }
    }
}
