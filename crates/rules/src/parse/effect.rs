//! Effects: what a clause gives or takes, in steps or at once, and its bounds.

use super::Parser;
use crate::ast::{Bounds, Effect, Expr, ExprKind, Name, Quantity, StepMode, Term, TermKind};
use crate::lex::Keyword;
use crate::number::Decimal;
use crate::source::Span;

impl Parser<'_> {
    /// Terms joined by 并, then 限, 不封顶, 不低于.
    pub(super) fn effect(&mut self) -> Effect {
        let start = self.span();
        let mut terms = vec![self.term()];
        loop {
            self.join_lines();
            let joined = self.eat(Keyword::Also);
            if !joined && !self.at_take_of_steps() {
                break;
            }
            terms.push(self.term());
        }
        let bounds = self.bounds();
        Effect { terms, bounds, span: self.since(start) }
    }

    /// `满分 减 不足 每…`: 减 before steps joins like 并; the sign stands behind the step.
    fn at_take_of_steps(&self) -> bool {
        self.keyword() == Some(Keyword::Take)
            && matches!(self.keyword_at(1), Some(Keyword::Short | Keyword::Over))
    }

    fn term(&mut self) -> Term {
        let start = self.span();
        let leading_take = self.eat(Keyword::Take);
        if !leading_take {
            self.eat(Keyword::Add);
        }
        if self.at_step_word() {
            // `每 1起 扣 1分`: the amount is the indicator's actual.
            let amount = Expr {
                kind: ExprKind::Path(vec![Name { text: "实绩".to_owned(), span: start }]),
                span: start,
            };
            return self.steps(amount, start);
        }
        if self.eat(Keyword::ZeroPoints) {
            let span = self.since(start);
            let quantity = Quantity { value: Decimal::ZERO, unit: "分".to_owned(), span };
            let value = Expr { kind: ExprKind::Quantity(quantity), span };
            return Term { take: leading_take, kind: TermKind::Value(value), span };
        }
        let value = self.sum();
        if self.at_step_word() {
            return self.steps(value, start);
        }
        Term { take: leading_take, kind: TermKind::Value(value), span: self.since(start) }
    }

    fn at_step_word(&self) -> bool {
        matches!(self.keyword(), Some(Keyword::Each | Keyword::EachFull))
    }

    fn steps(&mut self, amount: Expr, start: Span) -> Term {
        let full = self.eat(Keyword::EachFull);
        if !full {
            self.eat(Keyword::Each);
        }
        let width = self.sum();
        let take = self.eat(Keyword::Take);
        if !take && !self.eat(Keyword::Add) {
            self.unexpected("“加”或“扣”");
        }
        let each = self.sum();
        let mut mode = full.then_some(StepMode::Full);
        let mut place = None;
        let mut bounds = Bounds::default();
        loop {
            match self.keyword() {
                Some(Keyword::ProRata) => mode = Some(StepMode::ProRata),
                Some(Keyword::PartIgnored) => mode = Some(StepMode::Full),
                Some(Keyword::PartCounts) => mode = Some(StepMode::PartCounts),
                Some(Keyword::PartNearest) => mode = Some(StepMode::Nearest),
                Some(Keyword::Outside) => place = Some(true),
                Some(Keyword::Inside) => place = Some(false),
                Some(Keyword::Unlimited) => bounds.unlimited = true,
                // Behind 不封顶 a 限 bounds the whole effect, not this step.
                Some(Keyword::Limit) if !bounds.unlimited => {
                    self.bump();
                    bounds.cap = Some(self.sum());
                    continue;
                }
                _ => break,
            }
            self.bump();
        }
        let kind = TermKind::Steps { amount, width, each, mode, bounds, place };
        Term { take, kind, span: self.since(start) }
    }

    /// 限, 上限, 不低于, 下限, 不封顶, 扣完为止, 倒扣, as many as stand here.
    pub(super) fn bounds(&mut self) -> Bounds {
        let mut bounds = Bounds::default();
        self.join_lines();
        while self.bound(&mut bounds) {
            self.join_lines();
        }
        bounds
    }

    /// One bound, if one stands here.
    pub(super) fn bound(&mut self, bounds: &mut Bounds) -> bool {
        match self.keyword() {
            Some(Keyword::Limit | Keyword::Cap) => {
                self.bump();
                bounds.cap = Some(self.sum());
            }
            Some(Keyword::NoLess | Keyword::Floor) => {
                self.bump();
                bounds.floor = Some(self.sum());
            }
            Some(Keyword::Unlimited) => {
                self.bump();
                bounds.unlimited = true;
            }
            Some(Keyword::DeductToZero) => {
                let span = self.span();
                self.bump();
                let zero = Quantity { value: Decimal::ZERO, unit: "分".to_owned(), span };
                bounds.floor = Some(Expr { kind: ExprKind::Quantity(zero), span });
            }
            Some(Keyword::MayGoNegative) => {
                self.bump();
                bounds.negative = true;
            }
            _ => return false,
        }
        true
    }
}
