//! The explanation of one line.

use super::branch::explain_steps;
use super::show::{Row, amount, exact, formula, padded, points, shown};
use super::{Explanation, FactView, StepKind};
use crate::measure::Kind;
use crate::number::{Decimal, Value};
use crate::plan::{NodeId, Num, Op, State, reachable};
use crate::scheme::{InputKind, LinePlan};
use crate::scores::Scores;
use crate::tally::Gather;
use crate::trace::{Given, Shown, Step, Steps, nodes, num, shown as shown_nodes};

/// More records of one ledger are counted but not listed.
const MAX_RECORDS: usize = 60;

/// Of the records that another one stands for, only so many are listed.
const MAX_SUPERSEDED: usize = 3;

impl Scores {
    pub(super) fn explain_line(&self, row: usize, at: usize) -> Option<Explanation> {
        let inner = self.inner();
        let (line, plan) = (inner.lines.get(at)?, inner.plan.lines.get(at)?);
        let values = self.nodes(&roots(plan), row);
        let value =
            exact(Num { num: plan.value, den: None, scale: i32::from(inner.score_decimals) }, &values).value;
        let mut out = Explanation::empty(&line.id, &line.title, value);
        out.value_text = score_text(value, inner.score_decimals);
        out.code.clone_from(&line.code);
        out.points = line.points;
        out.quotes.clone_from(&line.quotes);
        out.rulings.clone_from(&line.rulings);
        out.rounding.clone_from(&inner.rounding_text);
        if let Some(item) = inner.items.get(line.item) {
            format!("项 {} {}", item.code, item.title).trim().clone_into(&mut out.clause);
        }
        out.facts = plan.trace.given.iter().map(|g| self.fact(g, &values)).collect();
        if value == Value::NotApplicable && !self.applies(row, &line.classes) {
            out.step(StepKind::Gap, format!("本条只适用于{}", line.classes.join("、")), None);
            return Some(out);
        }
        explain_steps(&plan.trace.steps, &values, &mut out);
        explain_steps(&plan.trace.bounds, &values, &mut out);
        self.records(plan, row, &mut out);
        Self::gap(value, plan, &values, &mut out);
        rounding(plan, &values, value, &inner.rounding_text, inner.score_decimals, &mut out);
        Some(out)
    }

    fn applies(&self, row: usize, classes: &[String]) -> bool {
        let units = self.facts().units();
        let unit = units.get(row % units.len().max(1));
        classes.is_empty() || unit.is_some_and(|u| classes.contains(&u.class))
    }

    fn fact(&self, given: &Given, values: &Row) -> FactView {
        let inner = self.inner();
        let input = given.input.and_then(|i| inner.inputs.get(i as usize));
        let indicator = input.and_then(|i| match i.kind {
            InputKind::Figure { indicator } => inner.indicators.get(indicator),
            InputKind::Judgement { .. } | InputKind::Veto { .. } => None,
        });
        let reported = indicator.is_some_and(|_| input.is_some_and(|i| i.field == crate::lex::words::ACTUAL));
        FactView {
            label: given.label.clone(),
            indicator: indicator.map(|i| i.name.clone()),
            field: input.map(|i| i.field.clone()),
            value: exact(given.shown.value, values).value,
            text: shown(&given.shown, values),
            source: indicator.filter(|_| reported).and_then(|i| i.source.clone()),
        }
    }

