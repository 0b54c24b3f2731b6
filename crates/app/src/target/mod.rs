//! 目标: what is asked of whom, how the whole was given out, and how it falls due.

mod request;
mod schedule;
mod table;
mod typed;
mod workbook;

use assessment::{
    Coded as _, CycleId, CycleState, Decimal, Decomposition, Indicator, IndicatorId, Kind, Role, Target,
    TargetKind, Unit, UnitId, UnitKind,
};
use store::NewTarget;

pub use request::{Asked, ask, decide, requests};
pub use schedule::{Curve, set_schedule, show_schedule};
pub use table::{Axis, Line, Sum, Table, Texts, preview, save, table};
pub use workbook::{Imported, ImportedRow, import_xlsx, template_xlsx};

pub(crate) use schedule::schedule_of;

use crate::catalogue::{Catalogue, WHOLE, state};
use crate::cycle::find;
use crate::names::Names;
use crate::{App, Error, Person, Result};

/// How one indicator's whole was given out.
#[derive(Clone, Debug)]
pub struct Overview {
    /// The indicator.
    pub indicator: Indicator,
    /// The whole's target with its bound; empty when none is set.
    pub whole: String,
    /// Σ of the units' assigned targets; nothing where they do not add up or cannot be added.
    pub split: Option<Decomposition>,
    /// Σ of the units' targets, where no whole is set.
    pub sum: Option<Decimal>,
    /// Units with an assigned target.
    pub given: usize,
    /// Units that are assessed.
    pub units: usize,
    /// How it falls due, in words.
    pub schedule: String,
}

/// The cycle's indicators and how their targets were given out.
pub async fn overview(app: &App, by: &Person, cycle: CycleId) -> Result<(CycleState, Vec<Overview>)> {
    by.require_reader()?;
    let plan = Plan::load(app, cycle).await?;
    let units: Vec<&Unit> = plan.assessed().filter(|unit| by.require_unit(unit.id).is_ok()).collect();
    let all = by.own_units().is_none();
    let mut rows = Vec::new();
    for indicator in plan.indicators() {
        let given: Vec<Decimal> = units
            .iter()
            .filter_map(|unit| plan.target(unit.id, indicator.id, TargetKind::Assigned))
            .filter_map(|target| target.bound.number())
            .collect();
        let count =
            units.iter().filter(|unit| plan.target(unit.id, indicator.id, TargetKind::Assigned).is_some());
        let (whole, split) = if all { plan.split(indicator, &given) } else { (String::new(), None) };
        let sums = all && indicator.additive && !given.is_empty();
        rows.push(Overview {
            whole,
            split,
            sum: if sums {
                given.iter().copied().try_fold(Decimal::ZERO, Decimal::checked_add)
            } else {
                None
            },
            given: count.count(),
            units: units.len(),
            schedule: plan.schedule_words(indicator),
            indicator: indicator.clone(),
        });
    }
    Ok((plan.state, rows))
}

/// Every target that ever stood in one place, the latest first, with who and why; `true` for those that hold.
#[derive(Clone, Debug)]
pub struct Stood {
    /// The target.
    pub target: Target,
    /// As an official writes it.
    pub label: String,
    /// Who set it.
    pub by: String,
    /// Why.
    pub reason: String,
    /// Whether it holds now.
    pub holds: bool,
}

/// The history of one unit's targets for an indicator, and the requests about them.
pub async fn history(
    app: &App,
    by: &Person,
    cycle: CycleId,
    unit: UnitId,
    indicator: IndicatorId,
) -> Result<(Vec<Stood>, Vec<Asked>)> {
    readable(by, unit)?;
    let plan = Plan::load(app, cycle).await?;
    let known = plan.catalogue.indicator(indicator).ok_or(Error::NotFound("这项指标"))?;
    let mut reader = app.store.reader(app.tenant).await?;
    let names = Names::load(&mut reader).await?;
    let rows = reader.list_target_history(cycle, unit, indicator).await?;
    let mut stood = Vec::with_capacity(rows.len());
    for row in rows {
        let (by, reason) = (names.of(row.author), row.reason.clone());
        let target = crate::catalogue::target(&row, plan.year)?;
        let holds = plan.target(unit, indicator, target.kind).is_some_and(|now| now.id == target.id);
        stood.push(Stood { label: label(target.bound, known), by, reason, holds, target });
    }
    drop(reader);
    let asked = requests(app, by, cycle).await?;
    let of_place = |one: &Asked| one.row.unit == unit && one.row.indicator == indicator;
    Ok((stood, asked.into_iter().filter(of_place).collect()))
}

/// Targets of the whole are for those who may read all units.
pub(crate) fn readable(by: &Person, unit: UnitId) -> Result<()> {
    by.require_reader()?;
    if unit == WHOLE {
        return if by.own_units().is_none() { Ok(()) } else { Err(Error::NotFound("这个单位")) };
    }
    by.require_unit(unit)
}

/// A bound as an official writes it; yes or no by its word.
pub fn label(bound: assessment::Bound, indicator: &Indicator) -> String {
    match (&indicator.measure.kind, bound.number()) {
        (Kind::YesNo, Some(number)) => number_words(number, indicator),
        _ => bound.label(&indicator.measure),
    }
}

/// A number without its measure; yes or no by its word.
pub(crate) fn number_words(number: assessment::Decimal, indicator: &Indicator) -> String {
    match indicator.measure.kind {
        Kind::YesNo => if number.is_zero() { "否" } else { "是" }.to_owned(),
        _ => number.grouped(),
    }
}

