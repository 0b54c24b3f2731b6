//! Facts: figures as they were entered, appended and superseded, never overwritten.

use rules::Value;

use crate::coded::coded;
use crate::{AccountId, FactId, IndicatorId, Period, UnitId, View};

/// An instant in milliseconds of UTC since 1970; passed in, never read from a clock here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct Moment(i64);

impl Moment {
    /// Wraps milliseconds.
    pub const fn from_millis(millis: i64) -> Self {
        Self(millis)
    }

    /// Milliseconds of UTC since 1970.
    pub const fn millis(self) -> i64 {
        self.0
    }
}

/// Where a fact came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FactOrigin {
    /// A report of the unit.
    Submission,
    /// The project ledger.
    Ledger,
    /// A table that was imported.
    Import,
    /// A span of a document.
    Document,
    /// A ruling.
    Ruling,
    /// The statistics department's figure of the whole.
    Statistics,
}
coded!(FactOrigin {
    Submission = "submission" "填报",
    Ledger = "ledger" "台账",
    Import = "import" "导入",
    Document = "document" "文档",
    Ruling = "ruling" "裁定",
    Statistics = "statistics" "统计公布",
});

/// What a figure is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
pub struct FactKey {
    /// Of which unit.
    pub unit: UnitId,
    /// Which quantity.
    pub indicator: IndicatorId,
    /// For which period.
    pub period: Period,
    /// The period alone, cumulative, or at its end.
    pub view: View,
}

/// One figure, with where it came from.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Fact {
    /// Its id; a later fact of the same key supersedes an earlier one.
    pub id: FactId,
    /// What it is about.
    pub key: FactKey,
    /// The number, or why there is none. Days are counted as the rule language counts them; yes is 1.
    pub value: Value,
    /// Where it came from.
    pub origin: FactOrigin,
    /// Who entered it.
    pub author: AccountId,
    /// When.
    pub at: Moment,
    /// Why it replaces the one before, if it does.
    pub reason: Option<String>,
}

/// The current fact of every key: the latest id wins.
pub fn current(facts: &[Fact]) -> std::collections::BTreeMap<FactKey, &Fact> {
    let mut latest = std::collections::BTreeMap::new();
    for fact in facts {
        let seat = latest.entry(fact.key).or_insert(fact);
        if fact.id > seat.id {
            *seat = fact;
        }
    }
    latest
}

#[cfg(test)]
mod tests {
    use rules::Decimal;

    use super::*;

    #[test]
    fn a_correction_supersedes_and_the_earlier_fact_remains() {
        let fact = |id, number, origin| Fact {
            id: FactId::new(id),
            key: FactKey {
                unit: UnitId::new(1),
                indicator: IndicatorId::new(1),
                period: "2026-08".parse().unwrap(),
                view: View::Cumulative,
            },
            value: Value::Number(Decimal::from_int(number)),
            origin,
            author: AccountId::new(1),
            at: Moment::from_millis(id),
            reason: None,
        };
        let facts = [fact(2, 70, FactOrigin::Ruling), fact(1, 700, FactOrigin::Submission)];
        let current = current(&facts);
        assert_eq!(current.len(), 1);
        assert_eq!(current.values().next().unwrap().value, Value::Number(Decimal::from_int(70)));
        assert_eq!(facts.len(), 2);
    }
}
