//! What changes seldom and every page needs: units, indicators, cycles, the scheme and the targets.
//!
//! Kept in memory while the tenant's count of changes to the plan stands still, whichever process changes it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

use assessment::{
    Basis, Bound, Coded as _, CycleState, Direction, Grain, Indicator, IndicatorId, Moment, Origin, Period,
    Schedule, SchemeId, Target, TargetKind, Unit, UnitId,
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use store::{Cycle, EventRow, IndicatorRow, JudgementRow, Store, StoredScheme, TargetRow};

use crate::{Error, Result};

/// Cycles that are kept ready; older ones are read when somebody asks for them.
const MOST_YEARS: usize = 4;

/// The whole of the jurisdiction, as the unit whose targets are given out to the others.
pub const WHOLE: UnitId = UnitId::new(0);

/// The plan of a tenant at one version.
#[derive(Debug)]
pub struct Catalogue {
    /// Count of changes that it shows.
    pub version: i64,
    /// The day that it shows.
    pub day: jiff::civil::Date,
    /// Units that exist on that day, in the order of forms.
    pub units: Vec<Unit>,
    /// Every unit with what it was from which day on.
    pub timeline: crate::unit::Timeline,
    /// Indicators in the order of forms.
    pub indicators: Vec<Indicator>,
    /// Where each of them stands.
    places: BTreeMap<IndicatorId, usize>,
    /// Cycles, the latest first.
    pub cycles: Vec<Cycle>,
    /// The latest cycle that was begun and has a published scheme, with what belongs to it.
    pub current: Option<Arc<Current>>,
    /// Cycles with a published scheme, by year.
    pub years: BTreeMap<i16, Arc<Current>>,
    /// Which days are worked.
    pub workdays: assessment::WorkCalendar,
    /// When reports are due.
    pub due: crate::due::DueRules,
}

/// A published version of a scheme, compiled.
#[derive(Clone, Debug)]
pub struct Edition {
    /// As it is stored.
    pub stored: StoredScheme,
    /// First day on which it counts.
    pub valid_from: Date,
    /// The compiled scheme.
    pub scheme: rules::Scheme,
}

/// A cycle with its scheme.
#[derive(Debug)]
pub struct Current {
    /// The cycle.
    pub cycle: Cycle,
    /// Where it stands.
    pub state: CycleState,
    /// The year it assesses.
    pub year: i16,
    /// Published versions of its scheme, the first first. There is at least one.
    pub editions: Vec<Edition>,
    /// Number of the latest version.
    pub version: i64,
    /// The latest version, compiled.
    pub scheme: rules::Scheme,
    /// Targets that hold now.
    pub targets: BTreeMap<(UnitId, IndicatorId), Vec<Target>>,
    /// Names of the indicators that a version of the scheme reads.
    measured: BTreeSet<String>,
    /// Which figures have to be proved.
    pub evidence: crate::evidence::EvidenceRules,
    /// Schedules that are not a straight line.
    pub schedules: BTreeMap<IndicatorId, Schedule>,
    /// Judgements that hold now.
    pub judgements: Vec<JudgementRow>,
    /// Events that were not withdrawn.
    pub events: Vec<EventRow>,
}

impl Catalogue {
    /// The unit with this id.
    pub fn unit(&self, id: UnitId) -> Option<&Unit> {
        self.units.iter().find(|unit| unit.id == id)
    }

    /// The indicator with this id.
    pub fn indicator(&self, id: IndicatorId) -> Option<&Indicator> {
        self.places.get(&id).and_then(|at| self.indicators.get(*at))
    }

    /// The indicator of this name.
    pub fn indicator_named(&self, name: &str) -> Option<&Indicator> {
        self.indicators.iter().find(|indicator| indicator.name == name)
    }

    /// The current cycle, or a sentence for those who wait for it.
    pub fn current(&self) -> Result<&Arc<Current>> {
        self.current.as_ref().ok_or(Error::NotFound("考核办法：考核办还没有公布本年度的办法"))
    }

    /// The cycle that a period belongs to.
    pub fn of(&self, period: Period) -> Result<&Arc<Current>> {
        self.years.get(&period.year()).ok_or(Error::NotFound("这一年度的考核办法：考核办还没有公布"))
    }

    /// The cycle with this id.
    pub fn cycle(&self, id: assessment::CycleId) -> Option<&Cycle> {
        self.cycles.iter().find(|cycle| cycle.id == id)
    }
}

impl Current {
    /// The targets of a unit for an indicator, the assigned one first.
    pub fn targets(&self, unit: UnitId, indicator: IndicatorId) -> &[Target] {
        self.targets.get(&(unit, indicator)).map_or(&[], Vec::as_slice)
    }

    /// How an indicator's targets fall due.
    pub fn schedule(&self, indicator: IndicatorId) -> &Schedule {
        const LINEAR: &Schedule = &Schedule::Linear;
        self.schedules.get(&indicator).unwrap_or(LINEAR)
    }

    /// Which of the editions a period is scored by: the latest that is valid on its last day, or else the first.
    pub fn edition_at(&self, period: Period) -> usize {
        let day = period.last_day();
        self.editions.iter().rposition(|edition| edition.valid_from <= day).unwrap_or(0)
    }

    /// Whether a version of the scheme names the indicator.
    pub fn measures(&self, name: &str) -> bool {
        self.measured.contains(name)
    }
}

#[derive(Default)]
pub(crate) struct Catalogues {
    latest: Mutex<Option<Arc<Catalogue>>>,
}

impl Catalogues {
    pub(crate) async fn current(
        &self,
        store: &Store,
        tenant: i64,
        day: jiff::civil::Date,
    ) -> Result<Arc<Catalogue>> {
        let version = store.versions(tenant).await?.plan;
        let latest = self.latest.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let same = |latest: &&Arc<Catalogue>| latest.version == version && latest.day == day;
        if let Some(latest) = latest.as_ref().filter(same) {
            return Ok(Arc::clone(latest));
        }
        let fresh = load(&mut store.reader(tenant).await?, version, day, latest.as_deref()).await?;
        let fresh = Arc::new(fresh);
        *self.latest.lock().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(&fresh));
        Ok(fresh)
    }
}

