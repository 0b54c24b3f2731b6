//! Pieces of text that may be cells: lines, and words that stand apart on a line.

use crate::document::Span;
use crate::table::head::is_figure;

/// How a piece is separated from the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Before {
    /// A new line.
    Line,
    /// A gap on the same line.
    Gap,
}

/// Words that stand together.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Token<'t> {
    /// Character offset in the line.
    pub(crate) start: usize,
    /// The words, trimmed.
    pub(crate) words: &'t str,
}

/// A piece with its place in the text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Piece<'t> {
    pub(crate) span: Span,
    pub(crate) words: &'t str,
    pub(crate) before: Before,
}

impl<'t> Piece<'t> {
    /// The piece for a token on a line that starts at `at`.
    pub(crate) fn new(at: usize, token: Token<'t>, before: Before) -> Self {
        let start = at + token.start;
        Self { span: Span::new(start, start + token.words.chars().count()), words: token.words, before }
    }

    /// A percent and nothing else.
    pub(crate) fn is_percent(&self) -> bool {
        is_percent(self.words)
    }

    /// Short words without sentence marks: a name, not a sentence.
    pub(crate) fn is_label(&self) -> bool {
        let count = self.words.chars().count();
        count <= 20 && !self.words.contains(['。', ';', '；', ',', '，', ':', '：']) && !is_figure(self.words)
    }

    /// Both pieces as one.
    pub(crate) fn span_to(&self, last: &Piece<'_>) -> Span {
        Span::new(self.span.start, last.span.end)
    }
}

/// A percent and nothing else.
pub(crate) fn is_percent(words: &str) -> bool {
    let words = words.trim();
    words.ends_with(['%', '％']) && words.chars().count() <= 10 && is_figure(words)
}

/// Width of white space: a full-width space counts two.
fn width(ch: char) -> usize {
    match ch {
        '\u{3000}' => 2,
        '\t' => 4,
        _ => 1,
    }
}

/// Splits a line at gaps of white space at least `gap` wide.
pub(crate) fn gapped(line: &str, gap: usize) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut start: Option<(usize, usize)> = None;
    let mut last_end = 0;
    let mut blank = 0;
    for (at, (byte, ch)) in line.char_indices().enumerate() {
        if ch.is_whitespace() {
            blank += width(ch);
            continue;
        }
        if blank >= gap
            && let Some((from, first)) = start.take()
        {
            tokens.push(Token { start: from, words: line.get(first..last_end).unwrap_or_default() });
        }
        blank = 0;
        if start.is_none() {
            start = Some((at, byte));
        }
        last_end = byte + ch.len_utf8();
    }
    if let Some((from, first)) = start {
        tokens.push(Token { start: from, words: line.get(first..last_end).unwrap_or_default() });
    }
    tokens
}

/// Takes a percent off the end of a sentence: `…试点。100%` is a sentence and the figure of the last column.
pub(crate) fn closing_percent(token: Token<'_>) -> Option<(Token<'_>, Token<'_>)> {
    let tail = token
        .words
        .char_indices()
        .rev()
        .take_while(|(_, ch)| ch.is_ascii_digit() || matches!(ch, '.' | '%' | '％' | ' ' | '\u{a0}'));
    let split = tail.last()?.0;
    let (sentence, figure) = (token.words.get(..split)?, token.words.get(split..)?);
    let ended = sentence.trim_end().ends_with(['。', ';', '；', ')', '）', '”']);
    let lead = figure.chars().take_while(|ch| ch.is_whitespace()).count();
    let trimmed = figure.trim();
    if !ended || !is_percent(trimmed) {
        return None;
    }
    let start = token.start + sentence.chars().count() + lead;
    Some((Token { start: token.start, words: sentence.trim_end() }, Token { start, words: trimmed }))
}

/// The number in front of an item: its style and value. `1.` `1、` `（一）` `一、` `(1)` `①`.
pub(crate) fn numbering(words: &str) -> Option<(Style, u32)> {
    let words = words.trim_start();
    let mut chars = words.chars();
    let first = chars.next()?;
    if let Some(value) = circled(first) {
        return Some((Style::Circled, value));
    }
    if matches!(first, '(' | '（') {
        let inner: String = chars.take_while(|ch| !matches!(ch, ')' | '）')).take(4).collect();
        return digits(&inner)
            .map(|value| (Style::BracketedDigits, value))
            .or_else(|| numeral(&inner).map(|value| (Style::BracketedNumeral, value)));
    }
    let number: String = words.chars().take_while(char::is_ascii_digit).take(3).collect();
    if !number.is_empty() {
        let rest = words.get(number.len()..)?;
        let mark = rest.chars().next()?;
        let rest = rest.strip_prefix(mark)?;
        // 1.5 is a figure, 1. is a number; 2.2020年 is a number and a year.
        let decimal = mark == '.' && rest.starts_with(|ch: char| ch.is_ascii_digit());
        let digits = rest.chars().take_while(char::is_ascii_digit).count();
        let year = digits == 4 && rest.starts_with("20") && rest.chars().nth(4) == Some('年');
        let marked = matches!(mark, '.' | '、' | '\u{ff0e}' | ')' | '\u{ff09}') && (!decimal || year);
        return if marked { number.parse().ok().map(|value| (Style::Digits, value)) } else { None };
    }
    let inner: String = words.chars().take_while(|ch| numeral_digit(*ch).is_some()).take(3).collect();
    let mark = words.chars().nth(inner.chars().count());
    if matches!(mark, Some('、' | '.' | '．')) {
        numeral(&inner).map(|value| (Style::Numeral, value))
    } else {
        None
    }
}

/// Styles of numbering, told apart because a change of style is a change of cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Style {
    Digits,
    BracketedDigits,
    Numeral,
    BracketedNumeral,
    Circled,
}

impl Style {
    /// The depth of a heading numbered so: 一、 1, （一） 2, 1. 3, (1) 4.
    pub(crate) fn heading_level(self) -> Option<u8> {
        match self {
            Self::Numeral => Some(1),
            Self::BracketedNumeral => Some(2),
            Self::Digits => Some(3),
            Self::BracketedDigits => Some(4),
            Self::Circled => None,
        }
    }
}

fn circled(ch: char) -> Option<u32> {
    (u32::from('①')..=u32::from('⑳')).contains(&u32::from(ch)).then(|| u32::from(ch) - u32::from('①') + 1)
}

fn digits(words: &str) -> Option<u32> {
    words.trim().parse().ok().filter(|&value| value < 200)
}

/// The value of one Chinese numeral, 一 to 十.
pub(crate) fn numeral_digit(ch: char) -> Option<u32> {
    Some(match ch {
        '一' => 1,
        '二' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        '十' => 10,
        _ => return None,
    })
}

/// 一 to 九十九.
pub(crate) fn numeral(words: &str) -> Option<u32> {
    let values: Vec<u32> = words.trim().chars().map(numeral_digit).collect::<Option<_>>()?;
    match *values.as_slice() {
        [value] => Some(value),
        [10, ones] if ones < 10 => Some(10 + ones),
        [tens, 10] if tens < 10 => Some(tens * 10),
        [tens, 10, ones] if tens < 10 && ones < 10 => Some(tens * 10 + ones),
        _ => None,
    }
}
