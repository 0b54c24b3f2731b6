//! What another version of a scheme does to the units, on the same facts.

use crate::number::{Decimal, Value};
use crate::scores::{GradeResult, Scores};
use serde::Serialize;

/// One figure under both versions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Moved<T> {
    /// Under the old version.
    pub before: T,
    /// Under the new version.
    pub after: T,
}

impl<T: PartialEq> Moved<T> {
    /// Whether it is another.
    pub fn moved(&self) -> bool {
        self.before != self.after
    }
}

/// What changes for one unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Effect {
    /// The unit.
    pub unit: String,
    /// The period.
    pub period: String,
    /// Total score.
    pub total: Moved<Value>,
    /// Rank.
    pub rank: Moved<Value>,
    /// Grade in words.
    pub grade: Moved<String>,
}

impl Effect {
    /// Whether rank or grade is another.
    pub fn matters(&self) -> bool {
        self.rank.moved() || self.grade.moved()
    }

    /// In a sentence.
    pub fn sentence(&self) -> String {
        let mut parts =
            vec![format!("总分 {} → {}{}", self.total.before, self.total.after, self.difference())];
        if self.rank.moved() {
            parts.push(format!("名次 {} → {}", self.rank.before, self.rank.after));
        }
        if self.grade.moved() {
            parts.push(format!("等次 {} → {}", self.grade.before, self.grade.after));
        }
        format!("{}：{}", self.unit, parts.join("，"))
    }

    fn difference(&self) -> String {
        let both = self.total.before.number().zip(self.total.after.number());
        let by = both.and_then(|(before, after)| after.checked_sub(before));
        by.filter(|by| !by.is_zero()).map_or_else(String::new, |by| format!("（{}）", signed(by)))
    }
}

/// With its sign: `+1.50`.
pub(super) fn signed(by: Decimal) -> String {
    if by > Decimal::ZERO { format!("+{by}") } else { by.to_string() }
}

/// The grade in words.
pub(super) fn grade_word(grade: &GradeResult) -> String {
    match grade {
        GradeResult::Grade(name) => name.clone(),
        GradeResult::Ungraded => "不定等次".to_owned(),
        GradeResult::Pending(value) => value.word().unwrap_or("待定").to_owned(),
    }
}

/// Every unit in one period under both versions. Both must have been scored on the same units and periods.
pub fn effects(before: &Scores, after: &Scores, period: usize) -> Vec<Effect> {
    let facts = before.facts();
    let name = facts.periods().get(period).cloned().unwrap_or_default();
    (0..facts.units().len())
        .map(|unit| Effect {
            unit: facts.units().get(unit).map(|u| u.name.clone()).unwrap_or_default(),
            period: name.clone(),
            total: Moved { before: before.total(unit, period), after: after.total(unit, period) },
            rank: Moved { before: before.rank(unit, period), after: after.rank(unit, period) },
            grade: Moved {
                before: grade_word(&before.grade(unit, period)),
                after: grade_word(&after.grade(unit, period)),
            },
        })
        .collect()
}
