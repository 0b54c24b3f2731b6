//! 成: tenths, as official prose counts them (近三成, 七成五).

use super::model::{Kind, Unit, Value};
use super::number::Number;
use super::numeral::{Numeral, han_digit};
use super::scanner::Scanner;

/// Characters that make another word of 成: 成立, 成员, 成果.
const WORDS: &[&str] = &[
    "成立",
    "成员",
    "成为",
    "成果",
    "成功",
    "成效",
    "成绩",
    "成长",
    "成都",
    "成品",
    "成套",
    "成型",
    "成熟",
    "成分",
    "成交",
    "成本",
    "成年",
    "成片",
    "成不变",
    "成就",
    "成人",
    "成渝",
    "成建制",
    "成群",
    "成因",
];

impl Scanner<'_> {
    /// Takes 三成 or 七成五 as a percent; where it ends.
    pub(crate) fn tenths(&mut self, at: usize, numeral: &Numeral) -> Option<usize> {
        let lex = self.lex;
        let number = numeral.number;
        let small = number.places == 0 && number.zeros == 0 && (1..=10).contains(&number.digits);
        if !small || numeral.bare || numeral.over || lex.is(numeral.end, WORDS) {
            return None;
        }
        let end = lex.eat(numeral.end, &["成"])?;
        let half = lex.char_at(end).filter(|c| !c.is_ascii() && numeral.han).and_then(|c| match c {
            '半' => Some(5),
            c => han_digit(c),
        });
        let (rest, end) = match half {
            Some(digit) => (digit, end + "五".len()),
            None => (0, end),
        };
        let value = Value::One(Number { digits: number.digits * 10 + rest, places: 0, zeros: 0 });
        self.figure(at..end, Kind::Percent, value, Some(Unit::Percent), false);
        Some(end)
    }
}
