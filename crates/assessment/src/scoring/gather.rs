//! Gathering facts: which figure of the domain is which field of the rule language.

use rules::{Decimal, FactError, Facts, Record, Rounding, Scheme, Value, evaluate};

use super::{ScoreBook, ScoredUnit, ScoringError};
use crate::{Basis, Bound, Entered, Indicator, Period, Schedule, Unit, UnitId, View};

/// Which target a period within the year is scored against.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TargetUse {
    /// The part of the year's target that is due by then: monthly notices compare with the schedule.
    #[default]
    Scheduled,
    /// The whole year's target, whatever the month.
    Annual,
}

/// What is known of one indicator of one unit in one period.
#[derive(Clone, Copy, Debug)]
pub struct YearFigures<'a> {
    /// The figures of the period.
    pub now: Entered,
    /// The figures of the period before, if any.
    pub before: Option<Entered>,
    /// The same period of last year, if any.
    pub last_year: Option<Entered>,
    /// The year's assigned target.
    pub target: Option<Bound>,
    /// The challenge target.
    pub challenge: Option<Bound>,
    /// The superior's target.
    pub superior: Option<Bound>,
    /// How the year's target falls due.
    pub schedule: &'a Schedule,
}

/// Facts of a scheme while they are gathered.
#[derive(Clone, Debug)]
pub struct Gathering {
    facts: Facts,
    units: Vec<ScoredUnit>,
    periods: Vec<Period>,
    target_use: TargetUse,
}

impl Gathering {
    /// Nothing known yet of these units and periods.
    pub fn new(scheme: &Scheme, units: &[Unit], periods: &[Period]) -> Result<Self, ScoringError> {
        let named =
            |unit: &Unit| rules::Unit { name: unit.name.clone(), class: unit.class.as_str().to_owned() };
        let codes = periods.iter().map(ToString::to_string).collect();
        let facts =
            Facts::new(scheme, units.iter().map(named).collect(), codes).map_err(ScoringError::Class)?;
        Ok(Self {
            facts,
            units: units.iter().map(ScoredUnit::of).collect(),
            periods: periods.to_vec(),
            target_use: TargetUse::default(),
        })
    }

    /// Scores periods within the year against this target.
    #[must_use]
    pub fn with_targets(self, target_use: TargetUse) -> Self {
        Self { target_use, ..self }
    }

    /// Takes everything the scheme reads of one indicator; fields that it does not read are left out.
    pub fn indicator(
        &mut self,
        unit: UnitId,
        period: Period,
        indicator: &Indicator,
        known: YearFigures<'_>,
    ) -> Result<(), ScoringError> {
        let name = indicator.name.as_str();
        let main = indicator.basis.main_view();
        self.field(unit, period, name, "实绩", pick(known.now, main))?;
        self.field(unit, period, name, "当月", pick(known.now, View::PeriodValue))?;
        self.field(unit, period, name, "累计", pick(known.now, View::Cumulative))?;
        for (field, entered) in [("上期", known.before), ("上年", known.last_year)] {
            if let Some(entered) = entered {
                self.field(unit, period, name, field, pick(entered, main))?;
            }
        }
        for (field, bound) in [("挑战目标", known.challenge), ("上级", known.superior)] {
            if let Some(value) = bound.and_then(number_of) {
                self.field(unit, period, name, field, Value::Number(value))?;
            }
        }
        if let Some(bound) = known.target {
            let due = due(bound, indicator, known.schedule, period);
            let target = match self.target_use {
                TargetUse::Scheduled => due,
                TargetUse::Annual => number_of(bound),
            };
            self.field(unit, period, name, "目标", target.map_or(Value::NotApplicable, Value::Number))?;
            self.field(unit, period, name, "序时", due.map_or(Value::NotApplicable, Value::Number))?;
        }
        Ok(())
    }

