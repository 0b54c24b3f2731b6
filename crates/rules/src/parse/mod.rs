//! Tokens → tree. Bad input is data: the parser says what it expected, skips to the next clause or statement, and goes on.

mod clause;
mod effect;
mod expr;
mod head;
mod statement;
mod verb;

use crate::ast::{Name, Quantity, Statement};
use crate::diagnostic::{Code, Diagnostic};
use crate::lex::{Comment, Keyword, Mark, Token, TokenKind, lex};
use crate::measure::Measure;
use crate::number::Decimal;
use crate::source::{FileId, Span};

/// Parses one block that begins at byte `offset` of `file`.
pub(crate) fn parse_block(
    file: FileId,
    offset: u32,
    text: &str,
    block: usize,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Statement> {
    let lexed = lex(file, offset, text);
    diagnostics.extend(lexed.diagnostics);
    let mut parser = Parser {
        tokens: lexed.tokens,
        comments: lexed.comments,
        at: 0,
        said: 0,
        block,
        depth: 0,
        signs: 0,
        in_rule: false,
        diagnostics,
    };
    parser.statements()
}

/// Deeper nesting than any official writes; beyond it the parser refuses instead of exhausting the stack.
const MAX_DEPTH: u32 = 64;

/// Signs in one expression: a chain of them is as deep a tree as it is long.
const MAX_SIGNS: u32 = 400;

struct Parser<'d> {
    tokens: Vec<Token>,
    comments: Vec<Comment>,
    at: usize,
    /// How many comments have been handed out.
    said: usize,
    block: usize,
    depth: u32,
    /// Signs read so far in the outermost expression.
    signs: u32,
    /// Inside a rule 缺报 is one of its clauses, not a statement.
    in_rule: bool,
    diagnostics: &'d mut Vec<Diagnostic>,
}

