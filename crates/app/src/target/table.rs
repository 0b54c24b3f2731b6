//! The grid of targets: one unit's over all indicators, or one indicator's over all units.

use std::collections::BTreeMap;

use assessment::{
    Bound, Coded as _, CycleId, CycleState, Decimal, Decomposition, Indicator, IndicatorId, Period, Target,
    TargetKind, UnitId,
};
use store::{Cell, period_code};

use super::{Plan, readable, sets, stored, typed};
use crate::catalogue::WHOLE;
use crate::cycle::find;
use crate::entry::Remarked;
use crate::figure::main_value;
use crate::names::Names;
use crate::{App, Error, Person, Result};

/// What the rows of the grid are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Axis {
    /// Indicators, of one unit.
    Unit(UnitId),
    /// Units and the whole, of one indicator.
    Indicator(IndicatorId),
    /// Everything.
    All,
}

/// Texts typed into one row. A text left out or blank leaves what stood there.
#[derive(Clone, Debug)]
pub struct Texts {
    /// Whose.
    pub unit: UnitId,
    /// For what.
    pub indicator: IndicatorId,
    /// The version that the person saw, 0 when the row was empty; nothing when it is not to be compared.
    pub version: Option<i64>,
    /// What was typed, by kind.
    pub texts: Vec<(TargetKind, String)>,
}

/// One row of the grid.
#[derive(Clone, Debug)]
pub struct Line {
    /// Whose.
    pub unit: UnitId,
    /// Name of the unit; 全市 or the like is the page's word for the whole.
    pub unit_name: String,
    /// For what.
    pub indicator: Indicator,
    /// Its version: 0 when nothing is set.
    pub version: i64,
    /// What stands, by kind, as it is typed.
    pub texts: BTreeMap<TargetKind, String>,
    /// Last year's actual where it was reported, as shown: it need not be asked for again.
    pub last_year: String,
    /// Growth that the assigned target asks for over last year; empty where that has no meaning.
    pub growth: String,
    /// Which kinds this person may type into now.
    pub editable: Vec<TargetKind>,
    /// What was converted or assumed in reading.
    pub notes: Vec<String>,
    /// What is to be mended.
    pub findings: Vec<Remarked>,
    /// Whether anything of what was typed was saved (or would be).
    pub saved: bool,
    /// Who was first and when, of a conflict.
    pub conflict: Option<(String, String)>,
}

/// The sum of a column against the whole.
#[derive(Clone, Debug)]
pub struct Sum {
    /// Which column.
    pub kind: TargetKind,
    /// Σ of the units.
    pub sum: Decimal,
    /// Against the whole, where it is set.
    pub split: Option<Decomposition>,
    /// Units without a number in this column.
    pub missing: usize,
}

/// The grid.
#[derive(Clone, Debug)]
pub struct Table {
    /// Where the cycle stands.
    pub state: CycleState,
    /// The rows.
    pub lines: Vec<Line>,
    /// Sums, of an indicator whose units add up.
    pub sums: Vec<Sum>,
}

impl Table {
    /// Names the grid as it stands: a target that is set makes another.
    pub fn tag(&self) -> i64 {
        self.lines.iter().map(|line| line.version).max().unwrap_or(0)
    }
}

/// The grid as it stands.
pub async fn table(app: &App, by: &Person, cycle: CycleId, axis: Axis) -> Result<Table> {
    allow(by, axis)?;
    let plan = Plan::load(app, cycle).await?;
    Grid { by, plan: &plan, last: last_year(app, plan.year).await? }.table(axis)
}

fn allow(by: &Person, axis: Axis) -> Result<()> {
    match axis {
        Axis::Unit(unit) => readable(by, unit),
        Axis::Indicator(_) | Axis::All => by.require_reader(),
    }
}

/// How the rows would stand, with nothing saved.
pub async fn preview(app: &App, by: &Person, cycle: CycleId, texts: &[Texts]) -> Result<Vec<Line>> {
    by.require_reader()?;
    let plan = Plan::load(app, cycle).await?;
    let grid = Grid { by, plan: &plan, last: last_year(app, plan.year).await? };
    let mut lines = Vec::with_capacity(texts.len());
    for text in texts {
        let (mut line, bounds) = grid.read(text)?;
        line.saved = !bounds.is_empty();
        for (kind, bound) in bounds {
            line.texts.insert(kind, super::text(bound, &line.indicator));
        }
        lines.push(line);
    }
    Ok(lines)
}

