//! Numerals: ASCII, full-width and Chinese digits, thousands separators, 余 and 多, 十百千万亿.

use super::lex::Lex;
use super::number::{DIGITS_MAX, Number, ten_to};

/// A numeral as it stands in the text.
#[expect(clippy::struct_excessive_bools, reason = "four independent facts of one reading")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Numeral {
    /// Its exact value.
    pub(crate) number: Number,
    /// Where it ends, multiplier and 余 included.
    pub(crate) end: usize,
    /// 余 or 多 stands inside.
    pub(crate) over: bool,
    /// Written in Chinese digits.
    pub(crate) han: bool,
    /// Printed digits before a multiplier, without separators.
    pub(crate) length: u32,
    /// Only the multiplier stands there (百余, 亿元).
    pub(crate) bare: bool,
    /// Several Chinese digits without 十百千万 (二○一六, 一二期).
    pub(crate) by_place: bool,
}

/// What stands where a numeral begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reading {
    /// A numeral.
    Numeral(Numeral),
    /// Two points in one number, or more digits than a quantity has; ends there.
    Broken(usize),
}

/// Reads a numeral in ASCII or full-width digits.
pub(crate) fn ascii(lex: Lex<'_>, at: usize) -> Option<Reading> {
    let (mut digits, mut count, mut end) = (0_i128, 0_u32, at);
    while let Some((digit, next)) = lex.digit(end) {
        digits = digits.saturating_mul(10).saturating_add(i128::from(digit));
        count += 1;
        end = next;
        if count <= 3 || end - at > 4 {
            (digits, count, end) = thousands(lex, digits, count, end);
        }
    }
    if count == 0 {
        return None;
    }
    let mut places = 0_u8;
    if let Some(point) = lex.eat(end, &[".", "．"])
        && lex.digit(point).is_some()
    {
        end = point;
        while let Some((digit, next)) = lex.digit(end) {
            digits = digits.saturating_mul(10).saturating_add(i128::from(digit));
            count += 1;
            places = places.saturating_add(1);
            end = next;
        }
        if let Some(second) = lex.eat(end, &["."])
            && lex.digit(second).is_some()
        {
            return Some(Reading::Broken(end_of_dotted(lex, end)));
        }
    }
    if count > DIGITS_MAX {
        return Some(Reading::Broken(end));
    }
    let number = Number { digits, places, zeros: 0 };
    let plain = Numeral { number, end, over: false, han: false, length: count, bare: false, by_place: false };
    Some(Reading::Numeral(multiplied(lex, plain)))
}

/// A comma and exactly three digits go on with the number.
fn thousands(lex: Lex<'_>, digits: i128, count: u32, end: usize) -> (i128, u32, usize) {
    let mut state = (digits, count, end);
    while let Some(mut next) = separator(lex, state.1, state.2) {
        let mut value = state.0;
        for _ in 0..3 {
            let Some((digit, after)) = lex.digit(next) else { return state };
            value = value.saturating_mul(10).saturating_add(i128::from(digit));
            next = after;
        }
        // A unit must follow at once: "8,120亩" is one number, "第8,120家" never occurs.
        if lex.digit(next).is_some() || lex.is(next, &["-", "年", "月", "日"]) {
            return state;
        }
        state = (value, state.1 + 3, next);
    }
    state
}

/// The mark between groups of three: a comma, or in print a full-width comma or a space when a unit shows that one number
/// is meant.
fn separator(lex: Lex<'_>, count: u32, at: usize) -> Option<usize> {
    if let Some(next) = lex.eat(at, &[","]) {
        return Some(next);
    }
    let next = lex.eat(at, &["，", " ", "\u{a0}"])?;
    let (mut end, mut groups) = (next, 0);
    if count > 3 {
        return None;
    }
    loop {
        for _ in 0..3 {
            (_, end) = lex.digit(end)?;
        }
        groups += 1;
        match lex.eat(end, &["，", ",", " "]).filter(|at| lex.digit(*at).is_some()) {
            Some(at) if groups < 4 => end = at,
            _ => break,
        }
    }
    let decimal = lex.eat(end, &[".", "．"]).filter(|at| lex.digit(*at).is_some());
    let end = decimal.map_or(end, |at| digits_end(lex, at));
    let closed = multiplier(lex, end).is_some() || super::unit::unit_at(lex, end, false).is_some();
    (lex.digit(end).is_none() && closed).then_some(next)
}

fn digits_end(lex: Lex<'_>, at: usize) -> usize {
    let mut end = at;
    while let Some((_, next)) = lex.digit(end) {
        end = next;
    }
    end
}

fn end_of_dotted(lex: Lex<'_>, at: usize) -> usize {
    let mut end = at;
    loop {
        if let Some((_, next)) = lex.digit(end) {
            end = next;
        } else if lex.is(end, &["."]) && lex.digit(end + 1).is_some() {
            end += 1;
        } else {
            return end;
        }
    }
}

