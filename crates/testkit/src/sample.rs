//! The sample city and its year.

use assessment::{
    Bound, Completion, Decimal, Entered, Figures, Growth, Hierarchy, HierarchyId, HierarchyKind, Indicator,
    IndicatorId, Membership, Period, Stated, Target, TargetId, TargetKind, Unit, UnitId, WorkCalendar,
};
use jiff::civil::date;

use crate::catalogue::{CATALOGUE, Spec, indicators};
use crate::clock::morning;
use crate::faults::{Fault, plant};
use crate::figures::{Months, Profile, TwoYears, decimal};
use crate::judged::{Recognition, SampleJudgement, SampleVeto, judgements, recognitions, vetoes};
use crate::names::{CITY, Person, departments, people, units};

/// How large a sample is. The default is the city that the demo shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parameters {
    /// Where every number comes from.
    pub seed: u64,
    /// Assessed units; the first thirteen are the city's.
    pub units: usize,
    /// Months of the year that were reported.
    pub months: u8,
    /// Whether the listed faults are planted.
    pub faults: bool,
}

impl Default for Parameters {
    fn default() -> Self {
        Self { seed: 2026, units: 13, months: 12, faults: true }
    }
}

/// One unit's figure of one month, as it was sent in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MonthFigure {
    /// Whose.
    pub unit: UnitId,
    /// Of what.
    pub indicator: IndicatorId,
    /// For when.
    pub period: Period,
    /// The figures. Of a yes-or-no indicator 1 and 0 stand in `period_value`.
    pub entered: Entered,
    /// What the unit says about it.
    pub stated: Stated,
    /// 完成情况, in words that agree with the figures unless a fault is planted.
    pub narrative: String,
}

/// The sample city with everything that the year brought.
#[derive(Clone, Debug)]
pub struct Sample {
    /// Its size.
    pub parameters: Parameters,
    /// Name of the city.
    pub city: &'static str,
    /// The year.
    pub year: i16,
    /// Assessed units.
    pub units: Vec<Unit>,
    /// The assessment office and the departments.
    pub departments: Vec<Unit>,
    /// Hierarchies over the units.
    pub hierarchies: Vec<Hierarchy>,
    /// Who signs in.
    pub people: Vec<Person>,
    /// The catalogue of indicators.
    pub indicators: Vec<Indicator>,
    /// Working days.
    pub calendar: WorkCalendar,
    /// This year's scheme, a literate file.
    pub scheme: &'static str,
    /// Last year's scheme.
    pub last_scheme: &'static str,
    /// Annual targets.
    pub targets: Vec<Target>,
    /// This year's figures as sent in, by unit, indicator and month.
    pub figures: Vec<MonthFigure>,
    /// Last year's figures.
    pub last_year: Vec<MonthFigure>,
    /// Judged scores of the year.
    pub judgements: Vec<SampleJudgement>,
    /// Recognition by higher levels.
    pub recognitions: Vec<Recognition>,
    /// Vetoes.
    pub vetoes: Vec<SampleVeto>,
    /// The faults that were planted.
    pub faults: Vec<Fault>,
}

/// This year's scheme.
pub const SCHEME: &str = include_str!("../scheme/2026.md");
/// Last year's scheme.
pub const LAST_SCHEME: &str = include_str!("../scheme/2025.md");
/// The year of the sample.
pub const YEAR: i16 = 2026;

impl Sample {
    /// The city that the demo shows.
    pub fn city() -> Self {
        Self::with(Parameters::default())
    }

    /// A city of that size. The same parameters give the same city, byte for byte.
    pub fn with(parameters: Parameters) -> Self {
        let units = units(parameters.units);
        let mut figures = Vec::new();
        let mut last_year = Vec::new();
        let mut targets = Vec::new();
        for unit in &units {
            let profile = Profile::of(parameters.seed, unit.id.get().unsigned_abs(), unit.class.as_str());
            for (number, spec) in (1i64..).zip(&CATALOGUE) {
                let series = Series {
                    unit: unit.id,
                    indicator: IndicatorId::new(number),
                    spec,
                    years: profile.years(spec),
                };
                figures.extend((1..=parameters.months.min(12)).filter_map(|month| series.this_year(month)));
                last_year.extend((1..=12).filter_map(|month| series.last_year(month)));
                targets.extend(series.target(targets.len()));
            }
        }
        let faults = if parameters.faults { plant(YEAR, &mut figures) } else { Vec::new() };
        Self {
            parameters,
            city: CITY,
            year: YEAR,
            departments: departments(),
            hierarchies: vec![districts(&units)],
            people: people(&units),
            indicators: indicators(),
            calendar: WorkCalendar::bundled(),
            scheme: SCHEME,
            last_scheme: LAST_SCHEME,
            targets,
            figures,
            last_year,
            judgements: judgements(parameters.seed, &units),
            recognitions: recognitions(&units),
            vetoes: vetoes(&units),
            faults,
            units,
        }
    }

