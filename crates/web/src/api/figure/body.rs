//! A figure as the API shows and takes it. Numbers are decimal texts: nothing is lost on the way.

use app::figure::{Place, decimal, value};
use app::{FactRow, FigureRow};
use assessment::{IndicatorId, Period, UnitId};

/// Decimals of self scores.
const SELF_SCORE_DECIMALS: u8 = 4;

/// A figure.
#[derive(serde::Serialize, utoipa::ToSchema)]
pub(crate) struct FigureBody {
    /// Id of the unit.
    pub(crate) unit: i64,
    /// Id of the indicator.
    pub(crate) indicator: i64,
    /// `2026-08`.
    pub(crate) period: String,
    /// 当月, or the value at the period's end, as a decimal; null when there is no number.
    pub(crate) value: Option<String>,
    /// 累计, as a decimal.
    pub(crate) cumulative: Option<String>,
    /// 待补, 不适用 or 未评 where there is no number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) absent: Option<&'static str>,
    /// 自评分, as a decimal.
    pub(crate) self_score: Option<String>,
    /// 完成情况.
    pub(crate) narrative: String,
    /// The answer to a finding.
    pub(crate) explanation: String,
    /// `entered`.
    pub(crate) status: &'static str,
    /// Version: what `If-Match` compares.
    pub(crate) version: i64,
    /// Id of the account that saved it.
    pub(crate) author: i64,
    /// UTC milliseconds.
    pub(crate) updated_at: i64,
}

/// A fact in the history of a figure.
#[derive(serde::Serialize, utoipa::ToSchema)]
pub(crate) struct FactBody {
    /// What it said.
    #[serde(flatten)]
    pub(crate) figure: FigureBody,
    /// Where it came from.
    pub(crate) source: String,
    /// Version that it superseded; 0 for the first.
    pub(crate) supersedes: i64,
}

impl FigureBody {
    pub(crate) fn new(row: FigureRow, period: Period) -> Self {
        let text = |number| decimal(number, row.decimals).map(|number| number.to_string());
        let self_score = decimal(row.self_score, SELF_SCORE_DECIMALS);
        Self {
            unit: row.unit.get(),
            indicator: row.indicator.get(),
            period: period.to_string(),
            value: text(row.value),
            cumulative: text(row.cumulative),
            absent: value(row.kind, row.value.or(row.cumulative), row.decimals).word(),
            self_score: self_score.map(|score| score.normalized().to_string()),
            narrative: row.narrative,
            explanation: row.explanation,
            status: "entered",
            version: row.seq,
            author: row.author.get(),
            updated_at: row.at,
        }
    }
}

impl FactBody {
    pub(crate) fn new(row: FactRow, period: Period) -> Self {
        Self { figure: FigureBody::new(row.figure, period), source: row.source, supersedes: row.supersedes }
    }
}

/// The place that an address names.
pub(crate) fn place((unit, indicator, period): (UnitId, IndicatorId, Period)) -> Place {
    Place { unit, indicator, period }
}
