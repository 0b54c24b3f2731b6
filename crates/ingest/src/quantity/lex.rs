//! Characters: which of them the scanner has to stop at, and how to look around a place in the text.

/// What the scanner does at a character. Text between two interesting characters is skipped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Class {
    /// Nothing to do.
    Plain = 0,
    /// 0-9 and their full-width forms.
    Digit,
    /// 一二三…十百千万亿两半零〇
    Han,
    /// First character of a word in `words`.
    Word,
    /// 第
    Ordinal,
    /// 前
    Front,
    /// Comma or colon: ends a clause.
    Comma,
    /// 。;!? or a line's end: ends what a period governs.
    Stop,
    /// ( （
    Open,
    /// ) ）
    Close,
    /// 《
    BookOpen,
    /// 》
    BookClose,
    /// “
    Quote,
    /// 〔 [ 【
    Bracket,
}

const CLASSES: &[(&str, Class)] = &[
    ("0123456789０１２３４５６７８９", Class::Digit),
    ("一二三四五六七八九十百千万亿两半零〇○", Class::Han),
    (
        "不至最控限超突大高多逾小低少约近将接附邻增上提涨回下降减目任计完占较比年全本今去明截每首资贷投收产补金税利支总融授预拨存债达为截保稳扩升",
        Class::Word,
    ),
    ("第", Class::Ordinal),
    ("前", Class::Front),
    (",，:：", Class::Comma),
    ("。;；!！?？\n\r", Class::Stop),
    ("(（", Class::Open),
    (")）", Class::Close),
    ("《", Class::BookOpen),
    ("》", Class::BookClose),
    ("“\"", Class::Quote),
    ("〔[【［", Class::Bracket),
];

/// One byte per character of the basic plane; a lookup is all that ordinary prose costs.
static TABLE: [u8; 65_536] = build_table();

#[expect(clippy::indexing_slicing, reason = "evaluated while compiling: a wrong index fails the build")]
#[expect(clippy::large_stack_arrays, reason = "evaluated while compiling: no stack is used")]
const fn build_table() -> [u8; 65_536] {
    let mut table = [0_u8; 65_536];
    let mut group = 0;
    while group < CLASSES.len() {
        let (characters, class) = CLASSES[group];
        let bytes = characters.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            let (code, len) = decode(bytes, at);
            table[code as usize] = class as u8;
            at += len;
        }
        group += 1;
    }
    table
}

#[expect(clippy::indexing_slicing, reason = "evaluated while compiling: a wrong index fails the build")]
const fn decode(bytes: &[u8], at: usize) -> (u32, usize) {
    let first = bytes[at];
    if first < 0x80 {
        (first as u32, 1)
    } else {
        // Every non-ASCII character of `CLASSES` takes three bytes.
        let (second, third) = (bytes[at + 1], bytes[at + 2]);
        ((((first & 0x0F) as u32) << 12) | (((second & 0x3F) as u32) << 6) | ((third & 0x3F) as u32), 3)
    }
}

/// Class and length in bytes of the character that begins at `at`.
#[inline]
pub(crate) fn class_at(bytes: &[u8], at: usize) -> (Class, usize) {
    let first = bytes.get(at).copied().unwrap_or(0);
    let (code, len) = if first < 0x80 {
        (u32::from(first), 1)
    } else if first >= 0xF0 {
        return (Class::Plain, 4);
    } else if first >= 0xE0 {
        let second = bytes.get(at + 1).copied().unwrap_or(0);
        let third = bytes.get(at + 2).copied().unwrap_or(0);
        ((u32::from(first & 0x0F) << 12) | (u32::from(second & 0x3F) << 6) | u32::from(third & 0x3F), 3)
    } else {
        return (Class::Plain, 2);
    };
    let index = usize::try_from(code).unwrap_or(0);
    (class_of(TABLE.get(index).copied().unwrap_or(0)), len)
}

const fn class_of(value: u8) -> Class {
    const ALL: [Class; 14] = [
        Class::Plain,
        Class::Digit,
        Class::Han,
        Class::Word,
        Class::Ordinal,
        Class::Front,
        Class::Comma,
        Class::Stop,
        Class::Open,
        Class::Close,
        Class::BookOpen,
        Class::BookClose,
        Class::Quote,
        Class::Bracket,
    ];
    if (value as usize) < ALL.len() {
        #[expect(clippy::indexing_slicing, reason = "the bound was tested on the line above")]
        ALL[value as usize]
    } else {
        Class::Plain
    }
}