async fn load(
    reader: &mut store::Reader,
    version: i64,
    day: Date,
    before: Option<&Catalogue>,
) -> Result<Catalogue> {
    let timeline = crate::unit::Timeline::new(reader.list_units().await?, reader.list_unit_versions().await?);
    let units = timeline.on(day);
    let indicators = reader.list_indicators().await?.iter().map(indicator).collect::<Result<Vec<_>>>()?;
    let cycles = reader.list_cycles().await?;
    let mut years: BTreeMap<i16, Arc<Current>> = BTreeMap::new();
    for cycle in &cycles {
        let Ok(year) = i16::try_from(cycle.year) else { continue };
        if years.contains_key(&year) || years.len() >= MOST_YEARS {
            continue;
        }
        if let Some(loaded) = load_cycle(reader, cycle, year, before).await? {
            years.insert(year, Arc::new(loaded));
        }
    }
    let begun = years.values().rev().find(|one| one.state != CycleState::Draft);
    let current = begun.or(years.values().next_back()).cloned();
    let workdays = crate::due::workdays(reader.find_setting(crate::due::WORKDAYS).await?.as_deref());
    let due = crate::due::rules(reader.find_setting(crate::due::DUE).await?.as_deref());
    let places = indicators.iter().enumerate().map(|(at, one)| (one.id, at)).collect();
    Ok(Catalogue { version, day, units, timeline, indicators, places, cycles, current, years, workdays, due })
}

/// A cycle with everything that belongs to it; nothing before its first scheme is published.
async fn load_cycle(
    reader: &mut store::Reader,
    cycle: &Cycle,
    year: i16,
    before: Option<&Catalogue>,
) -> Result<Option<Current>> {
    let mut stored = reader.list_schemes(cycle.id).await?;
    stored.retain(|scheme| scheme.published_at.is_some());
    stored.reverse();
    let mut editions = Vec::with_capacity(stored.len());
    for stored in stored {
        // What was published never changes: it is compiled once.
        let known = before.and_then(|before| compiled(before, stored.id));
        let scheme = match known {
            Some(scheme) => scheme,
            None => crate::scheme::compile(&stored.source)?,
        };
        editions.push(Edition { valid_from: day(stored.valid_from)?, scheme, stored });
    }
    let Some(latest) = editions.last() else { return Ok(None) };
    let mut targets: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for row in reader.list_targets(cycle.id).await? {
        targets.entry((row.unit, row.indicator)).or_default().push(target(&row, year)?);
    }
    for list in targets.values_mut() {
        list.sort_by_key(|target: &Target| target.kind);
    }
    let mut schedules = BTreeMap::new();
    for row in reader.list_schedules(cycle.id).await? {
        schedules.insert(row.indicator, crate::target::schedule_of(&row.shares)?);
    }
    let measured = editions.iter().flat_map(|edition| edition.scheme.indicators());
    let measured = measured.map(|indicator| indicator.name.clone()).collect();
    let evidence = reader.find_setting(&crate::evidence::setting(cycle.id)).await?;
    Ok(Some(Current {
        measured,
        evidence: crate::evidence::stored(evidence.as_deref()),
        cycle: cycle.clone(),
        state: state(cycle)?,
        year,
        version: latest.stored.version,
        scheme: latest.scheme.clone(),
        editions,
        targets,
        schedules,
        judgements: reader.list_judgements(cycle.id).await?,
        events: reader.list_events(cycle.id).await?,
    }))
}

