//! A compiled scheme: what the form looks like, what it reads, and the plan that scores it.

mod input;

pub(crate) use input::StepWidth;
pub use input::{Basis, Direction, Frequency, Indicator, Input, InputKind, Ledger, LedgerField, PeriodView};

use crate::ast::Population;
use crate::measure::Measure;
use crate::number::{Decimal, Rounding};
use crate::plan::{Graph, NodeId, Num, Phase};
use crate::source::Span;
use crate::trace::LineTrace;
use serde::Serialize;
use std::sync::Arc;

/// A compiled scheme. Cheap to clone, shareable between threads.
#[derive(Clone, Debug)]
pub struct Scheme(pub(crate) Arc<Inner>);

#[derive(Debug, Default)]
pub(crate) struct Inner {
    pub(crate) title: String,
    pub(crate) year: Option<i32>,
    pub(crate) classes: Vec<String>,
    pub(crate) total: Decimal,
    pub(crate) score_decimals: u8,
    pub(crate) rounding_text: String,
    pub(crate) categories: Vec<Category>,
    pub(crate) items: Vec<Item>,
    pub(crate) lines: Vec<Line>,
    pub(crate) indicators: Vec<Indicator>,
    pub(crate) inputs: Vec<Input>,
    pub(crate) ledgers: Vec<Ledger>,
    pub(crate) grades: Vec<String>,
    pub(crate) vetoes: Vec<Veto>,
    pub(crate) lights: Vec<Light>,
    pub(crate) outcomes: Vec<Outcome>,
    pub(crate) ranking: RankingRule,
    pub(crate) plan: Plan,
}

/// The nodes of the plan and what each stands for.
#[derive(Debug, Default)]
pub(crate) struct Plan {
    pub(crate) graph: Graph,
    pub(crate) phases: Vec<Phase>,
    pub(crate) lines: Vec<LinePlan>,
    /// Each stored at `item_decimals`.
    pub(crate) items: Vec<NodeId>,
    pub(crate) categories: Vec<NodeId>,
    /// Before vetoes.
    pub(crate) raw_total: NodeId,
    pub(crate) total: NodeId,
    pub(crate) rank: NodeId,
    pub(crate) rank_key: NodeId,
    pub(crate) grade: NodeId,
    pub(crate) vetoes: Vec<NodeId>,
    pub(crate) lights: Vec<NodeId>,
    pub(crate) outcomes: Vec<NodeId>,
    pub(crate) tallies: Vec<crate::tally::Tally>,
    /// Grade index, the node of its condition, the condition as written; in the order they are tried.
    pub(crate) grade_tests: Vec<(usize, NodeId, String)>,
    /// Up or down, the node of the condition, the condition as written.
    pub(crate) grade_shifts: Vec<(bool, NodeId, String)>,
}

/// One line's value, rounded to the score's decimals, and how it came about.
#[derive(Debug)]
pub(crate) struct LinePlan {
    pub(crate) value: NodeId,
    pub(crate) exact: Num,
    pub(crate) trace: LineTrace,
}

/// 类: a division of the form.
#[derive(Clone, Debug, Serialize)]
pub struct Category {
    /// Stable id: its name.
    pub id: String,
    /// As written.
    pub name: String,
    /// Points.
    pub points: Decimal,
    /// Indexes of its items.
    pub items: Vec<usize>,
}

/// 项: a numbered row of the form.
#[derive(Clone, Debug, Serialize)]
pub struct Item {
    /// Stable id: category and code.
    pub id: String,
    /// `1`.
    pub code: String,
    /// What it is about.
    pub title: String,
    /// Points.
    pub points: Decimal,
    /// Index of its category.
    pub category: usize,
    /// Indexes of its lines.
    pub lines: Vec<usize>,
    /// Classes it applies to; empty is all.
    pub classes: Vec<String>,
    /// The official text it rests on.
    pub quotes: Vec<String>,
    /// Rulings on its doubts.
    pub rulings: Vec<RulingNote>,
    #[serde(skip)]
    pub(crate) span: Span,
}

/// Which sort of line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LineKind {
    /// 计分.
    Score,
    /// 加分.
    Bonus,
    /// 扣分.
    Deduction,
    /// 评判.
    Judged,
}

impl LineKind {
    /// The Chinese word.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Score => "计分",
            Self::Bonus => "加分",
            Self::Deduction => "扣分",
            Self::Judged => "评判",
        }
    }
}

/// 计分, 加分, 扣分 or 评判: one line of an item.
#[derive(Clone, Debug, Serialize)]
pub struct Line {
    /// Stable id: category and code.
    pub id: String,
    /// `1.1`.
    pub code: String,
    /// Which sort.
    pub kind: LineKind,
    /// Its title, or its indicator's name.
    pub title: String,
    /// Points, where it states any.
    pub points: Option<Decimal>,
    /// Outside the item's points.
    pub outside: bool,
    /// Index of its item.
    pub item: usize,
    /// Index of its indicator.
    pub indicator: Option<usize>,
    /// Classes it applies to; empty is all.
    pub classes: Vec<String>,
    /// The official text it rests on.
    pub quotes: Vec<String>,
    /// Who judges, of a 评判.
    pub judge: Option<String>,
    /// Rulings on its doubts.
    pub rulings: Vec<RulingNote>,
    /// Where it stands in the sources.
    pub span: Span,
}

