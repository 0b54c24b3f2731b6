//! Text → tokens. Full- and half-width punctuation are equal; a word is a run of letters, a number never swallows its unit.

mod keyword;
pub(crate) mod words;

pub use keyword::Keyword;

use crate::diagnostic::{Code, Diagnostic};
use crate::measure;
use crate::number::half_width;
use crate::source::{FileId, Span};

/// A lexical token with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Token {
    pub(crate) kind: TokenKind,
    pub(crate) span: Span,
}

/// What a token is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum TokenKind {
    /// A run of letters, half-width.
    Word(String),
    /// Digits with at most one point, as written.
    Number(String),
    /// `1.1.2`: digits with two points or more.
    Code(String),
    /// `2026-05-20`.
    Date(String),
    /// A text in quotation marks, without them.
    Text(String),
    /// 【a quote of the official text】, without the brackets.
    Quote(String),
    /// Punctuation.
    Mark(Mark),
    /// The end of a line.
    Newline,
    /// The end of the block.
    End,
}

/// Punctuation, width and variants folded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mark {
    Comma,
    Semicolon,
    Colon,
    Dot,
    Open,
    Close,
    Arrow,
    Equal,
    NotEqual,
    AtLeast,
    AtMost,
    Above,
    Below,
    Plus,
    Minus,
    Times,
    Divide,
    Percent,
}

/// A comment: where it stands and its text without the sign.
#[derive(Clone, Debug)]
pub(crate) struct Comment {
    pub(crate) span: Span,
    pub(crate) text: String,
    /// Nothing but blanks stands before it on its line.
    pub(crate) alone: bool,
}

/// The tokens of one block.
#[derive(Debug, Default)]
pub(crate) struct Lexed {
    pub(crate) tokens: Vec<Token>,
    pub(crate) comments: Vec<Comment>,
    pub(crate) diagnostics: Vec<Diagnostic>,
}

/// Reads `text`, which begins at byte `offset` of `file`.
pub(crate) fn lex(file: FileId, offset: u32, text: &str) -> Lexed {
    let mut lexer = Lexer {
        file,
        offset,
        chars: text.char_indices().collect(),
        at: 0,
        out: Lexed::default(),
        len: text.len(),
    };
    lexer.run();
    lexer.out
}

struct Lexer {
    file: FileId,
    offset: u32,
    chars: Vec<(usize, char)>,
    at: usize,
    out: Lexed,
    len: usize,
}

impl Lexer {
    fn run(&mut self) {
        while let Some(c) = self.peek(0) {
            let from = self.at;
            match c {
                '\n' => {
                    self.at += 1;
                    self.push(from, TokenKind::Newline);
                }
                c if c.is_whitespace() => self.at += 1,
                '#' => self.comment(),
                c if c.is_ascii_digit() => self.number(),
                '"' | '“' | '”' | '「' => self.text(),
                '【' => self.quote(),
                c if is_letter(c) => self.word(),
                _ => self.mark(),
            }
        }
        let from = self.at;
        self.push(from, TokenKind::End);
    }

    /// The character `ahead` of here, in half-width form.
    fn peek(&self, ahead: usize) -> Option<char> {
        self.chars.get(self.at + ahead).map(|&(_, c)| half_width(c))
    }

    fn span(&self, from: usize) -> Span {
        let byte = |at: usize| self.chars.get(at).map_or(self.len, |&(byte, _)| byte);
        let place = |at: usize| self.offset + u32::try_from(byte(at)).unwrap_or(u32::MAX);
        Span { file: self.file, start: place(from), end: place(self.at) }
    }

    fn push(&mut self, from: usize, kind: TokenKind) {
        let span = self.span(from);
        self.out.tokens.push(Token { kind, span });
    }

    fn slice(&self, from: usize, to: usize) -> String {
        self.chars.get(from..to).unwrap_or_default().iter().map(|&(_, c)| c).collect()
    }

    fn comment(&mut self) {
        let from = self.at;
        while self.peek(0).is_some_and(|c| c != '\n') {
            self.at += 1;
        }
        let text = self.slice(from + 1, self.at).trim().to_owned();
        let alone = self.out.tokens.last().is_none_or(|t| t.kind == TokenKind::Newline);
        self.out.comments.push(Comment { span: self.span(from), text, alone });
    }

    fn digits(&mut self) {
        while self.peek(0).is_some_and(|c| c.is_ascii_digit()) {
            self.at += 1;
        }
    }

    fn number(&mut self) {
        let from = self.at;
        self.digits();
        if self.date(from) {
            return;
        }
        let mut points = 0;
        while self.peek(0) == Some('.') && self.peek(1).is_some_and(|c| c.is_ascii_digit()) {
            self.at += 1;
            points += 1;
            self.digits();
        }
        let raw: String = self.slice(from, self.at).chars().map(half_width).collect();
        self.push(from, if points > 1 { TokenKind::Code(raw) } else { TokenKind::Number(raw) });
        self.unit();
    }

