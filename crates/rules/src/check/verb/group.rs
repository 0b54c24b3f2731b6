//! 功效系数 and 名次计分: points by the place within a population.

use crate::ast::{Expr, Policy, Population, RankPoints};
use crate::check::effect::Outcome;
use crate::check::function::population_word;
use crate::check::text::{join, words};
use crate::check::{Checker, Scope, Typed};
use crate::diagnostic::{Code, Diagnostic};
use crate::measure::{Kind, Measure};
use crate::plan::{Cmp, GroupOp, Num};
use crate::source::Span;
use crate::trace::{Piece, Shown, Step};

impl Checker<'_> {
    pub(in crate::check) fn efficacy(
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
            self.error(Code::NoPoints, span, "功效系数要有分值，请在编号之后写上，如 10分");
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
                Diagnostic::new(
                    Code::EqualExtremes,
                    span,
                    "各单位数值相同时功效系数没有意义，没有写明怎么办",
                )
                .hint("加上“极值相等 满分”（或零分、基本分 N分）"),
            );
            return out;
        };
        let base = match base {
            Some(base) => self.typed(base, scope).value,
            None => self.b.int(0),
        };
        if typed.value.den.is_some_and(|d| self.b.known(d).is_none()) {
            self.error(Code::Arguments, span, "比率要先写明取几位小数：功效系数 四舍五入（完成率， 2位） …");
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

    pub(in crate::check) fn rank_points(
        &mut self,
        rule: &RankPoints,
        span: Span,
        scope: &mut Scope,
    ) -> Outcome {
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
                    .hint("加上“占位”（1、2、2、4）或“不占位”（1、2、2、3）"),
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
                    .hint("写“每降1名 减 5% 不低于 0%”，或“不低于 0分”"),
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
    pub(super) fn share_or_points(&mut self, expr: &Expr, scope: &mut Scope) -> Num {
        let typed = self.typed(expr, scope);
        if typed.measure.kind == Kind::Percent && !typed.broken {
            let Some(points) = scope.points else {
                self.error(Code::NoPoints, expr.span, "按百分比计要有分值，请在编号之后写上，如 10分");
                return typed.value;
            };
            let product = self.b.num_mul(points, typed.value);
            return Num { scale: product.scale + 2, ..product };
        }
        self.as_points(&typed, expr.span)
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
        &words("，本单位 "),
        &typed.formula,
        &words("；功效系数 "),
    ])
}
