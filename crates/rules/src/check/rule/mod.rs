//! Items and lines: heads, clauses, what each line comes to.

mod complete;
mod judged;
mod selection;

use crate::ast::{Clause, ClauseKind, Part, Rule, RuleKind};
use crate::check::effect::Outcome;
use crate::check::text::words;
use crate::check::{Checker, Scope, Typed};
use crate::diagnostic::{Code, Diagnostic};
use crate::number::Decimal;
use crate::plan::{NodeId, Num};
use crate::scheme::{Category, Item, Line, LineKind};
use crate::source::Span;
use crate::trace::{Given, LineTrace, Step};

/// One `条件 → 效果` of a rule: where it holds, how the condition reads, what it gives, its text.
struct Arm {
    holds: NodeId,
    formula: Vec<crate::trace::Piece>,
    outcome: Outcome,
    text: String,
}

impl Checker<'_> {
    pub(in crate::check) fn category(&mut self, part: &Part, span: Span) {
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
                    .hint("在名称之后写上分值，如 12分"),
            );
            Decimal::ZERO
        }
    }

    pub(in crate::check) fn item(&mut self, part: &Part, span: Span) {
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

    pub(in crate::check) fn rule(&mut self, rule: &Rule, span: Span) {
        let Some(item) = self.out.items.len().checked_sub(1) else {
            self.complain(
                Diagnostic::new(Code::Misplaced, rule.code.span, "计分、加分、扣分、评判要写在“项”之后")
                    .hint("先写一行：项 1 \"名称\" 12分"),
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
                words: "计入本条满分，最多".to_owned(),
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
                || format!("先声明：指标 {} 计量单位 来源 部门；不用指标的，名称写在引号里", indicator.text),
                |near| format!("是否指“{near}”？"),
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
                Diagnostic::new(Code::BonusPlace, rule.code.span, "加分是否计入本项满分，没有写明")
                    .hint("写“满分外”（可以超过本项分值）或“满分内”（计入本项分值）"),
            ),
            RuleKind::Score | RuleKind::Judged => {
                let ranged = rule.kind == RuleKind::Judged && rule.outside == Some(true);
                if rule.points.is_none() && !ranged {
                    let message = format!("{} 没有写明分值", rule.code.text);
                    self.complain(
                        Diagnostic::new(Code::NoPoints, rule.code.span, message)
                            .hint("在编号和指标之后写上分值，如 4分"),
                    );
                }
            }
            RuleKind::Bonus | RuleKind::Deduction => {}
        }
        if rule.quotes.is_empty() {
            let message = format!("{} 没有写明依据原文哪一句", rule.code.text);
            self.complain(Diagnostic::new(Code::NoQuote, rule.code.span, message).hint("写上：依据【原文】"));
        }
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
                .hint("写上子句，例如：实绩 >= 目标 → 满分；否则 → 0分"),
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
            formula: words(format!("{name}：是")),
            text: String::new(),
            then: award(value),
        });
        out.steps.push(Step::Branch {
            holds: not,
            formula: words(format!("{name}：否")),
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

    fn verb_clause(&mut self, clause: &Clause, kind: RuleKind, scope: &mut Scope) -> Option<Outcome> {
        let span = clause.span;
        if matches!(clause.kind, ClauseKind::JudgedRange { .. } | ClauseKind::JudgedWord { .. }) {
            self.complain(
                Diagnostic::new(Code::Misplaced, span, "评分范围和评语只能写在“评判”里")
                    .hint("由机构评的，把这一条的“计分”改成“评判”，并写上：由 机构"),
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
                .hint("写“限 N分”“不低于 0分”“扣完为止”，或“倒扣”（允许负分）"),
            );
        }
    }
}

/// Category and code; the code alone where there is no category.
fn identify(category: &str, code: &str) -> String {
    if category.is_empty() { code.to_owned() } else { format!("{category}/{code}") }
}
