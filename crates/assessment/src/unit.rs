//! Units, their classes, and their dated places in several hierarchies at once.

use std::fmt;

use jiff::civil::Date;

use crate::coded::coded;
use crate::{CreditCode, HierarchyId, UnitId};

/// 单位类别: decides which variant of an item applies (区, 县市, 开发区, 部门 …). The scheme names the classes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct UnitClass(String);

impl UnitClass {
    /// The class with this name.
    pub fn new(name: impl Into<String>) -> Self {
        Self(name.into())
    }

    /// Its name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for UnitClass {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What a unit is for: it is assessed, it verifies figures, or both.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum UnitKind {
    /// 被考核单位.
    Assessed,
    /// 数据来源部门: verifies the indicators it owns.
    Source,
    /// 考核办.
    Office,
    /// 分组: holds others together in a hierarchy (an industry chain, a region) and reports nothing itself.
    Group,
}
coded!(UnitKind {
    Assessed = "assessed" "被考核单位",
    Source = "source" "数据来源部门",
    Office = "office" "考核办",
    Group = "group" "分组",
});

/// An organisation that is assessed, reports or verifies.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Unit {
    /// Its id.
    pub id: UnitId,
    /// Short name, as in tables: 城东区.
    pub name: String,
    /// Full name, as in notices: 江州市城东区经济和信息化局.
    pub full_name: String,
    /// Unified social credit code, if it has one.
    pub credit_code: Option<CreditCode>,
    /// Region code (GB/T 2260), six digits, if it has one.
    pub region_code: Option<String>,
    /// What it is for.
    pub kind: UnitKind,
    /// Its class in the current cycle.
    pub class: UnitClass,
    /// Place in lists, smallest first.
    pub order: i32,
}

/// What a hierarchy groups units by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HierarchyKind {
    /// 行政区.
    Administrative,
    /// 招商组.
    TaskForce,
    /// 驻外招商局(联络处).
    Outpost,
    /// 产业链.
    Chain,
}
coded!(HierarchyKind {
    Administrative = "administrative" "行政区",
    TaskForce = "task_force" "招商组",
    Outpost = "outpost" "驻外招商局",
    Chain = "chain" "产业链",
});

/// One unit's place under another from a day until a day. A reorganisation ends one membership and begins another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
pub struct Membership {
    /// The member.
    pub unit: UnitId,
    /// What it belongs to; `None` at the top.
    pub parent: Option<UnitId>,
    /// First day.
    pub from: Date,
    /// Last day; `None` while it lasts.
    pub until: Option<Date>,
}

impl Membership {
    /// Whether it holds on a day.
    pub fn holds_on(&self, day: Date) -> bool {
        self.from <= day && self.until.is_none_or(|until| day <= until)
    }

    fn overlaps(&self, other: &Self) -> bool {
        self.until.is_none_or(|until| other.from <= until)
            && other.until.is_none_or(|until| self.from <= until)
    }
}

/// 组织体系: one of several dated trees over the same units.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Hierarchy {
    /// Its id.
    pub id: HierarchyId,
    /// What it groups by.
    pub kind: HierarchyKind,
    /// Its name.
    pub name: String,
    /// Memberships in order of unit and day.
    memberships: Vec<Membership>,
}

/// Why a membership was not accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HierarchyError {
    /// The last day lies before the first.
    EndsBeforeItBegins,
    /// The unit has a place in this hierarchy already in that time.
    Overlap(Membership),
    /// The unit would stand under itself on that day.
    Circle(Date),
    /// There is no membership to end on that day.
    NoMembership,
}

impl fmt::Display for HierarchyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::EndsBeforeItBegins => f.write_str("截止日期早于开始日期"),
            Self::Overlap(old) => write!(f, "该单位在本体系中已有自{}起的隶属关系，请先终止", old.from),
            Self::Circle(day) => write!(f, "{day}起该单位将隶属于自身"),
            Self::NoMembership => f.write_str("该单位在这一天没有可终止的隶属关系"),
        }
    }
}

impl std::error::Error for HierarchyError {}

impl Hierarchy {
    /// A hierarchy without members.
    pub fn new(id: HierarchyId, kind: HierarchyKind, name: impl Into<String>) -> Self {
        Self { id, kind, name: name.into(), memberships: Vec::new() }
    }

    /// A hierarchy with memberships that were accepted before.
    pub fn restored(
        id: HierarchyId,
        kind: HierarchyKind,
        name: impl Into<String>,
        mut memberships: Vec<Membership>,
    ) -> Self {
        memberships.sort_unstable();
        Self { id, kind, name: name.into(), memberships }
    }

