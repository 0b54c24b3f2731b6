//! 异议 and 裁定: a unit objects to one line of an explanation; a named body decides.

use jiff::civil::Date;
use rules::Value;

use crate::coded::coded;
use crate::{DisputeId, FactKey, Moment, Period, RulingId, UnitId};

/// 裁定: a dated decision of a named body, quoted by every explanation that it touches.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Ruling {
    /// Its id.
    pub id: RulingId,
    /// Who decided.
    pub body: String,
    /// When.
    pub date: Date,
    /// Document number, if it has one.
    pub document: Option<String>,
    /// The decision in words.
    pub text: String,
    /// What it does.
    pub effect: RulingEffect,
}

/// What a ruling does.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub enum RulingEffect {
    /// Puts another figure in the place of a fact.
    Supersedes {
        /// Which.
        fact: FactKey,
        /// The figure that counts.
        value: Value,
    },
    /// Settles a doubt of the scheme for a line.
    Settles {
        /// Code of the line.
        line: String,
    },
    /// What was published stands.
    Stands,
}

/// Where a dispute stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DisputeState {
    /// 待处理.
    Open,
    /// 已采纳: a ruling changed something.
    Upheld,
    /// 不予采纳: what was published stands.
    Rejected,
    /// 已撤回.
    Withdrawn,
}
coded!(DisputeState {
    Open = "open" "待处理",
    Upheld = "upheld" "已采纳",
    Rejected = "rejected" "不予采纳",
    Withdrawn = "withdrawn" "已撤回",
});

/// 异议: a unit's objection to one line of an explanation.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Dispute {
    /// Its id.
    pub id: DisputeId,
    /// Who objects.
    pub unit: UnitId,
    /// To which period's score.
    pub period: Period,
    /// The stable id of the line of the explanation.
    pub explanation: String,
    /// What the unit says.
    pub text: String,
    /// When it was raised.
    pub at: Moment,
    /// Where it stands.
    pub state: DisputeState,
    /// The ruling that decided it.
    pub ruling: Option<RulingId>,
}

/// Why something cannot be done with a dispute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DisputeRefusal {
    /// It was decided or withdrawn.
    Closed(DisputeState),
    /// An objection says what is wrong.
    TextMissing,
    /// The last day for objections has passed.
    TooLate(Date),
}

impl std::fmt::Display for DisputeRefusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Closed(state) => write!(f, "此异议{state}，不能再改"),
            Self::TextMissing => f.write_str("请写明异议内容"),
            Self::TooLate(day) => write!(f, "异议期已于{day}截止"),
        }
    }
}

impl std::error::Error for DisputeRefusal {}

impl Dispute {
    /// Refuses an objection without words or after its last day.
    pub fn admissible(text: &str, today: Date, last_day: Date) -> Result<(), DisputeRefusal> {
        if text.trim().is_empty() {
            Err(DisputeRefusal::TextMissing)
        } else if today > last_day {
            Err(DisputeRefusal::TooLate(last_day))
        } else {
            Ok(())
        }
    }

    /// The dispute as a ruling decides it.
    pub fn decided(&self, ruling: &Ruling) -> Result<Self, DisputeRefusal> {
        self.require_open()?;
        let state = match ruling.effect {
            RulingEffect::Supersedes { .. } | RulingEffect::Settles { .. } => DisputeState::Upheld,
            RulingEffect::Stands => DisputeState::Rejected,
        };
        Ok(Self { state, ruling: Some(ruling.id), ..self.clone() })
    }

    /// The dispute as the unit takes it back.
    pub fn withdrawn(&self) -> Result<Self, DisputeRefusal> {
        self.require_open()?;
        Ok(Self { state: DisputeState::Withdrawn, ..self.clone() })
    }

    fn require_open(&self) -> Result<(), DisputeRefusal> {
        if self.state == DisputeState::Open { Ok(()) } else { Err(DisputeRefusal::Closed(self.state)) }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_ruling_closes_a_dispute_for_good() {
        let dispute = Dispute {
            id: DisputeId::new(1),
            unit: UnitId::new(1),
            period: "2026".parse().unwrap(),
            explanation: "1.4".into(),
            text: "能耗降幅应按市统计局更正数".into(),
            at: Moment::from_millis(0),
            state: DisputeState::Open,
            ruling: None,
        };
        let ruling = Ruling {
            id: RulingId::new(9),
            body: "市考核办".into(),
            date: date(2027, 1, 20),
            document: Some("江考办〔2027〕3号".into()),
            text: "维持原得分".into(),
            effect: RulingEffect::Stands,
        };
        let decided = dispute.decided(&ruling).unwrap();
        assert_eq!((decided.state, decided.ruling), (DisputeState::Rejected, Some(ruling.id)));
        assert_eq!(decided.withdrawn(), Err(DisputeRefusal::Closed(DisputeState::Rejected)));
        assert_eq!(dispute.withdrawn().unwrap().state, DisputeState::Withdrawn);
    }

    #[test]
    fn objections_have_words_and_a_last_day() {
        let last = date(2027, 1, 15);
        assert_eq!(Dispute::admissible("", date(2027, 1, 10), last), Err(DisputeRefusal::TextMissing));
        assert_eq!(Dispute::admissible("有误", date(2027, 1, 16), last), Err(DisputeRefusal::TooLate(last)));
        assert_eq!(Dispute::admissible("有误", last, last), Ok(()));
    }
}
