//! 灯 and 结果.

use super::LightRows;
use crate::ast::{Expr, Name, Statement, StatementKind};
use crate::check::{Checker, Scope, Typed};
use crate::diagnostic::{Code, Diagnostic};
use crate::fmt as print;
use crate::lex::Keyword;
use crate::measure::Kind;
use crate::number::Rounding;
use crate::plan::Num;
use crate::scheme::{Light, Outcome};

impl Checker<'_> {
    pub(in crate::check) fn lights(&mut self, statements: &[Statement]) {
        let mut general: LightRows = Vec::new();
        let mut own: Vec<(usize, LightRows)> = Vec::new();
        for statement in statements {
            let StatementKind::Light { rows, indicator } = &statement.kind else { continue };
            match indicator {
                None => general.extend(rows.iter().cloned()),
                Some(name) => match self.out.indicators.iter().position(|i| i.name == name.text) {
                    Some(at) => own.push((at, rows.clone())),
                    None => self.error(Code::UnknownName, name.span, format!("没有指标“{}”", name.text)),
                },
            }
        }
        let named: Vec<usize> = own.iter().map(|(at, _)| *at).collect();
        if !general.is_empty() {
            for at in 0..self.out.indicators.len() {
                let numeric = self
                    .out
                    .indicators
                    .get(at)
                    .is_some_and(|i| i.has_target && !matches!(i.measure.kind, Kind::YesNo | Kind::Date));
                if numeric && !named.contains(&at) {
                    own.push((at, general.clone()));
                }
            }
        }
        own.sort_by_key(|(at, _)| *at);
        for (indicator, rows) in own {
            self.light(indicator, &rows);
        }
    }

    pub(super) fn light(&mut self, indicator: usize, rows: &[(Name, Option<Expr>)]) {
        // A light is no score: a target of zero leaves it undefined, which is said as such.
        let mut scope = Scope { indicator: Some(indicator), ..Scope::default() };
        let mut node = self.b.constant(i128::try_from(rows.len()).unwrap_or(0));
        for (at, (_, test)) in rows.iter().enumerate().rev() {
            let index = self.b.constant(i128::try_from(at).unwrap_or(0));
            node = match test {
                None => index,
                Some(test) => {
                    let holds = self.truth(test, &mut scope).value.num;
                    self.b.select(holds, index, node)
                }
            };
        }
        if let Some((name, Some(_))) = rows.last() {
            self.complain(
                Diagnostic::new(Code::Gap, name.span, "最后一种灯要写“其余”，否则有的情形没有灯")
                    .hint("例如：灯 绿 = 其余"),
            );
        }
        let conditions = rows
            .iter()
            .map(|(_, test)| {
                test.as_ref().map_or_else(|| Keyword::Otherwise.text().to_owned(), print::expression)
            })
            .collect();
        self.out.lights.push(Light {
            indicator,
            names: rows.iter().map(|(name, _)| name.text.clone()).collect(),
            conditions,
        });
        self.out.plan.lights.push(node);
    }

    pub(in crate::check) fn outcomes(&mut self, statements: &[Statement]) {
        for statement in statements {
            let StatementKind::Outcome { name, measure, value } = &statement.kind else { continue };
            let measure = self.measure(&measure.text, measure.span);
            let decimals = measure.usual_decimals();
            let total =
                Num { num: self.out.plan.total, den: None, scale: i32::from(self.out.score_decimals) };
            let rank = Num::whole(self.out.plan.rank);
            let mut scope = Scope { totals: Some((total, rank)), ..Scope::default() };
            let typed = self.outcome_value(value, &mut scope);
            let zero = self.b.int(0);
            let unit = Typed::new(zero, measure.clone(), decimals);
            let Some((amount, _, met)) = self.align(&typed, &unit, statement.span, "作为结果") else {
                continue;
            };
            let scaled =
                Num { scale: amount.scale + i32::from(measure.power) - i32::from(met.power), ..amount };
            let node = self.b.num_round(scaled, decimals, Rounding::HalfUp);
            self.out.outcomes.push(Outcome { name: name.text.clone(), measure, decimals });
            self.out.plan.outcomes.push(node);
        }
    }
}
