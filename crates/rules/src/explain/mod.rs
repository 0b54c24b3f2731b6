//! Why a score is what it is: the plan walked again for one unit, as data and as Chinese text.
//!
//! Nothing is computed here. Every number comes from the nodes of the same plan that scored the columns.

mod branch;
mod line;
mod show;
mod total;

use crate::number::Value;
use crate::scheme::RulingNote;
use crate::scores::Scores;
use serde::Serialize;

/// What is explained.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// A line, by index.
    Line(usize),
    /// An item, by index.
    Item(usize),
    /// A category, by index.
    Category(usize),
    /// The total, with vetoes.
    Total,
    /// The rank.
    Rank,
    /// The grade.
    Grade,
    /// The light of one entry of `Scheme::lights`.
    Light(usize),
}

/// An explanation: who, what, from which words, with which figures, step by step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Explanation {
    /// Stable id of what is explained: the line's, item's or category's, 总分, 名次 or 等次.
    pub id: String,
    /// The unit.
    pub unit: String,
    /// The period.
    pub period: String,
    /// Code of a line or item.
    pub code: String,
    /// What it is about.
    pub title: String,
    /// The points it may give, where it states any.
    pub points: Option<crate::number::Decimal>,
    /// What came out.
    pub value: Value,
    /// What came out, as it is shown.
    pub value_text: String,
    /// The official words it rests on.
    pub quotes: Vec<String>,
    /// Where the words stand: the item.
    pub clause: String,
    /// Figures it reads.
    pub facts: Vec<FactView>,
    /// Steps in order.
    pub steps: Vec<StepView>,
    /// Rulings that it follows.
    pub rulings: Vec<RulingNote>,
    /// Rounding, in words.
    pub rounding: String,
}

/// A figure that was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FactView {
    /// What it is: 目标, 实绩, 标准.
    pub label: String,
    /// The indicator, where it is a reported figure.
    pub indicator: Option<String>,
    /// The field.
    pub field: Option<String>,
    /// The figure.
    pub value: Value,
    /// The figure with its unit.
    pub text: String,
    /// The department it comes from.
    pub source: Option<String>,
}

/// One step, with an id that a dispute can point to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct StepView {
    /// Stable id: the line's id and the number of the step.
    pub id: String,
    /// What sort of step.
    pub kind: StepKind,
    /// The step in words.
    pub text: String,
    /// What it came to.
    pub value: Option<Value>,
}

/// The sorts of steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum StepKind {
    /// A condition that held, and what followed.
    Condition,
    /// Points given or taken.
    Award,
    /// So much for each so much.
    Steps,
    /// A cap or floor that took effect.
    Bound,
    /// A rate, rank or share.
    Formula,
    /// A policy for missing data or a target of zero.
    Policy,
    /// Rounding that changed the value.
    Rounding,
    /// A part of a sum.
    Part,
    /// A veto.
    Veto,
    /// Why there is no number.
    Gap,
}

impl Scores {
    /// Explains one score; `None` where the scheme has no such part or the facts no such unit.
    pub fn explain(&self, unit: usize, period: usize, subject: Subject) -> Option<Explanation> {
        let row = self.facts().row(unit, period)?;
        let mut out = match subject {
            Subject::Line(at) => self.explain_line(row, at)?,
            Subject::Item(at) => self.explain_item(unit, period, row, at)?,
            Subject::Category(at) => self.explain_category(unit, period, at)?,
            Subject::Total => self.explain_total(unit, period),
            Subject::Rank => self.explain_rank(unit, period),
            Subject::Grade => self.explain_grade(unit, period, row),
            Subject::Light(at) => self.explain_light(unit, period, row, at)?,
        };
        out.unit.clone_from(&self.facts().units().get(unit)?.name);
        out.period.clone_from(self.facts().periods().get(period)?);
        for (at, step) in out.steps.iter_mut().enumerate() {
            step.id = format!("{}#{}", out.id, at + 1);
        }
        Some(out)
    }
}

impl Explanation {
    fn empty(id: &str, title: &str, value: Value) -> Self {
        Self {
            id: id.to_owned(),
            unit: String::new(),
            period: String::new(),
            code: String::new(),
            title: title.to_owned(),
            points: None,
            value,
            value_text: value.to_string(),
            quotes: Vec::new(),
            clause: String::new(),
            facts: Vec::new(),
            steps: Vec::new(),
            rulings: Vec::new(),
            rounding: String::new(),
        }
    }

    fn step(&mut self, kind: StepKind, text: String, value: Option<Value>) {
        self.steps.push(StepView { id: String::new(), kind, text, value });
    }

    /// The whole explanation as Chinese text, one thought a line.
    pub fn text(&self) -> String {
        let mut head = String::new();
        if !self.code.is_empty() {
            head.push_str(&self.code);
            head.push(' ');
        }
        head.push_str(&self.title);
        match (&self.points, &self.value) {
            (Some(points), _) => {
                head = format!("{head}  {} / {} 分", self.value_text, points.normalized());
            }
            (None, Value::Number(_)) if self.is_score() => {
                head = format!("{head}  {} 分", self.value_text);
            }
            _ => head = format!("{head}  {}", self.value_text),
        }
        let mut lines = vec![head];
        if !self.quotes.is_empty() {
            let quotes: Vec<String> = self.quotes.iter().map(|q| format!("【{q}】")).collect();
            let clause =
                if self.clause.is_empty() { String::new() } else { format!("（{}）", self.clause) };
            lines.push(format!("  依据{}{clause}", quotes.join("")));
        }
        if !self.facts.is_empty() {
            let facts: Vec<String> = self.facts.iter().map(FactView::sentence).collect();
            lines.push(format!("  {}", facts.join("   ")));
        }
        lines.extend(self.steps.iter().map(|s| format!("  {}", s.text)));
        for ruling in &self.rulings {
            lines.push(format!(
                "  存疑{}：{}，{}裁定 {}",
                ruling.doubt, ruling.decision, ruling.body, ruling.date
            ));
        }
        lines.push(String::new());
        lines.join("\n")
    }

    fn is_score(&self) -> bool {
        self.id != crate::lex::words::RANK_ID && self.id != crate::lex::words::GRADE_ID
    }
}

impl FactView {
    fn sentence(&self) -> String {
        match &self.source {
            Some(source) => format!("{} {}（{source}）", self.label, self.text),
            None => format!("{} {}", self.label, self.text),
        }
    }
}
