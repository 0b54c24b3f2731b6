//! Items and lines: heads, clauses, what each line comes to.

use super::effect::Outcome;
use super::logic::{Cond, Subjects, cells};
use super::text::words;
use super::{Checker, Scope, Typed};
use crate::ast::{Clause, ClauseKind, Effect, Expr, Part, Policy, PolicyKind, Quantity, Rule, RuleKind};
use crate::diagnostic::{Code, Diagnostic};
use crate::fmt as print;
use crate::lex::words::JUDGED;
use crate::measure::Measure;
use crate::number::{Decimal, Rounding};
use crate::plan::{Cmp, GroupOp, NodeId, Num, State};
use crate::scheme::{Category, Input, InputKind, Item, Line, LineKind, LinePlan};
use crate::source::Span;
use crate::trace::{Given, LineTrace, Shown, Step};

/// One `条件 → 效果` of a rule: where it holds, how the condition reads, what it gives, its text.
struct Arm {
    holds: NodeId,
    formula: Vec<crate::trace::Piece>,
    outcome: Outcome,
    text: String,
}

impl Checker<'_> {
    pub(super) fn category(&mut self, part: &Part, span: Span) {
        if self.out.categories.iter().any(|c| c.name == part.code.text) {
            self.error(Code::Duplicate, part.code.span, format!("类“{}”已经有了", part.code.text));
        }
        self.quotes(&part.quotes);
        let _ = self.doubts(&part.doubts, span);
        let points = self.part_points(part);
        self.out.categories.push(Category {
            id: part.code.text.clone(),
            name: part.code.text.clone(),
            points,
            items: Vec::new(),
        });
        self.category_parts.push(part.clone());
    }

    fn part_points(&mut self, part: &Part) -> Decimal {
        if let Some(points) = &part.points {
            points.value.normalized()
        } else {
            self.complain(
                Diagnostic::new(Code::NoPoints, part.code.span, format!("“{}”没有写明分值", part.code.text))
                    .hint("在名称之后写上分值,如 12分"),
            );
            Decimal::ZERO
        }
    }

    pub(super) fn item(&mut self, part: &Part, span: Span) {
        if self.out.categories.is_empty() {
            // A scheme without 类: its items stand under the scheme itself.
            let points = self.out.total;
            self.out.categories.push(Category {
                id: String::new(),
                name: String::new(),
                points,
                items: Vec::new(),
            });
        }
        let category = self.out.categories.len() - 1;
        let category_id = self.out.categories.get(category).map(|c| c.id.clone()).unwrap_or_default();
        let id = identify(&category_id, &part.code.text);
        if self.out.items.iter().any(|i| i.id == id) {
            self.error(
                Code::Duplicate,
                part.code.span,
                format!("同一类中已有编号为 {} 的项", part.code.text),
            );
        }
        let _ = self.class_mask(&part.classes);
        let quotes = self.quotes(&part.quotes);
        let rulings = self.doubts(&part.doubts, span);
        let points = self.part_points(part);
        let at = self.out.items.len();
        if let Some(category) = self.out.categories.get_mut(category) {
            category.items.push(at);
        }
        self.out.items.push(Item {
            id,
            code: part.code.text.clone(),
            title: part.title.as_ref().map(|t| t.text.clone()).unwrap_or_default(),
            points,
            category,
            lines: Vec::new(),
            classes: part.classes.iter().map(|c| c.text.clone()).collect(),
            quotes,
            rulings,
            span,
        });
        self.item_parts.push(part.clone());
    }

    pub(super) fn rule(&mut self, rule: &Rule, span: Span) {
        let Some(item) = self.out.items.len().checked_sub(1) else {
            self.complain(
                Diagnostic::new(Code::Misplaced, rule.code.span, "计分、加分、扣分、评判要写在“项”之后")
                    .hint("先写一行:项 1 \"名称\" 12分"),
            );
            return;
        };
        let mut scope = self.rule_scope(rule);
        let line = self.line(rule, item, span, &scope);
        self.head_checks(rule);
        let mut outcome = if rule.kind == RuleKind::Judged {
            self.judged(rule, &mut scope)
        } else {
            self.clauses(rule, &mut scope)
        };
        self.check_outcome(rule, &outcome, item, span);
        if (outcome.inside || (rule.kind == RuleKind::Score && rule.outside == Some(false)))
            && let Some(points) = scope.points
        {
            outcome.steps.push(Step::Bound {
                cap: true,
                words: "计入本条满分,最多".to_owned(),
                bound: points,
                before: outcome.value,
            });
            outcome.value = self.b.num_min(outcome.value, points);
        }
        let (value, bounds) = self.bounded(outcome.value, &rule.bounds, &mut scope, "本条");
        let trace = LineTrace {
            given: std::mem::take(&mut scope.given),
            steps: outcome.steps,
            bounds,
            ..LineTrace::default()
        };
        self.complete(rule, line, value, trace, &scope);
    }

    fn rule_scope(&mut self, rule: &Rule) -> Scope {
        let mut scope = Scope::default();
        let named = rule.indicator.as_ref().or(rule.title.as_ref());
        scope.indicator = named.and_then(|n| self.out.indicators.iter().position(|i| i.name == n.text));
        if let (Some(indicator), None) = (&rule.indicator, scope.indicator) {
            let known = self.out.indicators.iter().map(|i| i.name.clone());
            let near = crate::facts::nearest(&indicator.text, known);
            let hint = near.map_or_else(
                || format!("先声明:指标 {} 计量单位 来源 部门;不用指标的,名称写在引号里", indicator.text),
                |near| format!("是否指“{near}”?"),
            );
            let message = format!("没有指标“{}”", indicator.text);
            scope.nameless = true;
            self.complain(Diagnostic::new(Code::UnknownName, indicator.span, message).hint(hint));
        }
        if let Some(points) = &rule.points {
            scope.points = Some(self.b.literal(points.value));
            scope.points_decimals = points.value.normalized().decimals();
        }
        scope.capped = rule.bounds.cap.is_some() || rule.bounds.unlimited;
        scope.place_stated = rule.outside.is_some();
        scope
    }

    fn line(&mut self, rule: &Rule, item: usize, span: Span, scope: &Scope) -> Line {
        let category = self.out.items.get(item).map_or(0, |i| i.category);
        let category_id = self.out.categories.get(category).map(|c| c.id.clone()).unwrap_or_default();
        let id = identify(&category_id, &rule.code.text);
        if !self.line_ids.insert(id.clone()) {
            self.error(Code::Duplicate, rule.code.span, format!("同一类中编号 {} 已经用过", rule.code.text));
        }
        let _ = self.class_mask(&rule.classes);
        let doubts: Vec<_> = rule
            .clauses
            .iter()
            .filter_map(|c| match &c.kind {
                ClauseKind::Doubt(doubt) => Some(doubt.clone()),
                _ => None,
            })
            .collect();
        let indicator_name = scope.indicator.and_then(|i| self.out.indicators.get(i)).map(|i| i.name.clone());
        let title = rule.title.as_ref().map(|t| t.text.clone()).or(indicator_name);
        Line {
            id,
            code: rule.code.text.clone(),
            kind: match rule.kind {
                RuleKind::Score => LineKind::Score,
                RuleKind::Bonus => LineKind::Bonus,
                RuleKind::Deduction => LineKind::Deduction,
                RuleKind::Judged => LineKind::Judged,
            },
            // A line of its own neither title nor indicator is called as its item.
            title: title.or_else(|| self.out.items.get(item).map(|i| i.title.clone())).unwrap_or_default(),
            points: rule.points.as_ref().map(|p| p.value.normalized()),
            outside: match rule.kind {
                // The points of a 计分 count whatever may be earned beyond them.
                RuleKind::Score => false,
                RuleKind::Deduction => true,
                RuleKind::Bonus | RuleKind::Judged => rule.outside == Some(true),
            },
            item,
            indicator: scope.indicator,
            classes: rule.classes.iter().map(|c| c.text.clone()).collect(),
            quotes: self.quotes(&rule.quotes),
            judge: rule.judge.as_ref().map(|j| j.text.clone()),
            rulings: self.doubts(&doubts, span),
            span,
        }
    }

    /// What the head of a line must state.
    fn head_checks(&mut self, rule: &Rule) {
        match rule.kind {
            RuleKind::Bonus if rule.outside.is_none() => self.complain(
                Diagnostic::new(Code::BonusPlace, rule.code.span, "加分是否计入本项满分,没有写明")
                    .hint("写“满分外”(可以超过本项分值)或“满分内”(计入本项分值)"),
            ),
            RuleKind::Score | RuleKind::Judged => {
                let ranged = rule.kind == RuleKind::Judged && rule.outside == Some(true);
                if rule.points.is_none() && !ranged {
                    let message = format!("{} 没有写明分值", rule.code.text);
                    self.complain(
                        Diagnostic::new(Code::NoPoints, rule.code.span, message)
                            .hint("在编号和指标之后写上分值,如 4分"),
                    );
                }
            }
            RuleKind::Bonus | RuleKind::Deduction => {}
        }
        if rule.quotes.is_empty() {
            let message = format!("{} 没有写明依据原文哪一句", rule.code.text);
            self.complain(Diagnostic::new(Code::NoQuote, rule.code.span, message).hint("写上:依据【原文】"));
        }
    }

    fn judged(&mut self, rule: &Rule, scope: &mut Scope) -> Outcome {
        if rule.judge.is_none() {
            self.complain(
                Diagnostic::new(Code::NoJudge, rule.code.span, "评判没有写明由谁评").hint("写上:由 机构"),
            );
        }
        let points = rule.points.as_ref().map_or(Decimal::ZERO, |p| p.value.normalized());
        let (mut low, mut high) = (Decimal::ZERO, points);
        let mut words_allowed = Vec::new();
        for clause in &rule.clauses {
            match &clause.kind {
                ClauseKind::JudgedRange { low: from, high: to } => {
                    (low, high) = (from.value.normalized(), to.value.normalized());
                    if low > high {
                        self.error(Code::BadNumber, clause.span, "评分范围的下限高于上限");
                    }
                }
                ClauseKind::JudgedWord { word, points } => {
                    words_allowed.push((word.text.clone(), points.value.normalized()));
                }
                ClauseKind::Doubt(_) | ClauseKind::Missing(_) => {}
                _ => self.error(Code::Misplaced, clause.span, "评判只写评分范围(0分 到 8分)或评语(好 4分)"),
            }
        }
        if let (Some(least), Some(most)) =
            (words_allowed.iter().map(|(_, p)| *p).min(), words_allowed.iter().map(|(_, p)| *p).max())
        {
            (low, high) = (least, most);
        }
        if high > points && rule.outside != Some(true) {
            let message = format!("最高可评 {high} 分,超过本条分值 {points} 分");
            self.error(Code::AwardOverPoints, rule.code.span, message);
        }
        let decimals = self.round.map_or(2, |r| r.decimals);
        let input = self.input(Input {
            name: rule.code.text.clone(),
            field: JUDGED.to_owned(),
            kind: InputKind::Judgement { line: self.out.lines.len(), low, high, words: words_allowed },
            measure: Measure::points(),
            decimals,
        });
        let node = self.b.input(input);
        let value = Num { num: node, den: None, scale: i32::from(decimals) };
        let shown = Shown { value, measure: Measure::points(), decimals, truth: false };
        let judge = rule.judge.as_ref().map(|j| j.text.clone()).unwrap_or_default();
        scope.given.push(Given { label: format!("{judge}评分"), shown, input: Some(input) });
        let steps = vec![Step::Award { formula: words(format!("{judge}评定")), value, take: false }];
        Outcome { value, steps, constant: None, open_below: false, inside: false }
    }

    fn clauses(&mut self, rule: &Rule, scope: &mut Scope) -> Outcome {
        for clause in &rule.clauses {
            if let ClauseKind::Define { name, value } = &clause.kind {
                self.define(name, value, scope);
            }
        }
        let mut out = self.selection(rule, scope);
        let mut any = rule.clauses.iter().any(|c| matches!(c.kind, ClauseKind::When { .. }));
        for clause in &rule.clauses {
            let Some(part) = self.verb_clause(clause, rule.kind, scope) else { continue };
            any = true;
            out.value = self.b.num_add(out.value, part.value);
            out.steps.extend(part.steps);
            out.open_below |= part.open_below;
            out.inside |= part.inside;
        }
        if !any {
            self.plain_completion(rule, scope, &mut out);
        }
        out
    }

    /// A line without any clause: a yes-or-no indicator gives its points when it is met.
    fn plain_completion(&mut self, rule: &Rule, scope: &mut Scope, out: &mut Outcome) {
        let yes_no = scope
            .indicator
            .and_then(|i| self.out.indicators.get(i))
            .is_some_and(|i| i.measure.kind == crate::measure::Kind::YesNo);
        let (Some(indicator), true, Some(points)) = (scope.indicator, yes_no, scope.points) else {
            self.complain(
                Diagnostic::new(
                    Code::NoOtherwise,
                    rule.code.span,
                    format!("{} 没有写明怎样计分", rule.code.text),
                )
                .hint("写上子句,例如:实绩 >= 目标 → 满分;否则 → 0分"),
            );
            return;
        };
        let actual = self.used_field(indicator, crate::lex::words::ACTUAL, rule.code.span, scope);
        let zero = self.b.int(0);
        let value = if rule.kind == RuleKind::Deduction { self.b.num_neg(points) } else { points };
        out.value = self.b.num_select(actual.value.num, value, zero);
        let name = rule.indicator.as_ref().map(|n| n.text.clone()).unwrap_or_default();
        let not = self.b.not(actual.value.num);
        let award = |value: Num| {
            vec![Step::Award { formula: Vec::new(), value, take: rule.kind == RuleKind::Deduction }]
        };
        out.steps.push(Step::Branch {
            holds: actual.value.num,
            formula: words(format!("{name}:是")),
            text: String::new(),
            then: award(value),
        });
        out.steps.push(Step::Branch {
            holds: not,
            formula: words(format!("{name}:否")),
            text: String::new(),
            then: award(zero),
        });
    }

    fn define(&mut self, name: &crate::ast::Name, value: &crate::ast::Variants, scope: &mut Scope) {
        let typed = self.variants(value, scope);
        let standard = crate::lex::Keyword::Standard.text();
        if scope.names.contains_key(&name.text) {
            self.error(Code::Duplicate, name.span, format!("“{}”在本条已经写过", name.text));
        }
        let shown = typed.shown();
        let constant = self.b.num_known(typed.value).is_some();
        scope.given.push(Given { label: name.text.clone(), shown: shown.clone(), input: None });
        let formula = if typed.truth || constant {
            typed.formula.clone()
        } else {
            vec![crate::trace::Piece::Value(shown)]
        };
        let typed = Typed { formula, ..typed };
        if name.text == standard {
            scope.standard = Some(typed.clone());
        }
        scope.names.insert(name.text.clone(), typed);
    }

    /// `条件 → 效果` clauses and the rest: exactly one of them gives the value.
    fn selection(&mut self, rule: &Rule, scope: &mut Scope) -> Outcome {
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
    fn arms(&mut self, rule: &Rule, whens: &[(&Expr, &Effect, Span)], scope: &mut Scope) -> Vec<Arm> {
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

    fn first_that_holds(&mut self, kind: RuleKind, arms: Vec<Arm>, rest: Option<Outcome>) -> Outcome {
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
    fn check_constant(&mut self, rule: &Rule, outcome: &Outcome, span: Span) {
        let Some(constant) = outcome.constant else { return };
        if let (RuleKind::Score | RuleKind::Bonus, Some(points)) = (rule.kind, &rule.points)
            && constant > points.value
            && rule.outside != Some(true)
        {
            let message = format!("这里得 {constant} 分,超过本条分值 {} 分", points.value);
            self.complain(
                Diagnostic::new(Code::AwardOverPoints, span, message).hint("改分值,或写明“满分外”"),
            );
        }
        if rule.kind == RuleKind::Deduction && constant > Decimal::ZERO {
            self.complain(
                Diagnostic::new(Code::AwardOverPoints, span, "扣分条目里写的是得分").hint("写成“扣 N分”"),
            );
        }
    }

    fn check_selection(
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
                        .hint("最后加:否则 → 0分"),
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
                    format!("{place}时,这一条与上面一条同时成立而结果不同"),
                )
                .with(span(a), "同时成立的另一条")
                .hint("给其中一条加上条件,使二者不会同时成立"),
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
                    .hint("补上这种情形,或最后写:否则 → 0分"),
            );
        }
    }

    fn verb_clause(&mut self, clause: &Clause, kind: RuleKind, scope: &mut Scope) -> Option<Outcome> {
        let span = clause.span;
        if matches!(clause.kind, ClauseKind::JudgedRange { .. } | ClauseKind::JudgedWord { .. }) {
            self.complain(
                Diagnostic::new(Code::Misplaced, span, "评分范围和评语只能写在“评判”里")
                    .hint("由机构评的,把这一条的“计分”改成“评判”,并写上:由 机构"),
            );
        }
        Some(match &clause.kind {
            ClauseKind::Always(effect) => self.effect(effect, kind, scope),
            ClauseKind::Rate { rate, bounds } => self.rate(rate, bounds, span, scope),
            ClauseKind::Ladder(ladder) => self.ladder(ladder, kind, span, scope),
            ClauseKind::Bands { subject, rows, otherwise } => {
                self.bands(subject, rows, otherwise.as_ref(), kind, span, scope)
            }
            ClauseKind::Efficacy { subject, base, population, equal } => {
                self.efficacy(subject, base.as_ref(), *population, equal.as_ref(), span, scope)
            }
            ClauseKind::RankPoints(rule) => self.rank_points(rule, span, scope),
            ClauseKind::TruthTable { tests, rows } => self.truth_table(tests, rows, kind, span, scope),
            ClauseKind::OneByOne { failures, effect, take, tests } => {
                self.one_by_one(*failures, effect, *take, tests, kind, scope)
            }
            ClauseKind::Progressive { amount, width, rates } => self.progressive(amount, width, rates, scope),
            ClauseKind::Weighted(rows) => self.weighted(rows, span, scope),
            ClauseKind::ByLevel { ledger, counting, levels, bounds } => {
                self.by_level(ledger, *counting, levels, bounds, (kind, span), scope)
            }
            ClauseKind::ForEach { ledger, counting, when, effect } => {
                self.for_each(ledger, *counting, when.as_ref(), effect, (kind, span), scope)
            }
            ClauseKind::Bounds(_)
            | ClauseKind::JudgedRange { .. }
            | ClauseKind::JudgedWord { .. }
            | ClauseKind::Define { .. }
            | ClauseKind::When { .. }
            | ClauseKind::Otherwise(_)
            | ClauseKind::ZeroTarget(_)
            | ClauseKind::Missing(_)
            | ClauseKind::Doubt(_) => return None,
        })
    }

    fn check_outcome(&mut self, rule: &Rule, outcome: &Outcome, item: usize, span: Span) {
        let bounded = |b: &crate::ast::Bounds| b.floor.is_some() || b.negative;
        let said = bounded(&rule.bounds)
            || self.item_parts.get(item).is_some_and(|p| bounded(&p.bounds))
            || self.category_parts.last().is_some_and(|p| bounded(&p.bounds))
            || rule.clauses.iter().any(|c| matches!(&c.kind, ClauseKind::Bounds(b) if bounded(b)));
        if outcome.open_below && !said {
            self.complain(
                Diagnostic::new(
                    Code::NoFloor,
                    span,
                    format!("{} 的扣分扣到哪里为止没有写明", rule.code.text),
                )
                .hint("写“限 N分”“不低于 0分”“扣完为止”,或“倒扣”(允许负分)"),
            );
        }
    }

    /// Policies, applicability, rounding: the value of the finished line.
    fn complete(&mut self, rule: &Rule, line: Line, value: Num, mut trace: LineTrace, scope: &Scope) {
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

    fn rounded_num(&mut self, value: Num, decimals: u8, mode: Rounding) -> Num {
        Num { num: self.b.num_round(value, decimals, mode), den: None, scale: i32::from(decimals) }
    }

    fn zero_target(&mut self, rule: &Rule, value: Num, trace: &mut LineTrace, scope: &Scope) -> Num {
        let policy = rule.clauses.iter().find_map(|c| match &c.kind {
            ClauseKind::ZeroTarget(policy) => Some(policy),
            _ => None,
        });
        let Some((target, span)) = scope.zero_target else { return value };
        let Some(policy) = policy else {
            self.complain(
                Diagnostic::new(Code::ZeroTarget, span, "目标可能为零,这时完成率没有意义,没有写明怎么办")
                    .hint("在指标声明中写“目标大于零”,或在本条写“零目标 满分”(或零分、不适用)"),
            );
            return value;
        };
        let zero = self.b.constant(0);
        let holds = self.b.cmp(Cmp::Eq, target.num, zero);
        let points = self.policy_points(policy, scope);
        let words = policy_words(policy);
        trace
            .steps
            .push(Step::Policy { holds, words: format!("目标为零,按“{words}”"), value: points });
        if policy.kind == PolicyKind::NotApplicable {
            let nonzero = self.b.not(holds);
            return self.b.num_guard(nonzero, value, State::NotApplicable);
        }
        self.b.num_select(holds, points, value)
    }

    fn missing_policy(&mut self, rule: &Rule, value: Num, trace: &mut LineTrace, scope: &Scope) -> Num {
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
            .push(Step::Policy { holds, words: format!("数据未报,按“{words}”"), value: filled });
        self.b.num_select(holds, filled, value)
    }

    /// The mean of the line over the units that have one, rounded as scores are.
    fn group_mean(&mut self, value: Num) -> Num {
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

/// Category and code; the code alone where there is no category.
fn identify(category: &str, code: &str) -> String {
    if category.is_empty() { code.to_owned() } else { format!("{category}/{code}") }
}

pub(super) fn policy_words(policy: &Policy) -> String {
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
