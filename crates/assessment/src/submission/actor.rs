//! Who acts, with which roles over which units.

use super::Refusal;
use crate::coded::coded;
use crate::{AccountId, UnitId};

/// What a person may do. The three administrators are kept apart from the assessment and from each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// 填报员: enters and submits a unit's figures.
    Clerk,
    /// 单位负责人: signs them.
    UnitLeader,
    /// 核验员: verifies the figures of the indicators that the department owns.
    Verifier,
    /// 考核员: schemes, targets, locking, publishing.
    Officer,
    /// 评委: gives judged scores.
    Judge,
    /// 领导: reads everything.
    Leader,
    /// 系统管理员.
    SystemAdmin,
    /// 安全管理员.
    SecurityAdmin,
    /// 审计管理员.
    AuditAdmin,
}
coded!(Role {
    Clerk = "clerk" "填报员",
    UnitLeader = "unit_leader" "单位负责人",
    Verifier = "verifier" "核验员",
    Officer = "officer" "考核员",
    Judge = "judge" "评委",
    Leader = "leader" "领导",
    SystemAdmin = "system_admin" "系统管理员",
    SecurityAdmin = "security_admin" "安全管理员",
    AuditAdmin = "audit_admin" "审计管理员",
});

impl Role {
    /// Whether one person may hold both: the three administrators exclude each other and every assessment role.
    pub fn may_stand_beside(self, other: Self) -> bool {
        let admin = |role| matches!(role, Self::SystemAdmin | Self::SecurityAdmin | Self::AuditAdmin);
        self == other || !(admin(self) || admin(other))
    }
}

/// A role over one unit, or over the whole jurisdiction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub struct Grant {
    /// The role.
    pub role: Role,
    /// The unit; `None` is the whole jurisdiction.
    pub unit: Option<UnitId>,
}

/// A person with what was granted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// The account.
    pub account: AccountId,
    /// The grants.
    pub grants: Vec<Grant>,
}

impl Actor {
    /// Whether the person holds a role over a unit.
    pub fn holds(&self, role: Role, unit: UnitId) -> bool {
        self.grants.iter().any(|grant| grant.role == role && grant.unit.is_none_or(|over| over == unit))
    }

    /// Whether the person may read a unit's figures: any assessment role there; verifiers, judges, officers and leaders read all.
    pub fn may_read(&self, unit: UnitId) -> bool {
        self.grants.iter().any(|grant| match grant.role {
            Role::Clerk | Role::UnitLeader => grant.unit.is_none_or(|over| over == unit),
            Role::Verifier | Role::Officer | Role::Judge | Role::Leader => true,
            Role::SystemAdmin | Role::SecurityAdmin | Role::AuditAdmin => false,
        })
    }

    /// Refuses unless the person holds the role over the unit.
    pub fn require(&self, role: Role, unit: UnitId) -> Result<(), Refusal> {
        if self.holds(role, unit) { Ok(()) } else { Err(Refusal::RoleMissing(role)) }
    }

    /// Refuses unless the person holds one of the roles over the unit.
    pub fn require_any(&self, roles: &[Role], unit: UnitId) -> Result<(), Refusal> {
        let held = roles.iter().any(|role| self.holds(*role, unit));
        if held { Ok(()) } else { Err(Refusal::RoleMissing(roles.first().copied().unwrap_or(Role::Officer))) }
    }

    /// Refuses unless the person verifies for that department; a figure without one is verified by the office.
    pub fn require_verifier(&self, source: Option<UnitId>) -> Result<(), Refusal> {
        match source {
            Some(department) if self.holds(Role::Verifier, department) => Ok(()),
            Some(_) => Err(Refusal::OtherSource),
            None if self.grants.iter().any(|grant| grant.role == Role::Officer) => Ok(()),
            None => Err(Refusal::RoleMissing(Role::Officer)),
        }
    }
}