fn compiled(before: &Catalogue, id: SchemeId) -> Option<rules::Scheme> {
    let editions = before.years.values().flat_map(|current| &current.editions);
    editions.into_iter().find(|edition| edition.stored.id == id).map(|edition| edition.scheme.clone())
}

/// Where a stored cycle stands.
pub fn state(cycle: &Cycle) -> Result<CycleState> {
    CycleState::from_code(&cycle.state)
        .ok_or_else(|| Error::Internal(format!("cycle {}: state {}", cycle.id, cycle.state)))
}

/// The day of a number yyyymmdd.
pub fn day(code: i64) -> Result<Date> {
    let wrong = || Error::Internal(format!("{code} is no day"));
    let part = |part: i64| i8::try_from(part).map_err(|_error| wrong());
    let year = i16::try_from(code / 10_000).map_err(|_error| wrong())?;
    Date::new(year, part(code / 100 % 100)?, part(code % 100)?).map_err(|_error| wrong())
}

/// The number yyyymmdd of a day.
pub fn day_code(day: Date) -> i64 {
    i64::from(day.year()) * 10_000 + i64::from(day.month()) * 100 + i64::from(day.day())
}

/// An indicator's definition as it is stored.
#[derive(Serialize, Deserialize)]
struct Definition {
    measure: String,
    decimals: u8,
    basis: Basis,
    direction: Direction,
    frequency: Grain,
    source: Option<UnitId>,
    additive: bool,
    origin: Origin,
}

/// The stored form of an indicator.
pub(crate) fn indicator_row(indicator: &Indicator, sort: i64) -> Result<IndicatorRow> {
    let definition = Definition {
        measure: indicator.measure.name.clone(),
        decimals: indicator.decimals,
        basis: indicator.basis,
        direction: indicator.direction,
        frequency: indicator.frequency,
        source: indicator.source,
        additive: indicator.additive,
        origin: indicator.origin,
    };
    let definition =
        serde_json::to_string(&definition).map_err(|error| Error::Internal(error.to_string()))?;
    Ok(IndicatorRow { id: indicator.id, name: indicator.name.clone(), definition, sort })
}

pub(crate) fn indicator(row: &IndicatorRow) -> Result<Indicator> {
    let definition: Definition =
        serde_json::from_str(&row.definition).map_err(|error| Error::Internal(error.to_string()))?;
    Ok(Indicator {
        id: row.id,
        name: row.name.clone(),
        measure: assessment::measure_named(&definition.measure),
        decimals: definition.decimals,
        basis: definition.basis,
        direction: definition.direction,
        frequency: definition.frequency,
        source: definition.source,
        additive: definition.additive,
        origin: definition.origin,
    })
}

pub(crate) fn target(row: &TargetRow, year: i16) -> Result<Target> {
    let wrong = |what: &str| Error::Internal(format!("target {}: {what}", row.id));
    let bound: Bound = serde_json::from_str(&row.bound).map_err(|error| wrong(&error.to_string()))?;
    let points = row.points.as_deref().map(|points| points.parse().map_err(|_text| wrong(points)));
    Ok(Target {
        id: row.id,
        unit: row.unit,
        indicator: row.indicator,
        period: assessment::Period::year_of(year).ok_or_else(|| wrong("year"))?,
        kind: TargetKind::from_code(&row.kind).ok_or_else(|| wrong(&row.kind))?,
        bound,
        points: points.transpose()?,
        approval: (!row.reason.is_empty()).then(|| row.reason.clone()),
        replaces: None,
        author: row.author,
        at: Moment::from_millis(row.at),
    })
}