    /// Takes a judged score of a line.
    pub fn judgement(
        &mut self,
        unit: UnitId,
        period: Period,
        line: &str,
        value: Value,
    ) -> Result<(), ScoringError> {
        self.field(unit, period, line, "评分", value)
    }

    /// Takes a veto as reported.
    pub fn veto(&mut self, unit: UnitId, period: Period, name: &str) -> Result<(), ScoringError> {
        self.field(unit, period, name, "否决", Value::Number(Decimal::from_int(1)))
    }

    /// Takes a record of a ledger; `field` gives the text of each of the ledger's fields by name. What was recorded up to
    /// a period counts in it, so a record is taken once for every period from its own on.
    pub fn record(
        &mut self,
        unit: UnitId,
        period: Period,
        ledger: &str,
        matter: &str,
        field: impl Fn(&str) -> Value,
    ) -> Result<(), ScoringError> {
        let (unit_at, period_at) = self.place(unit, period)?;
        let scheme = self.facts.scheme().clone();
        let Some(spec) = scheme.ledgers().iter().find(|known| known.name == ledger) else { return Ok(()) };
        let fields = spec.fields.iter().map(|known| field(&known.name)).collect();
        let record = Record { unit: unit_at, period: period_at, matter: matter.to_owned(), fields };
        self.facts.add_record(ledger, record).map_err(|error| ScoringError::Fact { unit, period, error })
    }

    /// Takes one field by its name in the rule language, if the scheme reads it. A figure with more decimals than the
    /// indicator has is refused.
    pub fn field(
        &mut self,
        unit: UnitId,
        period: Period,
        name: &str,
        field: &str,
        value: Value,
    ) -> Result<(), ScoringError> {
        let (unit_at, period_at) = self.place(unit, period)?;
        let Some(input) = self.facts.scheme().input(name, field) else { return Ok(()) };
        let taken = self.facts.set_input(unit_at, period_at, input, value);
        taken.map_err(|error: FactError| ScoringError::Fact { unit, period, error })
    }

    /// Scores what was gathered.
    pub fn score(self) -> ScoreBook {
        ScoreBook { scores: evaluate(&self.facts), units: self.units, periods: self.periods }
    }

    fn place(&self, unit: UnitId, period: Period) -> Result<(usize, usize), ScoringError> {
        let unit_at = self.units.iter().position(|scored| scored.id == unit);
        let period_at = self.periods.iter().position(|scored| *scored == period);
        unit_at.zip(period_at).ok_or(ScoringError::NotScored { unit, period })
    }
}

fn pick(entered: Entered, view: View) -> Value {
    match entered {
        Entered::Nothing => Value::Missing,
        Entered::Absent(value) => value,
        Entered::Figures(figures) => {
            let number = match view {
                View::Cumulative => figures.cumulative,
                View::PeriodValue | View::Point => figures.period_value,
            };
            number.map_or(Value::Missing, Value::Number)
        }
    }
}

/// The number of a bound, days counted since 1970 as the rule language counts them.
fn number_of(bound: Bound) -> Option<Decimal> {
    match bound {
        Bound::DoneBy(day) => {
            let span = jiff::civil::date(1970, 1, 1).until(day).ok()?;
            Some(Decimal::from_int(i64::from(span.get_days())))
        }
        other => other.number(),
    }
}

/// The part of a target that is due at a period's end, in the indicator's decimals; the whole where nothing accumulates.
fn due(bound: Bound, indicator: &Indicator, schedule: &Schedule, period: Period) -> Option<Decimal> {
    let whole = number_of(bound)?;
    if indicator.basis != Basis::Flow || !matches!(bound, Bound::AtLeast(_)) || period.last_month() == 12 {
        return Some(whole);
    }
    let progress = crate::Progress::new(Decimal::ZERO, whole, schedule, period);
    match progress {
        Some(progress) => progress.due_amount(indicator.decimals),
        None => whole.round(indicator.decimals, Rounding::HalfUp),
    }
}
