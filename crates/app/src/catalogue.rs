//! What changes seldom and every page needs: units, indicators, cycles, the scheme and the targets.
//!
//! Kept in memory while the tenant's count of changes to the plan stands still, whichever process changes it.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use assessment::{
    Basis, Bound, Coded as _, Direction, Grain, Indicator, IndicatorId, Moment, Origin, Target, TargetKind,
    Unit, UnitId,
};
use serde::{Deserialize, Serialize};
use store::{Cycle, EventRow, IndicatorRow, JudgementRow, Store, TargetRow};

use crate::{Error, Result};

/// The plan of a tenant at one version.
#[derive(Debug)]
pub struct Catalogue {
    /// Count of changes that it shows.
    pub version: i64,
    /// Units in the order of forms.
    pub units: Vec<Unit>,
    /// Indicators in the order of forms.
    pub indicators: Vec<Indicator>,
    /// Cycles, the latest first.
    pub cycles: Vec<Cycle>,
    /// The latest cycle that has a published scheme, with what belongs to it.
    pub current: Option<Current>,
    /// Which days are worked.
    pub workdays: assessment::WorkCalendar,
    /// When reports are due.
    pub due: crate::due::DueRules,
}

/// The cycle that is being assessed.
#[derive(Debug)]
pub struct Current {
    /// The cycle.
    pub cycle: Cycle,
    /// Version of its scheme.
    pub version: i64,
    /// The compiled scheme.
    pub scheme: rules::Scheme,
    /// Its text.
    pub source: String,
    /// Targets that hold now.
    pub targets: BTreeMap<(UnitId, IndicatorId), Vec<Target>>,
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
        self.indicators.iter().find(|indicator| indicator.id == id)
    }

    /// The indicator of this name.
    pub fn indicator_named(&self, name: &str) -> Option<&Indicator> {
        self.indicators.iter().find(|indicator| indicator.name == name)
    }

    /// The current cycle, or a sentence for those who wait for it.
    pub fn current(&self) -> Result<&Current> {
        self.current.as_ref().ok_or(Error::NotFound("考核办法:考核办还没有公布本年度的办法"))
    }
}

impl Current {
    /// The targets of a unit for an indicator, the assigned one first.
    pub fn targets(&self, unit: UnitId, indicator: IndicatorId) -> &[Target] {
        self.targets.get(&(unit, indicator)).map_or(&[], Vec::as_slice)
    }
}

#[derive(Default)]
pub(crate) struct Catalogues {
    latest: Mutex<Option<Arc<Catalogue>>>,
}

impl Catalogues {
    pub(crate) async fn current(&self, store: &Store, tenant: i64) -> Result<Arc<Catalogue>> {
        let version = store.versions(tenant).await?.plan;
        let latest = self.latest.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some(latest) = latest.filter(|latest| latest.version == version) {
            return Ok(latest);
        }
        let fresh = Arc::new(load(&mut store.reader(tenant).await?, version).await?);
        *self.latest.lock().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(&fresh));
        Ok(fresh)
    }
}

async fn load(reader: &mut store::Reader, version: i64) -> Result<Catalogue> {
    let units = reader.list_units().await?;
    let indicators = reader.list_indicators().await?.iter().map(indicator).collect::<Result<Vec<_>>>()?;
    let cycles = reader.list_cycles().await?;
    let mut current = None;
    for cycle in &cycles {
        let schemes = reader.list_schemes(cycle.id).await?;
        if let Some(scheme) = schemes.into_iter().find(|scheme| scheme.published_at.is_some()) {
            let mut targets: BTreeMap<_, Vec<_>> = BTreeMap::new();
            for row in reader.list_targets(cycle.id).await? {
                let year = i16::try_from(cycle.year).unwrap_or(0);
                targets.entry((row.unit, row.indicator)).or_default().push(target(&row, year)?);
            }
            for list in targets.values_mut() {
                list.sort_by_key(|target: &Target| target.kind);
            }
            let compiled = crate::scheme::compile(&scheme.source)?;
            current = Some(Current {
                cycle: cycle.clone(),
                version: scheme.version,
                scheme: compiled,
                source: scheme.source,
                targets,
                judgements: reader.list_judgements(cycle.id).await?,
                events: reader.list_events(cycle.id).await?,
            });
            break;
        }
    }
    let workdays = crate::due::workdays(reader.find_setting(crate::due::WORKDAYS).await?.as_deref());
    let due = crate::due::rules(reader.find_setting(crate::due::DUE).await?.as_deref());
    Ok(Catalogue { version, units, indicators, cycles, current, workdays, due })
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

fn indicator(row: &IndicatorRow) -> Result<Indicator> {
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

fn target(row: &TargetRow, year: i16) -> Result<Target> {
    let wrong = |what: &str| Error::Internal(format!("target {}: {what}", row.id));
    let bound: Bound = serde_json::from_str(&row.bound).map_err(|error| wrong(&error.to_string()))?;
    let points = row.points.as_deref().map(|points| points.parse().map_err(|_| wrong(points)));
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
