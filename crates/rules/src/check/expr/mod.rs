//! Expressions: names, measures and the plan's nodes.

mod arithmetic;
mod choice;
mod field;
mod name;

use crate::ast::{Expr, ExprKind, Name, Quantity};
use crate::calendar::days_of;
use crate::check::measure::describe;
use crate::check::text::{bracketed, join, words};
use crate::check::{Checker, Scope, Typed};
use crate::diagnostic::{Code, Diagnostic};
use crate::measure::{Kind, Measure};
use crate::number::Decimal;

impl Checker<'_> {
    /// The meaning of an expression. Where it has none, a diagnostic and a broken value.
    pub(crate) fn typed(&mut self, expr: &Expr, scope: &mut Scope) -> Typed {
        match &expr.kind {
            ExprKind::Quantity(quantity) => self.quantity(quantity),
            ExprKind::Flag(flag) => self.flag(*flag),
            ExprKind::Date(name) => self.date(name),
            ExprKind::Path(names) => self.path(names, expr.span, scope),
            ExprKind::Text(name) => self.path(std::slice::from_ref(name), expr.span, scope),
            ExprKind::Negate(inner) => {
                let mut inner = self.typed(inner, scope);
                inner.value = self.b.num_neg(inner.value);
                inner.formula = join(&[&words("−"), &bracketed(&inner.formula)]);
                inner
            }
            ExprKind::Not(inner) => {
                let inner = self.truth(inner, scope);
                let node = self.b.not(inner.value.num);
                let formula = join(&[&words("非("), &inner.formula, &words(")")]);
                Typed::condition(node, formula, inner.broken)
            }
            ExprKind::Binary(op, a, b) => self.binary(*op, a, b, expr.span, scope),
            ExprKind::If(c, a, b) => self.conditional(c, a, b, expr.span, scope),
            ExprKind::Call(name, arguments) => self.call(name, arguments, expr.span, scope),
            ExprKind::Broken => self.broken(),
        }
    }

    /// An expression that must be true or false.
    pub(crate) fn truth(&mut self, expr: &Expr, scope: &mut Scope) -> Typed {
        let typed = self.typed(expr, scope);
        if !typed.truth && !typed.broken {
            let found = describe(&typed.measure);
            self.complain(
                Diagnostic::new(Code::MeasureMismatch, expr.span, format!("这里应当是条件，写的是{found}"))
                    .hint("条件要有比较，例如“实绩 >= 目标”；是否类指标可以直接写名称"),
            );
            return Typed { truth: true, broken: true, ..typed };
        }
        typed
    }

    pub(crate) fn broken(&mut self) -> Typed {
        let value = self.b.int(0);
        Typed {
            value,
            measure: Measure::plain(),
            truth: false,
            zero: false,
            decimals: 0,
            formula: Vec::new(),
            broken: true,
            lower_better: false,
            share: false,
        }
    }

    pub(crate) fn quantity(&mut self, quantity: &Quantity) -> Typed {
        let measure = self.measure(&quantity.unit, quantity.span);
        let value = self.b.literal(quantity.value);
        let shown = format!("{}{}", quantity.value.grouped(), measure.after_number());
        Typed {
            zero: quantity.value.is_zero(),
            share: measure.kind == Kind::Percent && quantity.value == Decimal::from_int(100),
            formula: words(shown),
            decimals: quantity.value.decimals(),
            ..Typed::new(value, measure, 0)
        }
    }

    fn flag(&mut self, flag: bool) -> Typed {
        let node = self.b.constant(i128::from(flag));
        Typed::condition(node, words(if flag { "是" } else { "否" }), false)
    }

    fn date(&mut self, name: &Name) -> Typed {
        let Some(days) = days_of(&name.text) else {
            self.error(Code::BadNumber, name.span, format!("没有{}这一天", name.text));
            return self.broken();
        };
        let value = self.b.int(i128::from(days));
        let measure = Measure { kind: Kind::Date, power: 0, name: "日期".to_owned() };
        Typed { formula: words(name.text.clone()), ..Typed::new(value, measure, 0) }
    }
}

/// The measure of a difference: of two rates, percentage points; of two days, days.
pub(crate) fn difference(measure: Measure) -> Measure {
    match measure.kind {
        Kind::Percent => Measure::percent_point(),
        Kind::Date => Measure::count("天"),
        _ => measure,
    }
}
