//! Signs between two values.

use super::difference;
use crate::ast::{BinaryOp, Expr, ExprKind};
use crate::check::text::{bracketed, join, sign, words};
use crate::check::{Checker, Scope, Typed};
use crate::diagnostic::Code;
use crate::measure::{Kind, Measure};
use crate::plan::{Cmp, Num};
use crate::source::Span;

impl Checker<'_> {
    pub(super) fn binary(
        &mut self,
        op: BinaryOp,
        a: &Expr,
        b: &Expr,
        span: Span,
        scope: &mut Scope,
    ) -> Typed {
        if matches!(op, BinaryOp::And | BinaryOp::Or) {
            let (x, y) = (self.truth(a, scope), self.truth(b, scope));
            let (m, n) = (x.value.num, y.value.num);
            let node = if op == BinaryOp::And { self.b.and(m, n) } else { self.b.or(m, n) };
            let formula = join(&[&x.formula, &words(sign(op)), &y.formula]);
            return Typed::condition(node, formula, x.broken || y.broken);
        }
        if let (BinaryOp::Divide, ExprKind::Binary(BinaryOp::Multiply, p, q)) = (op, &a.kind)
            && let Some(found) = self.share_of(p, q, b, span, scope)
        {
            return found;
        }
        let (x, y) = self.operands(a, b, scope);
        let formula = match op {
            BinaryOp::Multiply | BinaryOp::Divide => {
                join(&[&bracketed(&x.formula), &words(sign(op)), &bracketed(&y.formula)])
            }
            _ => join(&[&x.formula, &words(sign(op)), &y.formula]),
        };
        let comparison = match op {
            BinaryOp::AtLeast => Some(Cmp::Ge),
            BinaryOp::AtMost => Some(Cmp::Le),
            BinaryOp::Above => Some(Cmp::Gt),
            BinaryOp::Below => Some(Cmp::Lt),
            BinaryOp::Equal => Some(Cmp::Eq),
            BinaryOp::NotEqual => Some(Cmp::Ne),
            _ => None,
        };
        if let Some(cmp) = comparison {
            let Some((m, n, _)) = self.align(&x, &y, span, "相比") else {
                let broken = self.broken();
                return Typed { truth: true, ..broken };
            };
            let node = self.b.num_cmp(cmp, m, n);
            return Typed::condition(node, formula, false);
        }
        let result = match op {
            BinaryOp::Add | BinaryOp::Subtract => self.sum(op, &x, &y, span),
            BinaryOp::Multiply => self.product(&x, &y, span),
            _ => self.quotient(&x, &y, span),
        };
        match result {
            Some((value, measure)) => {
                let decimals = if op == BinaryOp::Divide { 4 } else { x.decimals.max(y.decimals) };
                let share = x.share && op == BinaryOp::Subtract;
                Typed { formula, share, ..Typed::new(value, measure, decimals) }
            }
            None => self.broken(),
        }
    }

    /// `满分 × 完成投资 ÷ 年度计划`: points times a quotient of like quantities.
    pub(super) fn share_of(
        &mut self,
        p: &Expr,
        q: &Expr,
        r: &Expr,
        span: Span,
        scope: &mut Scope,
    ) -> Option<Typed> {
        let said = self.diagnostics.len();
        let (x, y, z) = (self.typed(p, scope), self.typed(q, scope), self.typed(r, scope));
        let free = |t: &Typed| matches!(t.measure.kind, Kind::Plain | Kind::Percent);
        if x.broken || y.broken || z.broken || free(&x) || free(&y) || y.measure.kind != z.measure.kind {
            self.diagnostics.truncate(said);
            return None;
        }
        let (ratio, measure) = self.quotient(&y, &z, span)?;
        let quotient = Typed::new(ratio, measure, 4);
        let (value, measure) = self.product(&x, &quotient, span)?;
        let formula = join(&[
            &bracketed(&x.formula),
            &words(" × "),
            &bracketed(&y.formula),
            &words(" ÷ "),
            &bracketed(&z.formula),
        ]);
        Some(Typed { formula, ..Typed::new(value, measure, 4) })
    }

    /// Both sides; a text beside a field with options is one of the options.
    pub(super) fn operands(&mut self, a: &Expr, b: &Expr, scope: &mut Scope) -> (Typed, Typed) {
        let option = match &b.kind {
            ExprKind::Text(option) => Some(option),
            ExprKind::Path(names) => names.first().filter(|_| names.len() == 1),
            _ => None,
        };
        if let (Some(ledger), ExprKind::Path(left), Some(option)) = (scope.ledger, &a.kind, option)
            && let [field] = left.as_slice()
            && let Some(found) = self.option(ledger, field, option)
        {
            return (self.typed(a, scope), found);
        }
        (self.typed(a, scope), self.typed(b, scope))
    }

    pub(super) fn sum(&mut self, op: BinaryOp, x: &Typed, y: &Typed, span: Span) -> Option<(Num, Measure)> {
        let minus = op == BinaryOp::Subtract;
        let verb = if minus { "相减" } else { "相加" };
        let rates = (&x.measure.kind, &y.measure.kind);
        // A rate plus or minus percentage points is a rate; rate minus rate is percentage points.
        let mixed = matches!(rates, (Kind::Percent, Kind::PercentPoint))
            || (!minus && matches!(rates, (Kind::PercentPoint, Kind::Percent)));
        if let (Kind::Plain, Kind::PercentPoint) = rates {
            // A share written as a bare quotient is a rate.
            let rate = Num { scale: x.value.scale - 2, ..x.value };
            let value = if minus { self.b.num_sub(rate, y.value) } else { self.b.num_add(rate, y.value) };
            return Some((value, Measure::percent()));
        }
        let dated = matches!(rates, (Kind::Date, Kind::Count(days)) if days == "天");
        let (a, b, measure) = if mixed {
            (x.value, y.value, Measure::percent())
        } else if dated {
            (x.value, y.value, x.measure.clone())
        } else {
            self.align(x, y, span, verb)?
        };
        let value = if minus { self.b.num_sub(a, b) } else { self.b.num_add(a, b) };
        // A bare quotient less 100% is a difference of rates, too.
        let alike = x.measure.kind == y.measure.kind || matches!(rates, (Kind::Plain, Kind::Percent));
        let same = alike && minus && !x.share;
        Some((value, if same { difference(measure) } else { measure }))
    }

    pub(super) fn product(&mut self, x: &Typed, y: &Typed, span: Span) -> Option<(Num, Measure)> {
        if x.broken || y.broken {
            return None;
        }
        let value = self.b.num_mul(x.value, y.value);
        let by_percent = |value: Num| Num { scale: value.scale + 2, ..value };
        match (&x.measure.kind, &y.measure.kind) {
            (Kind::Plain, _) | (Kind::Count(_) | Kind::Rank, Kind::Points | Kind::Money(_)) => {
                Some((value, y.measure.clone()))
            }
            (_, Kind::Plain) | (Kind::Points | Kind::Money(_), Kind::Count(_) | Kind::Rank) => {
                Some((value, x.measure.clone()))
            }
            (_, Kind::Percent) => Some((by_percent(value), x.measure.clone())),
            (Kind::Percent, _) => Some((by_percent(value), y.measure.clone())),
            (a, b) if a == b && *a == Kind::Points => Some((value, Measure::points())),
            _ => {
                self.mismatch(&x.measure, &y.measure, span, "相乘");
                None
            }
        }
    }

    pub(super) fn quotient(&mut self, x: &Typed, y: &Typed, span: Span) -> Option<(Num, Measure)> {
        if x.broken || y.broken {
            return None;
        }
        if y.zero {
            self.error(Code::Arguments, span, "除数不能是零");
            return None;
        }
        if x.measure.kind == y.measure.kind {
            let (a, b, _) = self.align(x, y, span, "相除")?;
            return Some((self.b.num_div(a, b), Measure::plain()));
        }
        let value = self.b.num_div(x.value, y.value);
        match (&x.measure.kind, &y.measure.kind) {
            (_, Kind::Plain) | (Kind::Points | Kind::Money(_), Kind::Count(_) | Kind::Rank) => {
                Some((value, x.measure.clone()))
            }
            (_, Kind::Percent) => Some((Num { scale: value.scale - 2, ..value }, x.measure.clone())),
            _ => {
                self.mismatch(&x.measure, &y.measure, span, "相除");
                None
            }
        }
    }
}
