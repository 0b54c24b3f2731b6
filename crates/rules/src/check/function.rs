//! Functions: of values, of groups, of ledgers.

use super::expr::difference;
use super::text::{join, words};
use super::{Checker, Scope, Typed};
use crate::ast::{Counting, Expr, ExprKind, Name, Population, Ties};
use crate::diagnostic::{Code, Diagnostic};
use crate::lex::Keyword;
use crate::lex::words::{self as names, Function};
use crate::measure::{Kind, Measure};
use crate::number::Rounding;
use crate::plan::{Builder, Cmp, GroupOp, Num, State, phases};
use crate::source::Span;
use crate::tally::{Gather, Tally};
use crate::trace::{Piece, Shown};
use std::sync::Arc;

/// The words among a group function's arguments.
#[derive(Default)]
struct GroupWords {
    population: Option<Population>,
    ties: Option<Ties>,
    with_self: Option<bool>,
}

impl Checker<'_> {
    pub(super) fn call(&mut self, name: &Name, arguments: &[Expr], span: Span, scope: &mut Scope) -> Typed {
        let Some(function) = names::function(&name.text) else {
            self.complain(
                Diagnostic::new(Code::UnknownName, name.span, format!("没有“{}”这个函数", name.text))
                    .hint("函数有：较大 较小 绝对值 四舍五入 均值 最高 最低 合计 名次 得分 个数 逾期月数 逾期天数 贡献率"),
            );
            return self.broken();
        };
        match function {
            Function::Max | Function::Min => self.extreme(function == Function::Max, arguments, span, scope),
            Function::Abs => self.absolute(arguments, span, scope),
            Function::Round => self.rounded(name, arguments, span, scope),
            Function::Highest | Function::Lowest => {
                match arguments.first().and_then(|a| self.ledger_named(a)) {
                    Some(ledger) => {
                        let how =
                            if function == Function::Highest { Gather::Highest } else { Gather::Lowest };
                        self.tally(ledger, how, arguments.get(1), arguments.get(2), span, scope)
                    }
                    None => self.group(function, name, arguments, span, scope),
                }
            }
            Function::Mean | Function::Rank => self.group(function, name, arguments, span, scope),
            Function::Sum => match arguments.first().and_then(|a| self.ledger_named(a)) {
                Some(ledger) => self.tally(
                    ledger,
                    Gather::Sum(Counting::Every),
                    arguments.get(1),
                    arguments.get(2),
                    span,
                    scope,
                ),
                None => self.group(function, name, arguments, span, scope),
            },
            Function::Count => match arguments.first().and_then(|a| self.ledger_named(a)) {
                Some(ledger) => {
                    self.tally(ledger, Gather::Sum(Counting::Every), None, arguments.get(1), span, scope)
                }
                None => self.arguments(span, "个数（台账， 条件）"),
            },
            Function::ScoreOf => self.score_of(arguments, span),
            Function::DaysLate | Function::MonthsLate => {
                self.late(function == Function::MonthsLate, arguments, span, scope)
            }
            Function::Contribution => self.contribution(arguments, span, scope),
        }
    }

    fn arguments(&mut self, span: Span, shape: &str) -> Typed {
        self.complain(Diagnostic::new(Code::Arguments, span, "参数不对").hint(format!("写法：{shape}")));
        self.broken()
    }

    fn extreme(&mut self, max: bool, arguments: &[Expr], span: Span, scope: &mut Scope) -> Typed {
        let Some((first, rest)) = arguments.split_first() else {
            return self.arguments(span, "较大（甲， 乙）");
        };
        let mut result = self.typed(first, scope);
        let mut formula = join(&[&words(if max { "较大(" } else { "较小(" }), &result.formula]);
        for argument in rest {
            let next = self.typed(argument, scope);
            let Some((a, b, measure)) = self.align(&result, &next, argument.span, "相比") else {
                return self.broken();
            };
            let value = if max { self.b.num_max(a, b) } else { self.b.num_min(a, b) };
            formula = join(&[&formula, &words(", "), &next.formula]);
            result = Typed::new(value, measure, result.decimals.max(next.decimals));
        }
        formula.push(Piece::Text(")".to_owned()));
        Typed { formula, ..result }
    }

    fn absolute(&mut self, arguments: &[Expr], span: Span, scope: &mut Scope) -> Typed {
        let [one] = arguments else { return self.arguments(span, "绝对值（甲）") };
        let inner = self.typed(one, scope);
        let negative = self.b.num_neg(inner.value);
        let value = self.b.num_max(inner.value, negative);
        let formula = join(&[&words("|"), &inner.formula, &words("|")]);
        Typed { value, formula, zero: false, ..inner }
    }

    fn rounded(&mut self, name: &Name, arguments: &[Expr], span: Span, scope: &mut Scope) -> Typed {
        let [one, places] = arguments else {
            return self.arguments(span, "四舍五入(完成率, 2位)");
        };
        let ExprKind::Quantity(places) = &places.kind else {
            return self.arguments(span, "四舍五入(完成率, 2位)");
        };
        let Ok(decimals) = u8::try_from(places.value.mantissa()) else {
            return self.arguments(span, "四舍五入(完成率, 2位)");
        };
        let mode = match Keyword::find(&name.text) {
            Some(Keyword::HalfEven) => Rounding::HalfEven,
            Some(Keyword::Truncate) => Rounding::Truncate,
            _ => Rounding::HalfUp,
        };
        let inner = self.typed(one, scope);
        let node = self.b.num_round(inner.value, decimals.min(12), mode);
        let value = Num { num: node, den: None, scale: i32::from(decimals.min(12)) };
        let formula =
            join(&[&words(format!("{}(", name.text)), &inner.formula, &words(format!(", {decimals}位)"))]);
        Typed { decimals, formula, ..Typed::new(value, inner.measure, decimals) }
    }

    fn group_words(&mut self, arguments: &[Expr]) -> GroupWords {
        let mut found = GroupWords::default();
        for argument in arguments {
            let ExprKind::Path(path) = &argument.kind else { continue };
            let [one] = path.as_slice() else { continue };
            match Keyword::find(&one.text) {
                Some(Keyword::Everyone) => found.population = Some(Population::Everyone),
                Some(Keyword::SameClass) => found.population = Some(Population::SameClass),
                Some(Keyword::Gapped) => found.ties = Some(Ties::Gapped),
                Some(Keyword::Dense) => found.ties = Some(Ties::Dense),
                Some(Keyword::WithSelf) => found.with_self = Some(true),
                Some(Keyword::WithoutSelf) => found.with_self = Some(false),
                _ => self.error(
                    Code::Arguments,
                    argument.span,
                    "这里应当是全体、同类别、占位、不占位、含本单位或不含本单位",
                ),
            }
        }
        found
    }

    fn group(
        &mut self,
        function: Function,
        name: &Name,
        arguments: &[Expr],
        span: Span,
        scope: &mut Scope,
    ) -> Typed {
        let Some((of, rest)) = arguments.split_first() else {
            return self.arguments(span, &format!("{}（实绩， 全体）", name.text));
        };
        let subject = self.typed(of, scope);
        let said = self.group_words(rest);
        let Some(population) = said.population else {
            self.complain(
                Diagnostic::new(Code::NoPopulation, span, format!("“{}”没有写明在哪些单位之间比", name.text))
                    .hint(format!("写成 {}(…, 全体) 或 {}(…, 同类别)", name.text, name.text)),
            );
            return self.broken();
        };
        if function == Function::Rank {
            let Some(ties) = said.ties else {
                self.complain(
                    Diagnostic::new(Code::NoTieRule, span, "名次没有写明并列怎么排")
                        .hint("占位：1、2、2、4；不占位：1、2、2、3"),
                );
                return self.broken();
            };
            return self.rank_of(&subject, population, ties, span);
        }
        if function == Function::Mean && said.with_self.is_none() {
            self.complain(
                Diagnostic::new(Code::NoPopulation, span, "均值没有写明是否包括本单位")
                    .hint("加上“含本单位”或“不含本单位”"),
            );
        }
        self.statistic(function, name, &subject, population, said.with_self.unwrap_or(true), span)
    }

    /// The node of a value without a denominator; a ratio must be rounded before it can be gathered.
    fn gathered(&mut self, subject: &Typed, span: Span) -> Option<Num> {
        match subject.value.den {
            None => Some(subject.value),
            Some(den) => {
                if self.b.known(den).is_some() {
                    Some(Num { den: None, ..subject.value })
                } else {
                    self.complain(
                        Diagnostic::new(
                            Code::Arguments,
                            span,
                            "比率要先写明取几位小数，才能求各单位的均值、最高或最低",
                        )
                        .hint("写成 均值(四舍五入(完成率, 2位), …)"),
                    );
                    None
                }
            }
        }
    }

    pub(super) fn rank_of(
        &mut self,
        subject: &Typed,
        population: Population,
        ties: Ties,
        span: Span,
    ) -> Typed {
        // A ratio is ranked at twelve decimals: finer than any figure that is reported.
        let source = match subject.value.den {
            Some(den) if self.b.known(den).is_none() => self.b.num_round(subject.value, 12, Rounding::HalfUp),
            _ => subject.value.num,
        };
        let _ = span;
        let op = if subject.lower_better { GroupOp::RankUp(ties) } else { GroupOp::RankDown(ties) };
        let node = self.b.group(op, population, source);
        let value = Num::whole(node);
        let made = Typed::new(value, Measure::rank(), 0);
        let formula = join(&[
            &subject.formula,
            &words(format!(" 在{}中列第 ", population_word(population))),
            &made.formula,
        ]);
        Typed { formula, ..made }
    }

    fn statistic(
        &mut self,
        function: Function,
        name: &Name,
        subject: &Typed,
        population: Population,
        with_self: bool,
        span: Span,
    ) -> Typed {
        let Some(source) = self.gathered(subject, span) else { return self.broken() };
        let original = subject.value;
        let op = match function {
            Function::Highest => GroupOp::Max,
            Function::Lowest => GroupOp::Min,
            _ => GroupOp::Sum,
        };
        let mut value = Num { num: self.b.group(op, population, source.num), ..original };
        if function == Function::Mean {
            let mut count = self.b.group(GroupOp::Count, population, source.num);
            if !with_self {
                let own = self.b.is(source.num, State::Number);
                value.num = self.b.sub(value.num, source.num);
                count = self.b.sub(count, own);
            }
            // Nobody else to compare with is not a lack of data.
            let none = if with_self { State::Missing } else { State::NotApplicable };
            let zero = self.b.constant(0);
            let some = self.b.cmp(Cmp::Gt, count, zero);
            let count = self.b.guard(some, count, none);
            let count = Num::whole(count);
            value = self.b.num_div_positive(value, count);
        }
        let word = population_word(population);
        let made = Typed::new(value, subject.measure.clone(), subject.decimals);
        let mut formula = words(format!("{word}{} ", name.text));
        formula.extend(made.formula.iter().cloned());
        Typed { formula, ..made }
    }

    fn score_of(&mut self, arguments: &[Expr], span: Span) -> Typed {
        let code = match arguments {
            [Expr { kind: ExprKind::Quantity(q), .. }] => q.value.to_string(),
            [Expr { kind: ExprKind::Text(name), .. }] => name.text.clone(),
            _ => return self.arguments(span, "得分(1.1)"),
        };
        let line = self.out.lines.iter().position(|l| l.code == code || l.id == code);
        let value = match line.and_then(|at| self.line_values.get(at)) {
            Some(value) => *value,
            None => match self.out.items.iter().position(|i| i.code == code || i.id == code) {
                Some(at) if self.item_values.get(at).is_some() => {
                    self.item_values.get(at).copied().unwrap_or(Num { num: 0, den: None, scale: 0 })
                }
                _ => {
                    self.complain(
                        Diagnostic::new(Code::UnknownName, span, format!("前面没有编号为 {code} 的计分或项"))
                            .hint("只能引用写在前面的条目"),
                    );
                    return self.broken();
                }
            },
        };
        let made = Typed::new(value, Measure::points(), 2);
        let formula = join(&[&words(format!("{code}得分 ")), &made.formula]);
        Typed { formula, ..made }
    }

    /// 逾期天数(日期, 期限) and 逾期月数: never below zero; a month begun counts.
    fn late(&mut self, months: bool, arguments: &[Expr], span: Span, scope: &mut Scope) -> Typed {
        let [done, due] = arguments else {
            return self.arguments(span, "逾期天数（实绩， 2026-05-31）");
        };
        let (done, due) = (self.typed(done, scope), self.typed(due, scope));
        let Some((a, b, _)) = self.align(&done, &due, span, "相减") else { return self.broken() };
        let zero = self.b.int(0);
        let gap = self.b.num_sub(a, b);
        let gap = self.b.num_max(gap, zero);
        let formula = join(&[&done.formula, &words(" 比期限 "), &due.formula, &words(" 晚")]);
        if !months {
            let made = Typed::new(gap, Measure::count("天"), 0);
            return Typed { formula, ..made };
        }
        let node = self.b.months(a.num, b.num);
        let value = Num::whole(node);
        let made = Typed::new(value, Measure::count("月"), 0);
        Typed { formula, ..made }
    }

    /// 贡献率(指标, 全体): own increase over the group's increase, %; no number where the group did not grow.
    fn contribution(&mut self, arguments: &[Expr], span: Span, scope: &mut Scope) -> Typed {
        let Some((of, rest)) = arguments.split_first() else {
            return self.arguments(span, "贡献率(增量, 全体)");
        };
        let rise = self.typed(of, scope);
        let said = self.group_words(rest);
        let Some(population) = said.population else {
            self.complain(
                Diagnostic::new(Code::NoPopulation, span, "“贡献率”没有写明对哪些单位的增长而言")
                    .hint("写成 贡献率(增量, 全体)"),
            );
            return self.broken();
        };
        let Some(source) = self.gathered(&rise, span) else { return self.broken() };
        let all = Num { num: self.b.group(GroupOp::Sum, population, source.num), ..source };
        let zero = self.b.constant(0);
        let grew = self.b.cmp(Cmp::Gt, all.num, zero);
        let all = self.b.num_guard(grew, all, State::Undefined);
        let share = self.b.num_div_positive(source, all);
        let hundred = self.b.int(100);
        let value = self.b.num_mul(share, hundred);
        let made = Typed::new(value, Measure::percent(), 2);
        let whole =
            Shown { value: all, measure: difference(rise.measure), decimals: rise.decimals, truth: false };
        let formula = join(&[&rise.formula, &words(" ÷ "), &[Piece::Value(whole)]]);
        Typed { formula, ..made }
    }

    pub(super) fn ledger_named(&self, expr: &Expr) -> Option<usize> {
        let ExprKind::Path(path) = &expr.kind else { return None };
        let [one] = path.as_slice() else { return None };
        self.out.ledgers.iter().position(|l| l.name == one.text)
    }

    /// 个数 and 合计 over a ledger.
    fn tally(
        &mut self,
        ledger: usize,
        gather: Gather,
        value: Option<&Expr>,
        filter: Option<&Expr>,
        span: Span,
        scope: &mut Scope,
    ) -> Typed {
        self.in_ledger(ledger, scope, span, gather, |checker, inner| {
            let filter = filter.map(|f| checker.truth(f, inner).value.num);
            let value = if let Some(expr) = value {
                checker.typed(expr, inner)
            } else {
                let one = checker.b.int(1);
                Typed::new(one, Measure::count("个"), 0)
            };
            (value, filter)
        })
    }

    /// Runs `make` with names of the ledger's fields, and adds a tally of what it returns.
    pub(super) fn in_ledger(
        &mut self,
        ledger: usize,
        scope: &mut Scope,
        span: Span,
        gather: Gather,
        make: impl FnOnce(&mut Self, &mut Scope) -> (Typed, Option<u32>),
    ) -> Typed {
        let name = self.out.ledgers.get(ledger).map(|l| l.name.clone()).unwrap_or_default();
        self.used.insert(name.clone());
        let outer = std::mem::take(&mut self.b);
        let mut inner =
            Scope { ledger: Some(ledger), points_decimals: scope.points_decimals, ..Scope::default() };
        inner.points = scope.points.and_then(|p| outer.num_known(p)).map(|p| self.b.literal(p));
        let (value, filter) = make(self, &mut inner);
        let built: Builder = std::mem::replace(&mut self.b, outer);
        let roots: Vec<u32> = std::iter::once(value.value.num).chain(value.value.den).chain(filter).collect();
        let decimals = self.out.ledgers.get(ledger).map(|l| l.fields.iter().map(|f| f.decimals).collect());
        let phases = phases(&built.graph, &roots);
        self.tallies.push(Tally {
            ledger,
            gather,
            graph: Arc::new(built.graph),
            phases: Arc::new(phases),
            value: value.value.num,
            den: value.value.den,
            filter,
            decimals: decimals.unwrap_or_default(),
            scale: value.value.scale,
            measure: value.measure.clone(),
        });
        let at = u32::try_from((self.tallies.len() - 1) * 2).unwrap_or(u32::MAX - 1);
        let node = self.b.tally(at);
        let den = value.value.den.map(|_| self.b.tally(at + 1));
        let result = Num { num: node, den, scale: value.value.scale };
        let _ = span;
        let made = Typed::new(result, value.measure, value.decimals);
        let formula = join(&[&words(format!("{name}合计 ")), &made.formula]);
        Typed { formula, ..made }
    }

    /// A field of the ledger in scope.
    pub(super) fn record_field(&mut self, ledger: usize, name: &Name) -> Option<Typed> {
        let spec = self.out.ledgers.get(ledger)?;
        let at = spec.fields.iter().position(|f| f.name == name.text)?;
        let field = spec.fields.get(at)?.clone();
        let node = self.b.input(u32::try_from(at).ok()?);
        let measure = field.measure.unwrap_or_else(|| Measure {
            kind: Kind::Count(format!("{}·选项", field.name)),
            power: 0,
            name: String::new(),
        });
        let value = Num { num: node, den: None, scale: i32::from(field.decimals) };
        let truth = measure.kind == Kind::YesNo;
        let made = Typed::new(value, measure, field.decimals);
        Some(Typed { truth, ..made })
    }

    /// One of a field's options as a value.
    pub(super) fn option(&mut self, ledger: usize, field: &Name, option: &Name) -> Option<Typed> {
        let spec = self.out.ledgers.get(ledger)?.fields.iter().find(|f| f.name == field.text)?.clone();
        if spec.options.is_empty() {
            return None;
        }
        let Some(at) = spec.options.iter().position(|o| *o == option.text) else {
            let known = spec.options.join("、");
            self.complain(
                Diagnostic::new(
                    Code::UnknownName,
                    option.span,
                    format!("“{}”没有“{}”这个选项", field.text, option.text),
                )
                .hint(format!("选项有：{known}")),
            );
            return Some(self.broken());
        };
        let value = self.b.int(i128::try_from(at).ok()?);
        let measure =
            Measure { kind: Kind::Count(format!("{}·选项", spec.name)), power: 0, name: String::new() };
        let made = Typed::new(value, measure, 0);
        Some(Typed { formula: words(option.text.clone()), ..made })
    }
}

/// How a population reads in a sentence.
pub(crate) const fn population_word(population: Population) -> &'static str {
    match population {
        Population::Everyone => "全体单位",
        Population::SameClass => "同类单位",
    }
}
