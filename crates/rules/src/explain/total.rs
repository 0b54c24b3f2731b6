//! The explanations of items, categories, the total, the rank, the grade and lights.

use super::line::score_text;
use super::{Explanation, StepKind, Subject};
use crate::lex::Keyword;
use crate::lex::words::{GRADE_ID, RANK_ID, TOTAL_ID};
use crate::number::{Decimal, Value};
use crate::scores::{GradeResult, Scores};

impl Scores {
    pub(super) fn explain_item(
        &self,
        unit: usize,
        period: usize,
        row: usize,
        at: usize,
    ) -> Option<Explanation> {
        let inner = self.inner();
        let item = inner.items.get(at)?;
        let value = self.item(unit, period, at);
        let mut out = Explanation::empty(&item.id, &item.title, value);
        out.value_text = score_text(value, inner.score_decimals);
        out.code.clone_from(&item.code);
        out.points = Some(item.points);
        out.quotes.clone_from(&item.quotes);
        out.rulings.clone_from(&item.rulings);
        out.rounding.clone_from(&inner.rounding_text);
        let mut sum = Some(Decimal::ZERO);
        for &line in &item.lines {
            let Some(found) = self.explain_line(row, line) else { continue };
            out.step(
                StepKind::Part,
                format!("{} {}  {}", found.code, found.title, found.value_text).replace("  ", " "),
                Some(found.value),
            );
            sum = match (sum, found.value) {
                (Some(sum), Value::Number(part)) => sum.checked_add(part),
                (sum, Value::NotApplicable) => sum,
                _ => None,
            };
        }
        self.sum_step(sum, value, "本项", &mut out);
        Some(out)
    }

    /// The sum of the parts, and a bound where it differs from what came out.
    fn sum_step(&self, sum: Option<Decimal>, value: Value, what: &str, out: &mut Explanation) {
        let decimals = self.inner().score_decimals;
        match (sum, value) {
            (Some(sum), Value::Number(found)) if sum != found => {
                let sum = score_text(Value::Number(sum), decimals);
                let text = format!("合计 {sum}，{what}按上限、下限或修约取 {}", score_text(value, decimals));
                out.step(StepKind::Bound, text, Some(value));
            }
            (_, Value::Number(_)) => {
                out.step(StepKind::Formula, format!("合计 {} 分", score_text(value, decimals)), Some(value));
            }
            (_, other) => out.step(StepKind::Gap, format!("还有{other}的部分，合计{other}"), Some(other)),
        }
    }

    pub(super) fn explain_category(&self, unit: usize, period: usize, at: usize) -> Option<Explanation> {
        let inner = self.inner();
        let category = inner.categories.get(at)?;
        let value = self.category(unit, period, at);
        let mut out = Explanation::empty(&category.id, &category.name, value);
        out.value_text = score_text(value, inner.score_decimals);
        out.points = Some(category.points);
        out.rounding.clone_from(&inner.rounding_text);
        let mut sum = Some(Decimal::ZERO);
        for &item in &category.items {
            let Some(spec) = inner.items.get(item) else { continue };
            let found = self.item(unit, period, item);
            let text = format!("项 {} {} {}", spec.code, spec.title, score_text(found, inner.score_decimals));
            out.step(StepKind::Part, text, Some(found));
            sum = add(sum, found);
        }
        self.sum_step(sum, value, "本类", &mut out);
        Some(out)
    }

