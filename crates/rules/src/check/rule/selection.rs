//! `条件 → 效果`: the clauses of a rule, the proof that they exclude each other, and what the first that holds gives.

use super::Arm;
use crate::ast::{Clause, ClauseKind, Effect, Expr, Rule, RuleKind};
use crate::check::effect::Outcome;
use crate::check::logic::{Cond, Subjects, cells};
use crate::check::{Checker, Scope};
use crate::diagnostic::{Code, Diagnostic};
use crate::number::Decimal;
use crate::plan::State;
use crate::source::Span;
use crate::trace::Step;

impl Checker<'_> {
    /// `条件 → 效果` clauses and the rest: exactly one of them gives the value.
    pub(super) fn selection(&mut self, rule: &Rule, scope: &mut Scope) -> Outcome {
        let nothing = self.nothing();
        let whens: Vec<(&Expr, &Effect, Span)> = rule
            .clauses
            .iter()
            .filter_map(|c| match &c.kind {
                ClauseKind::When { condition, effect } => Some((condition, effect, c.span)),
                _ => None,
            })
            .collect();
        let rest = rule.clauses.iter().find_map(|c| match &c.kind {
            ClauseKind::Otherwise(effect) => Some(effect),
            _ => None,
        });
        if whens.is_empty() {
            if let Some(rest) = rest {
                self.error(Code::Misplaced, rest.span, "“否则”之前要有“条件 → 效果”");
            }
            return nothing;
        }
        self.check_selection(rule, &whens, rest.is_some(), scope);
        let rows = self.arms(rule, &whens, scope);
        let rest = rest.map(|effect| {
            let outcome = self.effect(effect, rule.kind, scope);
            self.check_constant(rule, &outcome, effect.span);
            outcome
        });
        self.first_that_holds(rule.kind, rows, rest)
    }

    /// The clauses in the order in which they rule: where two hold at once the first one does, unless a ruling adopts the latter.
    pub(super) fn arms(
        &mut self,
        rule: &Rule,
        whens: &[(&Expr, &Effect, Span)],
        scope: &mut Scope,
    ) -> Vec<Arm> {
        let mut arms = Vec::new();
        for (condition, effect, span) in whens {
            let test = self.truth(condition, scope);
            let outcome = self.effect(effect, rule.kind, scope);
            self.check_constant(rule, &outcome, effect.span);
            let text = self.sources.text(*span).trim().to_owned();
            arms.push(Arm { holds: test.value.num, formula: test.formula, outcome, text });
        }
        let latter = |c: &Clause| matches!(&c.kind, ClauseKind::Doubt(d) if d.first == Some(false));
        if rule.clauses.iter().any(latter) {
            arms.reverse();
        }
        arms
    }

    pub(super) fn first_that_holds(
        &mut self,
        kind: RuleKind,
        arms: Vec<Arm>,
        rest: Option<Outcome>,
    ) -> Outcome {
        let nothing = self.b.int(0);
        let mut value = match (&rest, kind) {
            (Some(rest), _) => rest.value,
            (None, RuleKind::Bonus | RuleKind::Deduction) => nothing,
            (None, _) => {
                let never = self.b.constant(0);
                self.b.num_guard(never, nothing, State::Undefined)
            }
        };
        for arm in arms.iter().rev() {
            value = self.b.num_select(arm.holds, arm.outcome.value, value);
        }
        let mut out = Outcome { value, steps: Vec::new(), constant: None, open_below: false, inside: false };
        let mut none = self.b.constant(1);
        for Arm { holds, formula, outcome, text } in arms {
            let not = self.b.not(holds);
            let first = self.b.and(none, holds);
            none = self.b.and(none, not);
            out.open_below |= outcome.open_below;
            out.inside |= outcome.inside;
            out.steps.push(Step::Branch { holds: first, formula, text, then: outcome.steps });
        }
        let then = match rest {
            Some(rest) => {
                out.open_below |= rest.open_below;
                out.inside |= rest.inside;
                rest.steps
            }
            None => vec![Step::Award { formula: Vec::new(), value: nothing, take: false }],
        };
        let text = crate::lex::Keyword::Otherwise.text().to_owned();
        out.steps.push(Step::Branch { holds: none, formula: Vec::new(), text, then });
        out
    }

    /// A constant beyond the line's points, or a 扣分 that gives.
    pub(super) fn check_constant(&mut self, rule: &Rule, outcome: &Outcome, span: Span) {
        let Some(constant) = outcome.constant else { return };
        if let (RuleKind::Score | RuleKind::Bonus, Some(points)) = (rule.kind, &rule.points)
            && constant > points.value
            && rule.outside != Some(true)
        {
            let message = format!("这里得 {constant} 分，超过本条分值 {} 分", points.value);
            self.complain(
                Diagnostic::new(Code::AwardOverPoints, span, message).hint("改分值，或写明“满分外”"),
            );
        }
        if rule.kind == RuleKind::Deduction && constant > Decimal::ZERO {
            self.complain(
                Diagnostic::new(Code::AwardOverPoints, span, "扣分条目里写的是得分").hint("写成“扣 N分”"),
            );
        }
    }

    pub(super) fn check_selection(
        &mut self,
        rule: &Rule,
        whens: &[(&Expr, &Effect, Span)],
        rest: bool,
        scope: &mut Scope,
    ) {
        let mut subjects = Subjects::default();
        let conditions: Vec<Cond> =
            whens.iter().map(|(c, _, _)| self.cond(c, &mut subjects, scope)).collect();
        let Some(cells) = cells(&subjects, &conditions) else {
            if !rest && rule.kind == RuleKind::Score {
                self.complain(
                    Diagnostic::new(Code::NoOtherwise, rule.code.span, "没有写明其余情形得多少")
                        .hint("最后加：否则 → 0分"),
                );
            }
            return;
        };
        let same = |a: usize, b: usize| {
            let text = |at: usize| whens.get(at).map(|(_, e, _)| self.sources.text(e.span).replace(' ', ""));
            text(a) == text(b)
        };
        let (mut overlap, mut gap) = (None, None);
        let mut ever = vec![false; whens.len()];
        for (truths, place) in &cells {
            let holding: Vec<usize> =
                truths.iter().enumerate().filter(|(_, t)| **t).map(|(i, _)| i).collect();
            for &at in &holding {
                if let Some(slot) = ever.get_mut(at) {
                    *slot = true;
                }
            }
            match holding.as_slice() {
                [] => gap = gap.or(Some(place.clone())),
                [first, others @ ..] => {
                    let clash = others.iter().find(|o| !same(*first, **o));
                    overlap = overlap.or(clash.map(|other| (*first, *other, place.clone())));
                }
            }
        }
        if let Some((a, b, place)) = overlap {
            let span = |at: usize| whens.get(at).map(|(_, _, s)| *s).unwrap_or_default();
            self.complain(
                Diagnostic::new(
                    Code::Overlap,
                    span(b),
                    format!("{place}时，这一条与上面一条同时成立而结果不同"),
                )
                .with(span(a), "同时成立的另一条")
                .hint("给其中一条加上条件，使二者不会同时成立"),
            );
        }
        for (at, (condition, _, _)) in whens.iter().enumerate() {
            if ever.get(at) == Some(&false) {
                self.complain(
                    Diagnostic::new(Code::NeverTrue, condition.span, "这个条件不可能成立")
                        .hint("请核对比较的方向和数值"),
                );
            }
        }
        if let (Some(place), false, RuleKind::Score) = (gap, rest, rule.kind) {
            self.complain(
                Diagnostic::new(Code::NoOtherwise, rule.code.span, format!("{place}时得多少没有写明"))
                    .hint("补上这种情形，或最后写：否则 → 0分"),
            );
        }
    }
}