/// Takes 余, 多 and the multipliers behind the digits.
fn multiplied(lex: Lex<'_>, plain: Numeral) -> Numeral {
    let mut numeral = plain;
    let after_space = lex.skip_spaces(numeral.end);
    if after_space > numeral.end {
        // A space is part of the figure only when a multiplier or a unit follows; units are looked for later.
        if lex.is(after_space, &["万", "亿"]) {
            numeral.end = after_space;
        } else {
            return numeral;
        }
    }
    over(lex, &mut numeral);
    let mut zeros = 0_u8;
    while let Some((power, next)) = multiplier(lex, numeral.end) {
        zeros = zeros.saturating_add(power);
        numeral.end = next;
        over(lex, &mut numeral);
        if power >= 4
            && let Some(joined) = joined_part(lex, &numeral, zeros)
        {
            return joined;
        }
    }
    numeral.number.zeros = zeros;
    numeral
}

/// 1亿2000万: the second part is a whole number of 万 below the first multiplier.
fn joined_part(lex: Lex<'_>, head: &Numeral, zeros: u8) -> Option<Numeral> {
    if zeros < 8 || head.number.places > 0 {
        return None;
    }
    lex.digit(head.end)?;
    let Reading::Numeral(tail) = ascii(lex, head.end)? else { return None };
    if !(4..8).contains(&tail.number.zeros) || tail.number.places > 0 {
        return None;
    }
    let below = tail.number.digits.saturating_mul(ten_to(u32::from(tail.number.zeros) - 4));
    if below >= 10_000 {
        return None;
    }
    let digits = head.number.digits.saturating_mul(ten_to(u32::from(zeros) - 4)).saturating_add(below);
    Some(Numeral { number: Number { digits, places: 0, zeros: 4 }, ..tail })
}

fn over(lex: Lex<'_>, numeral: &mut Numeral) {
    if let Some(next) = lex.eat(numeral.end, &["余", "多"])
        && !lex.is(
            numeral.end,
            &["多式", "多元", "多样", "多边", "多层", "多种", "多点", "余热", "余额", "余杭"],
        )
    {
        numeral.over = true;
        numeral.end = next;
    }
}

fn multiplier(lex: Lex<'_>, at: usize) -> Option<(u8, usize)> {
    let (power, word) = match lex.char_at(at)? {
        '十' if !lex.is(at, &["十四五", "十三五", "十二五", "十五五"]) => (1, "十"),
        '百' if !lex.is(at, &["百分"]) => (2, "百"),
        '千' if !lex
            .is(at, &["千瓦", "千克", "千米", "千伏", "千卡", "千字", "千帕", "千焦", "千分", "千公"]) =>
        {
            (3, "千")
        }
        '万' => (4, "万"),
        '亿' => (8, "亿"),
        _ => return None,
    };
    Some((power, at + word.len()))
}

/// Reads a numeral in Chinese digits; a run of plain digits (二○一六) is read by place.
pub(crate) fn han(lex: Lex<'_>, at: usize) -> Option<Numeral> {
    let mut run = HanRun::default();
    let mut end = at;
    while let Some(c) = lex.char_at(end) {
        if !run.take(c) {
            break;
        }
        end += c.len_utf8();
    }
    if run.length == 0 {
        return None;
    }
    if let Some(numeral) = han_decimal(lex, &run, end) {
        return Some(numeral);
    }
    let mut numeral = Numeral {
        number: run.number(),
        end,
        over: false,
        han: true,
        length: run.length,
        bare: run.bare,
        by_place: run.length > 1 && !run.with_units,
    };
    over(lex, &mut numeral);
    if numeral.over {
        let mut zeros = numeral.number.zeros;
        while let Some((power, next)) = multiplier(lex, numeral.end) {
            zeros = zeros.saturating_add(power);
            numeral.end = next;
        }
        numeral.number.zeros = zeros;
    }
    Some(numeral)
}

/// 一百一十五点六亿: digits behind 点, when a multiplier or a unit closes the number.
fn han_decimal(lex: Lex<'_>, run: &HanRun, at: usize) -> Option<Numeral> {
    let mut end = lex.eat(at, &["点", "點"])?;
    let mut number = run.number();
    if run.bare || number.zeros > 0 {
        return None;
    }
    while let Some(digit) = lex.char_at(end).filter(|c| !c.is_ascii()).and_then(han_digit) {
        number.digits = number.digits.checked_mul(10)?.checked_add(digit)?;
        number.places = number.places.checked_add(1).filter(|places| *places <= 6)?;
        end += lex.char_at(end).map_or(0, char::len_utf8);
    }
    while let Some((power, next)) = multiplier(lex, end).filter(|(power, _)| *power >= 4) {
        number.zeros = number.zeros.saturating_add(power);
        end = next;
    }
    let closed = number.zeros > 0 || super::unit::unit_at(lex, end, true).is_some() || number.places > 1;
    let fraction = number.places > 0 && (closed || lex.char_at(end).is_none_or(|c| !c.is_alphanumeric()));
    fraction.then_some(Numeral {
        number,
        end,
        over: false,
        han: true,
        length: run.length,
        bare: false,
        by_place: false,
    })
}