/// A doubt and the ruling that answered it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RulingNote {
    /// The doubt in words, with its quotes.
    pub doubt: String,
    /// What was decided.
    pub decision: String,
    /// By whom.
    pub body: String,
    /// When, as written.
    pub date: String,
}

/// 否决.
#[derive(Clone, Debug, Serialize)]
pub struct Veto {
    /// As written.
    pub name: String,
    /// What follows, in words.
    pub effects: Vec<String>,
    /// The official text it rests on.
    pub quotes: Vec<String>,
}

/// 灯: the lights of one indicator.
#[derive(Clone, Debug, Serialize)]
pub struct Light {
    /// Index of the indicator.
    pub indicator: usize,
    /// Names of the lights, in the order they are tried.
    pub names: Vec<String>,
    /// The condition of each, as written.
    pub conditions: Vec<String>,
}

/// 结果: a money result.
#[derive(Clone, Debug, Serialize)]
pub struct Outcome {
    /// As written.
    pub name: String,
    /// Unit of measure.
    pub measure: Measure,
    /// Decimals.
    pub decimals: u8,
}

/// How units are ranked.
#[derive(Clone, Debug, Serialize)]
pub struct RankingRule {
    /// All units, or those of the same class.
    #[serde(skip)]
    pub(crate) population: Population,
    /// In words.
    pub text: String,
}

impl Default for RankingRule {
    fn default() -> Self {
        Self { population: Population::Everyone, text: String::new() }
    }
}

impl Scheme {
    /// The title.
    pub fn title(&self) -> &str {
        &self.0.title
    }

    /// The year of the cycle.
    pub fn year(&self) -> Option<i32> {
        self.0.year
    }

    /// 单位类别, in the order declared.
    pub fn classes(&self) -> &[String] {
        &self.0.classes
    }

    /// Total points.
    pub fn total_points(&self) -> Decimal {
        self.0.total
    }

    /// Decimals of every score.
    pub fn score_decimals(&self) -> u8 {
        self.0.score_decimals
    }

    /// Rounding, in words.
    pub fn rounding_text(&self) -> &str {
        &self.0.rounding_text
    }

    /// Ranking, in words.
    pub fn ranking(&self) -> &RankingRule {
        &self.0.ranking
    }

    /// The categories in order.
    pub fn categories(&self) -> &[Category] {
        &self.0.categories
    }

    /// The items in order.
    pub fn items(&self) -> &[Item] {
        &self.0.items
    }

    /// The lines in order.
    pub fn lines(&self) -> &[Line] {
        &self.0.lines
    }

    /// The indicators in order of declaration.
    pub fn indicators(&self) -> &[Indicator] {
        &self.0.indicators
    }

    /// The indicator of this name.
    pub fn indicator(&self, name: &str) -> Option<&Indicator> {
        self.0.indicators.iter().find(|i| i.name == name)
    }

    /// Every column that the scheme reads.
    pub fn inputs(&self) -> &[Input] {
        &self.0.inputs
    }

    /// The column of this name and field.
    pub fn input(&self, name: &str, field: &str) -> Option<usize> {
        self.0.inputs.iter().position(|i| i.name == name && i.field == field)
    }

    /// The ledgers it reads.
    pub fn ledgers(&self) -> &[Ledger] {
        &self.0.ledgers
    }

    /// The grades, best first.
    pub fn grades(&self) -> &[String] {
        &self.0.grades
    }

    /// The vetoes.
    pub fn vetoes(&self) -> &[Veto] {
        &self.0.vetoes
    }

    /// The lights, one entry per indicator that has them.
    pub fn lights(&self) -> &[Light] {
        &self.0.lights
    }

    /// The money results.
    pub fn outcomes(&self) -> &[Outcome] {
        &self.0.outcomes
    }

    /// The index of the line with this id or, where it is unique, this code.
    pub fn line_by_id(&self, id: &str) -> Option<usize> {
        let lines = &self.0.lines;
        lines.iter().position(|l| l.id == id).or_else(|| {
            let mut found = lines.iter().enumerate().filter(|(_, l)| l.code == id);
            let first = found.next()?.0;
            found.next().is_none().then_some(first)
        })
    }
}

/// How a rounding reads in Chinese.
pub(crate) const fn rounding_word(rounding: Rounding) -> &'static str {
    match rounding {
        Rounding::HalfUp => "四舍五入",
        Rounding::HalfEven => "按 GB/T 8170 进舍",
        Rounding::Truncate => "舍去",
    }
}
