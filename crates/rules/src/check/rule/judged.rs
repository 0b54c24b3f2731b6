//! 评判: what a body may give.

use crate::ast::{ClauseKind, Rule};
use crate::check::effect::Outcome;
use crate::check::text::words;
use crate::check::{Checker, Scope};
use crate::diagnostic::{Code, Diagnostic};
use crate::lex::words::JUDGED;
use crate::measure::Measure;
use crate::number::Decimal;
use crate::plan::Num;
use crate::scheme::{Input, InputKind};
use crate::trace::{Given, Shown, Step};

impl Checker<'_> {
    pub(super) fn judged(&mut self, rule: &Rule, scope: &mut Scope) -> Outcome {
        if rule.judge.is_none() {
            self.complain(
                Diagnostic::new(Code::NoJudge, rule.code.span, "评判没有写明由谁评").hint("写上：由 机构"),
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
                _ => {
                    self.error(
                        Code::Misplaced,
                        clause.span,
                        "评判只写评分范围（0分 到 8分）或评语（好 4分）",
                    );
                }
            }
        }
        if let (Some(least), Some(most)) =
            (words_allowed.iter().map(|(_, p)| *p).min(), words_allowed.iter().map(|(_, p)| *p).max())
        {
            (low, high) = (least, most);
        }
        if high > points && rule.outside != Some(true) {
            let message = format!("最高可评 {high} 分，超过本条分值 {points} 分");
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
}
