//! 阶梯: the steps of a rate, and 类推.

use super::{MAX_ROWS, Row};
use crate::ast::{Expr, Ladder, RuleKind};
use crate::check::effect::Outcome;
use crate::check::text::{join, words};
use crate::check::{Checker, Scope, Typed};
use crate::diagnostic::{Code, Diagnostic};
use crate::measure::Kind;
use crate::number::Decimal;
use crate::plan::{Cmp, Num};
use crate::source::Span;
use crate::trace::Step;

impl Checker<'_> {
    pub(in crate::check) fn ladder(
        &mut self,
        ladder: &Ladder,
        kind: RuleKind,
        span: Span,
        scope: &mut Scope,
    ) -> Outcome {
        let subject = self.typed(&ladder.subject, scope);
        let mut rows = Vec::new();
        let mut last: Option<(Decimal, Decimal)> = None;
        for (at, effect) in &ladder.rows {
            let threshold = self.typed(at, scope);
            let outcome = self.effect(effect, kind, scope);
            let here = self.constant(at, scope);
            if let (Some((before, _)), Some(here)) = (last, here)
                && here >= before
            {
                self.complain(
                    Diagnostic::new(
                        Code::BandOverlap,
                        at.span,
                        "阶梯要从高到低写，这一档不低于上一档，永远用不上",
                    )
                    .hint("把各档按门槛从高到低排列"),
                );
            }
            last = here.zip(outcome.constant).or(last);
            rows.extend(self.rung(&subject, &threshold, outcome, at.span));
        }
        if let Some((step, each, until)) = &ladder.extend {
            self.extend_ladder(&mut rows, &subject, [step, each, until], last, scope);
        }
        let mut rest = ladder.otherwise.as_ref().map(|effect| self.effect(effect, kind, scope));
        if let (None, Some((_, _, until))) = (&rest, &ladder.extend) {
            rest = self.points_end(until, scope);
        }
        if rest.is_none() {
            self.no_otherwise(span);
        }
        self.table(rows, rest)
    }

    /// 类推 … 到 0分 says what everything below gets.
    pub(super) fn points_end(&mut self, until: &Expr, scope: &mut Scope) -> Option<Outcome> {
        let typed = self.typed(until, scope);
        if typed.measure.kind != Kind::Points {
            return None;
        }
        let mut out = self.nothing();
        out.value = typed.value;
        out.steps.push(Step::Award { formula: typed.formula, value: typed.value, take: false });
        Some(out)
    }

    pub(super) fn no_otherwise(&mut self, span: Span) {
        self.complain(
            Diagnostic::new(Code::NoOtherwise, span, "没有写明各档之外怎么办").hint("最后加一行：其余 → 0分"),
        );
    }

    pub(super) fn rung(
        &mut self,
        subject: &Typed,
        threshold: &Typed,
        outcome: Outcome,
        span: Span,
    ) -> Option<Row> {
        let (a, b, _) = self.align(subject, threshold, span, "相比")?;
        let holds = self.b.num_cmp(Cmp::Ge, a, b);
        let formula = join(&[&subject.formula, &words(" ≥ "), &threshold.formula]);
        Some(Row { holds, formula, text: String::new(), outcome })
    }

    /// 类推 每降 10% 减 4分 到 50%.
    pub(super) fn extend_ladder(
        &mut self,
        rows: &mut Vec<Row>,
        subject: &Typed,
        rule: [&Expr; 3],
        last: Option<(Decimal, Decimal)>,
        scope: &mut Scope,
    ) {
        let [step, each, until] = rule;
        let constants = (self.constant(step, scope), self.constant(each, scope), self.constant(until, scope));
        let (Some((mut at, mut points)), (Some(down), Some(less), Some(limit))) = (last, constants) else {
            self.error(Code::Arguments, step.span, "类推要写常数，前面至少有一档写明门槛和分数");
            return;
        };
        if down <= Decimal::ZERO {
            self.error(Code::Arguments, step.span, "类推的步长必须大于零");
            return;
        }
        let by_points = self.typed(until, scope).measure.kind == Kind::Points;
        let power = i32::from(subject.measure.power);
        while rows.len() < MAX_ROWS {
            let next = at
                .checked_sub(down)
                .zip(points.checked_sub(less))
                .filter(|(lower, fewer)| if by_points { *fewer > limit } else { *lower >= limit });
            let Some((lower, fewer)) = next else { return };
            (at, points) = (lower, fewer);
            let literal = self.b.literal(at);
            let value = Num { scale: literal.scale + power, ..literal };
            let made = Typed::new(value, subject.measure.clone(), 0);
            let given = self.b.literal(points);
            let shown = words(format!("{points} 分"));
            let mut outcome = self.nothing();
            outcome.value = given;
            outcome.constant = Some(points);
            outcome.steps.push(Step::Award { formula: shown, value: given, take: false });
            rows.extend(self.rung(subject, &made, outcome, until.span));
        }
    }
}