/// `starts_with` that settles most mismatches on the first character without a call.
#[inline]
pub(crate) fn begins(text: &str, word: &str) -> bool {
    let (text, word) = (text.as_bytes(), word.as_bytes());
    match (text.first_chunk::<3>(), word.first_chunk::<3>()) {
        (Some(a), Some(b)) if a != b => false,
        _ => text.starts_with(word),
    }
}

/// `ends_with` in the same way.
#[inline]
fn ends(text: &str, word: &str) -> bool {
    let (text, word) = (text.as_bytes(), word.as_bytes());
    match (text.last_chunk::<3>(), word.last_chunk::<3>()) {
        (Some(a), Some(b)) if a != b => false,
        _ => text.ends_with(word),
    }
}

/// A text with the questions that a hand-written grammar asks at a byte offset.
#[derive(Clone, Copy)]
pub(crate) struct Lex<'a> {
    /// The scanned text.
    pub(crate) text: &'a str,
}

impl<'a> Lex<'a> {
    /// Everything from `at` on; empty outside the text.
    #[inline]
    pub(crate) fn after(self, at: usize) -> &'a str {
        self.text.get(at..).unwrap_or("")
    }

    /// Everything up to `at`.
    #[inline]
    pub(crate) fn before(self, at: usize) -> &'a str {
        self.text.get(..at).unwrap_or("")
    }

    /// The text of a span.
    pub(crate) fn slice(self, from: usize, to: usize) -> &'a str {
        self.text.get(from..to).unwrap_or("")
    }

    /// The character at `at`.
    #[inline]
    pub(crate) fn char_at(self, at: usize) -> Option<char> {
        self.after(at).chars().next()
    }

    /// The character that ends at `at`.
    #[inline]
    pub(crate) fn char_before(self, at: usize) -> Option<char> {
        self.before(at).chars().next_back()
    }

    /// Where the text goes on after one of `words`, the first that fits.
    #[inline]
    pub(crate) fn eat(self, at: usize, words: &[&str]) -> Option<usize> {
        let rest = self.after(at);
        words.iter().find(|word| begins(rest, word)).map(|word| at + word.len())
    }

    /// Whether one of `words` stands at `at`.
    #[inline]
    pub(crate) fn is(self, at: usize, words: &[&str]) -> bool {
        self.eat(at, words).is_some()
    }

    /// Whether one of `words` ends at `at`.
    #[inline]
    pub(crate) fn ends(self, at: usize, words: &[&str]) -> bool {
        let text = self.before(at);
        words.iter().any(|word| ends(text, word))
    }

    /// The value of the digit at `at` (ASCII or full-width) and where it ends.
    #[inline]
    pub(crate) fn digit(self, at: usize) -> Option<(u8, usize)> {
        let bytes = self.text.as_bytes();
        let first = bytes.get(at).copied()?;
        if first.is_ascii_digit() {
            return Some((first - b'0', at + 1));
        }
        if first == 0xEF && bytes.get(at + 1).copied() == Some(0xBC) {
            let third = bytes.get(at + 2).copied()?;
            if (0x90..=0x99).contains(&third) {
                return Some((third - 0x90, at + 3));
            }
        }
        None
    }

    /// Spaces inside a figure (`64.78 %`, `2016 年`): at most two.
    #[inline]
    pub(crate) fn skip_spaces(self, at: usize) -> usize {
        let mut end = at;
        for _ in 0..2 {
            match self.char_at(end) {
                Some(c @ (' ' | '\u{a0}' | '\u{3000}')) => end += c.len_utf8(),
                _ => break,
            }
        }
        end
    }

    /// Whether nothing of the same line stands before `at` but white space.
    pub(crate) fn is_line_start(self, at: usize) -> bool {
        let line = self.before(at).trim_end_matches([' ', '\t', '\u{a0}', '\u{3000}']);
        line.is_empty() || line.ends_with(['\n', '\r'])
    }
}
