//! Vetoes, ranks, grades, lights and money results: what follows from the total.

mod light;
mod veto;

use crate::ast::{
    Expr, Grade, GradeTest, Name, Population, Statement, StatementKind, Ties, Variants, VetoEffect,
};
use crate::check::logic::{Cond, Subjects, cells};
use crate::check::{Checker, Scope, Typed};
use crate::diagnostic::{Code, Diagnostic};
use crate::fmt as print;
use crate::lex::Keyword;
use crate::lex::words;
use crate::measure::{Kind, Measure};
use crate::number::{Decimal, Rounding};
use crate::plan::{Cmp, GroupOp, NodeId, Num, State};
use crate::source::Span;

/// What the vetoes come to, as nodes.
struct Vetoed {
    total: Num,
    unranked: NodeId,
    ungraded: NodeId,
    grade_effects: Vec<(NodeId, VetoEffect, Span)>,
}

/// The lights of one 灯 statement and the condition of each; none for the rest.
type LightRows = Vec<(Name, Option<Expr>)>;

impl Checker<'_> {
    fn rank(&mut self, found: &Vetoed, round: (u8, Rounding, crate::ast::RoundLevel)) {
        let (ranking, span) = match self.ranking.clone() {
            Some((ranking, span)) => (Some(ranking), span),
            None => (None, Span::default()),
        };
        let population = ranking.as_ref().and_then(|r| r.population);
        let ties = ranking.as_ref().and_then(|r| r.ties);
        if ranking.is_some() && population.is_none() {
            self.complain(
                Diagnostic::new(Code::NoPopulation, span, "排名没有写明在哪些单位之间排")
                    .hint("写“全体”或“同类别”"),
            );
        }
        if ranking.is_some() && ties.is_none() {
            self.complain(
                Diagnostic::new(Code::NoTieRule, span, "排名没有写明并列怎么排")
                    .hint("写“占位”（1、2、2、4）或“不占位”（1、2、2、3）"),
            );
        }
        let (population, ties) = (population.unwrap_or(Population::Everyone), ties.unwrap_or(Ties::Gapped));
        let joins = self.b.not(found.unranked);
        let mut key = found.total.num;
        let breakers = ranking.as_ref().map(|r| r.then.clone()).unwrap_or_default();
        for code in &breakers {
            key = self.tie_break(key, code, round);
        }
        let key = self.b.guard(joins, key, State::NotApplicable);
        self.out.plan.rank = self.b.group(GroupOp::RankDown(ties), population, key);
        self.out.plan.rank_key = key;
        let who = crate::check::function::population_word(population);
        let how = if ties == Ties::Gapped {
            "并列占位(1、2、2、4)"
        } else {
            "并列不占位(1、2、2、3)"
        };
        let then: Vec<String> = breakers.iter().map(|b| b.text.clone()).collect();
        let then = if then.is_empty() {
            String::new()
        } else {
            format!("，总分相同先比 {}", then.join("、"))
        };
        self.out.ranking = crate::scheme::RankingRule {
            population,
            text: format!("{who}按总分从高到低，{how}{then}"),
        };
    }

    /// The total and, behind it, what decides between equal ones.
    fn tie_break(
        &mut self,
        key: NodeId,
        code: &Name,
        round: (u8, Rounding, crate::ast::RoundLevel),
    ) -> NodeId {
        let line = self.out.lines.iter().position(|l| l.code == code.text || l.id == code.text);
        let node = if let Some(line) = line.and_then(|l| self.out.plan.lines.get(l)) {
            line.value
        } else {
            let item = self.out.items.iter().position(|i| i.code == code.text || i.id == code.text);
            if let Some(node) = item.and_then(|i| self.out.plan.items.get(i).copied()) {
                node
            } else {
                self.error(Code::UnknownName, code.span, format!("没有编号为 {} 的条目", code.text));
                return key;
            }
        };
        let _ = round;
        // A line stays below a million points at six decimals: the key keeps both apart.
        let room = self.b.constant(1_000_000_000_000);
        let high = self.b.mul(key, room);
        let known = self.b.is(node, State::Number);
        let zero = self.b.constant(0);
        let value = self.b.select(known, node, zero);
        self.b.add(high, value)
    }

    /// 名次, 得分, 名次百分比 where totals are in scope.
    pub(in crate::check) fn total_name(&mut self, name: &Name, scope: &Scope) -> Option<Typed> {
        let (total, rank) = scope.totals?;
        let word = Keyword::find(&name.text);
        if matches!(word, Some(Keyword::Gives | Keyword::Total)) {
            let made = Typed::new(total, Measure::points(), self.out.score_decimals);
            return Some(Typed {
                formula: crate::check::text::join(&[&crate::check::text::words("总分 "), &made.formula]),
                ..made
            });
        }
        if word == Some(Keyword::Rank) {
            let made = Typed::new(rank, Measure::rank(), 0);
            return Some(Typed {
                formula: crate::check::text::join(&[&crate::check::text::words("第 "), &made.formula]),
                ..made
            });
        }
        if name.text == words::RANK_SHARE {
            let count = self.b.group(GroupOp::Count, self.out.ranking.population, self.out.plan.rank_key);
            let one = self.b.constant(1);
            let count = self.b.max(count, one);
            let count = Num::whole(count);
            let share = self.b.num_div_positive(rank, count);
            let hundred = self.b.int(100);
            let value = self.b.num_mul(share, hundred);
            let made = Typed::new(value, Measure::percent(), 2);
            return Some(Typed {
                formula: crate::check::text::join(&[
                    &crate::check::text::words("名次百分比 "),
                    &made.formula,
                ]),
                ..made
            });
        }
        None
    }

    fn grades(
        &mut self,
        statements: &[Statement],
        found: &Vetoed,
        round: (u8, Rounding, crate::ast::RoundLevel),
    ) {
        let grades: Vec<(&Grade, Span)> = statements
            .iter()
            .filter_map(|s| match &s.kind {
                StatementKind::Grade(grade) => Some((grade, s.span)),
                _ => None,
            })
            .collect();
        for (grade, _) in &grades {
            self.quotes(&grade.quotes);
            if !matches!(grade.test, GradeTest::Shift(..)) && !self.out.grades.contains(&grade.name.text) {
                self.out.grades.push(grade.name.text.clone());
            }
        }
        let rank = Num::whole(self.out.plan.rank);
        let total = Num { num: found.total.num, den: None, scale: i32::from(round.0) };
        let mut scope = Scope { totals: Some((total, rank)), ..Scope::default() };
        let unset = self.b.constant(i128::try_from(self.out.grades.len()).unwrap_or(0));
        let mut node = unset;
        let mut shifts = Vec::new();
        let mut tests = Vec::new();
        for (grade, _) in &grades {
            let at = self.out.grades.iter().position(|g| *g == grade.name.text).unwrap_or(0);
            match &grade.test {
                GradeTest::Shift(up, when) => {
                    let holds = self.truth(when, &mut scope).value.num;
                    self.out.plan.grade_shifts.push((*up, holds, print::expression(when)));
                    shifts.push((*up, holds));
                }
                GradeTest::Otherwise => {
                    tests.push((at, self.b.constant(1), Keyword::Otherwise.text().to_owned()));
                }
                GradeTest::When(when) => {
                    let holds = self.truth(when, &mut scope).value.num;
                    tests.push((at, self.certain(holds), grade_words(&grade.test)));
                }
                GradeTest::Quota(size, when) => {
                    let holds = self.quota(size, when.as_ref(), &mut scope, found);
                    tests.push((at, self.certain(holds), grade_words(&grade.test)));
                }
            }
        }
        for (at, holds, _) in tests.iter().rev() {
            let index = self.b.constant(i128::try_from(*at).unwrap_or(0));
            node = self.b.select(*holds, index, node);
        }
        self.out.plan.grade_tests = tests;
        node = self.shifted(node, &shifts, found);
        let graded = self.b.not(found.ungraded);
        node = self.b.guard(graded, node, State::NotApplicable);
        // Without a total there is no grade: its state is the total's.
        let known = self.b.is(found.total.num, State::Number);
        node = self.b.select(known, node, found.total.num);
        self.out.plan.grade = node;
        self.check_grades(&grades, round, &found.grade_effects);
    }

    /// A condition on the rank of a unit that is not ranked does not hold.
    fn certain(&mut self, holds: NodeId) -> NodeId {
        let absent = self.b.is(holds, State::NotApplicable);
        let zero = self.b.constant(0);
        self.b.select(absent, zero, holds)
    }

    fn shifted(&mut self, node: NodeId, shifts: &[(bool, NodeId)], found: &Vetoed) -> NodeId {
        let mut node = node;
        let (zero, one) = (self.b.constant(0), self.b.constant(1));
        let last = self.b.constant(i128::try_from(self.out.grades.len().saturating_sub(1)).unwrap_or(0));
        for (up, holds) in shifts {
            let moved = if *up { self.b.sub(node, one) } else { self.b.add(node, one) };
            let moved = if *up { self.b.max(moved, zero) } else { self.b.min(moved, last) };
            node = self.b.select(*holds, moved, node);
        }
        for (holds, effect, span) in &found.grade_effects {
            let index = |checker: &mut Self, name: &Name| {
                let at = checker.out.grades.iter().position(|g| *g == name.text);
                if at.is_none() {
                    let known = checker.out.grades.join("、");
                    checker.complain(
                        Diagnostic::new(Code::UnknownName, *span, format!("没有等次“{}”", name.text))
                            .hint(format!("等次有：{known}")),
                    );
                }
                i128::try_from(at.unwrap_or(0)).unwrap_or(0)
            };
            let changed = match effect {
                VetoEffect::Grade(name) => {
                    let at = index(self, name);
                    self.b.constant(at)
                }
                // Not in that grade: the next one at best.
                VetoEffect::NotIn(name) => {
                    let at = index(self, name);
                    let below = self.b.constant(at + 1);
                    let below = self.b.min(below, last);
                    self.b.max(node, below)
                }
                _ => {
                    let lower = self.b.add(node, one);
                    self.b.min(lower, last)
                }
            };
            node = self.b.select(*holds, changed, node);
        }
        node
    }

    /// 名额: the best so many of those that meet the condition.
    fn quota(&mut self, size: &Expr, when: Option<&Expr>, scope: &mut Scope, found: &Vetoed) -> NodeId {
        let mut key = self.out.plan.rank_key;
        if let Some(when) = when {
            let test = self.truth(when, scope).value.num;
            key = self.b.guard(test, key, State::NotApplicable);
        }
        let _ = found;
        let population = self.out.ranking.population;
        let place = self.b.group(GroupOp::RankDown(Ties::Gapped), population, key);
        let place = Num::whole(place);
        let typed = self.typed(size, scope);
        if typed.measure.kind == Kind::Percent {
            let count = self.b.group(GroupOp::Count, population, self.out.plan.rank_key);
            let count = Num::whole(count);
            let product = self.b.num_mul(count, typed.value);
            return self.b.num_cmp(Cmp::Le, place, Num { scale: product.scale + 2, ..product });
        }
        self.b.num_cmp(Cmp::Le, place, typed.value)
    }

    /// Every grade can be reached, and every unit gets one.
    fn unreachable_grade(&mut self, name: &Name) {
        let message = format!("等次“{}”没有单位能达到：前面的等次已经包括了它，或条件不可能成立", name.text);
        self.complain(
            Diagnostic::new(Code::GradeUnreachable, name.span, message)
                .hint("等次按先后逐个判断，要从高到低写；请核对分数线"),
        );
    }

    fn check_grades(
        &mut self,
        grades: &[(&Grade, Span)],
        round: (u8, Rounding, crate::ast::RoundLevel),
        vetoed: &[(NodeId, VetoEffect, Span)],
    ) {
        if grades.is_empty() {
            return;
        }
        let total = Num { num: self.out.plan.total, den: None, scale: i32::from(round.0) };
        let rank = Num::whole(self.out.plan.rank);
        let mut scope = Scope { totals: Some((total, rank)), ..Scope::default() };
        let mut subjects = Subjects::default();
        let low_possible = self.out.lines.iter().any(|l| l.kind == crate::scheme::LineKind::Deduction);
        let bonus = self.out.lines.iter().any(|l| l.outside);
        for name in [Keyword::Gives.text(), Keyword::Total.text()] {
            let at = subjects.index(name);
            if let Some(subject) = subjects.list.get_mut(at) {
                subject.low = (!low_possible).then_some(Decimal::ZERO);
                subject.high = (!bonus).then_some(self.out.total);
            }
        }
        let at = subjects.index(Keyword::Rank.text());
        if let Some(subject) = subjects.list.get_mut(at) {
            subject.low = Some(Decimal::from_int(1));
            subject.whole = true;
        }
        let at = subjects.index(words::RANK_SHARE);
        if let Some(subject) = subjects.list.get_mut(at) {
            subject.low = Some(Decimal::ZERO);
            subject.high = Some(Decimal::from_int(100));
        }
        let mut conditions = Vec::new();
        for (grade, _) in grades {
            conditions.push(match &grade.test {
                GradeTest::When(when) => self.cond(when, &mut subjects, &mut scope),
                GradeTest::Otherwise => Cond::Always,
                // A quota takes some, never all: it neither covers nor blocks.
                GradeTest::Quota(..) | GradeTest::Shift(..) => Cond::Not(Box::new(Cond::Always)),
            });
        }
        let Some(cells) = cells(&subjects, &conditions) else { return };
        let mut reached = vec![false; grades.len()];
        let mut gap = None;
        for (truths, place) in &cells {
            match truths.iter().position(|t| *t) {
                Some(first) => {
                    if let Some(slot) = reached.get_mut(first) {
                        *slot = true;
                    }
                }
                None => gap = gap.or(Some(place.clone())),
            }
        }
        for (at, (grade, _)) in grades.iter().enumerate() {
            let by_veto =
                vetoed.iter().any(|(_, e, _)| matches!(e, VetoEffect::Grade(n) if n.text == grade.name.text));
            let counted = !by_veto && !matches!(grade.test, GradeTest::Quota(..) | GradeTest::Shift(..));
            if counted && reached.get(at) == Some(&false) {
                self.unreachable_grade(&grade.name);
            }
        }
        if let (Some(_), Some((last, _))) = (gap, grades.last()) {
            self.complain(
                Diagnostic::new(Code::Gap, last.name.span, "有的单位哪个等次都不是")
                    .hint("最后写一行：等次 X = 其余"),
            );
        }
    }

    fn outcome_value(&mut self, value: &Variants, scope: &mut Scope) -> Typed {
        self.variants(value, scope)
    }
}