impl Parser<'_> {
    fn token(&self, ahead: usize) -> &TokenKind {
        self.tokens.get(self.at + ahead).map_or(&TokenKind::End, |t| &t.kind)
    }

    /// The tokens from `ahead` to the end of their clause.
    fn rest_of_clause(&self, ahead: usize) -> impl Iterator<Item = (usize, &TokenKind)> {
        let ends = |t: &TokenKind| {
            matches!(t, TokenKind::Newline | TokenKind::End | TokenKind::Mark(Mark::Semicolon))
        };
        let tokens = self.tokens.iter().skip(self.at + ahead);
        (ahead..).zip(tokens.map(|t| &t.kind)).take_while(move |(_, t)| !ends(t))
    }

    /// How many ends of lines and semicolons stand between here and the next clause.
    fn gap(&self) -> usize {
        let tokens = self.tokens.iter().skip(self.at);
        tokens.take_while(|t| matches!(t.kind, TokenKind::Newline | TokenKind::Mark(Mark::Semicolon))).count()
    }

    fn peek(&self) -> &TokenKind {
        self.token(0)
    }

    fn span(&self) -> Span {
        self.tokens.get(self.at).or(self.tokens.last()).map(|t| t.span).unwrap_or_default()
    }

    /// The span of the token just taken.
    fn last_span(&self) -> Span {
        self.at.checked_sub(1).and_then(|i| self.tokens.get(i)).map(|t| t.span).unwrap_or_default()
    }

    fn since(&self, start: Span) -> Span {
        if self.last_span().end < start.start { start } else { start.to(self.last_span()) }
    }

    fn bump(&mut self) {
        if self.at + 1 < self.tokens.len() {
            self.at += 1;
        }
    }

    fn keyword_at(&self, ahead: usize) -> Option<Keyword> {
        match self.token(ahead) {
            TokenKind::Word(word) => Keyword::find(word),
            _ => None,
        }
    }

    fn keyword(&self) -> Option<Keyword> {
        self.keyword_at(0)
    }

    fn at_mark(&self, mark: Mark) -> bool {
        *self.peek() == TokenKind::Mark(mark)
    }

    fn eat(&mut self, keyword: Keyword) -> bool {
        let found = self.keyword() == Some(keyword);
        if found {
            self.bump();
        }
        found
    }

    fn eat_mark(&mut self, mark: Mark) -> bool {
        let found = self.at_mark(mark);
        if found {
            self.bump();
        }
        found
    }

    fn expect_mark(&mut self, mark: Mark, shown: &str) -> bool {
        let found = self.eat_mark(mark);
        if !found {
            self.unexpected(&format!("“{shown}”"));
        }
        found
    }

    fn expect(&mut self, keyword: Keyword) -> bool {
        let found = self.eat(keyword);
        if !found {
            self.unexpected(&format!("“{}”", keyword.text()));
        }
        found
    }

    fn at_end(&self) -> bool {
        *self.peek() == TokenKind::End
    }

    /// At the end of a line behind which a new statement, or nothing, follows.
    fn at_statement_end(&self) -> bool {
        match self.peek() {
            TokenKind::End => true,
            TokenKind::Newline => {
                let mut ahead = 0;
                while *self.token(ahead) == TokenKind::Newline {
                    ahead += 1;
                }
                *self.token(ahead) == TokenKind::End
                    || self
                        .keyword_at(ahead)
                        .is_some_and(|k| k.begins_statement() && !(self.in_rule && k == Keyword::MissingData))
            }
            _ => false,
        }
    }

    fn at_separator(&self) -> bool {
        matches!(self.peek(), TokenKind::Newline | TokenKind::End | TokenKind::Mark(Mark::Semicolon))
    }

    /// Skips the end of a line when the next one goes on with the same clause.
    fn join_lines(&mut self) {
        if *self.peek() != TokenKind::Newline {
            return;
        }
        let mut ahead = 0;
        while *self.token(ahead) == TokenKind::Newline {
            ahead += 1;
        }
        let goes_on = match self.token(ahead) {
            TokenKind::Word(_) => self.keyword_at(ahead).is_some_and(Keyword::continues),
            TokenKind::Mark(mark) => !matches!(mark, Mark::Open | Mark::Minus | Mark::Semicolon),
            _ => false,
        };
        if goes_on {
            self.at += ahead;
        }
    }

    fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    fn unexpected(&mut self, wanted: &str) {
        let found = match self.peek() {
            TokenKind::Newline | TokenKind::End => "这一行到此为止".to_owned(),
            TokenKind::Word(text)
            | TokenKind::Number(text)
            | TokenKind::Code(text)
            | TokenKind::Date(text) => {
                format!("见到的是“{text}”")
            }
            TokenKind::Text(text) => format!("见到的是文字“{text}”"),
            TokenKind::Quote(_) => "见到的是依据【…】".to_owned(),
            TokenKind::Mark(_) => "见到的是别的符号".to_owned(),
        };
        let span = if self.at_separator() { self.last_span().behind() } else { self.span() };
        // One complaint per place is enough: what follows is a consequence.
        if self.diagnostics.last().is_some_and(|d| d.code == Code::Unexpected && d.span == span) {
            return;
        }
        let mut diagnostic = Diagnostic::new(Code::Unexpected, span, format!("这里应当是{wanted}，{found}"));
        if let TokenKind::Word(word) = self.peek()
            && let Some(hint) = spoken(word)
        {
            diagnostic = diagnostic.hint(hint);
        }
        self.report(diagnostic);
    }

    fn skip_clause(&mut self) {
        while !self.at_separator() {
            self.bump();
        }
    }

    /// A word or a text in quotation marks.
    fn name(&mut self) -> Option<Name> {
        let span = self.span();
        let text = match self.peek() {
            TokenKind::Word(text) | TokenKind::Text(text) => text.clone(),
            _ => {
                self.unexpected("名称");
                return None;
            }
        };
        self.bump();
        Some(Name { text, span })
    }

    /// `1`, `1.1`, `1.1.2` or a text in quotation marks.
    fn code(&mut self) -> Option<Name> {
        let span = self.span();
        let text = match self.peek() {
            TokenKind::Number(text) | TokenKind::Code(text) | TokenKind::Text(text) => text.clone(),
            _ => {
                self.unexpected("编号，如 1.1");
                return None;
            }
        };
        self.bump();
        Some(Name { text, span })
    }

    fn names(&mut self) -> Vec<Name> {
        let mut names = Vec::new();
        loop {
            names.extend(self.name());
            if !self.eat_mark(Mark::Comma) {
                return names;
            }
        }
    }

    fn quotes(&mut self, into: &mut Vec<Name>) {
        let before = into.len();
        while let TokenKind::Quote(text) = self.peek() {
            let name = Name { text: text.clone(), span: self.span() };
            into.push(name);
            self.bump();
            self.eat_mark(Mark::Comma);
        }
        if into.len() == before {
            self.unexpected("【原文】");
        }
    }

    /// A number with its unit, if one stands here.
    fn quantity(&mut self) -> Option<Quantity> {
        let TokenKind::Number(raw) = self.peek() else { return None };
        let (raw, start) = (raw.clone(), self.span());
        self.bump();
        let unit = self.unit(start);
        let span = self.since(start);
        if let Ok(value) = raw.parse::<Decimal>() {
            Some(Quantity { value, unit, span })
        } else {
            self.report(Diagnostic::new(Code::BadNumber, span, "数字太长，最多 18 位小数、38 位数字"));
            Some(Quantity { value: Decimal::ZERO, unit, span })
        }
    }

    fn unit(&mut self, number: Span) -> String {
        if self.eat_mark(Mark::Percent) {
            return "%".to_owned();
        }
        let TokenKind::Word(word) = self.peek() else { return String::new() };
        let touches = self.span().start == number.end;
        let reserved = Keyword::find(word).is_some_and(|k| !matches!(k, Keyword::Places | Keyword::Item));
        if !reserved && (touches || Measure::find(word).is_some()) {
            let word = word.clone();
            self.bump();
            return word;
        }
        String::new()
    }

    fn points(&mut self) -> Option<Quantity> {
        let found = self.quantity();
        if found.is_none() {
            self.unexpected("分值，如 4分");
        }
        found
    }

    /// Comment lines that stand before byte `end`.
    fn comments_before(&mut self, end: u32) -> Vec<String> {
        let mut out = Vec::new();
        while let Some(comment) = self.comments.get(self.said) {
            if comment.span.start >= end {
                break;
            }
            out.push(comment.text.clone());
            self.said += 1;
        }
        out
    }

    /// The comment that stands behind this place on the same line.
    fn comment_here(&mut self) -> Option<String> {
        let end = match self.peek() {
            TokenKind::Newline | TokenKind::End => self.span().end,
            _ => return None,
        };
        let comment = self.comments.get(self.said)?;
        if comment.alone || comment.span.start > end {
            return None;
        }
        self.said += 1;
        Some(comment.text.clone())
    }
}

/// How a word that people say is written in the language.
fn spoken(word: &str) -> Option<String> {
    let sign = match word {
        "大于" | "高于" | "超过" | "多于" => ">",
        "大于等于" | "不小于" | "不少于" | "达到" | "大于或等于" | "以上" => ">=",
        "小于" | "低于" | "少于" => "<",
        "小于等于" | "不大于" | "不超过" | "不高于" | "小于或等于" | "以下" | "以内" => {
            "<="
        }
        "等于" | "为" => "=",
        "不等于" => "≠",
        "并且" | "而且" | "同时" => "且",
        "或者" => "或",
        "得" | "则" | "计" | "得分" | "满分" => "→",
        _ => return None,
    };
    Some(if sign == "→" {
        "条件之后先写“→”，再写得多少分，例如：实绩 >= 目标 → 满分".to_owned()
    } else {
        format!("“{word}”在规则里写作 {sign}")
    })
}
