//! The year's figures as the columns that a scheme reads.

use std::collections::BTreeMap;

use assessment::{
    Basis, Bound, Decimal, Indicator, Period, Progress, Schedule, ScoreBook, TargetKind, Unit, UnitId,
    UnitKind, Value,
};
use rules::scheme::InputKind;
use rules::{Change, Facts, Kind};
use store::{Columns, FigureRow, period_code};

use super::broken;
use crate::Result;
use crate::catalogue::{Catalogue, Current};
use crate::figure::{decimal, main_value, value};

/// Decimals in which self scores are kept.
const SELF_SCORE_DECIMALS: u8 = 4;
/// Largest number, counted in its last decimal, that a scheme reads.
const LARGEST: u128 = 10_u128.pow(18);

/// What a field of an indicator is read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Field {
    /// 实绩, 累计: what a year's target is compared with.
    Actual,
    /// 当月.
    OfPeriod,
    /// 上年: the same period of the last year.
    LastYear,
    /// 上期: the period before.
    Before,
}

/// Who and when the rows are, and which figure each column is read from.
pub(crate) struct Frame {
    /// The version of the scheme that it is scored by.
    pub(crate) scheme: rules::Scheme,
    /// Units in the order of the rows.
    pub(crate) units: Vec<Unit>,
    /// Months of the cycle's year.
    pub(crate) periods: Vec<Period>,
    /// Codes of those months and of the year before.
    pub(crate) codes: Vec<i64>,
    /// Columns that figures of an indicator are put in.
    readers: BTreeMap<i64, Vec<(usize, Field)>>,
    bases: BTreeMap<i64, Basis>,
    /// Unit by unit, month by month: whether the unit does not exist at the month's end.
    absent: Vec<bool>,
}

impl Frame {
    /// The frame of a cycle under a version of its scheme.
    pub(crate) fn new(catalogue: &Catalogue, current: &Current, scheme: &rules::Scheme) -> Self {
        let year = current.year;
        let months = |year| (1..=12).filter_map(move |month| Period::month(year, month));
        let periods: Vec<Period> = months(year).collect();
        let units = assessed(catalogue, scheme, &periods);
        let absent = units
            .iter()
            .flat_map(|unit| periods.iter().map(|period| !exists(catalogue, unit.id, *period)))
            .collect();
        let mut readers: BTreeMap<i64, Vec<_>> = BTreeMap::new();
        let mut bases = BTreeMap::new();
        for (at, input) in scheme.inputs().iter().enumerate() {
            if !matches!(input.kind, InputKind::Figure { .. }) {
                continue;
            }
            let field = match input.field.as_str() {
                "实绩" | "累计" => Field::Actual,
                "当月" => Field::OfPeriod,
                "上年" => Field::LastYear,
                "上期" => Field::Before,
                _ => continue,
            };
            if let Some(indicator) = catalogue.indicator_named(&input.name) {
                readers.entry(indicator.id.get()).or_default().push((at, field));
                bases.insert(indicator.id.get(), indicator.basis);
            }
        }
        Self {
            scheme: scheme.clone(),
            units,
            periods,
            absent,
            codes: months(year - 1).chain(months(year)).map(period_code).collect(),
            readers,
            bases,
        }
    }

    /// Row of a unit.
    pub(crate) fn unit(&self, unit: UnitId) -> Option<usize> {
        self.units.iter().position(|one| one.id == unit)
    }

    /// The scores of these rows, ready to be shown.
    pub(crate) fn book(&self, scores: rules::Scores) -> ScoreBook {
        ScoreBook::of(scores, &self.units, &self.periods)
    }