/// Saves rows, each by itself, in one durable change; the rows as they stand afterwards.
pub async fn save(
    app: &App,
    by: &Person,
    cycle: CycleId,
    texts: &[Texts],
    reason: &str,
) -> Result<Vec<Line>> {
    by.require_reader()?;
    let catalogue = app.catalogue().await?;
    let year = catalogue.cycle(cycle).ok_or(Error::NotFound("这个考核周期"))?.year;
    let last = last_year(app, i16::try_from(year).unwrap_or(0)).await?;
    let mut change = app.store.change(app.tenant, app.now()).await?;
    let found = find(&mut change, cycle).await?;
    let plan = Plan::read(catalogue, &mut change, &found).await?;
    let names = Names::load(&mut change).await?;
    let grid = Grid { by, plan: &plan, last };
    let mut lines = Vec::with_capacity(texts.len());
    let mut targets = Vec::new();
    for text in texts {
        let (mut line, bounds) = grid.read(text)?;
        if text.version.is_some_and(|seen| seen != line.version) {
            let last = plan.latest(line.unit, line.indicator.id);
            line.conflict = last.map(|last| (names.of(last.author), crate::period::minute(last.at.millis())));
            lines.push(line);
            continue;
        }
        if !bounds.is_empty() {
            plan.state.admit_target()?;
            line.saved = true;
        }
        for (kind, bound) in bounds {
            let stands = plan.target(line.unit, line.indicator.id, kind).map(|target| target.bound);
            if stands != Some(bound) {
                targets.push(stored(line.unit, line.indicator.id, kind, bound)?);
                change.audit(audit(by, cycle, &line, (kind, stands, bound), reason));
            }
        }
        lines.push(line);
    }
    if targets.is_empty() {
        drop(change);
    } else {
        change.set_targets(cycle, &targets, by.account(), reason).await?;
        change.commit().await?;
    }
    let plan = Plan::load(app, cycle).await?;
    let after = Grid { by, plan: &plan, last: grid.last };
    let stands = |line: Line| Line {
        notes: line.notes,
        findings: line.findings,
        saved: line.saved,
        conflict: line.conflict,
        ..after.line(line.unit, &line.indicator)
    };
    Ok(lines.into_iter().map(stands).collect())
}

fn audit(
    by: &Person,
    cycle: CycleId,
    line: &Line,
    (kind, stands, bound): (TargetKind, Option<Bound>, Bound),
    reason: &str,
) -> store::AuditEntry {
    let was = stands.map_or_else(String::new, |stands| super::label(stands, &line.indicator));
    let detail = format!("{was}→{} {reason}", super::label(bound, &line.indicator));
    by.audit(
        "target.set",
        format!("target/{cycle}/{}/{}/{}", line.unit, line.indicator.id, kind.code()),
        detail,
    )
}

/// Cells of the December before a year, by unit and indicator.
async fn last_year(app: &App, year: i16) -> Result<BTreeMap<(i64, i64), Cell>> {
    let Some(code) = Period::month(year - 1, 12).map(period_code) else { return Ok(BTreeMap::new()) };
    let look = |columns: &store::Columns| {
        let cells = columns.units(code).flat_map(|(unit, row)| row.iter().map(move |cell| (unit, *cell)));
        cells.map(|(unit, (indicator, cell))| ((unit, indicator), cell)).collect()
    };
    Ok(app.store.with_columns(app.tenant, &[code], look).await?)
}

/// A plan seen by one person along one axis.
struct Grid<'a> {
    by: &'a Person,
    plan: &'a Plan,
    last: BTreeMap<(i64, i64), Cell>,
}

