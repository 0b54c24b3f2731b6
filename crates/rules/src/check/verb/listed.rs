//! 真值表 and 逐项: points by which of some conditions hold.

use super::Row;
use crate::ast::{Expr, ExprKind, RuleKind, TruthRow};
use crate::check::effect::Outcome;
use crate::check::text::{join, words};
use crate::check::{Checker, Scope, Typed};
use crate::diagnostic::{Code, Diagnostic};
use crate::fmt as print;
use crate::measure::Measure;
use crate::number::Decimal;
use crate::plan::{NodeId, Num};
use crate::source::Span;
use crate::trace::{Piece, Shown, Step};

impl Checker<'_> {
    pub(in crate::check) fn truth_table(
        &mut self,
        tests: &[Expr],
        rows: &[TruthRow],
        kind: RuleKind,
        span: Span,
        scope: &mut Scope,
    ) -> Outcome {
        let typed: Vec<Typed> = tests.iter().map(|t| self.truth(t, scope)).collect();
        let mut values: Vec<(Vec<bool>, Num)> = Vec::new();
        let all = 1_usize.checked_shl(u32::try_from(tests.len()).unwrap_or(64)).unwrap_or(usize::MAX);
        let mut seen: Vec<Vec<bool>> = Vec::new();
        let mut table = Vec::new();
        for row in rows {
            if row.cells.len() != tests.len() {
                let message =
                    format!("真值表有 {} 个条件，这一行写了 {} 个是否", tests.len(), row.cells.len());
                self.error(Code::Arguments, row.span, message);
                continue;
            }
            if seen.contains(&row.cells) {
                self.error(Code::Overlap, row.span, "这一行的是否组合前面已经有了");
                continue;
            }
            seen.push(row.cells.clone());
            let (mut holds, mut formula) = (self.b.constant(1), Vec::new());
            for (test, cell) in typed.iter().zip(&row.cells) {
                let node = if *cell { test.value.num } else { self.b.not(test.value.num) };
                holds = self.b.and(holds, node);
                let joint = if formula.is_empty() { Vec::new() } else { words(",") };
                let verdict = words(if *cell { " 达到" } else { " 未达到" });
                formula = join(&[&formula, &joint, &test.formula, &verdict]);
            }
            let outcome = self.effect(&row.effect, kind, scope);
            values.push((row.cells.clone(), outcome.value));
            table.push(Row { holds, formula, text: String::new(), outcome });
        }
        if seen.len() < all {
            self.complain(
                Diagnostic::new(Code::Gap, span, format!("真值表应有 {all} 行，只写了 {} 行", seen.len()))
                    .hint("每一种是否组合都要写明"),
            );
        }
        let mut out = self.table(table, None);
        // As a tree of tests: where the result is the same whichever way an unknown test falls, it is known.
        let nodes: Vec<NodeId> = typed.iter().map(|t| t.value.num).collect();
        out.value = self.decision(&nodes, &mut Vec::new(), &values);
        out
    }

    pub(super) fn decision(
        &mut self,
        tests: &[NodeId],
        chosen: &mut Vec<bool>,
        values: &[(Vec<bool>, Num)],
    ) -> Num {
        let Some((first, rest)) = tests.split_first() else {
            let found = values.iter().find(|(cells, _)| cells == chosen).map(|(_, value)| *value);
            return found.unwrap_or_else(|| self.b.int(0));
        };
        chosen.push(true);
        let yes = self.decision(rest, chosen, values);
        chosen.pop();
        chosen.push(false);
        let no = self.decision(rest, chosen, values);
        chosen.pop();
        self.b.num_select(*first, yes, no)
    }

    pub(in crate::check) fn one_by_one(
        &mut self,
        failures: bool,
        each: &Expr,
        take: bool,
        tests: &[Expr],
        kind: RuleKind,
        scope: &mut Scope,
    ) -> Outcome {
        let typed = self.typed(each, scope);
        let each_points = self.as_points(&typed, each.span);
        let mut out = self.nothing();
        let mut count = self.b.int(0);
        let mut formula = Vec::new();
        for expr in tests {
            let test = self.truth(expr, scope);
            let node = if failures { self.b.not(test.value.num) } else { test.value.num };
            let one = Num::whole(node);
            count = self.b.num_add(count, one);
            let shown = Shown { value: test.value, measure: Measure::yes_no(), decimals: 0, truth: true };
            let joint = if formula.is_empty() { Vec::new() } else { words(";") };
            // A bare yes-or-no says nothing without its name.
            let named = match &expr.kind {
                ExprKind::Path(path) => words(path.first().map(|n| n.text.clone()).unwrap_or_default()),
                _ => test.formula,
            };
            formula = join(&[&formula, &joint, &named, &words(" "), &[Piece::Value(shown)]]);
        }
        formula.push(Piece::Text("，共".to_owned()));
        let mut value = self.b.num_mul(count, each_points);
        if take {
            value = self.b.num_neg(value);
        }
        let count_shown = Shown { value: count, measure: Measure::count("项"), decimals: 0, truth: false };
        let label = if failures { "未完成" } else { "完成" };
        out.steps.push(Step::Formula { label: label.to_owned(), formula, value: count_shown });
        out.steps.push(Step::Award {
            formula: words(format!("每项 {} 分", print::expression(each).trim_end_matches('分'))),
            value,
            take,
        });
        if let (RuleKind::Score, true, Some(points)) = (kind, take, scope.points) {
            // 未完成其中一项扣…: taken from the full points.
            value = self.b.num_add(points, value);
            let full = Step::Award { formula: words("满分"), value: points, take: false };
            out.steps.insert(out.steps.len() - 1, full);
            let worst = self.b.int(i128::try_from(tests.len()).unwrap_or(i128::MAX));
            let worst = self.b.num_mul(worst, each_points);
            let left = self.b.num_sub(points, worst);
            out.open_below = self.b.num_known(left).is_none_or(|l| l < Decimal::ZERO);
        }
        out.value = value;
        out
    }
}
