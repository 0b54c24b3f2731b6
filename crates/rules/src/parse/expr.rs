//! Expressions, by precedence climbing.

use super::{MAX_DEPTH, MAX_SIGNS, Parser};
use crate::ast::{BinaryOp, Expr, ExprKind, Name, Variants};
use crate::diagnostic::{Code, Diagnostic};
use crate::lex::{Keyword, Mark, TokenKind};
use crate::source::Span;

impl Parser<'_> {
    /// An expression; where none stands, a broken one with a diagnostic.
    pub(super) fn expr(&mut self) -> Expr {
        self.binary(0)
    }

    /// Sums and products only: where a comparison sign would belong to the clause.
    pub(super) fn sum(&mut self) -> Expr {
        self.binary(5)
    }

    fn binary(&mut self, min: u8) -> Expr {
        self.depth += 1;
        if self.depth == 1 {
            self.signs = 0;
        }
        if self.depth > MAX_DEPTH {
            let span = self.span();
            self.too_deep("表达式嵌套过深");
            self.depth -= 1;
            return Expr { kind: ExprKind::Broken, span };
        }
        let mut left = self.prefix();
        while let Some((op, power)) = self.operator() {
            if power < min {
                break;
            }
            self.signs += 1;
            if self.signs > MAX_SIGNS {
                self.too_deep("表达式过长");
                break;
            }
            self.bump();
            let right = self.binary(power + 1);
            let span = left.span.to(right.span);
            left = Expr { kind: ExprKind::Binary(op, Box::new(left), Box::new(right)), span };
        }
        self.depth -= 1;
        left
    }

    fn too_deep(&mut self, message: &str) {
        let span = self.span();
        self.report(Diagnostic::new(Code::TooDeep, span, message).hint("用“名 = 表达式”拆开来写"));
        self.skip_clause();
    }

    fn operator(&mut self) -> Option<(BinaryOp, u8)> {
        if *self.peek() == TokenKind::Newline {
            self.join_operator();
        }
        if let Some(keyword) = self.keyword() {
            return match keyword {
                Keyword::Or => Some((BinaryOp::Or, 1)),
                Keyword::And => Some((BinaryOp::And, 2)),
                _ => None,
            };
        }
        let TokenKind::Mark(mark) = self.peek() else { return None };
        Some(match mark {
            Mark::AtLeast => (BinaryOp::AtLeast, 4),
            Mark::AtMost => (BinaryOp::AtMost, 4),
            Mark::Above => (BinaryOp::Above, 4),
            Mark::Below => (BinaryOp::Below, 4),
            Mark::Equal => (BinaryOp::Equal, 4),
            Mark::NotEqual => (BinaryOp::NotEqual, 4),
            Mark::Plus => (BinaryOp::Add, 5),
            Mark::Minus => (BinaryOp::Subtract, 5),
            Mark::Times => (BinaryOp::Multiply, 6),
            Mark::Divide => (BinaryOp::Divide, 6),
            _ => return None,
        })
    }

    /// An operator at the beginning of the next line goes on with this expression.
    fn join_operator(&mut self) {
        let next = match self.token(1) {
            TokenKind::Word(_) => matches!(self.keyword_at(1), Some(Keyword::Or | Keyword::And)),
            TokenKind::Mark(mark) => matches!(
                mark,
                Mark::AtLeast
                    | Mark::AtMost
                    | Mark::Above
                    | Mark::Below
                    | Mark::Plus
                    | Mark::Times
                    | Mark::Divide
            ),
            _ => false,
        };
        if next {
            self.bump();
        }
    }

    fn prefix(&mut self) -> Expr {
        let start = self.span();
        if self.eat_mark(Mark::Minus) {
            let inner = self.binary(7);
            let span = self.since(start);
            return Expr { kind: ExprKind::Negate(Box::new(inner)), span };
        }
        if self.eat(Keyword::Not) {
            let inner = self.binary(3);
            let span = self.since(start);
            return Expr { kind: ExprKind::Not(Box::new(inner)), span };
        }
        if self.eat(Keyword::If) {
            return self.conditional(start);
        }
        self.atom()
    }

    fn conditional(&mut self, start: Span) -> Expr {
        let condition = self.expr();
        self.expect(Keyword::So);
        let then = self.expr();
        self.expect(Keyword::Otherwise);
        let other = self.expr();
        let kind = ExprKind::If(Box::new(condition), Box::new(then), Box::new(other));
        Expr { kind, span: self.since(start) }
    }

    fn atom(&mut self) -> Expr {
        let start = self.span();
        let kind = match self.peek().clone() {
            TokenKind::Number(_) => match self.quantity() {
                Some(quantity) => ExprKind::Quantity(quantity),
                None => ExprKind::Broken,
            },
            TokenKind::Date(text) => {
                self.bump();
                ExprKind::Date(Name { text, span: start })
            }
            TokenKind::Text(text) | TokenKind::Code(text) => {
                self.bump();
                let name = Name { text, span: start };
                if self.at_mark(Mark::Dot) { self.path(name) } else { ExprKind::Text(name) }
            }
            TokenKind::Mark(Mark::Open) => {
                self.bump();
                let inner = self.expr();
                self.expect_mark(Mark::Close, ")");
                return Expr { kind: inner.kind, span: self.since(start) };
            }
            TokenKind::Word(text) if is_atom(&text) => {
                self.bump();
                self.word(Name { text, span: start })
            }
            _ => {
                self.unexpected("数、指标或算式");
                ExprKind::Broken
            }
        };
        Expr { kind, span: self.since(start) }
    }

    fn word(&mut self, name: Name) -> ExprKind {
        match Keyword::find(&name.text) {
            Some(Keyword::Yes) => ExprKind::Flag(true),
            Some(Keyword::No) => ExprKind::Flag(false),
            _ if self.at_mark(Mark::Open) => {
                self.bump();
                let mut arguments = Vec::new();
                while !self.at_mark(Mark::Close) && !self.at_separator() {
                    arguments.push(self.expr());
                    if !self.eat_mark(Mark::Comma) {
                        break;
                    }
                }
                self.expect_mark(Mark::Close, ")");
                ExprKind::Call(name, arguments)
            }
            _ => self.path(name),
        }
    }

    fn path(&mut self, first: Name) -> ExprKind {
        let mut names = vec![first];
        while self.at_mark(Mark::Dot) {
            self.bump();
            match self.name() {
                Some(name) => names.push(name),
                None => break,
            }
        }
        ExprKind::Path(names)
    }

    /// `区: 5% ； 其他: 4%`, or one expression.
    pub(super) fn variants(&mut self) -> Variants {
        if self.class_label(0).is_none() {
            return Variants::One(self.expr());
        }
        let mut rows = Vec::new();
        loop {
            let classes = if self.eat(Keyword::Otherwise) { Vec::new() } else { self.names() };
            self.expect_mark(Mark::Colon, ":");
            rows.push((classes, self.expr()));
            let gap = self.gap();
            if gap == 0 || self.class_label(gap).is_none() {
                return Variants::ByClass(rows);
            }
            self.at += gap;
        }
    }

    /// Whether `甲, 乙:` stands `ahead` of here.
    fn class_label(&self, ahead: usize) -> Option<()> {
        let mut at = ahead;
        loop {
            match self.token(at) {
                TokenKind::Word(_) | TokenKind::Text(_) => {}
                _ => return None,
            }
            match self.token(at + 1) {
                TokenKind::Mark(Mark::Colon) => return Some(()),
                TokenKind::Mark(Mark::Comma) => at += 2,
                _ => return None,
            }
        }
    }
}

/// Whether a word can stand in an expression: every name, and the keywords that stand for a value.
fn is_atom(word: &str) -> bool {
    Keyword::find(word).is_none_or(|keyword| {
        matches!(
            keyword,
            Keyword::FullPoints
                | Keyword::Over
                | Keyword::Short
                | Keyword::Standard
                | Keyword::Rank
                | Keyword::Cumulative
                | Keyword::OfMonth
                | Keyword::Gives
                | Keyword::Yes
                | Keyword::No
                | Keyword::Everyone
                | Keyword::SameClass
                | Keyword::Gapped
                | Keyword::Dense
                | Keyword::WithSelf
                | Keyword::WithoutSelf
                | Keyword::Total
                | Keyword::NotApplicable
                | Keyword::AwaitData
                | Keyword::HalfUp
                | Keyword::HalfEven
                | Keyword::Truncate
        )
    })
}
