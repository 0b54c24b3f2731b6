//! 按级别 and 逐个: points by the records of a 台账.

use crate::ast::{Bounds, Counting, Effect, Expr, Name, RuleKind};
use crate::check::effect::Outcome;
use crate::check::{Checker, Scope, Typed};
use crate::diagnostic::{Code, Diagnostic};
use crate::measure::Measure;
use crate::plan::Cmp;
use crate::source::Span;
use crate::tally::Gather;
use crate::trace::{Shown, Step};

impl Checker<'_> {
    pub(super) fn ledger_of(&mut self, name: &Name) -> Option<usize> {
        let found = self.out.ledgers.iter().position(|l| l.name == name.text);
        if found.is_none() {
            self.complain(
                Diagnostic::new(Code::UnknownName, name.span, format!("没有台账“{}”", name.text))
                    .hint(format!("先声明：台账 {} 字段 级别 选项(国家级, 省级), 日期 日期", name.text)),
            );
        }
        found
    }

    pub(super) fn counting(&mut self, counting: Option<(Counting, Span)>, span: Span) -> Counting {
        counting.map_or_else(
            || {
                self.complain(
                    Diagnostic::new(Code::RepeatCount, span, "同一事项出现多次时计几次，没有写明")
                        .hint("写“逐件累计”“同一事项取最高”或“只取最高”"),
                );
                Counting::Every
            },
            |(c, _)| c,
        )
    }

    pub(in crate::check) fn by_level(
        &mut self,
        ledger: &Name,
        counting: Option<(Counting, Span)>,
        levels: &[(Name, Expr)],
        bounds: &Bounds,
        (kind, span): (RuleKind, Span),
        scope: &mut Scope,
    ) -> Outcome {
        let mut out = self.nothing();
        let Some(at) = self.ledger_of(ledger) else { return out };
        let counting = self.counting(counting, span);
        let field = self.out.ledgers.get(at).and_then(|l| {
            l.fields.iter().position(|f| levels.iter().any(|(name, _)| f.options.contains(&name.text)))
        });
        let Some(field) = field else {
            self.complain(
                Diagnostic::new(
                    Code::UnknownName,
                    span,
                    format!("台账“{}”没有含这些级别的选项字段", ledger.text),
                )
                .hint("在台账中写：级别 选项（国家级， 省级， 市级）"),
            );
            return out;
        };
        let options = self.out.ledgers.get(at).and_then(|l| l.fields.get(field)).map(|f| f.options.clone());
        let options = options.unwrap_or_default();
        let typed = self.in_ledger(at, scope, span, Gather::Sum(counting), |checker, inner| {
            let level = checker.b.input(u32::try_from(field).unwrap_or(0));
            let mut value = checker.b.int(0);
            for (name, points) in levels.iter().rev() {
                let Some(index) = options.iter().position(|o| *o == name.text) else {
                    let known = options.join("、");
                    let message = format!("级别“{}”不在台账的选项之中", name.text);
                    checker.complain(
                        Diagnostic::new(Code::UnknownName, name.span, message)
                            .hint(format!("选项有：{known}")),
                    );
                    continue;
                };
                let index = checker.b.constant(i128::try_from(index).unwrap_or(0));
                let here = checker.b.cmp(Cmp::Eq, level, index);
                let each = checker.typed(points, inner);
                let each = checker.as_points(&each, points.span);
                value = checker.b.num_select(here, each, value);
            }
            (Typed::new(value, Measure::points(), 2), None)
        });
        self.counted(typed, bounds, kind, span, scope, &mut out);
        out
    }

    /// Bounds and the step of the explanation for what was counted from a ledger.
    pub(super) fn counted(
        &mut self,
        typed: Typed,
        bounds: &Bounds,
        kind: RuleKind,
        span: Span,
        scope: &mut Scope,
        out: &mut Outcome,
    ) {
        if kind == RuleKind::Bonus && bounds.cap.is_none() && !bounds.unlimited && !scope.capped {
            self.complain(
                Diagnostic::new(Code::BonusUncapped, span, "加分没有写明最多加多少")
                    .hint("写“限 N分”或“不封顶”"),
            );
        }
        let mut value = typed.value;
        if kind == RuleKind::Deduction {
            // Levels of a 扣分 are written as what is taken.
            let zero = self.b.int(0);
            let negative = self.b.num_neg(value);
            value = self.b.num_min(negative, value);
            value = self.b.num_min(value, zero);
        }
        let result = Shown { value, measure: Measure::points(), decimals: 2, truth: false };
        out.steps.push(Step::Formula { label: String::new(), formula: typed.formula, value: result });
        let (value, steps) = self.bounded(value, bounds, scope, "本条");
        out.steps.extend(steps);
        out.value = value;
        out.open_below = kind == RuleKind::Deduction && bounds.cap.is_none() && bounds.floor.is_none();
    }

    pub(in crate::check) fn for_each(
        &mut self,
        ledger: &Name,
        counting: Option<(Counting, Span)>,
        when: Option<&Expr>,
        effect: &Effect,
        (kind, span): (RuleKind, Span),
        scope: &mut Scope,
    ) -> Outcome {
        let mut out = self.nothing();
        let Some(at) = self.ledger_of(ledger) else { return out };
        let counting = self.counting(counting, span);
        // Bounds written behind the effect bound the sum, not each record.
        let inner_effect = Effect { bounds: Bounds::default(), ..effect.clone() };
        let typed = self.in_ledger(at, scope, span, Gather::Sum(counting), |checker, inner| {
            let filter = when.map(|w| checker.truth(w, inner).value.num);
            let outcome = checker.effect(&inner_effect, RuleKind::Deduction, inner);
            (Typed::new(outcome.value, Measure::points(), 2), filter)
        });
        self.counted(typed, &effect.bounds, kind, span, scope, &mut out);
        out
    }
}