/// The state of reading Chinese digits from left to right.
#[derive(Default)]
struct HanRun {
    total: i128,
    section: i128,
    digit: Option<i128>,
    last_unit: i128,
    by_place: i128,
    length: u32,
    with_units: bool,
    bare: bool,
    zeros: u8,
}

impl HanRun {
    fn take(&mut self, c: char) -> bool {
        if self.length >= 16 {
            return false;
        }
        if let Some(value) = han_digit(c) {
            // O and o stand for 〇 only inside a number.
            if matches!(c, 'O' | 'o' | 'Ｏ') && self.length == 0 {
                return false;
            }
            // 一百零三: the 零 only holds a place.
            if self.with_units && self.digit.is_some_and(|digit| digit != 0) {
                return false;
            }
            self.by_place = self.by_place * 10 + value;
            self.digit = Some(value);
            if value == 0 {
                self.last_unit = 1;
            }
            self.length += 1;
            return true;
        }
        let unit = match c {
            '十' => 10,
            '百' => 100,
            '千' => 1000,
            '万' => 10_000,
            '亿' => 100_000_000,
            _ => return false,
        };
        self.take_unit(unit)
    }

    fn take_unit(&mut self, unit: i128) -> bool {
        if self.length >= 2 && !self.with_units && unit < 10_000 {
            return false; // 一二十: no number
        }
        if self.length == 0 {
            self.bare = unit != 10;
        } else if unit != 10 || self.length > 1 {
            self.bare = self.bare && unit >= 10_000;
        }
        if unit >= 10_000 {
            let below = self.section + self.digit.take().unwrap_or(0);
            let below = if below == 0 && self.total == 0 { 1 } else { below };
            self.total = (self.total + below).saturating_mul(unit);
            self.section = 0;
            if self.total % unit == 0 {
                self.zeros = if unit == 10_000 { 4 } else { 8 };
            }
        } else {
            self.section += self.digit.take().unwrap_or(1).max(1) * unit;
        }
        self.last_unit = unit;
        self.with_units = true;
        self.length += 1;
        true
    }

    fn number(&self) -> Number {
        if !self.with_units {
            return Number::whole(self.by_place);
        }
        let tail = self.digit.unwrap_or(0);
        // 一万三 is 13000, 一百零三 is 103, 二十三 is 23.
        let tail = if self.last_unit >= 100 { tail * self.last_unit / 10 } else { tail };
        let value = self.total + self.section + tail;
        if self.section == 0 && tail == 0 && self.zeros > 0 {
            let unit = ten_to(u32::from(self.zeros));
            return Number { digits: value / unit, places: 0, zeros: self.zeros };
        }
        Number::whole(value)
    }
}

pub(crate) fn han_digit(c: char) -> Option<i128> {
    Some(match c {
        '零' | '〇' | '○' | 'O' | 'o' | 'Ｏ' => 0,
        '一' => 1,
        '二' | '两' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

/// A small whole number in either script, as times and ordinals use it.
pub(crate) fn small(lex: Lex<'_>, at: usize) -> Option<(u32, usize, bool)> {
    let (mut value, mut end) = (0_u32, at);
    while let Some((digit, next)) = lex.digit(end) {
        value = value.saturating_mul(10).saturating_add(u32::from(digit));
        end = next;
    }
    if end > at {
        return Some((value, end, false));
    }
    let numeral = han(lex, at)?;
    if numeral.over || numeral.bare {
        return None;
    }
    let value = u32::try_from(numeral.number.as_whole()?).ok()?;
    Some((value, numeral.end, true))
}

#[cfg(test)]
mod tests {
    use super::{Lex, Numeral, Reading, ascii, han};

    fn value(text: &str) -> String {
        let lex = Lex { text };
        let numeral: Option<Numeral> = match ascii(lex, 0) {
            Some(Reading::Numeral(numeral)) => Some(numeral),
            Some(Reading::Broken(_)) => None,
            None => han(lex, 0),
        };
        numeral.map_or("-".into(), |n| format!("{}{}", n.number, if n.over { "+" } else { "" }))
    }

    #[test]
    fn numerals_are_exact_in_every_script() {
        for (text, expected) in [
            ("1380亿元", "138000000000"),
            ("5.20元", "5.20"),
            ("80.0万人", "800000"),
            ("１２．５％", "12.5"),
            ("1,005,136万元", "10051360000"),
            ("153余万人次", "1530000+"),
            ("300多万元", "3000000+"),
            ("3.2千万", "32000000"),
            ("1亿2000万元", "120000000"),
            ("2万亿千瓦时", "2000000000000"),
            ("5000千瓦", "5000"),
            ("一万三", "13000"),
            ("一百零三", "103"),
            ("二十三", "23"),
            ("十六", "16"),
            ("二○一六", "2016"),
            ("二OO七", "2007"),
            ("两万三千", "23000"),
            ("三千五百", "3500"),
            ("百余", "100+"),
            ("十余", "10+"),
            ("五百余万", "5000000+"),
            ("一亿", "100000000"),
            ("3.234.2", "-"),
        ] {
            assert_eq!(value(text), expected, "{text}");
        }
    }
}
