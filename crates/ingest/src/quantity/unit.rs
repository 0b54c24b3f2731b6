//! Units and measure words behind a numeral.

use super::lex::{Lex, begins};
use super::unit_words::{COUNTS, HAN_COUNTS, MEASURES, MONEY, TRAPS};

/// What a unit makes of its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Family {
    /// A currency by its ISO code.
    Money(&'static str),
    Percent,
    Point,
    /// 倍
    Times,
    /// A physical unit.
    Measure(&'static str),
    /// A measure word.
    Count(&'static str),
}

/// A unit found behind a numeral.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    pub(crate) family: Family,
    /// Where the first part ends.
    pub(crate) end: usize,
    /// Where the whole ends when it is compound (蒸吨/小时).
    pub(crate) compound_end: Option<usize>,
}

/// Finds the unit at `at`. `han` says that the numeral was written in Chinese digits.
pub(crate) fn unit_at(lex: Lex<'_>, at: usize, han: bool) -> Option<Found> {
    let rest = lex.after(at);
    let first = rest.chars().next()?;
    if let Some(found) = sign(lex, at, first) {
        return Some(found);
    }
    if !first.is_alphabetic() && !matches!(first, '℃' | '㎡') {
        return None;
    }
    if let Some((word, code)) = MONEY.iter().find(|(word, _)| begins(rest, word)) {
        let end = at + word.len();
        return Some(compound(lex, Found { family: Family::Money(code), end, compound_end: None }));
    }
    if (!han || first != '方')
        && let Some(word) = MEASURES.iter().find(|word| begins(rest, word))
        && !trapped(word, rest)
        && !followed_by_letter(lex, word, at)
    {
        let end = at + word.len();
        return Some(compound(lex, Found { family: Family::Measure(word), end, compound_end: None }));
    }
    let words = if han { HAN_COUNTS } else { COUNTS };
    let word = words.iter().find(|word| begins(rest, word))?;
    if trapped(word, rest) {
        return None;
    }
    Some(Found { family: Family::Count(word), end: at + word.len(), compound_end: None })
}

fn sign(lex: Lex<'_>, at: usize, first: char) -> Option<Found> {
    let simple = |family, end| Some(Found { family, end, compound_end: None });
    match first {
        '%' | '％' | '﹪' => simple(Family::Percent, at + first.len_utf8()),
        '个' | '百' => {
            let end = lex.eat(at, &["个百分点", "百分点", "个百份点"])?;
            simple(Family::Point, end)
        }
        '倍' => simple(Family::Times, at + "倍".len()),
        _ => None,
    }
}

fn trapped(word: &str, rest: &str) -> bool {
    TRAPS.iter().any(|(trap, longer)| *trap == word && longer.iter().any(|l| begins(rest, l)))
}

fn followed_by_letter(lex: Lex<'_>, word: &str, at: usize) -> bool {
    word.is_ascii() && lex.char_at(at + word.len()).is_some_and(|c| c.is_ascii_alphanumeric())
}

/// 蒸吨/小时, 元/立方米, 万元/亩: a slash and one more unit word.
fn compound(lex: Lex<'_>, found: Found) -> Found {
    const PARTS: &[&str] = &[
        "平方公里",
        "平方米",
        "立方米",
        "千瓦时",
        "小时",
        "分钟",
        "公里",
        "人次",
        "个月",
        "公斤",
        "吨标准煤",
        "公顷",
        "车公里",
        "工日",
        "吨",
        "亩",
        "人",
        "年",
        "月",
        "日",
        "天",
        "度",
        "米",
        "斤",
        "户",
        "家",
        "个",
        "次",
        "件",
        "台",
        "秒",
        "时",
        "升",
        "套",
        "辆",
        "条",
        "箱",
        "标箱",
        "h",
        "t",
        "kg",
        "km",
        "m",
    ];
    let Some(slash) = lex.eat(found.end, &["/", "／"]) else { return found };
    match lex.eat(slash, PARTS) {
        Some(end) => {
            let end = lex.eat(end, &["·"]).and_then(|dot| lex.eat(dot, PARTS)).unwrap_or(end);
            Found { compound_end: Some(end), ..found }
        }
        None => found,
    }
}
