//! Clauses that are a verb of their own.

use super::effect::Outcome;
use super::function::population_word;
use super::logic::{Cond, Subjects, cells};
use super::text::{join, words};
use super::{Checker, Scope, Typed};
use crate::ast::{
    BandRow, Bounds, Counting, Effect, Expr, ExprKind, Ladder, Name, Policy, PolicyKind, Population,
    Quantity, RankPoints, RuleKind, TruthRow,
};
use crate::diagnostic::{Code, Diagnostic};
use crate::fmt as print;
use crate::measure::{Kind, Measure};
use crate::number::Decimal;
use crate::plan::{Cmp, GroupOp, NodeId, Num};
use crate::source::Span;
use crate::tally::Gather;
use crate::trace::{Piece, Shown, Step};

/// A table may not grow beyond this by 类推.
const MAX_ROWS: usize = 200;

/// One row of a table: where it holds, what it gives, how it reads.
struct Row {
    holds: NodeId,
    formula: Vec<Piece>,
    text: String,
    outcome: Outcome,
}

impl Checker<'_> {
    pub(super) fn nothing(&mut self) -> Outcome {
        Outcome { value: self.b.int(0), steps: Vec::new(), constant: None, open_below: false, inside: false }
    }

    /// The value of the row that holds, else the rest; and the branches for the explanation.
    fn table(&mut self, rows: Vec<Row>, rest: Option<Outcome>) -> Outcome {
        let mut out = self.nothing();
        let mut none_so_far = self.b.constant(1);
        let mut branches = Vec::new();
        for row in &rows {
            let first = self.b.and(none_so_far, row.holds);
            let not = self.b.not(row.holds);
            none_so_far = self.b.and(none_so_far, not);
            branches.push(first);
        }
        let (mut value, rest_steps) = if let Some(rest) = rest {
            (rest.value, rest.steps)
        } else {
            let zero = self.b.int(0);
            let never = self.b.constant(0);
            (self.b.num_guard(never, zero, crate::plan::State::Undefined), Vec::new())
        };
        for row in rows.iter().rev() {
            value = self.b.num_select(row.holds, row.outcome.value, value);
        }
        for (row, holds) in rows.into_iter().zip(branches) {
            out.open_below |= row.outcome.open_below;
            let (formula, text, then) = (row.formula, row.text, row.outcome.steps);
            out.steps.push(Step::Branch { holds, formula, text, then });
        }
        if !rest_steps.is_empty() {
            let text = crate::lex::Keyword::Otherwise.text().to_owned();
            out.steps.push(Step::Branch {
                holds: none_so_far,
                formula: words(text.clone()),
                text,
                then: rest_steps,
            });
        }
        out.value = value;
        out
    }

    pub(super) fn ladder(
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
                        "阶梯要从高到低写,这一档不低于上一档,永远用不上",
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
    fn points_end(&mut self, until: &Expr, scope: &mut Scope) -> Option<Outcome> {
        let typed = self.typed(until, scope);
        if typed.measure.kind != Kind::Points {
            return None;
        }
        let mut out = self.nothing();
        out.value = typed.value;
        out.steps.push(Step::Award { formula: typed.formula, value: typed.value, take: false });
        Some(out)
    }

    fn no_otherwise(&mut self, span: Span) {
        self.complain(
            Diagnostic::new(Code::NoOtherwise, span, "没有写明各档之外怎么办").hint("最后加一行:其余 → 0分"),
        );
    }

    fn rung(&mut self, subject: &Typed, threshold: &Typed, outcome: Outcome, span: Span) -> Option<Row> {
        let (a, b, _) = self.align(subject, threshold, span, "相比")?;
        let holds = self.b.num_cmp(Cmp::Ge, a, b);
        let formula = join(&[&subject.formula, &words(" ≥ "), &threshold.formula]);
        Some(Row { holds, formula, text: String::new(), outcome })
    }

    /// 类推 每降 10% 减 4分 到 50%.
    fn extend_ladder(
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
            self.error(Code::Arguments, step.span, "类推要写常数,前面至少有一档写明门槛和分数");
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

    pub(super) fn bands(
        &mut self,
        subject: &Expr,
        rows: &[BandRow],
        otherwise: Option<&Effect>,
        kind: RuleKind,
        span: Span,
        scope: &mut Scope,
    ) -> Outcome {
        let typed = self.typed(subject, scope);
        let mut subjects = Subjects::default();
        let key = subjects.index(&print::expression(subject));
        let (mut table, mut conditions) = (Vec::new(), Vec::new());
        for row in rows {
            let two_sided = row.from.is_some() && row.to.is_some();
            let (mut holds, mut formula, mut parts) = (self.b.constant(1), Vec::new(), Vec::new());
            for (end, low) in [(&row.from, true), (&row.to, false)] {
                let Some(end) = end else { continue };
                if two_sided && end.included.is_none() {
                    self.complain(
                        Diagnostic::new(Code::BandEnd, end.value.span, "这一档的端点算不算在内,没有写明")
                            .hint("写成 10%(含)到20%(不含)"),
                    );
                }
                // 以上、以下、以内 include the number unless the text says otherwise.
                let included = end.included.unwrap_or(true);
                let cmp = match (low, included) {
                    (true, true) => Cmp::Ge,
                    (true, false) => Cmp::Gt,
                    (false, true) => Cmp::Le,
                    (false, false) => Cmp::Lt,
                };
                let bound = self.typed(&end.value, scope);
                let Some((a, b, _)) = self.align(&typed, &bound, end.value.span, "相比") else { continue };
                let test = self.b.num_cmp(cmp, a, b);
                holds = self.b.and(holds, test);
                let joint = if formula.is_empty() { Vec::new() } else { words(" 且 ") };
                formula = join(&[&formula, &joint, &typed.formula, &words(sign(cmp)), &bound.formula]);
                match self.constant(&end.value, scope) {
                    Some(value) => parts.push(Cond::Atom(key, cmp, value)),
                    None => parts.push(Cond::Always),
                }
            }
            let outcome = self.effect(&row.effect, kind, scope);
            conditions.push(Cond::And(parts));
            table.push(Row { holds, formula, text: String::new(), outcome });
        }
        self.check_bands(&subjects, &conditions, rows, otherwise.is_some(), span);
        let rest = otherwise.map(|effect| self.effect(effect, kind, scope));
        self.table(table, rest)
    }

    fn check_bands(
        &mut self,
        subjects: &Subjects,
        conditions: &[Cond],
        rows: &[BandRow],
        rest: bool,
        span: Span,
    ) {
        let Some(cells) = cells(subjects, conditions) else { return };
        let mut overlap = None;
        let mut gap = None;
        for (truths, place) in &cells {
            let mut holding = truths.iter().zip(rows).filter(|(t, _)| **t).map(|(_, row)| row);
            match (holding.next(), holding.next()) {
                (Some(a), Some(b)) => overlap = overlap.or(Some((a.span, b.span, place.clone()))),
                (None, _) if !rest => gap = gap.or(Some(place.clone())),
                _ => {}
            }
        }
        if let Some((a, b, place)) = overlap {
            self.complain(
                Diagnostic::new(Code::BandOverlap, b, format!("两档重叠:{place}时两档都成立"))
                    .with(a, "与这一档重叠")
                    .hint("相邻两档的共同端点只能有一边写“含”"),
            );
        }
        if let Some(place) = gap {
            self.complain(
                Diagnostic::new(Code::Gap, span, format!("{place}时哪一档都不是"))
                    .hint("补上这一档,或最后写:其余 → 0分"),
            );
        }
    }

    pub(super) fn efficacy(
        &mut self,
        subject: &Expr,
        base: Option<&Expr>,
        population: Option<Population>,
        equal: Option<&Policy>,
        span: Span,
        scope: &mut Scope,
    ) -> Outcome {
        let typed = self.typed(subject, scope);
        let mut out = self.nothing();
        let Some(points) = scope.points else {
            self.error(Code::NoPoints, span, "功效系数要有分值,请在编号之后写上,如 10分");
            return out;
        };
        let Some(population) = population else {
            self.complain(
                Diagnostic::new(Code::NoPopulation, span, "功效系数没有写明在哪些单位之间取最高、最低")
                    .hint("加上“全体”或“同类别”"),
            );
            return out;
        };
        let Some(equal) = equal else {
            self.complain(
                Diagnostic::new(Code::EqualExtremes, span, "各单位数值相同时功效系数没有意义,没有写明怎么办")
                    .hint("加上“极值相等 满分”(或零分、基本分 N分)"),
            );
            return out;
        };
        let base = match base {
            Some(base) => self.typed(base, scope).value,
            None => self.b.int(0),
        };
        if typed.value.den.is_some_and(|d| self.b.known(d).is_none()) {
            self.error(Code::Arguments, span, "比率要先写明取几位小数:功效系数 四舍五入(完成率, 2位) …");
            return out;
        }
        let high = Num { num: self.b.group(GroupOp::Max, population, typed.value.num), ..typed.value };
        let low = Num { num: self.b.group(GroupOp::Min, population, typed.value.num), ..typed.value };
        let spread = self.b.num_sub(high, low);
        let zero = self.b.int(0);
        let apart = self.b.num_cmp(Cmp::Gt, spread, zero);
        let flat = self.b.not(apart);
        let one = self.b.int(1);
        let divisor = self.b.num_select(apart, spread, one);
        let lead = if typed.lower_better {
            self.b.num_sub(high, typed.value)
        } else {
            self.b.num_sub(typed.value, low)
        };
        let share = self.b.num_div_positive(lead, divisor);
        let hundred = self.b.int(100);
        let room = self.b.num_sub(hundred, base);
        let earned = self.b.num_mul(room, share);
        let percent = self.b.num_add(base, earned);
        let product = self.b.num_mul(points, percent);
        let value = Num { scale: product.scale + 2, ..product };
        let same = self.policy_points(equal, scope);
        let formula = extremes(&typed, population, high, low);
        let coefficient = Shown { value: percent, measure: Measure::percent(), decimals: 2, truth: false };
        out.value = self.b.num_select(flat, same, value);
        out.steps.push(Step::Branch {
            holds: apart,
            formula: Vec::new(),
            text: String::new(),
            then: vec![
                Step::Formula { label: String::new(), formula, value: coefficient },
                Step::Award { formula: words("分值 × 功效系数"), value, take: false },
            ],
        });
        let text = "最高与最低相等".to_owned();
        let then = vec![Step::Award { formula: words("按办法规定"), value: same, take: false }];
        out.steps.push(Step::Branch { holds: flat, formula: words(text.clone()), text, then });
        out
    }

    /// What a policy comes to in points.
    pub(super) fn policy_points(&mut self, policy: &Policy, scope: &Scope) -> Num {
        match &policy.kind {
            PolicyKind::Full => scope.points.unwrap_or_else(|| self.b.int(0)),
            PolicyKind::Base(quantity) => self.b.literal(quantity.value),
            PolicyKind::Zero | PolicyKind::Await | PolicyKind::GroupMean | PolicyKind::NotApplicable => {
                self.b.int(0)
            }
        }
    }

    pub(super) fn rank_points(&mut self, rule: &RankPoints, span: Span, scope: &mut Scope) -> Outcome {
        let subject = self.typed(&rule.subject, scope);
        let mut out = self.nothing();
        let Some(population) = rule.population else {
            self.complain(
                Diagnostic::new(Code::NoPopulation, span, "名次计分没有写明在哪些单位之间排")
                    .hint("加上“全体”或“同类别”"),
            );
            return out;
        };
        let Some(ties) = rule.ties else {
            self.complain(
                Diagnostic::new(Code::NoTieRule, span, "名次计分没有写明并列怎么排")
                    .hint("加上“占位”(1、2、2、4)或“不占位”(1、2、2、3)"),
            );
            return out;
        };
        let rank = self.rank_of(&subject, population, ties, span);
        let last = rule.rows.last().map(|(place, expr)| (*place, expr.clone()));
        let Some((last_place, last_expr)) = last else {
            self.error(Code::Arguments, span, "名次计分至少写明第1名得多少");
            return out;
        };
        if rule.step.is_none() && rule.floor.is_none() {
            self.complain(
                Diagnostic::new(Code::Gap, span, format!("第 {last_place} 名以后得多少没有写明"))
                    .hint("写“每降1名 减 5% 不低于 0%”,或“不低于 0分”"),
            );
        }
        let floor = if let Some(expr) = &rule.floor {
            self.share_or_points(expr, scope)
        } else {
            if rule.step.is_some() {
                self.complain(
                    Diagnostic::new(Code::NoFloor, span, "名次靠后时减到哪里为止没有写明")
                        .hint("写“不低于 0%”"),
                );
            }
            self.b.int(0)
        };
        let mut value = floor;
        if let Some((by, less)) = &rule.step {
            let start = self.share_or_points(&last_expr, scope);
            let less = self.share_or_points(less, scope);
            let place = self.b.int(i128::from(last_place));
            let below = self.b.num_sub(rank.value, place);
            let width = self.b.literal(by.value);
            let steps = self.b.num_div(below, width);
            let whole = self.b.num_to_whole(steps, crate::plan::DivMode::Floor);
            let count = Num::whole(whole);
            let taken = self.b.num_mul(count, less);
            let rest = self.b.num_sub(start, taken);
            value = self.b.num_max(rest, floor);
        }
        for (place, expr) in rule.rows.iter().rev() {
            let place = self.b.int(i128::from(*place));
            let here = self.b.num_cmp(Cmp::Eq, rank.value, place);
            let points = self.share_or_points(expr, scope);
            value = self.b.num_select(here, points, value);
        }
        let result = Shown { value, measure: Measure::points(), decimals: 2, truth: false };
        out.value = value;
        out.steps.push(Step::Formula { label: String::new(), formula: rank.formula, value: result });
        out
    }

    /// A share of the line's points, or points.
    fn share_or_points(&mut self, expr: &Expr, scope: &mut Scope) -> Num {
        let typed = self.typed(expr, scope);
        if typed.measure.kind == Kind::Percent && !typed.broken {
            let Some(points) = scope.points else {
                self.error(Code::NoPoints, expr.span, "按百分比计要有分值,请在编号之后写上,如 10分");
                return typed.value;
            };
            let product = self.b.num_mul(points, typed.value);
            return Num { scale: product.scale + 2, ..product };
        }
        self.as_points(&typed, expr.span)
    }

    pub(super) fn truth_table(
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
                    format!("真值表有 {} 个条件,这一行写了 {} 个是否", tests.len(), row.cells.len());
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
                Diagnostic::new(Code::Gap, span, format!("真值表应有 {all} 行,只写了 {} 行", seen.len()))
                    .hint("每一种是否组合都要写明"),
            );
        }
        let mut out = self.table(table, None);
        // As a tree of tests: where the result is the same whichever way an unknown test falls, it is known.
        let nodes: Vec<NodeId> = typed.iter().map(|t| t.value.num).collect();
        out.value = self.decision(&nodes, &mut Vec::new(), &values);
        out
    }

    fn decision(&mut self, tests: &[NodeId], chosen: &mut Vec<bool>, values: &[(Vec<bool>, Num)]) -> Num {
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

    pub(super) fn one_by_one(
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
        formula.push(Piece::Text(",共".to_owned()));
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

    pub(super) fn progressive(
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
        let tail = words(format!(",每 {} 一段", print::expression(width)));
        out.steps.push(Step::Formula {
            label: "累进".to_owned(),
            formula: join(&[&typed.formula, &tail, &bands]),
            value: result,
        });
        out.value = total;
        out
    }

    pub(super) fn weighted(&mut self, rows: &[(Expr, Quantity)], span: Span, scope: &mut Scope) -> Outcome {
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
            formula = join(&[&formula, &joint, &super::text::bracketed(&typed.formula), &tail]);
        }
        if sum != Some(Decimal::from_int(100)) {
            let found = sum.map_or_else(String::new, |s| s.normalized().to_string());
            self.complain(
                Diagnostic::new(Code::Weights, span, format!("权重合计是 {found}%,不是 100%"))
                    .hint("请核对各项权重"),
            );
        }
        let result = Shown { value: total, measure: Measure::points(), decimals: 2, truth: false };
        out.steps.push(Step::Formula { label: "加权".to_owned(), formula, value: result });
        out.value = total;
        out
    }

    fn ledger_of(&mut self, name: &Name) -> Option<usize> {
        let found = self.out.ledgers.iter().position(|l| l.name == name.text);
        if found.is_none() {
            self.complain(
                Diagnostic::new(Code::UnknownName, name.span, format!("没有台账“{}”", name.text))
                    .hint(format!("先声明:台账 {} 字段 级别 选项(国家级, 省级), 日期 日期", name.text)),
            );
        }
        found
    }

    fn counting(&mut self, counting: Option<(Counting, Span)>, span: Span) -> Counting {
        counting.map_or_else(
            || {
                self.complain(
                    Diagnostic::new(Code::RepeatCount, span, "同一事项出现多次时计几次,没有写明")
                        .hint("写“逐件累计”“同一事项取最高”或“只取最高”"),
                );
                Counting::Every
            },
            |(c, _)| c,
        )
    }

    pub(super) fn by_level(
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
                .hint("在台账中写:级别 选项(国家级, 省级, 市级)"),
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
                            .hint(format!("选项有:{known}")),
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
    fn counted(
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

    pub(super) fn for_each(
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

/// How the efficacy coefficient reads: the extremes, the unit's own, and then the coefficient.
fn extremes(typed: &Typed, population: Population, high: Num, low: Num) -> Vec<Piece> {
    let show = |value: Num| {
        let (measure, decimals) = (typed.measure.clone(), typed.decimals);
        [Piece::Value(Shown { value, measure, decimals, truth: false })]
    };
    join(&[
        &words(format!("{}最高 ", population_word(population))),
        &show(high),
        &words("、最低 "),
        &show(low),
        &words(",本单位 "),
        &typed.formula,
        &words(";功效系数 "),
    ])
}

const fn sign(cmp: Cmp) -> &'static str {
    match cmp {
        Cmp::Ge => " ≥ ",
        Cmp::Le => " ≤ ",
        Cmp::Gt => " > ",
        Cmp::Lt => " < ",
        Cmp::Eq => " = ",
        Cmp::Ne => " ≠ ",
    }
}
