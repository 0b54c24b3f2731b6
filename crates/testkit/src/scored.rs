//! The sample under its scheme: compiled, gathered and scored.

use std::collections::BTreeMap;

use assessment::{
    Decimal, Entered, Gathering, IndicatorId, Period, Schedule, ScoreBook, ScoringError, SelfScore, UnitId,
    Value, YearFigures,
};
use rules::{Scheme, Sources, compile};

use crate::rng::Rng;
use crate::sample::{MonthFigure, SCHEME, Sample};

/// This year's scheme, compiled; `None` would be a defect that the tests of this crate report.
pub fn scheme() -> Option<Scheme> {
    compile(&Sources::new("2026.md", SCHEME)).scheme
}

impl Sample {
    /// The facts of these periods, as the units sent them in.
    pub fn gather(&self, scheme: &Scheme, periods: &[Period]) -> Result<Gathering, ScoringError> {
        let mut gathering = Gathering::new(scheme, &self.units, periods)?;
        let entered = |list: &[MonthFigure]| -> BTreeMap<(UnitId, IndicatorId, Period), Entered> {
            list.iter().map(|row| ((row.unit, row.indicator, row.period), row.entered)).collect()
        };
        let (this_year, last_year) = (entered(&self.figures), entered(&self.last_year));
        let targets: BTreeMap<_, _> =
            self.targets.iter().map(|target| ((target.unit, target.indicator), target.bound)).collect();
        let schedule = Schedule::default();
        for unit in &self.units {
            for indicator in &self.indicators {
                for period in periods {
                    let at = |list: &BTreeMap<_, Entered>, period: Option<Period>| {
                        list.get(&(unit.id, indicator.id, period?)).copied()
                    };
                    let known = YearFigures {
                        now: at(&this_year, Some(*period)).unwrap_or(Entered::Nothing),
                        before: at(&this_year, period.previous()),
                        last_year: at(&last_year, period.last_year()),
                        target: targets.get(&(unit.id, indicator.id)).copied(),
                        challenge: None,
                        superior: None,
                        schedule: &schedule,
                    };
                    gathering.indicator(unit.id, *period, indicator, known)?;
                }
            }
        }
        self.gather_judged(scheme, periods, &mut gathering)?;
        Ok(gathering)
    }

    fn gather_judged(
        &self,
        scheme: &Scheme,
        periods: &[Period],
        gathering: &mut Gathering,
    ) -> Result<(), ScoringError> {
        for period in periods {
            for judgement in &self.judgements {
                let value = judgement.value_in(*period);
                gathering.judgement(judgement.unit, *period, judgement.line, value)?;
            }
            for veto in self.vetoes.iter().filter(|veto| veto.date <= period.last_day()) {
                gathering.veto(veto.unit, *period, veto.name)?;
            }
            for record in self.recognitions.iter().filter(|record| record.date <= period.last_day()) {
                let level = scheme
                    .ledgers()
                    .iter()
                    .flat_map(|ledger| &ledger.fields)
                    .find_map(|field| field.options.iter().position(|option| option == record.level));
                let level = level.and_then(|at| i64::try_from(at).ok()).unwrap_or_default();
                let level = Value::Number(Decimal::from_int(level));
                gathering.record(record.unit, *period, "表彰", record.matter, |_field| level)?;
            }
        }
        Ok(())
    }

    /// The months that were reported.
    pub fn periods(&self) -> Vec<Period> {
        (1..=self.parameters.months).filter_map(|month| Period::month(self.year, month)).collect()
    }

    /// Scores of every reported month.
    pub fn book(&self, scheme: &Scheme) -> Result<ScoreBook, ScoringError> {
        Ok(self.gather(scheme, &self.periods())?.score())
    }

    /// What the units give themselves at the year's end: mostly full points, sometimes less, rarely a bonus.
    pub fn self_scores(&self, scheme: &Scheme) -> Vec<SelfScore> {
        let mut own = Vec::new();
        let Some(period) = self.last_period() else { return own };
        for unit in &self.units {
            for (at, line) in (1u64..).zip(scheme.lines()) {
                let Some(points) = line.points else { continue };
                let mut rng = Rng::of(self.parameters.seed, &[unit.id.get().unsigned_abs(), 9_000 + at]);
                let bonus = line.kind.word() == "加分";
                let tenths = match (bonus, rng.between(1, 10)) {
                    (true, 1..=3) | (false, 1..=7) => 10,
                    (true, _) => 0,
                    (false, luck) => i128::from(18 - luck),
                };
                let part = points.checked_mul(Decimal::new(tenths, 1).unwrap_or_default()).unwrap_or(points);
                own.push(SelfScore {
                    unit: unit.id,
                    period,
                    line: line.code.clone(),
                    points: part.round(2, assessment::Rounding::HalfUp).unwrap_or(part),
                    note: None,
                });
            }
        }
        own
    }
}

/// The facts of a score book as a table that `kaocheng score` reads: a row per unit and period, a column per figure that
/// the scheme reads. The heads are those of a scheme's sample cases.
pub fn facts_table(book: &ScoreBook) -> Vec<Vec<String>> {
    let facts = book.scores().facts();
    let inputs = facts.scheme().inputs();
    let head = |name: &str, field: &str| match field {
        "实绩" | "评分" | "否决" => name.to_owned(),
        field => format!("{name}.{field}"),
    };
    let first = ["单位", "类别", "期"]
        .map(str::to_owned)
        .into_iter()
        .chain(inputs.iter().map(|input| head(&input.name, &input.field)))
        .collect();
    let mut table = vec![first];
    for (period_at, period) in facts.periods().iter().enumerate() {
        for (unit_at, unit) in facts.units().iter().enumerate() {
            let mut row = vec![unit.name.clone(), unit.class.clone(), period.clone()];
            row.extend(inputs.iter().enumerate().map(|(at, input)| {
                let value = facts.get(unit_at, period_at, at);
                match value {
                    Value::Number(yes) if input.measure.kind == assessment::Kind::YesNo => {
                        if yes.is_zero() { "否" } else { "是" }.to_owned()
                    }
                    Value::Number(number) => number.to_string(),
                    other => other.word().unwrap_or_default().to_owned(),
                }
            }));
            table.push(row);
        }
    }
    table
}