    /// The last period that was reported.
    pub fn last_period(&self) -> Option<Period> {
        Period::month(self.year, self.parameters.months)
    }

    /// One unit's figure of one month.
    pub fn figure(&self, unit: UnitId, indicator: IndicatorId, period: Period) -> Option<&MonthFigure> {
        let find = |list: &'_ [MonthFigure]| {
            let key = |figure: &MonthFigure| (figure.unit, figure.indicator, figure.period);
            list.binary_search_by_key(&(unit, indicator, period), key).ok()
        };
        let list = if period.year() == self.year { &self.figures } else { &self.last_year };
        find(list).and_then(|at| list.get(at))
    }

    /// The annual target of a unit and indicator.
    pub fn target(&self, unit: UnitId, indicator: IndicatorId) -> Option<&Target> {
        self.targets.iter().find(|target| target.unit == unit && target.indicator == indicator)
    }

    /// The indicator of this name.
    pub fn indicator(&self, name: &str) -> Option<&Indicator> {
        self.indicators.iter().find(|indicator| indicator.name == name)
    }
}

struct Series {
    unit: UnitId,
    indicator: IndicatorId,
    spec: &'static Spec,
    years: TwoYears,
}

impl Series {
    fn figures(&self, months: &Months, month: u8) -> Option<Figures> {
        let at = usize::from(month) - 1;
        let number = |value: Option<&i64>| value.map(|value| decimal(*value, self.spec.decimals));
        let accumulates = self.spec.basis().views().len() > 1;
        let cumulative = if accumulates { number(months.so_far.get(at)) } else { None };
        Some(Figures { period_value: Some(number(months.alone.get(at))?), cumulative })
    }

    fn row(&self, year: i16, month: u8, figures: Figures) -> Option<MonthFigure> {
        Some(MonthFigure {
            unit: self.unit,
            indicator: self.indicator,
            period: Period::month(year, month)?,
            entered: Entered::Figures(figures),
            stated: Stated::default(),
            narrative: String::new(),
        })
    }

    fn last_year(&self, month: u8) -> Option<MonthFigure> {
        self.row(YEAR - 1, month, self.figures(&self.years.last, month)?)
    }

    fn this_year(&self, month: u8) -> Option<MonthFigure> {
        let mut row = self.row(YEAR, month, self.figures(&self.years.this, month)?)?;
        if let (Entered::Figures(now), Some(target)) = (row.entered, self.years.target) {
            let before = self.figures(&self.years.last, month)?;
            let amounts = now.cumulative.zip(before.cumulative);
            if let Some((sum, before)) = amounts {
                self.say(&mut row, sum, before, decimal(target, self.spec.decimals));
            }
        }
        Some(row)
    }

    /// What the unit prints beside its figure: completion and growth to one decimal, and a sentence.
    fn say(&self, row: &mut MonthFigure, sum: Decimal, before: Decimal, target: Decimal) {
        let actual = assessment::Actual::Figure(assessment::Value::Number(sum));
        let completion = Completion::of(Bound::AtLeast(target), actual);
        row.stated.completion = completion.percent(1);
        let mut sentence = format!(
            "{}{}{}{}，占年度目标{}{}的{}%",
            row.period.cumulative_label(),
            self.spec.name,
            sum.grouped(),
            self.spec.measure,
            target.grouped(),
            self.spec.measure,
            completion.percent(1).unwrap_or_default()
        );
        if let Some(Growth::Percent(growth)) = Growth::of(self.spec.basis(), sum, before) {
            let growth = growth.round(1, assessment::Rounding::HalfUp).unwrap_or(growth);
            row.stated.growth = Some(growth);
            let falls = growth < Decimal::ZERO;
            let size = if falls { growth.negated().unwrap_or(growth) } else { growth };
            let word = if falls { "下降" } else { "增长" };
            sentence.extend(["，同比", word, &size.to_string(), "%"]);
        }
        sentence.push('。');
        row.narrative = sentence;
    }

    fn target(&self, before: usize) -> Option<Target> {
        let target = decimal(self.years.target?, self.spec.decimals);
        Some(Target {
            id: TargetId::new(i64::try_from(before).ok()? + 1),
            unit: self.unit,
            indicator: self.indicator,
            period: Period::year_of(YEAR)?,
            kind: TargetKind::Assigned,
            bound: Bound::AtLeast(target),
            points: None,
            approval: Some("江经信〔2026〕8号".to_owned()),
            replaces: None,
            author: assessment::AccountId::new(1),
            at: morning(date(2026, 2, 18)),
        })
    }
}

fn districts(units: &[Unit]) -> Hierarchy {
    let mut tree = Hierarchy::new(HierarchyId::new(1), HierarchyKind::Administrative, "行政区");
    for unit in units {
        let from = date(2016, 1, 1);
        // A fresh tree has no place taken, so nothing is refused.
        let _joined = tree.join(Membership { unit: unit.id, parent: None, from, until: None });
    }
    tree
}
