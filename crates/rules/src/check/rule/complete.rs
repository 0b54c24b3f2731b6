//! What every finished line goes through: bounds, policies, rounding, which units it applies to.

use crate::ast::{ClauseKind, Policy, PolicyKind, Quantity, Rule};
use crate::check::{Checker, Scope};
use crate::diagnostic::{Code, Diagnostic};
use crate::fmt as print;
use crate::number::Rounding;
use crate::plan::{Cmp, GroupOp, Num, State};
use crate::scheme::{Line, LinePlan};
use crate::trace::{LineTrace, Step};

impl Checker<'_> {
    /// Policies, applicability, rounding: the value of the finished line.
    pub(super) fn complete(
        &mut self,
        rule: &Rule,
        line: Line,
        value: Num,
        mut trace: LineTrace,
        scope: &Scope,
    ) {
        let mut value = value;
        for clause in &rule.clauses {
            if let ClauseKind::Bounds(bounds) = &clause.kind {
                let mut inner = Scope { points: scope.points, ..Scope::default() };
                let (bounded, steps) = self.bounded(value, bounds, &mut inner, "本条");
                value = bounded;
                trace.bounds.extend(steps);
            }
        }
        value = self.zero_target(rule, value, &mut trace, scope);
        let mut decimals = 2;
        if let Some(round) = self.round {
            decimals = round.decimals;
            if round.level == crate::ast::RoundLevel::Line {
                trace.before_rounding = Some(value);
                value = self.rounded_num(value, round.decimals, round.mode);
            }
        }
        value = self.missing_policy(rule, value, &mut trace, scope);
        let mut mask = self.class_mask(&rule.classes);
        let item_classes = self.item_parts.last().map(|p| p.classes.clone()).unwrap_or_default();
        mask &= self.class_mask(&item_classes);
        if mask != u64::MAX {
            let applies = self.b.class(mask);
            value = self.b.num_guard(applies, value, State::NotApplicable);
        }
        let mode = self.round.map_or(Rounding::HalfUp, |r| r.mode);
        let shown = self.b.num_round(value, decimals, mode);
        let at = self.out.lines.len();
        if let Some(item) = self.out.items.get_mut(line.item) {
            item.lines.push(at);
        }
        self.out.lines.push(line);
        self.line_values.push(value);
        self.out.plan.lines.push(LinePlan { value: shown, exact: value, trace });
    }

    pub(super) fn rounded_num(&mut self, value: Num, decimals: u8, mode: Rounding) -> Num {
        Num { num: self.b.num_round(value, decimals, mode), den: None, scale: i32::from(decimals) }
    }

    pub(super) fn zero_target(
        &mut self,
        rule: &Rule,
        value: Num,
        trace: &mut LineTrace,
        scope: &Scope,
    ) -> Num {
        let policy = rule.clauses.iter().find_map(|c| match &c.kind {
            ClauseKind::ZeroTarget(policy) => Some(policy),
            _ => None,
        });
        let Some((target, span)) = scope.zero_target else { return value };
        let Some(policy) = policy else {
            self.complain(
                Diagnostic::new(Code::ZeroTarget, span, "目标可能为零，这时完成率没有意义，没有写明怎么办")
                    .hint("在指标声明中写“目标大于零”，或在本条写“零目标 满分”（或零分、不适用）"),
            );
            return value;
        };
        let zero = self.b.constant(0);
        let holds = self.b.cmp(Cmp::Eq, target.num, zero);
        let points = self.policy_points(policy, scope);
        let words = policy_words(policy);
        trace
            .steps
            .push(Step::Policy { holds, words: format!("目标为零，按“{words}”"), value: points });
        if policy.kind == PolicyKind::NotApplicable {
            let nonzero = self.b.not(holds);
            return self.b.num_guard(nonzero, value, State::NotApplicable);
        }
        self.b.num_select(holds, points, value)
    }

    pub(super) fn missing_policy(
        &mut self,
        rule: &Rule,
        value: Num,
        trace: &mut LineTrace,
        scope: &Scope,
    ) -> Num {
        let own = rule.clauses.iter().find_map(|c| match &c.kind {
            ClauseKind::Missing(policy) => Some(policy.clone()),
            _ => None,
        });
        let Some(policy) = own.or_else(|| self.missing.clone()) else { return value };
        let holds = self.b.num_is(value, State::Missing);
        let words = policy_words(&policy);
        let filled = match policy.kind {
            PolicyKind::Await => return value,
            PolicyKind::NotApplicable => {
                let known = self.b.not(holds);
                return self.b.num_guard(known, value, State::NotApplicable);
            }
            PolicyKind::GroupMean => self.group_mean(value),
            PolicyKind::Zero | PolicyKind::Full | PolicyKind::Base(_) => self.policy_points(&policy, scope),
        };
        trace
            .steps
            .push(Step::Policy { holds, words: format!("数据未报，按“{words}”"), value: filled });
        self.b.num_select(holds, filled, value)
    }

    /// The mean of the line over the units that have one, rounded as scores are.
    pub(super) fn group_mean(&mut self, value: Num) -> Num {
        let population = self.ranking.as_ref().and_then(|(r, _)| r.population);
        let population = population.unwrap_or(crate::ast::Population::Everyone);
        let (decimals, mode) = self.round.map_or((2, Rounding::HalfUp), |r| (r.decimals, r.mode));
        let value = self.rounded_num(value, decimals, mode);
        let sum = Num { num: self.b.group(GroupOp::SumKnown, population, value.num), ..value };
        let count = self.b.group(GroupOp::Count, population, value.num);
        let zero = self.b.constant(0);
        let some = self.b.cmp(Cmp::Gt, count, zero);
        let count = self.b.guard(some, count, State::Missing);
        let count = Num::whole(count);
        let mean = self.b.num_div_positive(sum, count);
        self.rounded_num(mean, decimals, mode)
    }
}

fn policy_words(policy: &Policy) -> String {
    match &policy.kind {
        PolicyKind::Await => "待补".to_owned(),
        PolicyKind::Zero => "零分".to_owned(),
        PolicyKind::Full => "满分".to_owned(),
        PolicyKind::GroupMean => "组均值".to_owned(),
        PolicyKind::Base(quantity) => format!("基本分 {}", quantity_words(quantity)),
        PolicyKind::NotApplicable => "不适用".to_owned(),
    }
}

fn quantity_words(quantity: &Quantity) -> String {
    print::quantity_text(quantity)
}