    /// The records of each ledger that the line counts, and which of them did not count.
    fn records(&self, plan: &LinePlan, row: usize, out: &mut Explanation) {
        let inner = self.inner();
        let mut roots = vec![plan.exact.num];
        roots.extend(plan.exact.den);
        let mut counted: Vec<u32> = reachable(&inner.plan.graph, &roots)
            .into_iter()
            .filter_map(|id| match inner.plan.graph.op(id) {
                Op::Tally(at) => Some(at / 2),
                _ => None,
            })
            .collect();
        counted.sort_unstable();
        counted.dedup();
        for at in counted {
            let Some(tally) = inner.plan.tallies.get(at as usize) else { continue };
            let name = inner.ledgers.get(tally.ledger).map(|l| l.name.as_str()).unwrap_or_default();
            let all = tally.shares(self.facts(), row);
            // Of a greatest or least only the record that it is says something.
            let most = if matches!(tally.gather, Gather::Sum(_)) { MAX_SUPERSEDED } else { 0 };
            let superseded = all.iter().filter(|s| s.superseded).count();
            let listed = superseded.min(most);
            let mut left = listed;
            let shares: Vec<_> = all
                .iter()
                .filter(|s| {
                    let shown = !s.superseded || left > 0;
                    left -= usize::from(s.superseded && shown);
                    shown
                })
                .collect();
            for share in shares.iter().take(MAX_RECORDS) {
                let mut own = Row::new();
                let (num, den) = share.value.map_or_else(|s| (Err(s), Err(s)), |(n, d)| (Ok(n), Ok(d)));
                own.insert(0, num);
                own.insert(1, den);
                let value = Num { num: 0, den: Some(1), scale: tally.scale };
                let decimals = tally.measure.usual_decimals();
                let shown_value = Shown { value, measure: tally.measure.clone(), decimals, truth: false };
                let rest = if share.superseded { "，另有一条计入，本条不再计" } else { "" };
                let text = format!("{name}·{} {}{rest}", share.matter, shown(&shown_value, &own));
                out.step(StepKind::Part, text, Some(exact(value, &own).value));
            }
            if superseded > listed {
                let more = superseded - listed;
                out.step(StepKind::Part, format!("{name}另有 {more} 条由以上各条代表，不再计"), None);
            }
            if let Some(more) = shares.len().checked_sub(MAX_RECORDS).filter(|more| *more > 0) {
                out.step(StepKind::Part, format!("{name}另有 {more} 条，未逐条列出"), None);
            }
        }
    }

    /// Why there is no number, and what would bring one.
    fn gap(value: Value, plan: &LinePlan, values: &Row, out: &mut Explanation) {
        if value.number().is_some() {
            return;
        }
        let lacking: Vec<String> = plan
            .trace
            .given
            .iter()
            .filter(|g| g.input.is_some() && exact(g.shown.value, values).value == value)
            .map(|g| g.label.clone())
            .collect();
        let names = lacking.join("、");
        let text = match value {
            Value::Missing if names.is_empty() => "需要的数据还没有齐，待补".to_owned(),
            Value::Missing => format!("{names}还没有报，待补"),
            Value::Unjudged => format!("{names}还没有评"),
            Value::NotApplicable => "本单位没有这一项".to_owned(),
            Value::Undefined => "除数为零，或数值超出可计算范围，没有意义".to_owned(),
            Value::Number(_) => return,
        };
        out.step(StepKind::Gap, text, Some(value));
    }
}

fn roots(plan: &LinePlan) -> Vec<NodeId> {
    let mut roots = Vec::new();
    nodes(&plan.trace.steps, &mut roots);
    nodes(&plan.trace.bounds, &mut roots);
    for given in &plan.trace.given {
        shown_nodes(&given.shown, &mut roots);
    }
    if let Some(before) = plan.trace.before_rounding {
        num(before, &mut roots);
    }
    num(plan.exact, &mut roots);
    roots.sort_unstable();
    roots.dedup();
    roots.push(plan.value);
    roots
}

/// A score with the scheme's decimals.
pub(super) fn score_text(value: Value, decimals: u8) -> String {
    value.number().map_or_else(|| value.to_string(), |n| padded(n, decimals))
}

pub(super) fn holds(node: NodeId, values: &Row) -> bool {
    matches!(values.get(&node), Some(Ok(1..)))
}