impl Grid<'_> {
    fn keys(&self, axis: Axis) -> Result<Vec<(UnitId, &Indicator)>> {
        match axis {
            Axis::Unit(unit) => {
                if unit != WHOLE {
                    self.plan.catalogue.unit(unit).ok_or(Error::NotFound("这个单位"))?;
                }
                Ok(self.plan.indicators().map(|indicator| (unit, indicator)).collect())
            }
            Axis::Indicator(id) => {
                let known = self.plan.catalogue.indicator(id).ok_or(Error::NotFound("这项指标"))?;
                Ok(self.units().map(|unit| (unit, known)).collect())
            }
            Axis::All => {
                let indicators: Vec<&Indicator> = self.plan.indicators().collect();
                Ok(self.units().flat_map(|unit| indicators.iter().map(move |known| (unit, *known))).collect())
            }
        }
    }

    /// The whole, then every assessed unit, as far as the person may read them.
    fn units(&self) -> impl Iterator<Item = UnitId> {
        let units = self.plan.assessed().map(|unit| unit.id);
        std::iter::once(WHOLE).chain(units).filter(|unit| readable(self.by, *unit).is_ok())
    }

    fn read(&self, texts: &Texts) -> Result<(Line, Vec<(TargetKind, Bound)>)> {
        readable(self.by, texts.unit)?;
        let missing = || Error::NotFound("目标表中的这一行");
        let known = self.plan.catalogue.indicator(texts.indicator).ok_or_else(missing)?;
        if texts.unit != WHOLE {
            self.plan.catalogue.unit(texts.unit).ok_or_else(missing)?;
        }
        let mut line = self.line(texts.unit, known);
        for (kind, _) in &texts.texts {
            if !sets(self.by, texts.unit, *kind) {
                return Err(Error::Forbidden(format!("{kind}目标由考核员设定")));
            }
        }
        let read = typed::read(&texts.texts, known, self.plan.year);
        line.notes = read.notes;
        line.findings = read.faults;
        Ok((line, read.bounds))
    }

    fn line(&self, unit: UnitId, indicator: &Indicator) -> Line {
        let set = |kind: TargetKind| self.plan.target(unit, indicator.id, kind);
        let texts = TargetKind::ALL
            .iter()
            .filter_map(|kind| Some((*kind, super::text(set(*kind)?.bound, indicator))))
            .collect();
        let last = self.last.get(&(unit.get(), indicator.id.get()));
        let last = last.and_then(|cell| main_value(cell, indicator.basis).number());
        let editable = |kind: &&TargetKind| {
            let held = **kind == TargetKind::Base && last.is_some();
            self.plan.state == CycleState::Draft && sets(self.by, unit, **kind) && !held
        };
        Line {
            unit,
            unit_name: self.plan.catalogue.unit(unit).map_or_else(String::new, |unit| unit.name.clone()),
            version: self.plan.version(unit, indicator.id),
            texts,
            last_year: last.map_or_else(String::new, |last| super::number_words(last, indicator)),
            growth: growth(
                indicator,
                set(TargetKind::Assigned),
                last.or_else(|| set(TargetKind::Base)?.bound.number()),
            ),
            editable: TargetKind::ALL.iter().filter(editable).copied().collect(),
            notes: Vec::new(),
            findings: Vec::new(),
            saved: false,
            conflict: None,
            indicator: indicator.clone(),
        }
    }

    fn table(&self, axis: Axis) -> Result<Table> {
        let keys = self.keys(axis)?;
        let lines = keys.iter().map(|(unit, indicator)| self.line(*unit, indicator)).collect();
        let mut sums = Vec::new();
        if let Axis::Indicator(_) = axis
            && let Some((_, indicator)) =
                keys.first().filter(|(unit, known)| *unit == WHOLE && known.additive)
        {
            for kind in TargetKind::ALL {
                sums.extend(self.sum(*kind, indicator, &keys));
            }
        }
        Ok(Table { state: self.plan.state, lines, sums })
    }

    fn sum(&self, kind: TargetKind, indicator: &Indicator, keys: &[(UnitId, &Indicator)]) -> Option<Sum> {
        let units = || keys.iter().map(|(unit, _)| *unit).filter(|unit| *unit != WHOLE);
        let number = |unit: UnitId| self.plan.target(unit, indicator.id, kind)?.bound.number();
        let given: Vec<Decimal> = units().filter_map(number).collect();
        let sum = given.iter().copied().try_fold(Decimal::ZERO, Decimal::checked_add)?;
        let whole = number(WHOLE);
        Some(Sum {
            kind,
            sum,
            split: whole.and_then(|whole| Decomposition::check(whole, given.iter().copied())),
            missing: units().count() - given.len(),
        })
    }
}

/// What the target asks for over last year.
fn growth(indicator: &Indicator, target: Option<&Target>, last: Option<Decimal>) -> String {
    let asked = target.and_then(|target| target.bound.number());
    let grown =
        asked.zip(last).and_then(|(asked, last)| assessment::Growth::of(indicator.basis, asked, last));
    match grown {
        Some(growth) if indicator.measure.kind != assessment::Kind::YesNo => growth.to_string(),
        _ => String::new(),
    }
}
