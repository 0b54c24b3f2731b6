//! Spans with digits that are no quantity: document numbers, slogans, codes, clock times, list marks.

use super::lex::{Lex, begins};
use super::model::NotQuantity;
use super::numeral::{han_digit, small};
use super::time::year_number;

/// 〔2016〕83号, [2007]138号, (2006)221号, and 〔20162号 where the page has swallowed a bracket.
pub(crate) fn document_number(lex: Lex<'_>, at: usize) -> Option<usize> {
    let open = lex.char_at(at)?;
    let mut end = at + open.len_utf8();
    let mut digits = 0;
    while let Some((_, next)) = lex.digit(end) {
        end = next;
        digits += 1;
    }
    if digits < 4 {
        return None;
    }
    if digits > 4 && matches!(open, '〔' | '[' | '【') {
        return lex.eat(end, &["号"]);
    }
    let closed = lex.eat(end, &["〕", "]", "】", ")", "）", "］"])?;
    let from = lex.eat(lex.skip_spaces(closed), &["第"]).unwrap_or(lex.skip_spaces(closed));
    let mut last = from;
    while let Some((_, next)) = lex.digit(last) {
        last = next;
    }
    if last == from {
        return None;
    }
    lex.eat(lex.skip_spaces(last), &["号"]).or(if matches!(open, '〔') { Some(last) } else { None })
}

/// What a quotation is to the scanner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Quoted {
    /// A slogan with digits: skip it.
    Slogan { from: usize, end: usize },
    /// A short quotation: Chinese numerals inside count nothing.
    Name { end: usize },
    /// Ordinary text.
    Text,
}

/// Looks into the quotation whose opening mark stands at `at`.
pub(crate) fn quoted(lex: Lex<'_>, at: usize) -> Quoted {
    let Some(open) = lex.char_at(at) else { return Quoted::Text };
    let close = if open == '"' { '"' } else { '”' };
    let from = at + open.len_utf8();
    let mut count = 0;
    let mut end = None;
    for (offset, c) in lex.after(from).char_indices() {
        if c == close {
            end = Some(from + offset);
            break;
        }
        if count >= 16 || matches!(c, '。' | '\n' | '“') {
            break;
        }
        count += 1;
    }
    let Some(end) = end else { return Quoted::Text };
    let content = lex.slice(from, end);
    let begins = content.chars().next().is_some_and(|c| c.is_numeric() || is_han_number(c));
    if !content.chars().any(|c| c.is_numeric() || is_han_number(c)) || is_named_time(lex, from, content) {
        return Quoted::Text;
    }
    let short = count <= 8 && (begins || content.ends_with('条')) && !content.contains(['%', '元', '.']);
    if short || content.contains(['+', '＋', '×']) || content.chars().all(|c| c.is_ascii_digit()) {
        return Quoted::Slogan { from, end };
    }
    if count <= 14 { Quoted::Name { end } } else { Quoted::Text }
}

fn is_han_number(c: char) -> bool {
    han_digit(c).is_some_and(|_| !c.is_ascii()) || matches!(c, '十' | '百' | '千' | '万' | '亿' | '双')
}

fn is_named_time(lex: Lex<'_>, from: usize, content: &str) -> bool {
    let plan = content.starts_with('十') && content.chars().nth(2) == Some('五');
    let year = year_number(lex, from).is_some_and(|(_, end)| lex.is(end, &["年"]));
    plan || year || content.ends_with("季度") || content.ends_with("半年")
}

/// 一 as the end of another word: 进一步, 统一, 每一项.
pub(crate) fn is_part_of_word(lex: Lex<'_>, at: usize, end: usize) -> bool {
    const BEFORE: &[&str] = &[
        "这", "那", "每", "某", "任", "另", "同", "唯", "统", "逐", "万", "其", "进", "新", "第", "专", "单",
        "下", "上", "合", "之", "有", "划", "如", "一",
    ];
    lex.slice(at, end) == "一" && lex.ends(at, BEFORE) && !lex.ends(at, &["其中", "共有", "只有", "仅有"])
}

/// Words that begin with 一 and count nothing.
const WORDS_OF_ONE: &str = "一批 一系列 一周期 一体 一号 一期 一起 一人 一户 一种 一类 一部分 一次性 一次分配 一条龙 一条心 一家亲 一家人 一场硬仗 一件事 一年一度 一年来 一个中国 一个个 一张网 一张图 \
    一张蓝图 一支部 一组 一部 一轮 一级 一分为 一分一 一位难 一所有 一名一 一项一 一家一 一条一 一企 一间 一头 一块 一份力 一届 一周";

/// Words that begin with another Chinese numeral and count nothing.
const WORDS_OF_MORE: &str = "二期 三期 四期 二类 三类 四类 十分 百分 二次 两头 三次产业 四套班 二组 三部 两部 三人 二人 三位一体 五位一体 四位一体 三条控制线 三条线 三区三线 八项规定 两部制 两块 \
    三块 四块 两类 一二三 七届 八届 九届 十届 五届 六届 四届 三届 两届 二届 两轮";