pub(super) fn explain_step(step: &Step, values: &Row, out: &mut Explanation) {
    match step {
        Step::Branch { .. } => explain_steps(std::slice::from_ref(step), values, out),
        Step::Award { .. } | Step::Steps(_) | Step::Formula { .. } => {
            let (kind, text, value) = sentence(step, values);
            out.step(kind, text, value);
        }
        Step::Bound { cap, words, bound, before } => {
            let (limit, found) = (exact(*bound, values).value, exact(*before, values).value);
            let (Some(limit), Some(found)) = (limit.number(), found.number()) else { return };
            if (*cap && found > limit) || (!*cap && found < limit) {
                let text = format!(
                    "{words} {}：{} → {}",
                    points(*bound, values),
                    points(*before, values),
                    points(*bound, values)
                );
                out.step(StepKind::Bound, text, Some(Value::Number(limit)));
            }
        }
        Step::Policy { holds: node, words, value } => {
            if holds(*node, values) {
                let text = format!("{words} → {}", points(*value, values));
                out.step(StepKind::Policy, text, Some(exact(*value, values).value));
            }
        }
    }
}

pub(super) fn sentence(step: &Step, values: &Row) -> (StepKind, String, Option<Value>) {
    match step {
        Step::Award { formula: pieces, value, take } => {
            let verb = if *take { "扣" } else { "得" };
            let result = amount(*value, values);
            let how = formula(pieces, values);
            let plain = how.is_empty()
                || how == result
                || how.trim_end_matches(" 分") == result.trim_end_matches(" 分");
            let text = if plain { format!("{verb} {result}") } else { format!("{how} → {verb} {result}") };
            (StepKind::Award, text, Some(exact(*value, values).value))
        }
        Step::Formula { label, formula: pieces, value } => {
            let lead = if label.is_empty() { String::new() } else { format!("{label}：") };
            let (how, result) = (formula(pieces, values), shown(value, values));
            let text = if how.is_empty() || how.ends_with(&result) {
                format!("{lead}{how}")
            } else if value.measure.kind == Kind::Points {
                format!("{lead}{how} = {result}")
            } else {
                format!("{lead}{how} {result}")
            };
            (StepKind::Formula, text, Some(exact(value.value, values).value))
        }
        Step::Steps(steps) => {
            let text = steps_text(steps, values);
            (StepKind::Steps, text, Some(exact(steps.value, values).value))
        }
        Step::Branch { .. } | Step::Bound { .. } | Step::Policy { .. } => {
            (StepKind::Condition, String::new(), None)
        }
    }
}

/// `1,262.40 − 1,188.10 = 74.30 亿元;每满 50 亿元计 1 次 → 1 次 → 加 1 分(不封顶)`
fn steps_text(steps: &Steps, values: &Row) -> String {
    let (how, amount_text) = (formula(&steps.formula, values), shown(&steps.amount, values));
    let verb = if steps.take { "扣" } else { "加" };
    let lead = if how == amount_text { how } else { format!("{how} = {amount_text}") };
    let negative = exact(steps.amount.value, values).value.number().is_some_and(|n| n <= Decimal::ZERO);
    let width = shown(&steps.width, values);
    let each = shown(&steps.each, values);
    if negative {
        return format!("{lead}；{}{width}{verb} {each}，没有可计的部分 → {verb} 0 分", steps.words);
    }
    let count = exact(steps.count, values);
    let count_text = count.value.number().map_or_else(|| count.value.to_string(), |n| padded(n, 0));
    let about = if count.approximate { "约 " } else { "" };
    let unit = if steps.whole { "次" } else { "个步长" };
    let limit = match steps.cap {
        Some(cap) => format!("（限 {}）", points(cap, values)),
        None if steps.unlimited => "（不封顶）".to_owned(),
        None => String::new(),
    };
    format!(
        "{lead}；{}{width}{verb} {each} → {about}{count_text} {unit} → {verb} {}{limit}",
        steps.words,
        amount(steps.value, values)
    )
}

/// Rounding is said where it changed the value.
fn rounding(plan: &LinePlan, values: &Row, value: Value, words: &str, decimals: u8, out: &mut Explanation) {
    let Some(before) = plan.trace.before_rounding else { return };
    let found = exact(before, values);
    let (Some(exact_value), Some(score)) = (found.value.number(), value.number()) else { return };
    let policy = matches!(values.get(&before.num), Some(Err(State::Missing)));
    if policy || (!found.approximate && exact_value == score) {
        return;
    }
    let text = format!("修约：{} → {}（{words}）", points(before, values), padded(score, decimals));
    out.step(StepKind::Rounding, text, Some(value));
}