    /// `2026-05-20`: four, two and two digits.
    fn date(&mut self, from: usize) -> bool {
        let shape = |k: usize| match k {
            4 | 7 => self.chars.get(from + k).is_some_and(|&(_, c)| half_width(c) == '-'),
            _ => self.chars.get(from + k).is_some_and(|&(_, c)| half_width(c).is_ascii_digit()),
        };
        let whole = (0..10).all(shape) && self.at == from + 4;
        let ends = self.chars.get(from + 10).is_none_or(|&(_, c)| !half_width(c).is_ascii_digit());
        if !(whole && ends) {
            return false;
        }
        self.at = from + 10;
        let raw = self.slice(from, self.at).chars().map(half_width).collect();
        self.push(from, TokenKind::Date(raw));
        true
    }

    /// A unit that follows a number without a blank is cut off from the word that it begins: `50亿元加1分`.
    fn unit(&mut self) {
        let from = self.at;
        let mut end = from;
        while self.chars.get(end).is_some_and(|&(_, c)| is_letter(half_width(c))) {
            end += 1;
        }
        let run: String = self.slice(from, end).chars().map(half_width).collect();
        if let Some(chars) = measure::longest_prefix(&run) {
            self.at = from + chars;
            let word = self.slice(from, self.at).chars().map(half_width).collect();
            self.push(from, TokenKind::Word(word));
        }
    }

    fn word(&mut self) {
        let from = self.at;
        let mut latin = false;
        while let Some(c) = self.peek(0) {
            // S7, PM2: digits belong to a word only behind a Latin letter.
            if !(is_letter(c) || (latin && c.is_ascii_digit())) {
                break;
            }
            latin = c.is_ascii();
            self.at += 1;
        }
        let word = self.slice(from, self.at).chars().map(half_width).collect();
        self.push(from, TokenKind::Word(word));
    }

    fn text(&mut self) {
        let from = self.at;
        let close = if self.peek(0) == Some('「') { ['」', '」'] } else { ['"', '”'] };
        self.delimited(from, close, TokenKind::Text);
    }

    fn quote(&mut self) {
        let from = self.at;
        self.delimited(from, ['】', '】'], TokenKind::Quote);
    }

    /// A quote may go over line ends; a text in quotation marks may not.
    fn delimited(&mut self, from: usize, close: [char; 2], make: fn(String) -> TokenKind) {
        self.at += 1;
        let inner = self.at;
        let over_lines = close == ['】', '】'];
        while let Some(c) = self.peek(0) {
            if close.contains(&c) || (close == ['"', '”'] && c == '“') {
                let body = self.slice(inner, self.at);
                self.at += 1;
                return self.push(from, make(body));
            }
            if c == '\n' && !over_lines {
                break;
            }
            self.at += 1;
        }
        let span = self.span(from);
        self.out.diagnostics.push(Diagnostic::new(Code::Unclosed, span, "这里开始的引号或括号没有收尾"));
        let body = self.slice(inner, self.at);
        self.push(from, make(body.trim_end().to_owned()));
    }

    fn mark(&mut self) {
        let from = self.at;
        let (Some(c), next) = (self.peek(0), self.peek(1)) else { return };
        let (mark, width) = match (c, next) {
            ('-' | '=', Some('>')) => (Mark::Arrow, 2),
            ('→' | '⇒', _) => (Mark::Arrow, 1),
            ('>', Some('=')) => (Mark::AtLeast, 2),
            ('<', Some('=')) => (Mark::AtMost, 2),
            ('<', Some('>')) | ('!', Some('=')) => (Mark::NotEqual, 2),
            ('=', Some('=')) => (Mark::Equal, 2),
            ('≥', _) => (Mark::AtLeast, 1),
            ('≤', _) => (Mark::AtMost, 1),
            ('≠', _) => (Mark::NotEqual, 1),
            ('=', _) => (Mark::Equal, 1),
            ('>', _) => (Mark::Above, 1),
            ('<', _) => (Mark::Below, 1),
            (',' | '、', _) => (Mark::Comma, 1),
            (';' | '。', _) => (Mark::Semicolon, 1),
            (':', _) => (Mark::Colon, 1),
            ('.' | '·', _) => (Mark::Dot, 1),
            ('(' | '〔' | '[', _) => (Mark::Open, 1),
            (')' | '〕' | ']', _) => (Mark::Close, 1),
            ('+', _) => (Mark::Plus, 1),
            ('-' | '−' | '–' | '—', _) => (Mark::Minus, 1),
            ('*' | '×', _) => (Mark::Times, 1),
            ('/' | '÷', _) => (Mark::Divide, 1),
            ('%', _) => (Mark::Percent, 1),
            _ => return self.stray(),
        };
        self.at += width;
        self.push(from, TokenKind::Mark(mark));
    }

    fn stray(&mut self) {
        let from = self.at;
        self.at += 1;
        let span = self.span(from);
        let shown = self.slice(from, self.at);
        self.out.diagnostics.push(
            Diagnostic::new(Code::StrayCharacter, span, format!("规则中不能出现字符“{shown}”"))
                .hint("名称中有特殊字符时，请用引号括起来"),
        );
    }
}

fn is_letter(c: char) -> bool {
    c == '_' || c.is_alphabetic()
}