/// Chinese numerals at `at` that count nothing because of what follows.
pub(crate) fn is_han_phrase(lex: Lex<'_>, at: usize, end: usize) -> bool {
    let words = if lex.slice(at, end) == "一" { WORDS_OF_ONE } else { WORDS_OF_MORE };
    let rest = lex.after(at);
    // 分三类 counts; 三类地区 is a name.
    let counted = |word: &str| word.ends_with('类') && lex.ends(at, &["分", "分为", "共"]);
    words.split(' ').any(|word| begins(rest, word) && !counted(word))
        || paired_ones(lex, at, end)
        || lex.ends(at, &["第"])
        || lex.is(end, &["个一", "次会议", "次全会", "次全体", "届"])
        || lex.is(end, &["个"]) && lex.char_at(end + "个".len()).is_some_and(char::is_numeric)
}

/// 一件一号, 一事一议; 一个重要部分, 一个良好开端: nothing is counted.
fn paired_ones(lex: Lex<'_>, at: usize, end: usize) -> bool {
    const PRAISE: &[&str] = &[
        "个重要",
        "个新",
        "个良好",
        "个突出",
        "个主要",
        "个关键",
        "个基本",
        "个显著",
        "个明显",
        "个大的",
        "个较大",
        "个更",
        "个项目只",
        "个重大",
    ];
    if lex.slice(at, end) != "一" {
        return false;
    }
    let second = lex.char_at(end).map_or(end, |c| end + c.len_utf8());
    lex.is(second, &["一"]) || lex.is(end, PRAISE)
}

/// How an unexplained number is to be understood, with the end of the span that belongs to it.
pub(crate) fn code(lex: Lex<'_>, at: usize, end: usize) -> Option<(usize, NotQuantity)> {
    let before = lex.char_before(at);
    if before.is_some_and(|c| c.is_ascii_alphabetic() || matches!(c, '_' | '#' | '№')) {
        return Some((run_end(lex, end), NotQuantity::Code));
    }
    let after = lex.char_at(end);
    // 11:23:54, 1+6+8, 014319928/2021-00129, 400-666-2035
    match after {
        Some('∶') => return Some((end, NotQuantity::Code)),
        Some(':' | '：') if lex.digit(end + 1).is_some() => {
            return Some((run_end(lex, end), NotQuantity::Code));
        }
        Some('+' | '＋' | '×') => return Some((run_end(lex, end), NotQuantity::Slogan)),
        Some('号') if !lex.is(end, &["号召"]) => {
            return Some((end + "号".len(), NotQuantity::DocumentNumber));
        }
        Some('强' | '后' | '时' | '世') => {
            return Some((end + after.map_or(0, char::len_utf8), NotQuantity::Code));
        }
        Some(c) if c.is_ascii_alphabetic() => return Some((run_end(lex, end), NotQuantity::Code)),
        _ => {}
    }
    if matches!(before, Some('+' | '＋' | '∶')) {
        return Some((end, NotQuantity::Slogan));
    }
    None
}

/// The end of a run of letters, digits and joining marks.
pub(crate) fn run_end(lex: Lex<'_>, at: usize) -> usize {
    let mut end = at;
    for c in lex.after(at).chars() {
        if c.is_ascii_alphanumeric() || matches!(c, ':' | '+' | '-' | '/' | '_' | '.' | '＋' | '×') {
            end += c.len_utf8();
        } else {
            break;
        }
    }
    end
}

/// A list mark such as `1.`, `2、`, `3)` or `(4)`: where the mark ends.
pub(crate) fn list_mark(lex: Lex<'_>, at: usize, digits_end: usize, count: u32) -> Option<usize> {
    if count > 2 {
        return None;
    }
    let before = lex.before(at).trim_end_matches([' ', '\u{3000}', '\u{a0}', '\t']).chars().next_back();
    let bracketed = matches!(before, Some('(' | '（')) && lex.is(digits_end, &[")", "）"]);
    if bracketed {
        return Some(digits_end);
    }
    let line = lex.is_line_start(at);
    if !line && !matches!(before, Some('。' | ';' | '；' | ':' | '：' | '”' | ')' | '》')) {
        return None;
    }
    if let Some(end) = lex.eat(digits_end, &[".", "．"]) {
        if lex.digit(end).is_none() {
            return Some(end);
        }
        // `2.2020年` and `3.1-11月`: the mark, then a time.
        let year = year_number(lex, end).is_some_and(|(_, e)| lex.is(e, &["年"]));
        let month = small(lex, end).is_some_and(|(_, e, _)| {
            lex.is(e, &["月"])
                || lex
                    .eat(e, &["-", "—", "至"])
                    .and_then(|n| small(lex, n))
                    .is_some_and(|(_, e, _)| lex.is(e, &["月"]))
        });
        return (year || month).then_some(end);
    }
    let end = lex.eat(digits_end, &["、", ")", "）"])?;
    // 3、4月份 is a time when the second number follows the first; 1、2月5日 at a line's start is a mark and a day.
    let first = small(lex, at).map(|(n, ..)| n);
    let joint = small(lex, end).is_some_and(|(n, e, _)| {
        let follows = Some(n) == first.map(|f| f + 1);
        follows && (lex.is(e, &["月份"]) || !line && lex.is(e, &["月", "季度", "号", "次", "个"]))
    });
    (!joint).then_some(end)
}