fn effect_words(effect: &VetoEffect) -> String {
    match effect {
        VetoEffect::Take(quantity) => format!("总分扣 {} 分", quantity.value),
        VetoEffect::ItemZero(code) => format!("项 {} 零分", code.text),
        VetoEffect::NotIn(name) => format!("不得评为{}", name.text),
        VetoEffect::Lower => Keyword::LowerGrade.text().to_owned(),
        VetoEffect::Grade(name) => format!("等次定为{}", name.text),
        VetoEffect::TotalZero => Keyword::TotalZero.text().to_owned(),
        VetoEffect::Unranked => Keyword::Unranked.text().to_owned(),
        VetoEffect::NoGrade => Keyword::NoGrade.text().to_owned(),
    }
}

fn grade_words(test: &GradeTest) -> String {
    match test {
        GradeTest::When(when) | GradeTest::Shift(_, when) => print::expression(when),
        GradeTest::Otherwise => Keyword::Otherwise.text().to_owned(),
        GradeTest::Quota(size, None) => format!("{} {}", Keyword::Quota.text(), print::expression(size)),
        GradeTest::Quota(size, Some(when)) => {
            let (size, when) = (print::expression(size), print::expression(when));
            format!("{} {size} {} {when}", Keyword::Quota.text(), Keyword::When.text())
        }
    }
}
