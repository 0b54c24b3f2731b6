//! 红黄绿灯: where every indicator of every unit stands against its schedule, why, and what turns it better.

use assessment::{
    Bound, Decimal, GapMeasure, Indicator, Light, LightCase, LightRule, LightVerdict, Period, Progress,
    TargetKind, UnitId, UnitKind, Value,
};
use store::{Cell, period_code};

use crate::catalogue::{Catalogue, Current};
use crate::figure::main_value;
use crate::{App, Error, Person, Result};

/// One light.
#[derive(Clone, Debug)]
pub struct Lit {
    /// Whose.
    pub unit: UnitId,
    /// Of which indicator.
    pub indicator: Indicator,
    /// What the year asks for.
    pub bound: Bound,
    /// The figure at the period's end.
    pub actual: Value,
    /// The light, its reason and its remedy.
    pub verdict: LightVerdict,
    /// Ahead or behind in percentage points, where there is a schedule.
    pub gap: Option<Decimal>,
}

/// The lights of a period.
#[derive(Clone, Debug)]
pub struct Lights {
    /// Indicators with a target, in the order of forms.
    pub indicators: Vec<Indicator>,
    /// Units that the person may read: id, name, one light for each of the indicators; nothing without a target.
    pub rows: Vec<(UnitId, String, Vec<Option<Lit>>)>,
}

/// The lights of a period, of every unit that the person may read.
pub async fn list(app: &App, by: &Person, period: Period) -> Result<Lights> {
    by.require_reader()?;
    let catalogue = app.catalogue().await?;
    let current = catalogue.of(period)?;
    let assessed =
        |unit: &&assessment::Unit| unit.kind == UnitKind::Assessed && by.require_unit(unit.id).is_ok();
    let units: Vec<_> = catalogue.units.iter().filter(assessed).collect();
    let asked = |indicator: &&Indicator| {
        units.iter().any(|unit| bound(current, unit.id, indicator).is_some())
            && assessment::is_due(indicator, period)
    };
    let indicators: Vec<Indicator> = catalogue.indicators.iter().filter(asked).cloned().collect();
    let code = period_code(period);
    let look = |columns: &store::Columns| {
        let row = |unit: &&assessment::Unit| -> (UnitId, String, Vec<Option<Lit>>) {
            let lit = |indicator: &Indicator| {
                let cell = columns.cell(code, unit.id.get(), indicator.id.get());
                judge(current, unit.id, indicator, period, cell)
            };
            (unit.id, unit.name.clone(), indicators.iter().map(lit).collect())
        };
        units.iter().map(row).collect::<Vec<_>>()
    };
    let rows = app.store.with_columns(app.tenant, &[code], look).await?;
    Ok(Lights { indicators, rows })
}

/// The lights of one unit, the reddest first, then the farthest behind.
pub async fn of_unit(app: &App, by: &Person, unit: UnitId, period: Period) -> Result<Vec<Lit>> {
    by.require_unit(unit)?;
    let catalogue = app.catalogue().await?;
    let current = catalogue.of(period)?;
    let code = period_code(period);
    let look = |columns: &store::Columns| lit(&catalogue, current, columns, unit, period);
    let mut lights = app.store.with_columns(app.tenant, &[code], look).await?;
    let grave = |lit: &Lit| match lit.verdict.light {
        Light::Red => 0,
        Light::Yellow => 1,
        Light::Green => 2,
        Light::Grey => 3,
    };
    lights.sort_by_key(|lit| (grave(lit), lit.gap, lit.indicator.id));
    Ok(lights)
}

fn lit(
    catalogue: &Catalogue,
    current: &Current,
    columns: &store::Columns,
    unit: UnitId,
    period: Period,
) -> Vec<Lit> {
    let due = catalogue.indicators.iter().filter(|indicator| assessment::is_due(indicator, period));
    let one = |indicator: &Indicator| {
        let cell = columns.cell(period_code(period), unit.get(), indicator.id.get());
        judge(current, unit, indicator, period, cell)
    };
    due.filter_map(one).collect()
}

