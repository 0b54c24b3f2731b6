//! From the domain's figures to a scheme's facts, and from its scores to the sheets that people read.

mod gather;
mod ranks;
mod sheets;

use rules::{FactError, Scores, Subject};

pub use gather::{Gathering, TargetUse, YearFigures};

use crate::{Period, Unit, UnitClass, UnitId};

/// The scores of some units and periods under one scheme, ready to be shown.
#[derive(Clone, Debug)]
pub struct ScoreBook {
    scores: Scores,
    units: Vec<ScoredUnit>,
    periods: Vec<Period>,
}

/// A unit as sheets name it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct ScoredUnit {
    id: UnitId,
    name: String,
    class: UnitClass,
}

impl ScoredUnit {
    fn of(unit: &Unit) -> Self {
        Self { id: unit.id, name: unit.name.clone(), class: unit.class.clone() }
    }
}

/// Why facts were not taken: the unit, the period and what the scheme says to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ScoringError {
    /// The scheme refuses the fact.
    Fact {
        /// Which unit.
        unit: UnitId,
        /// Which period.
        period: Period,
        /// Why.
        error: FactError,
    },
    /// The unit or period is not among those that are scored.
    NotScored {
        /// Which unit.
        unit: UnitId,
        /// Which period.
        period: Period,
    },
    /// A unit's class is not in the scheme.
    Class(FactError),
}

impl std::fmt::Display for ScoringError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Fact { period, error, .. } => write!(f, "{}：{error}", period.label()),
            Self::NotScored { period, .. } => write!(f, "{}不在计分范围之内", period.label()),
            Self::Class(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for ScoringError {}

impl ScoreBook {
    /// Scores that were computed elsewhere, with the units and periods of their rows.
    pub fn of(scores: Scores, units: &[Unit], periods: &[Period]) -> Self {
        Self { scores, units: units.iter().map(ScoredUnit::of).collect(), periods: periods.to_vec() }
    }

    /// The scores as the rule language gives them.
    pub fn scores(&self) -> &Scores {
        &self.scores
    }

    /// The place of a unit in [`ScoreBook::scores`].
    pub fn unit_index(&self, unit: UnitId) -> Option<usize> {
        self.units.iter().position(|scored| scored.id == unit)
    }

    /// The place of a period in [`ScoreBook::scores`].
    pub fn period_index(&self, period: Period) -> Option<usize> {
        self.periods.iter().position(|scored| *scored == period)
    }

    /// The explanation of a line in words, as a printed sheet carries it beside the score.
    pub fn line_comment(&self, unit: UnitId, period: Period, line: usize) -> String {
        let place = self.unit_index(unit).zip(self.period_index(period));
        let explanation =
            place.and_then(|(unit, period)| self.scores.explain(unit, period, Subject::Line(line)));
        explanation.map(|explanation| explanation.text()).unwrap_or_default()
    }

    /// The periods that were scored.
    pub fn periods(&self) -> &[Period] {
        &self.periods
    }
}
