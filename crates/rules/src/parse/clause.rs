//! Clauses of a rule.

use super::Parser;
use crate::ast::{Bounds, Clause, ClauseKind, Quantity, Rule};
use crate::lex::{Keyword, Mark, TokenKind};
use crate::number::Decimal;

impl Parser<'_> {
    pub(super) fn clauses(&mut self, rule: &mut Rule) {
        let mut broken_at = None;
        while !self.at_statement_end() {
            if self.at_separator() {
                self.bump();
                continue;
            }
            let start = self.span();
            if self.stray_within() || self.head_only(rule) {
                continue;
            }
            let leading = self.comments_before(start.start);
            if let Some(kind) = self.clause() {
                let span = self.since(start);
                let trailing = self.comment_here();
                rule.clauses.push(Clause { kind, span, leading, trailing });
            }
            // 依据 may stand behind the clause as well as in the head.
            while self.head_only(rule) {}
            if !self.at_separator() {
                self.unexpected("分号或换行");
                self.skip_clause();
            }
            // Guard against a clause that takes nothing.
            if broken_at == Some(self.at) {
                self.bump();
            }
            broken_at = Some(self.at);
        }
    }

    /// 依据, 满分外 and the like may stand on a line of their own.
    fn head_only(&mut self, rule: &mut Rule) -> bool {
        let belongs = matches!(
            self.keyword(),
            Some(Keyword::Basis | Keyword::Outside | Keyword::Inside | Keyword::AppliesTo | Keyword::By)
        );
        belongs && self.head_part(rule)
    }

    fn clause(&mut self) -> Option<ClauseKind> {
        let Some(keyword) = self.keyword() else { return self.plain_clause() };
        if let Some(read) = Self::verb(keyword) {
            self.bump();
            return read(self);
        }
        match keyword {
            Keyword::Otherwise => {
                self.bump();
                self.expect_mark(Mark::Arrow, "→");
                Some(ClauseKind::Otherwise(self.effect()))
            }
            Keyword::AsRate => {
                self.bump();
                let rate = self.sum();
                self.expect(Keyword::Gives);
                Some(ClauseKind::Rate { rate, bounds: self.bounds() })
            }
            Keyword::ZeroTarget => {
                self.bump();
                self.eat_mark(Mark::Arrow);
                Some(ClauseKind::ZeroTarget(self.policy()))
            }
            Keyword::MissingHere | Keyword::MissingData => {
                self.bump();
                self.eat_mark(Mark::Arrow);
                Some(ClauseKind::Missing(self.policy()))
            }
            Keyword::Doubt => self.doubt().map(ClauseKind::Doubt),
            Keyword::Cap
            | Keyword::Floor
            | Keyword::Limit
            | Keyword::NoLess
            | Keyword::Unlimited
            | Keyword::DeductToZero
            | Keyword::MayGoNegative => {
                let mut bounds = Bounds::default();
                while self.bound(&mut bounds) {}
                Some(ClauseKind::Bounds(bounds))
            }
            _ => self.plain_clause(),
        }
    }

    /// A definition, `条件 → 效果`, a judged range or word, or a bare effect.
    fn plain_clause(&mut self) -> Option<ClauseKind> {
        let has_arrow = self.rest_of_clause(0).any(|(_, t)| *t == TokenKind::Mark(Mark::Arrow));
        let names = matches!(self.peek(), TokenKind::Word(_) | TokenKind::Text(_));
        if !has_arrow && names && *self.token(1) == TokenKind::Mark(Mark::Equal) {
            let name = self.name()?;
            self.bump();
            return Some(ClauseKind::Define { name, value: self.variants() });
        }
        if !has_arrow && self.keyword().is_none() && names && matches!(self.token(1), TokenKind::Number(_)) {
            let word = self.name()?;
            return Some(ClauseKind::JudgedWord { word, points: self.points()? });
        }
        if !has_arrow && self.range_ahead() {
            let low = self.signed_points()?;
            self.bump();
            return Some(ClauseKind::JudgedRange { low, high: self.signed_points()? });
        }
        let takes =
            matches!(self.keyword(), Some(Keyword::Take | Keyword::Add | Keyword::Each | Keyword::EachFull));
        if takes || (!has_arrow && !self.condition_ahead()) {
            return Some(ClauseKind::Always(self.effect()));
        }
        let condition = self.expr();
        self.join_lines();
        if !self.expect_mark(Mark::Arrow, "→") {
            self.skip_clause();
            return None;
        }
        Some(ClauseKind::When { condition, effect: self.effect() })
    }

    /// `0分 到 8分`, `-20分 到 0分`.
    pub(super) fn range_ahead(&self) -> bool {
        let at = usize::from(self.at_mark(Mark::Minus));
        matches!(self.token(at), TokenKind::Number(_))
            && (self.keyword_at(at + 1) == Some(Keyword::Upto)
                || self.keyword_at(at + 2) == Some(Keyword::Upto))
    }

    /// Points that may be below zero: the end of a judged range.
    fn signed_points(&mut self) -> Option<Quantity> {
        let minus = self.eat_mark(Mark::Minus);
        let mut points = self.points()?;
        if minus {
            points.value = Decimal::ZERO.checked_sub(points.value).unwrap_or(points.value);
        }
        Some(points)
    }

    /// A comparison that nothing follows from: the arrow was forgotten.
    fn condition_ahead(&self) -> bool {
        let mut depth = 0_usize;
        for n in 0.. {
            match self.token(n) {
                TokenKind::Newline | TokenKind::End | TokenKind::Mark(Mark::Semicolon) => return false,
                TokenKind::Mark(Mark::Open) => depth += 1,
                TokenKind::Mark(Mark::Close) => depth = depth.saturating_sub(1),
                // What 若 tests is not what the clause asks for.
                TokenKind::Word(_) if self.keyword_at(n) == Some(Keyword::If) => return false,
                TokenKind::Mark(
                    Mark::AtLeast | Mark::AtMost | Mark::Above | Mark::Below | Mark::NotEqual,
                ) if depth == 0 => {
                    return true;
                }
                _ => {}
            }
        }
        false
    }
}
