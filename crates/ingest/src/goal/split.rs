//! Splits the words of a cell by their own numbering: 1. 2. 3.; 一、; （一）; or by empty lines when there is none.

use crate::table::{numeral, numeral_digit};
use std::ops::Range;

/// One numbered piece of a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    /// The mark as printed: `1.`, `一、`, `(一)`; empty for a piece without one.
    pub(crate) marker: String,
    /// The number the mark stands for; 0 without a mark.
    pub(crate) number: u32,
    /// Bytes of the piece, mark included, relative to the cell.
    pub(crate) bytes: Range<usize>,
}

/// Styles of marks; a cell is split by the style that begins it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Style {
    Digit,
    Han,
    Bracketed,
}

const SPACE: &[char] = &[' ', '\t', '\u{3000}', '\u{a0}'];

/// Splits `text`. Always returns at least one piece; the pieces cover the text in order.
pub(crate) fn split(text: &str) -> Vec<Piece> {
    let mut marks: Vec<(usize, usize, Style, u32)> = Vec::new();
    let mut style = None;
    let mut expected = 1;
    for (at, _) in text.char_indices().filter(|&(at, _)| may_begin(text, at)) {
        let Some((length, found, number)) = mark(text.get(at..).unwrap_or("")) else { continue };
        let fits = match style {
            None => number == 1,
            Some(style) => found == style && number == expected,
        };
        if fits {
            style = Some(found);
            expected = number + 1;
            marks.push((at, length, found, number));
        }
    }
    if marks.is_empty() {
        return paragraphs(text);
    }
    let mut pieces = Vec::new();
    let first = marks.first().map_or(0, |mark| mark.0);
    if text.get(..first).is_some_and(|head| head.chars().filter(|c| c.is_alphabetic()).count() >= 4) {
        pieces.push(Piece { marker: String::new(), number: 0, bytes: 0..first });
    }
    for (index, &(at, length, _, number)) in marks.iter().enumerate() {
        let end = marks.get(index + 1).map_or(text.len(), |next| next.0);
        let marker = text.get(at..at + length).unwrap_or("").to_owned();
        pieces.push(Piece { marker, number, bytes: at..end });
    }
    pieces
}

/// A mark may stand at a line's start or behind the end of a sentence.
fn may_begin(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or("").trim_end_matches(SPACE);
    before.is_empty() || before.ends_with(['\n', '。', ';', '；', ':', '：'])
}

/// The mark at the start of `text`: its length in bytes, style and number.
fn mark(text: &str) -> Option<(usize, Style, u32)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if (1..=2).contains(&digits) {
        let number = text.get(..digits)?.parse().ok()?;
        let rest = text.get(digits..)?;
        let sign = rest.chars().next().filter(|c| matches!(c, '.' | '、' | '．' | ')' | '）'))?;
        let after = rest.get(sign.len_utf8()..)?;
        let decimal = sign == '.' && after.starts_with(|c: char| c.is_ascii_digit()) && !is_time(after);
        return (!decimal).then_some((digits + sign.len_utf8(), Style::Digit, number));
    }
    let open = text.chars().next()?;
    if matches!(open, '(' | '（') {
        let inner = text.get(open.len_utf8()..)?;
        let (number, length) = han(inner)?;
        let close = inner.get(length..)?.chars().next().filter(|c| matches!(c, ')' | '）'))?;
        return Some((open.len_utf8() + length + close.len_utf8(), Style::Bracketed, number));
    }
    let (number, length) = han(text)?;
    text.get(length..)?.starts_with('、').then_some((length + "、".len(), Style::Han, number))
}

/// `2020年` or `1-11月` behind the point of a mark.
fn is_time(text: &str) -> bool {
    let head: String = text.chars().take(8).collect();
    let digits = head.bytes().take_while(u8::is_ascii_digit).count();
    let rest = head.get(digits..).unwrap_or("");
    (digits == 4 && rest.starts_with('年'))
        || (digits <= 2 && (rest.starts_with('月') || rest.starts_with('-') && head.contains('月')))
}

/// The Chinese number that begins `text`, and its length in bytes.
fn han(text: &str) -> Option<(u32, usize)> {
    let length: usize =
        text.chars().take(3).take_while(|c| numeral_digit(*c).is_some()).map(char::len_utf8).sum();
    Some((numeral(text.get(..length)?)?, length))
}

/// Without marks: pieces between empty lines.
fn paragraphs(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut from = 0;
    for (at, _) in text.match_indices("\n\n") {
        if text.get(from..at).is_some_and(|part| !part.trim().is_empty()) {
            pieces.push(Piece { marker: String::new(), number: 0, bytes: from..at });
            from = at;
        }
    }
    if pieces.is_empty() || text.get(from..).is_some_and(|rest| !rest.trim().is_empty()) {
        pieces.push(Piece { marker: String::new(), number: 0, bytes: from..text.len() });
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::split;

    fn marks(text: &str) -> Vec<String> {
        split(text).into_iter().map(|piece| piece.marker).collect()
    }

    #[test]
    fn a_cell_is_split_by_its_own_numbering() {
        assert_eq!(marks("1.新增监测点不少于5家。\n  2.发放补贴。\n  3.指数控制在3.5。"), ["1.", "2.", "3."]);
        assert_eq!(marks("1.出台办法。\n2.2020年安排项目7个。\n3.1-11月,投资增长4%。"), ["1.", "2.", "3."]);
        assert_eq!(marks("一、总体(一)前面。\n二、其次"), ["一、", "二、"]);
        assert_eq!(marks("拓展场景。\n 1.甲;\n 2.乙"), ["", "1.", "2."]);
        assert_eq!(marks("完成投资1.5亿元。\n\n落实资金3万元。"), ["", ""]);
        assert_eq!(marks("完成投资1.5亿元"), [""]);
    }
}
