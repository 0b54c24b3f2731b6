//! The clauses of a rule as written: what they ask, what they give, and the expressions in them.

use super::{Bounds, Name, Policy, Population, Quantity, Ties};
use crate::source::Span;

/// One clause of a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clause {
    /// What it says.
    pub kind: ClauseKind,
    /// Where.
    pub span: Span,
    /// Comment lines before it.
    pub leading: Vec<String>,
    /// The comment behind it.
    pub trailing: Option<String>,
}

/// What a clause says.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is the clause of that keyword; SYNTAX.md lists them")]
pub enum ClauseKind {
    Define { name: Name, value: Variants },
    When { condition: Expr, effect: Effect },
    Otherwise(Effect),
    Always(Effect),
    Rate { rate: Expr, bounds: Bounds },
    Ladder(Ladder),
    Bands { subject: Expr, rows: Vec<BandRow>, otherwise: Option<Effect> },
    Efficacy { subject: Expr, base: Option<Expr>, population: Option<Population>, equal: Option<Policy> },
    RankPoints(RankPoints),
    TruthTable { tests: Vec<Expr>, rows: Vec<TruthRow> },
    OneByOne { failures: bool, effect: Expr, take: bool, tests: Vec<Expr> },
    Progressive { amount: Expr, width: Expr, rates: Vec<Expr> },
    Weighted(Vec<(Expr, Quantity)>),
    ByLevel { ledger: Name, counting: Option<(Counting, Span)>, levels: Vec<(Name, Expr)>, bounds: Bounds },
    ForEach { ledger: Name, counting: Option<(Counting, Span)>, when: Option<Expr>, effect: Effect },
    JudgedRange { low: Quantity, high: Quantity },
    JudgedWord { word: Name, points: Quantity },
    ZeroTarget(Policy),
    Missing(Policy),
    Bounds(Bounds),
    Doubt(Doubt),
}

/// How several records of one matter count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counting {
    /// Each counts.
    Every,
    /// One matter counts once, at its best.
    HighestPerMatter,
    /// Only the best of all counts.
    HighestOnly,
}

/// 阶梯.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "fields are named as in the glossary")]
pub struct Ladder {
    pub subject: Expr,
    pub rows: Vec<(Expr, Effect)>,
    /// 类推: (step, points per step, down to).
    pub extend: Option<(Expr, Expr, Expr)>,
    pub otherwise: Option<Effect>,
}

/// 名次计分.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "fields are named as in the glossary")]
pub struct RankPoints {
    pub subject: Expr,
    pub population: Option<Population>,
    pub ties: Option<Ties>,
    pub rows: Vec<(u32, Expr)>,
    /// 每降 N名 减 x.
    pub step: Option<(Quantity, Expr)>,
    pub floor: Option<Expr>,
}

/// One end of a band.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BandEnd {
    /// The value.
    pub value: Expr,
    /// (含) or (不含); `None` when nothing is said.
    pub included: Option<bool>,
}

/// One band: from, to, effect.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "fields are named as in the glossary")]
pub struct BandRow {
    pub from: Option<BandEnd>,
    pub to: Option<BandEnd>,
    pub effect: Effect,
    pub span: Span,
}

/// One row of a truth table; `None` is "whichever".
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "fields are named as in the glossary")]
pub struct TruthRow {
    pub cells: Vec<bool>,
    pub effect: Effect,
    pub span: Span,
}

/// What is given: terms that add up, then bounds.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "fields are named as in the glossary")]
pub struct Effect {
    pub terms: Vec<Term>,
    /// 不低于 and 限 over the sum of the terms.
    pub bounds: Bounds,
    pub span: Span,
}

/// One term of an effect.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "fields are named as in the glossary")]
pub struct Term {
    /// 扣.
    pub take: bool,
    pub kind: TermKind,
    pub span: Span,
}

/// A fixed value or steps.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "fields are named as in the glossary")]
pub enum TermKind {
    Value(Expr),
    Steps {
        amount: Expr,
        width: Expr,
        each: Expr,
        mode: Option<StepMode>,
        bounds: Bounds,
        place: Option<bool>,
    },
}

/// What a part of a step counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepMode {
    /// Only full steps.
    Full,
    /// Pro rata.
    ProRata,
    /// A part counts as a whole step.
    PartCounts,
    /// To the nearest step.
    Nearest,
}

/// 存疑, with the ruling that answers it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "fields are named as in the glossary")]
pub struct Doubt {
    /// The diagnostic that is settled, when one is named.
    pub code: Option<Name>,
    pub quotes: Vec<Name>,
    /// 采用前者 is `Some(true)`.
    pub first: Option<bool>,
    pub text: Option<Name>,
    pub ruling: Option<Ruling>,
    pub span: Span,
}

/// 裁定: by whom and when.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "fields are named as in the glossary")]
pub struct Ruling {
    pub body: Name,
    pub date: Option<Name>,
}

/// A value that may differ by class of unit: `区: 5% ； 其他: 4%`.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "fields are named as in the glossary")]
pub enum Variants {
    One(Expr),
    /// Empty classes are 其他.
    ByClass(Vec<(Vec<Name>, Expr)>),
}

/// An expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expr {
    /// What it is.
    pub kind: ExprKind,
    /// Where.
    pub span: Span,
}

/// Arithmetic, comparison and logic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum BinaryOp {
    Or,
    And,
    AtLeast,
    AtMost,
    Above,
    Below,
    Equal,
    NotEqual,
    Add,
    Subtract,
    Multiply,
    Divide,
}

/// The forms of an expression.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum ExprKind {
    Quantity(Quantity),
    Flag(bool),
    Date(Name),
    /// `实绩`, `利税增幅.上年`.
    Path(Vec<Name>),
    /// A text in quotation marks: an option of a ledger's field, or a name.
    Text(Name),
    Negate(Box<Expr>),
    Not(Box<Expr>),
    Binary(BinaryOp, Box<Expr>, Box<Expr>),
    If(Box<Expr>, Box<Expr>, Box<Expr>),
    Call(Name, Vec<Expr>),
    /// Where the parser found no expression; a diagnostic says so.
    Broken,
}