    pub(super) fn explain_total(&self, unit: usize, period: usize) -> Explanation {
        let inner = self.inner();
        let value = self.total(unit, period);
        let raw = self.total_before_vetoes(unit, period);
        let mut out = Explanation::empty(TOTAL_ID, TOTAL_ID, value);
        out.value_text = score_text(value, inner.score_decimals);
        out.points = Some(inner.total);
        out.rounding.clone_from(&inner.rounding_text);
        let mut sum = Some(Decimal::ZERO);
        for (at, category) in inner.categories.iter().enumerate() {
            if category.name.is_empty() {
                for &item in &category.items {
                    let Some(spec) = inner.items.get(item) else { continue };
                    let found = self.item(unit, period, item);
                    let text = format!(
                        "项 {} {} {}",
                        spec.code,
                        spec.title,
                        score_text(found, inner.score_decimals)
                    );
                    out.step(StepKind::Part, text, Some(found));
                    sum = add(sum, found);
                }
                continue;
            }
            let found = self.category(unit, period, at);
            let text = format!("{} {}", category.name, score_text(found, inner.score_decimals));
            out.step(StepKind::Part, text, Some(found));
            sum = add(sum, found);
        }
        self.sum_step(sum, raw, "总分", &mut out);
        self.veto_steps(unit, period, &mut out);
        if raw != value {
            let text = format!("否决之后总分 {}", score_text(value, inner.score_decimals));
            out.step(StepKind::Veto, text, Some(value));
        }
        out
    }

    fn veto_steps(&self, unit: usize, period: usize, out: &mut Explanation) {
        for (at, veto) in self.inner().vetoes.iter().enumerate() {
            if self.vetoed(unit, period, at).number().is_none_or(Decimal::is_zero) {
                continue;
            }
            let quotes: Vec<String> = veto.quotes.iter().map(|q| format!("【{q}】")).collect();
            let basis = if quotes.is_empty() { String::new() } else { format!(" 依据{}", quotes.join("")) };
            out.step(
                StepKind::Veto,
                format!("否决：{} → {}{basis}", veto.name, veto.effects.join("；")),
                None,
            );
        }
    }

    pub(super) fn explain_rank(&self, unit: usize, period: usize) -> Explanation {
        let inner = self.inner();
        let value = self.rank(unit, period);
        let mut out = Explanation::empty(RANK_ID, RANK_ID, value);
        let total = self.total(unit, period);
        out.step(StepKind::Formula, format!("总分 {}", score_text(total, inner.score_decimals)), Some(total));
        self.veto_steps(unit, period, &mut out);
        let Some(place) = value.number() else {
            let text = match value {
                Value::NotApplicable => "不参加排名".to_owned(),
                other => format!("总分{other}，暂无名次"),
            };
            out.step(StepKind::Gap, text, Some(value));
            return out;
        };
        let (mut ahead, mut same, mut ranked) = (0_usize, 0_usize, 0_usize);
        for other in 0..self.facts().units().len() {
            if !self.same_population(unit, other) {
                continue;
            }
            if let Some(rank) = self.rank(other, period).number() {
                ranked += 1;
                ahead += usize::from(rank < place);
                same += usize::from(rank == place && other != unit);
            }
        }
        let tie = if same > 0 { format!("，与 {same} 个单位并列") } else { String::new() };
        out.step(
            StepKind::Formula,
            format!("{}；参加排名 {ranked} 个单位，{ahead} 个在前{tie} → 第 {place} 名", inner.ranking.text),
            Some(value),
        );
        out
    }

    fn same_population(&self, unit: usize, other: usize) -> bool {
        let units = self.facts().units();
        match self.inner().ranking.population {
            crate::ast::Population::Everyone => true,
            crate::ast::Population::SameClass => {
                units.get(unit).map(|u| &u.class) == units.get(other).map(|u| &u.class)
            }
        }
    }

