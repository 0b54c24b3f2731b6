//! Values in words.

use crate::facts::value_of_state;
use crate::measure::{Kind, Measure};
use crate::number::{Decimal, Rounding, Value, pow10};
use crate::plan::{NodeId, Num, State, gcd};
use crate::trace::{Piece, Shown};
use std::collections::BTreeMap;

/// The values of the nodes of one row.
pub(super) type Row = BTreeMap<NodeId, Result<i128, State>>;

/// An exact value of one row, as near to a decimal as it comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Exact {
    pub(super) value: Value,
    /// It is not a decimal; `value` is rounded to a few more places than are shown.
    pub(super) approximate: bool,
}

/// Decimals that a fraction is shown with when it is no decimal.
const PLACES: u8 = 4;

/// The value of a [`Num`] in a row.
pub(super) fn exact(num: Num, row: &Row) -> Exact {
    let sure = |value| Exact { value, approximate: false };
    let top = match row.get(&num.num) {
        Some(Ok(top)) => *top,
        Some(Err(state)) => return sure(value_of_state(*state)),
        None => return sure(Value::Undefined),
    };
    let bottom = match num.den.map(|den| row.get(&den)) {
        None => 1,
        Some(Some(Ok(bottom))) => *bottom,
        Some(Some(Err(state))) => return sure(value_of_state(*state)),
        Some(None) => return sure(Value::Undefined),
    };
    fraction(top, bottom, num.scale).unwrap_or(sure(Value::Undefined))
}

fn fraction(top: i128, bottom: i128, scale: i32) -> Option<Exact> {
    if bottom <= 0 {
        return None;
    }
    let common = i128::try_from(gcd(top.unsigned_abs(), bottom.unsigned_abs())).ok()?.max(1);
    let (mut top, mut bottom) = (top / common, bottom / common);
    let mut decimals = u8::try_from(scale.max(0)).ok()?;
    if scale < 0 {
        top = top.checked_mul(pow10(u8::try_from(-scale).ok()?)?)?;
    }
    // Twos and fives of the denominator make decimals; anything else does not end.
    while bottom > 1 && decimals < 12 && (bottom % 2 == 0 || bottom % 5 == 0) {
        top = top.checked_mul(10)?;
        decimals += 1;
        let common = i128::try_from(gcd(top.unsigned_abs(), bottom.unsigned_abs())).ok()?;
        (top, bottom) = (top / common, bottom / common);
    }
    if bottom == 1 && decimals <= crate::number::MAX_DECIMALS {
        let value = Decimal::new(top, decimals)?.normalized();
        return Some(Exact { value: Value::Number(value), approximate: false });
    }
    let shift = i32::from(PLACES) - i32::from(decimals);
    let (num, den) = if shift >= 0 {
        (top.checked_mul(pow10(u8::try_from(shift).ok()?)?)?, bottom)
    } else {
        (top, bottom.checked_mul(pow10(u8::try_from(-shift).ok()?)?)?)
    };
    let value = Decimal::new(crate::number::div_round(num, den, Rounding::HalfUp), PLACES)?;
    Some(Exact { value: Value::Number(value), approximate: true })
}

/// A number padded to at least `decimals`, with separators.
pub(super) fn padded(number: Decimal, decimals: u8) -> String {
    let slim = number.normalized();
    let wanted = slim.decimals().max(decimals);
    slim.rescaled(wanted)
        .and_then(|m| Decimal::new(m, wanted))
        .map_or_else(|| slim.grouped(), Decimal::grouped)
}

/// A value with its unit.
pub(super) fn shown(shown: &Shown, row: &Row) -> String {
    let found = exact(shown.value, row);
    let Some(number) = found.value.number() else { return found.value.to_string() };
    if shown.truth || shown.measure.kind == Kind::YesNo {
        return if number.is_zero() { "否" } else { "是" }.to_owned();
    }
    if shown.measure.kind == Kind::Date {
        return date(number);
    }
    let about = if found.approximate { "约 " } else { "" };
    format!("{about}{}{}", padded(number, shown.decimals), shown.measure.after_number())
}

fn date(number: Decimal) -> String {
    let day = i64::try_from(number.mantissa()).unwrap_or(0);
    let (year, month, day) = crate::calendar::civil(day);
    format!("{year:04}-{month:02}-{day:02}")
}

/// A formula with its values.
pub(super) fn formula(pieces: &[Piece], row: &Row) -> String {
    pieces
        .iter()
        .map(|piece| match piece {
            Piece::Text(text) => text.clone(),
            Piece::Value(value) => shown(value, row),
        })
        .collect()
}

/// Points: `4 分`, `0.5 分`, `约 13.3333 分`.
pub(super) fn points(num: Num, row: &Row) -> String {
    let value = Shown { value: num, measure: Measure::points(), decimals: 0, truth: false };
    shown(&value, row)
}

/// Points without their sign.
pub(super) fn amount(num: Num, row: &Row) -> String {
    let found = exact(num, row);
    match found.value.number() {
        Some(number) if number < Decimal::ZERO => {
            let about = if found.approximate { "约 " } else { "" };
            let positive = number.negated().unwrap_or(number);
            format!("{about}{} 分", padded(positive, 0))
        }
        _ => points(num, row),
    }
}
