//! Events, judgements and self scores: what is scored besides figures.

use jiff::civil::Date;
use rules::{Decimal, Value};

use crate::{EventId, JudgementId, Period, UnitId};

/// Something that happened to a unit and feeds bonuses, deductions, vetoes or recognition.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Event {
    /// Its id.
    pub id: EventId,
    /// Whose.
    pub unit: UnitId,
    /// Which class of the scheme: 安全事故, 表彰, 党风廉政.
    pub class: String,
    /// When it happened.
    pub date: Date,
    /// Level, where the class has levels: 国家级, 省级, 市级.
    pub level: Option<String>,
    /// The body that established it.
    pub source: String,
    /// What it was; events of one matter count once per rule unless the rule says otherwise.
    pub matter: String,
    /// How many or how much; one when nothing else is said.
    pub amount: Decimal,
    /// The document it rests on.
    pub document: Option<String>,
}

/// 评判: a score given by a named body within a stated range.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Judgement {
    /// Its id.
    pub id: JudgementId,
    /// Of which unit.
    pub unit: UnitId,
    /// For which period.
    pub period: Period,
    /// Code of the line in the scheme.
    pub line: String,
    /// Who judges.
    pub body: String,
    /// Points, or 未评.
    pub value: Value,
    /// Why.
    pub reason: String,
    /// What it rests on.
    pub evidence: Option<String>,
    /// When.
    pub date: Date,
}

/// Why a judgement was not accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JudgementRefusal {
    /// Outside the range of the scheme.
    OutOfRange {
        /// Least.
        low: Decimal,
        /// Most.
        high: Decimal,
    },
    /// A judgement gives its reason.
    ReasonMissing,
}

impl std::fmt::Display for JudgementRefusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::OutOfRange { low, high } => write!(f, "评判得分应在{low}分至{high}分之间"),
            Self::ReasonMissing => f.write_str("请写明评判理由"),
        }
    }
}

impl std::error::Error for JudgementRefusal {}

impl Judgement {
    /// Refuses points outside the range and judgements without a reason.
    pub fn check(&self, low: Decimal, high: Decimal) -> Result<(), JudgementRefusal> {
        match self.value {
            Value::Number(points) if points < low || points > high => {
                Err(JudgementRefusal::OutOfRange { low, high })
            }
            Value::Number(_) if self.reason.trim().is_empty() => Err(JudgementRefusal::ReasonMissing),
            _ => Ok(()),
        }
    }
}

/// 自评分: what a unit gives itself for one line; a claim like any other.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct SelfScore {
    /// Whose.
    pub unit: UnitId,
    /// For which period.
    pub period: Period,
    /// Code of the line or item in the scheme.
    pub line: String,
    /// Points.
    pub points: Decimal,
    /// The unit's words.
    pub note: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_judgement_keeps_to_its_range_and_gives_a_reason() {
        let judgement = |value, reason: &str| Judgement {
            id: JudgementId::new(1),
            unit: UnitId::new(1),
            period: "2026".parse().unwrap(),
            line: "4.1".into(),
            body: "市经信局".into(),
            value,
            reason: reason.into(),
            evidence: None,
            date: jiff::civil::date(2027, 1, 10),
        };
        let (low, high) = (Decimal::ZERO, Decimal::from_int(2));
        let points = Value::Number("1.5".parse().unwrap());
        assert_eq!(judgement(points, "规划已印发").check(low, high), Ok(()));
        assert_eq!(judgement(points, " ").check(low, high), Err(JudgementRefusal::ReasonMissing));
        assert_eq!(judgement(Value::Unjudged, "").check(low, high), Ok(()));
        let above = Value::Number(Decimal::from_int(3));
        assert_eq!(judgement(above, "好").check(low, high), Err(JudgementRefusal::OutOfRange { low, high }));
    }
}