    pub(super) fn explain_grade(&self, unit: usize, period: usize, row: usize) -> Explanation {
        let inner = self.inner();
        let grade = self.grade(unit, period);
        let (text, value) = match &grade {
            GradeResult::Grade(name) => (name.clone(), self.total(unit, period)),
            GradeResult::Ungraded => ("不定等次".to_owned(), Value::NotApplicable),
            GradeResult::Pending(value) => (value.to_string(), *value),
        };
        let mut out = Explanation::empty(GRADE_ID, GRADE_ID, value);
        out.value_text = text;
        let (total, rank) = (self.total(unit, period), self.rank(unit, period));
        let total_text = score_text(total, inner.score_decimals);
        out.step(StepKind::Formula, format!("总分 {total_text}，名次 {rank}"), Some(total));
        let shifts = inner.plan.grade_shifts.iter().map(|(_, node, _)| *node);
        let nodes: Vec<u32> = inner.plan.grade_tests.iter().map(|(_, node, _)| *node).chain(shifts).collect();
        let values = self.nodes(&nodes, row);
        for (at, node, words) in &inner.plan.grade_tests {
            let Some(name) = inner.grades.get(*at) else { continue };
            let held = matches!(values.get(node), Some(Ok(1..)));
            let verdict = if held { "符合" } else { "不符合" };
            out.step(StepKind::Condition, format!("{name} = {words}：{verdict}"), None);
            if held {
                break;
            }
        }
        for (up, node, words) in &inner.plan.grade_shifts {
            if matches!(values.get(node), Some(Ok(1..))) {
                let moved = if *up { Keyword::RaiseGrade } else { Keyword::LowerGrade };
                out.step(StepKind::Condition, format!("{}：{words} 符合", moved.text()), None);
            }
        }
        self.veto_steps(unit, period, &mut out);
        out
    }

    pub(super) fn explain_light(
        &self,
        unit: usize,
        period: usize,
        row: usize,
        at: usize,
    ) -> Option<Explanation> {
        let inner = self.inner();
        let light = inner.lights.get(at)?;
        let indicator = inner.indicators.get(light.indicator)?;
        let found = self.light(unit, period, at);
        let value = found.err().unwrap_or(Value::NotApplicable);
        let mut out = Explanation::empty(&format!("灯/{}", indicator.name), &indicator.name, value);
        out.value_text = found.map_or_else(|v| v.to_string(), ToOwned::to_owned);
        let _ = row;
        for (input, spec) in inner.inputs.iter().enumerate().filter(|(_, i)| i.name == indicator.name) {
            let value = self.facts().get(unit, period, input);
            out.facts.push(super::FactView {
                label: spec.field.clone(),
                indicator: Some(indicator.name.clone()),
                field: Some(spec.field.clone()),
                value,
                text: format!(
                    "{value}{}",
                    if value.number().is_some() { spec.measure.after_number() } else { String::new() }
                ),
                source: None,
            });
        }
        for (name, condition) in light.names.iter().zip(&light.conditions) {
            let here = *name == out.value_text;
            out.step(
                StepKind::Condition,
                format!("{name} = {condition}{}", if here { "：符合" } else { "" }),
                None,
            );
            if here {
                break;
            }
        }
        Some(out)
    }

    /// The subject that an id or a word names: a line's or item's code, `项 1`, `类 名`, 总分, 名次, 等次, `灯 指标`.
    pub fn subject(&self, words: &str) -> Option<Subject> {
        let inner = self.inner();
        let words = words.trim();
        match words {
            TOTAL_ID => return Some(Subject::Total),
            RANK_ID => return Some(Subject::Rank),
            GRADE_ID => return Some(Subject::Grade),
            _ => {}
        }
        if let Some((kind, name)) = words.split_once(char::is_whitespace) {
            let name = name.trim();
            return match kind {
                "项" => inner.items.iter().position(|i| i.code == name || i.id == name).map(Subject::Item),
                "类" => inner.categories.iter().position(|c| c.name == name).map(Subject::Category),
                "灯" => {
                    let at = inner.indicators.iter().position(|i| i.name == name)?;
                    inner.lights.iter().position(|l| l.indicator == at).map(Subject::Light)
                }
                _ => None,
            };
        }
        self.scheme()
            .line_by_id(words)
            .map(Subject::Line)
            .or_else(|| inner.items.iter().position(|i| i.id == words || i.code == words).map(Subject::Item))
    }
}

fn add(sum: Option<Decimal>, part: Value) -> Option<Decimal> {
    match (sum, part) {
        (Some(sum), Value::Number(part)) => sum.checked_add(part),
        (sum, Value::NotApplicable) => sum,
        _ => None,
    }
}