    /// Every fact of the year.
    pub(crate) fn facts(&self, catalogue: &Catalogue, current: &Current, columns: &Columns) -> Result<Facts> {
        let named = |unit: &Unit| rules::Unit { name: unit.name.clone(), class: unit.class.to_string() };
        let units = self.units.iter().map(named).collect();
        let labels = self.periods.iter().map(ToString::to_string).collect();
        let mut facts = Facts::new(&self.scheme, units, labels).map_err(|error| broken(&error))?;
        for code in &self.codes {
            for unit in &self.units {
                for (indicator, _) in columns.row(*code, unit.id.get()) {
                    for change in self.changes(columns, &[(*code, unit.id.get(), *indicator)]) {
                        facts
                            .set_input(change.unit, change.period, change.input, change.value)
                            .map_err(|error| broken(&error))?;
                    }
                }
            }
        }
        self.put_targets(catalogue, current, &mut facts)?;
        crate::judged::put(current, self, &mut facts)?;
        self.put_absences(&mut facts)?;
        Ok(facts)
    }

    /// Whether a unit does not exist at the end of a month. It is assessed, scored and ranked in the months at whose end it
    /// exists; in the others nothing applies to it.
    pub(crate) fn is_absent(&self, unit: usize, period: usize) -> bool {
        self.absent.get(unit * self.periods.len() + period).copied().unwrap_or(false)
    }

    fn put_absences(&self, facts: &mut Facts) -> Result<()> {
        for unit in 0..self.units.len() {
            for period in (0..self.periods.len()).filter(|period| self.is_absent(unit, *period)) {
                for (at, input) in self.scheme.inputs().iter().enumerate() {
                    if !matches!(input.kind, InputKind::Veto { .. }) {
                        facts
                            .set_input(unit, period, at, Value::NotApplicable)
                            .map_err(|error| broken(&error))?;
                    }
                }
            }
        }
        Ok(())
    }

    /// What changed cells mean for the columns.
    pub(crate) fn changes(&self, columns: &Columns, cells: &[(i64, i64, i64)]) -> Vec<Change> {
        let mut changes = Vec::new();
        for (code, unit, indicator) in cells {
            let (Some(readers), Some(unit_row)) =
                (self.readers.get(indicator), self.unit(UnitId::new(*unit)))
            else {
                continue;
            };
            let Some(cell) = columns.cell(*code, *unit, *indicator) else { continue };
            let basis = self.bases.get(indicator).copied().unwrap_or(Basis::Flow);
            for (input, field) in readers {
                let (row, value) = match field {
                    Field::Actual => (self.row_of(*code, 0), main_value(cell, basis)),
                    Field::OfPeriod => {
                        (self.row_of(*code, 0), value(cell.kind(), cell.value(), cell.decimals))
                    }
                    Field::LastYear => (self.row_of(*code, 12), main_value(cell, basis)),
                    Field::Before => (self.row_of(*code, 1), main_value(cell, basis)),
                };
                if let Some(period) = row {
                    let absent = self.is_absent(unit_row, period);
                    let value = if absent { Value::NotApplicable } else { self.fitted(*input, value) };
                    changes.push(Change { unit: unit_row, period, input: *input, value });
                }
            }
        }
        changes
    }

    /// A number as the scheme can read it. One that stands with more decimals than the scheme gives the indicator, or is
    /// beyond what it counts in, has no meaning there: its own scores wait until it is mended, nobody else's do. It is
    /// not rounded, because no rule says how.
    fn fitted(&self, input: usize, value: Value) -> Value {
        let (Value::Number(number), Some(spec)) = (value, self.scheme.inputs().get(input)) else {
            return value;
        };
        let fits = number.rescaled(spec.decimals).is_some_and(|raw| {
            raw.unsigned_abs() <= LARGEST && (spec.measure.kind != Kind::YesNo || (0..=1).contains(&raw))
        });
        if fits { value } else { Value::Undefined }
    }

    /// The row that lies so many months after a month, if it is in the year.
    fn row_of(&self, code: i64, later: usize) -> Option<usize> {
        let at = self.codes.iter().position(|one| *one == code)?;
        (at + later).checked_sub(12).filter(|row| *row < self.periods.len())
    }

