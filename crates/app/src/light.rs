//! 红黄绿灯: where every indicator of every unit stands, why, and what turns it better: by the 灯 of the scheme where it has
//! some, against the schedule by the office's usual rule where it has none.

use assessment::{
    Bound, Decimal, GapMeasure, Indicator, Light, LightCase, LightRule, LightVerdict, Period, Progress,
    TargetKind, UnitId, UnitKind, Value,
};
use store::{Cell, period_code};

use crate::catalogue::{Catalogue, Current};
use crate::figure::main_value;
use crate::score::{Held, Scored};
use crate::{App, Error, Person, Result};

/// By what the lights of a year are judged.
struct Rules<'a> {
    current: &'a Current,
    /// The scores of the year; nothing where no version of the scheme has lights.
    scored: Option<Held>,
}

impl<'a> Rules<'a> {
    async fn load(app: &App, current: &'a Current, period: Period) -> Result<Self> {
        let own = current.editions.iter().any(|edition| !edition.scheme.lights().is_empty());
        let scored = if own { Some(crate::score::of(app, period).await?.1) } else { None };
        Ok(Self { current, scored })
    }

    /// The verdict of the scheme's own rule, if it has one for the indicator and scores the unit.
    fn by_scheme(&self, unit: UnitId, case: LightCase<'_>, usual: &LightVerdict) -> Option<LightVerdict> {
        let Scored { frame, book } = self.scored.as_ref()?.at(case.period).ok()?;
        let scheme = &frame.scheme;
        let named = |light: &rules::scheme::Light| {
            scheme.indicators().get(light.indicator).is_some_and(|one| one.name == case.indicator.name)
        };
        let at = scheme.lights().iter().position(named)?;
        let light = scheme.lights().get(at)?;
        let (row, month) = book.unit_index(unit).zip(book.period_index(case.period))?;
        let Ok(name) = book.scores().light(row, month, at) else {
            // What cannot be judged says why in the words of the usual rule.
            return Some(LightVerdict { light: Light::Grey, reason: usual.reason.clone(), remedy: None });
        };
        let place = light.names.iter().position(|known| known == name)?;
        let condition = light.conditions.get(place).map_or("", String::as_str);
        let reason = format!("{}；按考核办法“{name}：{condition}”", usual.reason);
        let better = light.names.get(place + 1).filter(|_| colour(name) != Light::Green);
        let remedy = better.map(|next| format!("不再符合“{condition}”即转{next}"));
        Some(LightVerdict { light: colour(name), reason, remedy })
    }
}

/// The colour of a light that a scheme names; a name of its own has none of the three.
fn colour(name: &str) -> Light {
    match name.trim_end_matches(['灯', '色']) {
        "红" => Light::Red,
        "黄" | "橙" => Light::Yellow,
        "绿" => Light::Green,
        _ => Light::Grey,
    }
}

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
    // Those that exist at the period's end, whatever became of them since.
    let then = catalogue.timeline.on(period.last_day());
    let units: Vec<_> = then.iter().filter(assessed).collect();
    let asked = |indicator: &&Indicator| {
        units.iter().any(|unit| bound(current, unit.id, indicator).is_some())
            && assessment::is_due(indicator, period)
    };
    let indicators: Vec<Indicator> = catalogue.indicators.iter().filter(asked).cloned().collect();
    let code = period_code(period);
    let rules = Rules::load(app, current, period).await?;
    let look = |columns: &store::Columns| {
        let row = |unit: &&assessment::Unit| -> (UnitId, String, Vec<Option<Lit>>) {
            let lit = |indicator: &Indicator| {
                let cell = columns.cell(code, unit.id.get(), indicator.id.get());
                judge(&rules, unit.id, indicator, period, cell)
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
    let rules = Rules::load(app, current, period).await?;
    let look = |columns: &store::Columns| lit(&catalogue, &rules, columns, unit, period);
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
    rules: &Rules<'_>,
    columns: &store::Columns,
    unit: UnitId,
    period: Period,
) -> Vec<Lit> {
    let due = catalogue.indicators.iter().filter(|indicator| assessment::is_due(indicator, period));
    let one = |indicator: &Indicator| {
        let cell = columns.cell(period_code(period), unit.get(), indicator.id.get());
        judge(rules, unit, indicator, period, cell)
    };
    due.filter_map(one).collect()
}

fn bound(current: &Current, unit: UnitId, indicator: &Indicator) -> Option<Bound> {
    let targets = current.targets(unit, indicator.id);
    targets.iter().find(|target| target.kind == TargetKind::Assigned).map(|target| target.bound)
}

fn judge(
    rules: &Rules<'_>,
    unit: UnitId,
    indicator: &Indicator,
    period: Period,
    cell: Option<&Cell>,
) -> Option<Lit> {
    let current = rules.current;
    let bound = bound(current, unit, indicator)?;
    let actual = cell.map_or(Value::Missing, |cell| main_value(cell, indicator.basis));
    let schedule = current.schedule(indicator.id);
    let case = LightCase { indicator, bound, value: actual, period, schedule };
    let gap = match (bound, actual) {
        (Bound::AtLeast(target), Value::Number(number)) if indicator.basis.accumulates() => {
            let progress = Progress::new(number, target, schedule, period);
            // What is too small for one decimal is shown with two: a yellow light beside 0.0 says nothing.
            let gap = |decimals| progress?.gap(GapMeasure::Points, decimals);
            gap(1).filter(|gap| !gap.is_zero()).or_else(|| gap(2))
        }
        _ => None,
    };
    let usual = LightRule::DEFAULT.judge(case);
    Some(Lit {
        unit,
        bound,
        actual,
        verdict: rules.by_scheme(unit, case, &usual).unwrap_or(usual),
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
    let rules = Rules::load(app, current, december).await?;
    let last = rows.iter().rev().find_map(|month| Some((month.period, month.actual?)));
    let verdict = bound.zip(last).map(|(bound, (period, actual))| {
        let value = Value::Number(actual);
        let case = LightCase { indicator: known, bound, value, period, schedule };
        let usual = LightRule::DEFAULT.judge(case);
        rules.by_scheme(unit, case, &usual).unwrap_or(usual)
    });
    Ok(Trend { indicator: known.clone(), bound, months: rows, verdict })
}