/// A bound as it is typed into the grid: the bare number for what is usual, or as an official writes it.
pub(crate) fn text(bound: assessment::Bound, indicator: &Indicator) -> String {
    use assessment::{Bound, Direction};
    match (bound, indicator.direction) {
        _ if indicator.measure.kind == Kind::YesNo => label(bound, indicator),
        (Bound::AtLeast(number), Direction::More)
        | (Bound::AtMost(number), Direction::Less)
        | (Bound::Exactly(number), Direction::Within) => number.grouped(),
        (Bound::Exactly(number), _) => format!("={}", number.grouped()),
        (Bound::AtLeast(number), _) => format!("≥{}", number.grouped()),
        (Bound::AtMost(number), _) => format!("≤{}", number.grouped()),
        (Bound::Between(low, high), _) => format!("{low}—{high}"),
        _ => bound.label(&indicator.measure),
    }
}

/// A cycle's targets as they stand, read for one action.
pub(crate) struct Plan {
    pub(crate) catalogue: std::sync::Arc<Catalogue>,
    pub(crate) cycle: CycleId,
    pub(crate) state: CycleState,
    pub(crate) year: i16,
    pub(crate) targets: std::collections::BTreeMap<(UnitId, IndicatorId), Vec<Target>>,
    pub(crate) schedules: std::collections::BTreeMap<IndicatorId, assessment::Schedule>,
}

impl Plan {
    pub(crate) async fn load(app: &App, cycle: CycleId) -> Result<Self> {
        let catalogue = app.catalogue().await?;
        let mut reader = app.store.reader(app.tenant).await?;
        let found = find(&mut reader, cycle).await?;
        Self::read(catalogue, &mut reader, &found).await
    }

    /// Over a reader of one's own: within a change it shows what the change sees.
    pub(crate) async fn read(
        catalogue: std::sync::Arc<Catalogue>,
        reader: &mut store::Reader,
        cycle: &store::Cycle,
    ) -> Result<Self> {
        let year = i16::try_from(cycle.year).map_err(|error| Error::Internal(error.to_string()))?;
        let mut targets: std::collections::BTreeMap<_, Vec<_>> = std::collections::BTreeMap::new();
        for row in reader.list_targets(cycle.id).await? {
            targets.entry((row.unit, row.indicator)).or_default().push(crate::catalogue::target(&row, year)?);
        }
        let mut schedules = std::collections::BTreeMap::new();
        for row in reader.list_schedules(cycle.id).await? {
            schedules.insert(row.indicator, schedule_of(&row.shares)?);
        }
        Ok(Self { catalogue, cycle: cycle.id, state: state(cycle)?, year, targets, schedules })
    }

    pub(crate) fn target(&self, unit: UnitId, indicator: IndicatorId, kind: TargetKind) -> Option<&Target> {
        self.targets.get(&(unit, indicator))?.iter().find(|target| target.kind == kind)
    }

    /// The target of a row that was set last.
    pub(crate) fn latest(&self, unit: UnitId, indicator: IndicatorId) -> Option<&Target> {
        self.targets.get(&(unit, indicator))?.iter().max_by_key(|target| target.id)
    }

    /// The version of a row: the latest of its targets; 0 when there is none.
    pub(crate) fn version(&self, unit: UnitId, indicator: IndicatorId) -> i64 {
        self.latest(unit, indicator).map_or(0, |target| target.id.get())
    }

    /// Indicators of the cycle's scheme, all of them before there is one.
    pub(crate) fn indicators(&self) -> impl Iterator<Item = &Indicator> {
        let scheme = self.catalogue.years.get(&self.year).filter(|one| one.cycle.id == self.cycle);
        let mine = move |one: &&Indicator| scheme.is_none_or(|scheme| scheme.measures(&one.name));
        self.catalogue.indicators.iter().filter(mine)
    }

    pub(crate) fn assessed(&self) -> impl Iterator<Item = &Unit> {
        self.catalogue.units.iter().filter(|unit| unit.kind == UnitKind::Assessed)
    }

    /// The whole's target in words, and what was given out of it.
    fn split(&self, indicator: &Indicator, given: &[Decimal]) -> (String, Option<Decomposition>) {
        let whole = self
            .target(WHOLE, indicator.id, TargetKind::Assigned)
            .or_else(|| self.target(WHOLE, indicator.id, TargetKind::Superior));
        let Some(whole) = whole else { return (String::new(), None) };
        let split = whole.bound.number().filter(|_| indicator.additive);
        let split = split.and_then(|number| Decomposition::check(number, given.iter().copied()));
        (label(whole.bound, indicator), split)
    }

    fn schedule_words(&self, indicator: &Indicator) -> String {
        if !indicator.basis.accumulates() {
            return "不分月".to_owned();
        }
        schedule::words(self.schedules.get(&indicator.id).unwrap_or(&assessment::Schedule::Linear)).to_owned()
    }
}

/// A target as it is stored.
pub(crate) fn stored(
    unit: UnitId,
    indicator: IndicatorId,
    kind: TargetKind,
    bound: assessment::Bound,
) -> Result<NewTarget> {
    let bound = serde_json::to_string(&bound).map_err(|error| Error::Internal(error.to_string()))?;
    Ok(NewTarget { unit, indicator, kind: kind.code().to_owned(), bound, points: None })
}

/// Whether a person sets targets of a unit directly while the cycle is prepared: the office all of them, a unit its own
/// and its challenge.
pub(crate) fn sets(by: &Person, unit: UnitId, kind: TargetKind) -> bool {
    let mine = by.actor.holds(Role::Clerk, unit) || by.actor.holds(Role::UnitLeader, unit);
    by.has(Role::Officer)
        || (unit != WHOLE && mine && matches!(kind, TargetKind::Own | TargetKind::Challenge))
}