    /// Adds a membership; a unit has at most one place on any day and never stands under itself.
    pub fn join(&mut self, new: Membership) -> Result<(), HierarchyError> {
        if new.until.is_some_and(|until| until < new.from) {
            return Err(HierarchyError::EndsBeforeItBegins);
        }
        if let Some(old) = self.memberships.iter().find(|old| old.unit == new.unit && old.overlaps(&new)) {
            return Err(HierarchyError::Overlap(*old));
        }
        let days = self.memberships.iter().map(|old| old.from).chain([new.from]);
        let days: Vec<Date> = days.filter(|day| new.holds_on(*day)).collect();
        for day in days {
            let above = new.parent.into_iter().flat_map(|parent| {
                let mut chain = self.ancestors(parent, day);
                chain.push(parent);
                chain
            });
            if above.into_iter().any(|unit| unit == new.unit) {
                return Err(HierarchyError::Circle(day));
            }
        }
        self.memberships.push(new);
        self.memberships.sort_unstable();
        Ok(())
    }

    /// Ends the membership that holds on the day before `day` and begins another on `day`.
    pub fn move_to(&mut self, unit: UnitId, parent: Option<UnitId>, day: Date) -> Result<(), HierarchyError> {
        let eve = day.yesterday().map_err(|_end| HierarchyError::NoMembership)?;
        let backup = self.memberships.clone();
        let old = self.memberships.iter_mut().find(|m| m.unit == unit && m.holds_on(eve));
        let old = old.ok_or(HierarchyError::NoMembership)?;
        let until = old.until;
        old.until = Some(eve);
        let joined = self.join(Membership { unit, parent, from: day, until });
        if joined.is_err() {
            self.memberships = backup;
        }
        joined
    }

    /// Ends the membership that holds on the day before `day`; the unit has no place in the hierarchy from then on.
    pub fn leave(&mut self, unit: UnitId, day: Date) -> Result<(), HierarchyError> {
        let eve = day.yesterday().map_err(|_end| HierarchyError::NoMembership)?;
        let old = self.memberships.iter_mut().find(|m| m.unit == unit && m.holds_on(eve));
        let old = old.filter(|old| old.until.is_none_or(|until| until >= day));
        old.ok_or(HierarchyError::NoMembership)?.until = Some(eve);
        Ok(())
    }

    /// Whether a unit has a place in the hierarchy on a day.
    pub fn has(&self, unit: UnitId, day: Date) -> bool {
        self.memberships.iter().any(|m| m.unit == unit && m.holds_on(day))
    }

    /// What a unit stands under on a day; `None` at the top or outside.
    pub fn parent(&self, unit: UnitId, day: Date) -> Option<UnitId> {
        self.memberships.iter().find(|m| m.unit == unit && m.holds_on(day)).and_then(|m| m.parent)
    }

    /// Everything above a unit on a day, the nearest first.
    pub fn ancestors(&self, unit: UnitId, day: Date) -> Vec<UnitId> {
        let mut chain = Vec::new();
        let mut at = unit;
        while let Some(parent) = self.parent(at, day) {
            if chain.contains(&parent) {
                break;
            }
            chain.push(parent);
            at = parent;
        }
        chain
    }

    /// Units directly under one (or at the top, for `None`) on a day: a report is drawn in the boundaries of its date.
    pub fn members(&self, parent: Option<UnitId>, day: Date) -> Vec<UnitId> {
        self.memberships.iter().filter(|m| m.parent == parent && m.holds_on(day)).map(|m| m.unit).collect()
    }

    /// Every membership, past and present.
    pub fn memberships(&self) -> &[Membership] {
        &self.memberships
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const CITY: UnitId = UnitId::new(1);
    const EAST: UnitId = UnitId::new(2);
    const TOWN: UnitId = UnitId::new(3);

    fn tree() -> Hierarchy {
        let mut tree = Hierarchy::new(HierarchyId::new(1), HierarchyKind::Administrative, "行政区");
        let from = date(2020, 1, 1);
        tree.join(Membership { unit: EAST, parent: Some(CITY), from, until: None }).unwrap();
        tree.join(Membership { unit: TOWN, parent: Some(EAST), from, until: None }).unwrap();
        tree
    }

    #[test]
    fn a_reorganisation_keeps_the_old_boundaries_for_old_reports() {
        let mut tree = tree();
        tree.move_to(TOWN, Some(CITY), date(2026, 7, 1)).unwrap();
        assert_eq!(tree.parent(TOWN, date(2026, 6, 30)), Some(EAST));
        assert_eq!(tree.parent(TOWN, date(2026, 7, 1)), Some(CITY));
        assert_eq!(tree.members(Some(CITY), date(2026, 7, 1)), [EAST, TOWN]);
    }

    #[test]
    fn two_places_on_one_day_and_circles_are_refused() {
        let mut tree = tree();
        let twice = Membership { unit: TOWN, parent: Some(CITY), from: date(2026, 1, 1), until: None };
        assert!(matches!(tree.join(twice), Err(HierarchyError::Overlap(_))));
        let circle = Membership { unit: CITY, parent: Some(TOWN), from: date(2026, 1, 1), until: None };
        assert_eq!(tree.join(circle), Err(HierarchyError::Circle(date(2026, 1, 1))));
        assert_eq!(
            tree.move_to(EAST, Some(TOWN), date(2026, 1, 1)),
            Err(HierarchyError::Circle(date(2026, 1, 1)))
        );
        assert_eq!(tree.parent(EAST, date(2026, 1, 1)), Some(CITY));
    }
}