    /// Annual targets; of a flow the part that is due at the month's end, the whole in December. A base that was set
    /// stands for last year where nothing was reported then.
    fn put_targets(&self, catalogue: &Catalogue, current: &Current, facts: &mut Facts) -> Result<()> {
        for (at, input) in self.scheme.inputs().iter().enumerate() {
            let kind = match input.field.as_str() {
                "目标" | "序时" => TargetKind::Assigned,
                "挑战目标" => TargetKind::Challenge,
                "本级目标" => TargetKind::Own,
                "上级目标" => TargetKind::Superior,
                "上年" => TargetKind::Base,
                _ => continue,
            };
            let Some(indicator) = catalogue.indicator_named(&input.name) else { continue };
            for (row, unit) in self.units.iter().enumerate() {
                let target = current.targets(unit.id, indicator.id).iter().find(|target| target.kind == kind);
                let Some(bound) = target.map(|target| target.bound) else { continue };
                let Some(annual) = bound.number() else { continue };
                for (month, period) in self.periods.iter().enumerate() {
                    let amount = if kind == TargetKind::Base {
                        let known = facts.get(row, month, at) != Value::Missing;
                        if known || period.last_month() != 12 {
                            continue;
                        }
                        annual
                    } else {
                        due(indicator, bound, annual, *period, current.schedule(indicator.id), input.decimals)
                    };
                    let amount = self.fitted(at, Value::Number(amount));
                    facts.set_input(row, month, at, amount).map_err(|error| broken(&error))?;
                }
            }
        }
        Ok(())
    }
}

/// Units that are assessed in a month of the year, each as it is today or was last.
fn assessed(catalogue: &Catalogue, scheme: &rules::Scheme, periods: &[Period]) -> Vec<Unit> {
    let takes_part = |unit: &Unit| {
        unit.kind == UnitKind::Assessed
            && (scheme.classes().is_empty()
                || scheme.classes().iter().any(|class| class == unit.class.as_str()))
    };
    let last = |unit: Unit| {
        let now = catalogue.unit(unit.id).cloned();
        now.or_else(|| {
            let ends = periods.iter().rev().map(|period| period.last_day());
            let mut states = ends.filter_map(|day| catalogue.timeline.state(unit.id, day));
            states.find(|state| !state.withdrawn).map(|state| state.unit)
        })
    };
    let all = catalogue.timeline.states(catalogue.day).into_iter();
    all.filter_map(|state| last(state.unit)).filter(takes_part).collect()
}

/// Whether a unit exists at the end of a period.
fn exists(catalogue: &Catalogue, unit: UnitId, period: Period) -> bool {
    catalogue.timeline.state(unit, period.last_day()).is_some_and(|state| !state.withdrawn)
}

/// The part of an annual target that is due at a period's end.
fn due(
    indicator: &Indicator,
    bound: Bound,
    annual: Decimal,
    period: Period,
    schedule: &Schedule,
    decimals: u8,
) -> Decimal {
    let accumulates = indicator.basis == Basis::Flow && matches!(bound, Bound::AtLeast(_));
    if !accumulates || period.last_month() == 12 {
        return annual;
    }
    let progress = Progress::new(Decimal::ZERO, annual, schedule, period);
    progress.and_then(|progress| progress.due_amount(decimals)).unwrap_or(annual)
}

/// Self scores by code of the line: a figure's stands beside the first line that scores its indicator.
pub(crate) fn self_scores(
    catalogue: &Catalogue,
    scheme: &rules::Scheme,
    figures: &[FigureRow],
) -> BTreeMap<String, Decimal> {
    let mut scores = BTreeMap::new();
    for figure in figures {
        let Some(own) = decimal(figure.self_score, SELF_SCORE_DECIMALS) else { continue };
        let Some(indicator) = catalogue.indicator(figure.indicator) else { continue };
        let at = scheme.indicators().iter().position(|one| one.name == indicator.name);
        if let Some(line) = scheme.lines().iter().find(|line| at.is_some() && line.indicator == at) {
            scores.insert(line.code.clone(), own.normalized());
        }
    }
    scores
}
