//! What every unit was on which day.

use std::collections::BTreeMap;

use assessment::{OrganisationCode, Unit, UnitId};
use jiff::civil::Date;
use store::UnitVersion;

/// A day as it is stored: yyyymmdd.
pub fn day_code(day: Date) -> i64 {
    i64::from(day.year()) * 10_000 + i64::from(day.month()) * 100 + i64::from(day.day())
}

/// The day of a stored number.
pub fn day_from_code(code: i64) -> Option<Date> {
    let part = |number: i64| i8::try_from(number).ok();
    Date::new(i16::try_from(code / 10_000).ok()?, part(code / 100 % 100)?, part(code % 100)?).ok()
}

/// A unit as it is on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitState {
    /// Its values.
    pub unit: Unit,
    /// 组织机构代码 of a unit without a credit code.
    pub organisation_code: Option<OrganisationCode>,
    /// Whether it does not exist on that day: withdrawn, or not yet begun.
    pub withdrawn: bool,
    /// First day of these values, as yyyymmdd; 0 when they always stood.
    pub from_day: i64,
}

impl UnitState {
    /// The code as people write it: of the unit itself or of its organisation.
    pub fn code(&self) -> String {
        let credit = self.unit.credit_code.as_ref().map(ToString::to_string);
        credit.or_else(|| self.organisation_code.as_ref().map(ToString::to_string)).unwrap_or_default()
    }
}

/// Every unit with its versions.
#[derive(Debug, Default)]
pub struct Timeline {
    first: BTreeMap<UnitId, Unit>,
    versions: BTreeMap<UnitId, Vec<UnitVersion>>,
}

impl Timeline {
    pub(crate) fn new(first: Vec<Unit>, versions: Vec<UnitVersion>) -> Self {
        let mut by_unit: BTreeMap<UnitId, Vec<UnitVersion>> = BTreeMap::new();
        for version in versions {
            by_unit.entry(version.unit.id).or_default().push(version);
        }
        Self { first: first.into_iter().map(|unit| (unit.id, unit)).collect(), versions: by_unit }
    }

    /// A unit as it is on a day, also when it does not exist on it.
    pub fn state(&self, id: UnitId, day: Date) -> Option<UnitState> {
        let first = self.first.get(&id)?;
        let code = day_code(day);
        let holds = self.versions(id).iter().rfind(|version| version.from_day <= code);
        Some(match holds {
            Some(version) => UnitState {
                unit: version.unit.clone(),
                organisation_code: version.organisation_code.clone(),
                withdrawn: version.withdrawn,
                from_day: version.from_day,
            },
            None => UnitState { unit: first.clone(), organisation_code: None, withdrawn: false, from_day: 0 },
        })
    }

    /// Every unit as it is on a day, in the order of forms; also those that do not exist on it.
    pub fn states(&self, day: Date) -> Vec<UnitState> {
        let mut all: Vec<UnitState> = self.first.keys().filter_map(|id| self.state(*id, day)).collect();
        all.sort_by_key(|state| (state.unit.order, state.unit.id));
        all
    }

    /// The units that exist on a day, in the order of forms.
    pub fn on(&self, day: Date) -> Vec<Unit> {
        self.states(day).into_iter().filter(|state| !state.withdrawn).map(|state| state.unit).collect()
    }

    /// The versions of a unit, by day.
    pub fn versions(&self, id: UnitId) -> &[UnitVersion] {
        self.versions.get(&id).map_or(&[], Vec::as_slice)
    }

    /// Number of a unit's newest version: what an amendment is checked against. 0 when it was never amended.
    pub fn newest(&self, id: UnitId) -> i64 {
        self.versions(id).iter().map(|version| version.id).max().unwrap_or(0)
    }

    /// The name that a unit has on a day, or had last.
    pub fn name(&self, id: UnitId, day: Date) -> String {
        let state = self.state(id, day);
        state.map_or_else(|| format!("单位{id}"), |state| state.unit.name)
    }

    /// The unit that bears a name on a day.
    pub fn named(&self, name: &str, day: Date) -> Option<UnitState> {
        let states = self.first.keys().filter_map(|id| self.state(*id, day));
        states.filter(|state| !state.withdrawn).find(|state| state.unit.name == name)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn days_are_stored_as_they_are_read() {
        assert_eq!(day_code(date(2026, 7, 1)), 20_260_701);
        assert_eq!(day_from_code(20_260_701), Some(date(2026, 7, 1)));
        assert_eq!(day_from_code(20_260_231), None);
    }
}
