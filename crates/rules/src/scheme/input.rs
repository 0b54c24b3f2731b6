//! What a scheme reads: indicators, the figures asked for them, ledgers.

use crate::measure::Measure;
use crate::number::Decimal;
use serde::Serialize;

/// How the figures of periods combine.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// 流量.
    #[default]
    Flow,
    /// 存量.
    Stock,
    /// 比率.
    Rate,
    /// 名次.
    Rank,
    /// 里程碑.
    Milestone,
    /// 文字.
    Text,
}

/// Which figure of a period the rules read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PeriodView {
    /// 累计.
    #[default]
    Cumulative,
    /// 当月.
    OfPeriod,
    /// 年度.
    OfYear,
    /// 时点.
    AtPoint,
}

/// Which way is better.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// 越高越好.
    #[default]
    HigherBetter,
    /// 越低越好.
    LowerBetter,
}

/// How often it is reported.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Frequency {
    /// 每月.
    #[default]
    Monthly,
    /// 每季.
    Quarterly,
    /// 每半年.
    HalfYearly,
    /// 每年.
    Yearly,
}

/// 指标: one measured quantity.
#[derive(Clone, Debug, Serialize)]
pub struct Indicator {
    /// As written.
    pub name: String,
    /// Unit of measure.
    pub measure: Measure,
    /// Decimals of its figures.
    pub decimals: u8,
    /// Basis.
    pub basis: Basis,
    /// Which figure of a period.
    pub view: PeriodView,
    /// Which way is better.
    pub direction: Direction,
    /// How often.
    pub frequency: Frequency,
    /// The department that verifies it.
    pub source: Option<String>,
    /// Its target is always above zero.
    pub target_positive: bool,
    /// The units' figures add up.
    pub additive: bool,
    /// Whether some rule reads its target.
    pub has_target: bool,
    /// How wide its steps are in the rules that count in steps.
    pub(crate) steps: Vec<StepWidth>,
}

/// How far an indicator moves in one step of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum StepWidth {
    /// In its own unit of measure.
    Own(Decimal),
    /// In per cent of the target.
    OfTarget(Decimal),
    /// In per cent of last year's figure.
    OfLastYear(Decimal),
}

/// What sort of fact an input is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum InputKind {
    /// A figure of an indicator.
    Figure {
        /// Index of the indicator.
        indicator: usize,
    },
    /// A body's judgement.
    Judgement {
        /// Index of the line.
        line: usize,
        /// Least points.
        low: Decimal,
        /// Most points.
        high: Decimal,
        /// Words with their points, when only words are allowed.
        words: Vec<(String, Decimal)>,
    },
    /// A veto, reported by another body; nothing reported means no.
    Veto {
        /// Index of the veto.
        veto: usize,
    },
}

/// One column that the scheme reads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Input {
    /// Name of the indicator, line code or veto.
    pub name: String,
    /// 实绩, 目标, 上年, …; 评分 of a judgement; 否决 of a veto.
    pub field: String,
    /// What sort.
    #[serde(flatten)]
    pub kind: InputKind,
    /// Unit of measure.
    pub measure: Measure,
    /// Decimals; a fact with more is refused.
    pub decimals: u8,
}

/// 台账: records of units.
#[derive(Clone, Debug, Serialize)]
pub struct Ledger {
    /// As written.
    pub name: String,
    /// Its fields.
    pub fields: Vec<LedgerField>,
}

/// A field of a 台账.
#[derive(Clone, Debug, Serialize)]
pub struct LedgerField {
    /// As written.
    pub name: String,
    /// Unit of measure; of a text, none.
    pub measure: Option<Measure>,
    /// Decimals.
    pub decimals: u8,
    /// The words allowed, when it is a closed list.
    pub options: Vec<String>,
}
