//! The tree of a scheme as written, every part with its place.

mod clause;

pub use clause::{
    BandEnd, BandRow, BinaryOp, Clause, ClauseKind, Counting, Doubt, Effect, Expr, ExprKind, Ladder,
    RankPoints, Ruling, StepMode, Term, TermKind, TruthRow, Variants,
};

use crate::lex::Keyword;
use crate::number::{Decimal, Rounding};
use crate::source::Span;

/// A word or text with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// Without quotation marks.
    pub text: String,
    /// Where it stands.
    pub span: Span,
}

/// A number with its unit as written: `50亿元`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quantity {
    /// The number.
    pub value: Decimal,
    /// The unit; empty for a bare number.
    pub unit: String,
    /// Where it stands.
    pub span: Span,
}

/// All blocks of one file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// Statements in order of appearance.
    pub statements: Vec<Statement>,
}

/// One statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// What it states.
    pub kind: StatementKind,
    /// From its keyword to its last word.
    pub span: Span,
    /// Which block of its file it stands in, from 0.
    pub block: usize,
    /// Comment lines before it.
    pub leading: Vec<String>,
    /// The comment behind its first line.
    pub trailing: Option<String>,
}

/// What a statement states.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is the statement of that keyword; SYNTAX.md lists them")]
pub enum StatementKind {
    Scheme(SchemeHead),
    Round { level: Option<(RoundLevel, Span)>, decimals: Option<u8>, mode: Option<Rounding> },
    MissingData(Policy),
    Ranking(Ranking),
    Import(Name),
    Parameter { name: Name, values: Vec<Dated> },
    Measure(Name),
    Indicator(Indicator),
    Category(Part),
    Item(Part),
    Rule(Rule),
    Grade(Grade),
    Veto(Veto),
    Light { rows: Vec<(Name, Option<Expr>)>, indicator: Option<Name> },
    Ledger { name: Name, fields: Vec<Field> },
    Outcome { name: Name, measure: Name, value: Variants },
}

/// 方案.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "fields are named as in the glossary")]
pub struct SchemeHead {
    pub title: Option<Name>,
    pub year: Option<i32>,
    pub classes: Vec<Name>,
    pub total: Option<Quantity>,
    pub bounds: Bounds,
    pub doubts: Vec<Doubt>,
}

/// 上限, 下限 and the words that mean a floor.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bounds {
    /// Not above.
    pub cap: Option<Expr>,
    /// Not below.
    pub floor: Option<Expr>,
    /// 不封顶 is said.
    pub unlimited: bool,
    /// 倒扣 is said: below zero is allowed.
    pub negative: bool,
}

/// Where rounding is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RoundLevel {
    /// Each line.
    Line,
    /// Each item.
    Item,
    /// The total.
    Total,
}

/// What is done about data that are not there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PolicyKind {
    /// 待补.
    Await,
    /// 零分.
    Zero,
    /// 满分.
    Full,
    /// 组均值.
    GroupMean,
    /// 基本分 N分.
    Base(Quantity),
    /// 不适用.
    NotApplicable,
}

/// A policy with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    /// Which.
    pub kind: PolicyKind,
    /// Where.
    pub span: Span,
}

/// Over whom a rank, a mean or an extreme is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Population {
    /// All units of the period.
    Everyone,
    /// Those of the unit's own class.
    SameClass,
}

/// How equal ones are ranked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ties {
    /// 1, 2, 2, 4.
    Gapped,
    /// 1, 2, 2, 3.
    Dense,
}

/// 排名.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "fields are named as in the glossary")]
pub struct Ranking {
    pub population: Option<Population>,
    pub ties: Option<Ties>,
    /// Lines or items that decide between equal totals, in this order.
    pub then: Vec<Name>,
}

/// A value of a parameter from a day on.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "fields are named as in the glossary")]
pub struct Dated {
    pub value: Expr,
    pub since: Option<Name>,
}

/// 指标.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "fields are named as in the glossary")]
pub struct Indicator {
    pub name: Name,
    pub measure: Name,
    pub decimals: Option<u8>,
    /// Basis, view, direction, frequency, 目标大于零, 不可加: each with its place.
    pub traits: Vec<(Keyword, Span)>,
    pub source: Option<Name>,
}

/// 类 or 项.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "fields are named as in the glossary")]
pub struct Part {
    /// The item's code; of a category, its name.
    pub code: Name,
    pub title: Option<Name>,
    pub points: Option<Quantity>,
    pub bounds: Bounds,
    pub classes: Vec<Name>,
    pub quotes: Vec<Name>,
    pub doubts: Vec<Doubt>,
}

/// Which sort of line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RuleKind {
    /// 计分.
    Score,
    /// 加分.
    Bonus,
    /// 扣分.
    Deduction,
    /// 评判.
    Judged,
}

/// 计分, 加分, 扣分 or 评判: one line of the form.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "fields are named as in the glossary")]
pub struct Rule {
    pub kind: RuleKind,
    pub code: Name,
    pub indicator: Option<Name>,
    pub title: Option<Name>,
    pub points: Option<Quantity>,
    /// 满分外 is `Some(true)`, 满分内 `Some(false)`.
    pub outside: Option<bool>,
    pub classes: Vec<Name>,
    pub quotes: Vec<Name>,
    pub bounds: Bounds,
    pub judge: Option<Name>,
    pub clauses: Vec<Clause>,
}

/// 等次 or a grade's condition.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "fields are named as in the glossary")]
pub struct Grade {
    pub name: Name,
    pub test: GradeTest,
    pub quotes: Vec<Name>,
}

/// What a grade asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GradeTest {
    /// A condition; evaluated for the units that have no better grade yet.
    When(Expr),
    /// The rest.
    Otherwise,
    /// 名额: so many, or such a share, of the best that meet the condition.
    Quota(Expr, Option<Expr>),
    /// 升一等 (`true`) or 降一等 of those that meet the condition.
    Shift(bool, Expr),
}

/// 否决.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "fields are named as in the glossary")]
pub struct Veto {
    pub name: Name,
    pub when: Option<Expr>,
    pub effects: Vec<(VetoEffect, Span)>,
    pub quotes: Vec<Name>,
}

/// What a veto does, from mild to hard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum VetoEffect {
    /// 扣 N分 from the total.
    Take(Quantity),
    /// 项 X 零分.
    ItemZero(Name),
    /// 不得评为 X.
    NotIn(Name),
    /// 降一等.
    Lower,
    /// 等次 X whatever the score.
    Grade(Name),
    /// 总分为零.
    TotalZero,
    /// 不参加排名.
    Unranked,
    /// 不定等次: neither ranked nor graded.
    NoGrade,
}

/// A field of a 台账.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "fields are named as in the glossary")]
pub struct Field {
    pub name: Name,
    pub measure: Option<Name>,
    pub decimals: Option<u8>,
    /// The words that may stand there, when they are a closed list.
    pub options: Vec<Name>,
}
