//! 累进 and 加权: sums of parts with rates and weights.

use crate::ast::{Expr, Quantity};
use crate::check::effect::Outcome;
use crate::check::text::{join, words};
use crate::check::{Checker, Scope};
use crate::diagnostic::{Code, Diagnostic};
use crate::fmt as print;
use crate::measure::Measure;
use crate::number::Decimal;
use crate::plan::Num;
use crate::source::Span;
use crate::trace::{Piece, Shown, Step};

impl Checker<'_> {
    pub(in crate::check) fn progressive(
        &mut self,
        amount: &Expr,
        width: &Expr,
        rates: &[Expr],
        scope: &mut Scope,
    ) -> Outcome {
        let typed = self.typed(amount, scope);
        let step = self.typed(width, scope);
        let mut out = self.nothing();
        let Some((a, w, measure)) = self.align(&typed, &step, width.span, "分段") else { return out };
        let mut total = self.b.int(0);
        let mut start = self.b.int(0);
        let zero = self.b.int(0);
        let minus = self.b.num_neg(a);
        let decimals = typed.decimals.max(step.decimals);
        let mut bands = Vec::new();
        for (at, rate) in rates.iter().enumerate() {
            let rate_typed = self.typed(rate, scope);
            let points = self.as_points(&rate_typed, rate.span);
            let last = at + 1 == rates.len();
            let mut band = zero;
            // The lead and the lag are cut into the same bands; the last band is open.
            for (value, lag) in [(a, false), (minus, true)] {
                let beyond = self.b.num_sub(value, start);
                let beyond = self.b.num_max(beyond, zero);
                let part = if last { beyond } else { self.b.num_min(beyond, w) };
                let earned = self.b.num_mul(part, points);
                total = if lag { self.b.num_sub(total, earned) } else { self.b.num_add(total, earned) };
                band = if lag { self.b.num_sub(band, part) } else { self.b.num_add(band, part) };
            }
            start = self.b.num_add(start, w);
            let shown = Shown { value: band, measure: measure.clone(), decimals, truth: false };
            let joint = words(if at == 0 { ":" } else { " + " });
            bands = join(&[&bands, &joint, &[Piece::Value(shown)], &words(" × "), &rate_typed.formula]);
        }
        let result = Shown { value: total, measure: Measure::points(), decimals: 2, truth: false };
        let tail = words(format!("，每 {} 一段", print::expression(width)));
        out.steps.push(Step::Formula {
            label: "累进".to_owned(),
            formula: join(&[&typed.formula, &tail, &bands]),
            value: result,
        });
        out.value = total;
        out
    }

    pub(in crate::check) fn weighted(
        &mut self,
        rows: &[(Expr, Quantity)],
        span: Span,
        scope: &mut Scope,
    ) -> Outcome {
        let mut out = self.nothing();
        let (mut sum, mut formula) = (Some(Decimal::ZERO), Vec::new());
        let mut total = self.b.int(0);
        for (expr, weight) in rows {
            let typed = self.typed(expr, scope);
            let points = self.as_points(&typed, expr.span);
            sum = sum.and_then(|s| s.checked_add(weight.value));
            let share = self.b.literal(weight.value);
            let product = self.b.num_mul(points, Num { scale: share.scale + 2, ..share });
            total = self.b.num_add(total, product);
            let joint = if formula.is_empty() { Vec::new() } else { words(" + ") };
            let tail = words(format!(" × {}%", weight.value));
            formula = join(&[&formula, &joint, &crate::check::text::bracketed(&typed.formula), &tail]);
        }
        if sum != Some(Decimal::from_int(100)) {
            let found = sum.map_or_else(String::new, |s| s.normalized().to_string());
            self.complain(
                Diagnostic::new(Code::Weights, span, format!("权重合计是 {found}%，不是 100%"))
                    .hint("请核对各项权重"),
            );
        }
        let result = Shown { value: total, measure: Measure::points(), decimals: 2, truth: false };
        out.steps.push(Step::Formula { label: "加权".to_owned(), formula, value: result });
        out.value = total;
        out
    }
}