fn bound(current: &Current, unit: UnitId, indicator: &Indicator) -> Option<Bound> {
    let targets = current.targets(unit, indicator.id);
    targets.iter().find(|target| target.kind == TargetKind::Assigned).map(|target| target.bound)
}

fn judge(
    current: &Current,
    unit: UnitId,
    indicator: &Indicator,
    period: Period,
    cell: Option<&Cell>,
) -> Option<Lit> {
    let bound = bound(current, unit, indicator)?;
    let actual = cell.map_or(Value::Missing, |cell| main_value(cell, indicator.basis));
    let schedule = current.schedule(indicator.id);
    let case = LightCase { indicator, bound, value: actual, period, schedule };
    let gap = match (bound, actual) {
        (Bound::AtLeast(target), Value::Number(number)) if indicator.basis.accumulates() => {
            let progress = Progress::new(number, target, schedule, period);
            progress.and_then(|progress| progress.gap(GapMeasure::Points, 1))
        }
        _ => None,
    };
    Some(Lit {
        unit,
        bound,
        actual,
        verdict: LightRule::DEFAULT.judge(case),
        gap,
        indicator: indicator.clone(),
    })
}

/// A month of a trend.
#[derive(Clone, Copy, Debug)]
pub struct TrendMonth {
    /// Which month.
    pub period: Period,
    /// The figure.
    pub actual: Option<Decimal>,
    /// What the schedule asks for by its end.
    pub due: Option<Decimal>,
    /// The figure of the same month last year.
    pub last_year: Option<Decimal>,
}

/// One indicator of a unit through a year.
#[derive(Clone, Debug)]
pub struct Trend {
    /// The indicator.
    pub indicator: Indicator,
    /// The year's assigned target.
    pub bound: Option<Bound>,
    /// Months from January.
    pub months: Vec<TrendMonth>,
    /// Where it stands in the last month with a figure.
    pub verdict: Option<LightVerdict>,
}

/// One indicator of a unit through a year: actual, schedule and last year.
pub async fn trend(
    app: &App,
    by: &Person,
    unit: UnitId,
    indicator: assessment::IndicatorId,
    year: i16,
) -> Result<Trend> {
    by.require_unit(unit)?;
    let catalogue = app.catalogue().await?;
    let wrong = Error::NotFound("这一年度");
    let december = Period::month(year, 12).ok_or(wrong)?;
    let current = catalogue.of(december)?;
    let known = catalogue.indicator(indicator).ok_or(Error::NotFound("这项指标"))?;
    let months: Vec<Period> = december.year_to_date().collect();
    let codes: Vec<i64> = months
        .iter()
        .flat_map(|month| [Some(*month), month.last_year()])
        .flatten()
        .map(period_code)
        .collect();
    let bound = bound(current, unit, known);
    let schedule = current.schedule(indicator);
    let due = |month: Period| match bound {
        Some(Bound::AtLeast(target)) if known.basis.accumulates() => {
            Progress::new(Decimal::ZERO, target, schedule, month)?.due_amount(known.decimals)
        }
        _ => None,
    };
    let look = |columns: &store::Columns| {
        let figure = |month: Period| {
            let cell = columns.cell(period_code(month), unit.get(), indicator.get())?;
            main_value(cell, known.basis).number()
        };
        let row = |month: &Period| TrendMonth {
            period: *month,
            actual: figure(*month),
            due: due(*month),
            last_year: month.last_year().and_then(figure),
        };
        months.iter().map(row).collect::<Vec<_>>()
    };
    let rows = app.store.with_columns(app.tenant, &codes, look).await?;
    let last = rows.iter().rev().find_map(|month| Some((month.period, month.actual?)));
    let verdict = bound.zip(last).map(|(bound, (period, actual))| {
        let value = Value::Number(actual);
        LightRule::DEFAULT.judge(LightCase { indicator: known, bound, value, period, schedule })
    });
    Ok(Trend { indicator: known.clone(), bound, months: rows, verdict })
}
