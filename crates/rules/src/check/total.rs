//! Items, categories and the total: sums, bounds, rounding, and the proof that points add up.

use super::{Checker, Scope};
use crate::ast::{Bounds, Part, RoundLevel, Statement, StatementKind};
use crate::diagnostic::{Code, Diagnostic};
use crate::number::{Decimal, Rounding};
use crate::plan::{NodeId, Num, State, phases};
use crate::scheme::LineKind;
use crate::source::Span;
use std::collections::BTreeMap;

impl Checker<'_> {
    pub(super) fn totals(&mut self, statements: &[Statement]) {
        self.check_points(statements);
        let round =
            self.round.map_or((2, Rounding::HalfUp, RoundLevel::Line), |r| (r.decimals, r.mode, r.level));
        let items: Vec<Num> = (0..self.out.items.len()).map(|item| self.item_value(item, round)).collect();
        let head = statements.iter().find_map(|s| match &s.kind {
            StatementKind::Scheme(head) => Some(head.bounds.clone()),
            _ => None,
        });
        let head = head.unwrap_or_default();
        let (categories, total) = self.combined(&items, &head, round);
        for value in categories {
            let node = self.b.num_round(value, round.0, round.1);
            self.out.plan.categories.push(node);
        }
        let zeroed = |checker: &mut Self, zero: &BTreeMap<usize, NodeId>| {
            let nothing = checker.b.int(0);
            let mut left = items.clone();
            for (item, holds) in zero {
                if let Some(value) = left.get_mut(*item) {
                    *value = checker.b.num_select(*holds, nothing, *value);
                }
            }
            checker.combined(&left, &head, round).1
        };
        self.vetoes(statements, total, round, zeroed);
        self.lights(statements);
        self.outcomes(statements);
        self.plan();
    }

    /// What each category and the whole come to, with their bounds, from what the items come to.
    fn combined(
        &mut self,
        items: &[Num],
        head: &Bounds,
        round: (u8, Rounding, RoundLevel),
    ) -> (Vec<Num>, Num) {
        let mut categories = Vec::new();
        for category in 0..self.out.categories.len() {
            let own = self.out.categories.get(category).map(|c| c.items.clone()).unwrap_or_default();
            let parts: Vec<Num> = own.iter().filter_map(|item| items.get(*item).copied()).collect();
            let bounds = self.category_parts.get(category).map(|p| p.bounds.clone()).unwrap_or_default();
            let sum = self.sum_of(&parts);
            categories.push(self.part_bounds(sum, &bounds));
        }
        let sum = self.sum_of(&categories);
        let mut total = self.part_bounds(sum, head);
        if round.2 == RoundLevel::Total {
            total =
                Num { num: self.b.num_round(total, round.0, round.1), den: None, scale: i32::from(round.0) };
        }
        (categories, total)
    }

    fn item_value(&mut self, item: usize, round: (u8, Rounding, RoundLevel)) -> Num {
        let lines = self.out.items.get(item).map(|i| i.lines.clone()).unwrap_or_default();
        let values: Vec<Num> = lines.iter().filter_map(|l| self.line_values.get(*l).copied()).collect();
        let sum = self.sum_of(&values);
        let bounds = self.item_parts.get(item).map(|p| p.bounds.clone()).unwrap_or_default();
        let mut value = self.part_bounds(sum, &bounds);
        let node = self.b.num_round(value, round.0, round.1);
        if round.2 != RoundLevel::Total {
            value = Num { num: node, den: None, scale: i32::from(round.0) };
        }
        self.out.plan.items.push(node);
        self.item_values.push(value);
        value
    }

    /// The sum of those that apply; not applicable only where none does.
    fn sum_of(&mut self, parts: &[Num]) -> Num {
        let scale = parts.iter().map(|p| p.scale).max().unwrap_or(0);
        if parts.iter().all(|p| p.den.is_none() && p.scale == scale) {
            let nodes: Vec<NodeId> = parts.iter().map(|p| p.num).collect();
            return Num { num: self.b.total(nodes), den: None, scale };
        }
        let mut sum = self.b.int(0);
        let mut none = self.b.constant(1);
        let zero = self.b.int(0);
        for part in parts {
            let absent = self.b.num_is(*part, State::NotApplicable);
            none = self.b.and(none, absent);
            let value = self.b.num_select(absent, zero, *part);
            sum = self.b.num_add(sum, value);
        }
        let some = self.b.not(none);
        self.b.num_guard(some, sum, State::NotApplicable)
    }

    pub(super) fn part_bounds(&mut self, value: Num, bounds: &Bounds) -> Num {
        let mut value = value;
        if let Some(cap) = &bounds.cap {
            let typed = self.typed(cap, &mut Scope::default());
            let cap = self.as_points(&typed, cap.span);
            value = self.b.num_min(value, cap);
        }
        if let Some(floor) = &bounds.floor {
            let typed = self.typed(floor, &mut Scope::default());
            let floor = self.as_points(&typed, floor.span);
            value = self.b.num_max(value, floor);
        }
        value
    }

    /// Lines add up to items, items to categories, categories to the total: for every class of unit.
    fn check_points(&mut self, statements: &[Statement]) {
        if self.out.lines.is_empty() && statements.iter().any(|s| matches!(s.kind, StatementKind::Scheme(_)))
        {
            self.complain(
                Diagnostic::new(
                    Code::NoPoints,
                    head_span(statements),
                    "这份办法还没有一条计分或评判，算不出得分",
                )
                .hint("先写“项”，再在它下面写“计分”"),
            );
        }
        let classes: Vec<Option<String>> = if self.out.classes.is_empty() {
            vec![None]
        } else {
            self.out.classes.iter().cloned().map(Some).collect()
        };
        for item in 0..self.out.items.len() {
            self.check_item(item, &classes);
        }
        for category in 0..self.out.categories.len() {
            let Some(part) = self.category_parts.get(category).cloned() else { continue };
            let Some(spec) = self.out.categories.get(category).cloned() else { continue };
            self.check_sum(&part, spec.points, &spec.items, &classes, "各项");
        }
        let total = self.out.total;
        let sum = self.out.categories.iter().try_fold(Decimal::ZERO, |s, c| s.checked_add(c.points));
        let stated = self.category_parts.len() == self.out.categories.len();
        if stated && sum != Some(total) {
            let span = head_span(statements);
            let found = sum.map(|s| s.normalized().to_string()).unwrap_or_default();
            self.complain(
                Diagnostic::new(
                    Code::PointsSum,
                    span,
                    format!("各类分值合计 {found} 分，与总分 {total} 分不符"),
                )
                .hint("核对各类分值；原文确实如此的，写明存疑与裁定"),
            );
        } else if !stated {
            self.check_flat(statements, total, &classes);
        }
    }

    /// A scheme without 类: its items add up to the total.
    fn check_flat(&mut self, statements: &[Statement], total: Decimal, classes: &[Option<String>]) {
        let items: Vec<usize> = (0..self.out.items.len()).collect();
        for class in classes {
            let sum = self.items_points(&items, class.as_deref());
            if sum != Some(total) {
                let span = head_span(statements);
                let found = sum.map(|s| s.normalized().to_string()).unwrap_or_default();
                let whose = class.as_ref().map(|c| format!("（{c}）")).unwrap_or_default();
                self.complain(
                    Diagnostic::new(
                        Code::PointsSum,
                        span,
                        format!("各项分值合计 {found} 分{whose}，与总分 {total} 分不符"),
                    )
                    .hint("核对各项分值；原文确实如此的，写明存疑与裁定"),
                );
                return;
            }
        }
    }

    fn items_points(&self, items: &[usize], class: Option<&str>) -> Option<Decimal> {
        items
            .iter()
            .filter_map(|i| self.out.items.get(*i))
            .filter(|i| applies(&i.classes, class))
            .try_fold(Decimal::ZERO, |s, i| s.checked_add(i.points))
    }

    fn check_sum(
        &mut self,
        part: &Part,
        points: Decimal,
        items: &[usize],
        classes: &[Option<String>],
        what: &str,
    ) {
        for class in classes {
            let sum = self.items_points(items, class.as_deref());
            if sum != Some(points) {
                let found = sum.map(|s| s.normalized().to_string()).unwrap_or_default();
                let whose = class.as_ref().map(|c| format!("（{c}）")).unwrap_or_default();
                let name = &part.code.text;
                let span = part.points.as_ref().map_or(part.code.span, |p| p.span);
                self.complain(
                    Diagnostic::new(
                        Code::PointsSum,
                        span,
                        format!("{name} {points} 分，{what}分值合计 {found} 分{whose}，对不上"),
                    )
                    .hint("核对分值；原文确实如此的，写明存疑与裁定"),
                );
                return;
            }
        }
    }

    fn check_item(&mut self, item: usize, classes: &[Option<String>]) {
        let Some(spec) = self.out.items.get(item).cloned() else { return };
        for class in classes {
            if !applies(&spec.classes, class.as_deref()) {
                continue;
            }
            let sum = spec
                .lines
                .iter()
                .filter_map(|l| self.out.lines.get(*l))
                .filter(|l| applies(&l.classes, class.as_deref()))
                .filter(|l| match l.kind {
                    LineKind::Score => true,
                    LineKind::Bonus | LineKind::Judged => !l.outside,
                    LineKind::Deduction => false,
                })
                .try_fold(Decimal::ZERO, |s, l| s.checked_add(l.points.unwrap_or(Decimal::ZERO)));
            if sum != Some(spec.points) {
                let found = sum.map(|s| s.normalized().to_string()).unwrap_or_default();
                let span =
                    self.item_parts.get(item).and_then(|p| p.points.as_ref()).map_or(spec.span, |p| p.span);
                let whose = class.as_ref().map(|c| format!("（{c}）")).unwrap_or_default();
                self.complain(
                    Diagnostic::new(
                        Code::PointsSum,
                        span,
                        format!(
                            "项 {} 共 {} 分，各条分值合计 {found} 分{whose}，对不上",
                            spec.code, spec.points
                        ),
                    )
                    .hint("核对各条分值；原文确实如此的，写明：存疑 E0301 \"说明\" 裁定 机构 日期"),
                );
                return;
            }
        }
    }

    /// Cuts the finished graph into phases.
    fn plan(&mut self) {
        let plan = &mut self.out.plan;
        let mut roots: Vec<NodeId> = plan.items.clone();
        roots.extend(&plan.categories);
        roots.extend([plan.raw_total, plan.total, plan.rank, plan.grade]);
        roots.extend(&plan.vetoes);
        roots.extend(&plan.lights);
        roots.extend(&plan.outcomes);
        roots.sort_unstable();
        roots.dedup();
        plan.graph = std::mem::take(&mut self.b.graph);
        plan.phases = phases(&plan.graph, &roots);
        plan.tallies = std::mem::take(&mut self.tallies);
    }
}

fn head_span(statements: &[Statement]) -> Span {
    let head = statements.iter().find(|s| matches!(s.kind, StatementKind::Scheme(_)));
    let span = head.map(|s| s.span).unwrap_or_default();
    match head.map(|s| &s.kind) {
        Some(StatementKind::Scheme(head)) => head.total.as_ref().map_or(span, |t| t.span),
        _ => span,
    }
}

fn applies(classes: &[String], class: Option<&str>) -> bool {
    classes.is_empty() || class.is_none_or(|class| classes.iter().any(|c| c == class))
}
