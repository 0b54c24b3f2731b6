//! Accounts as JSON.

use app::FieldError;
use assessment::{Coded as _, Grant, Role, UnitId};

/// A role over one unit, or over the whole jurisdiction.
#[derive(Clone, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
pub(crate) struct GrantBody {
    /// `clerk`, `unit_leader`, `verifier`, `officer`, `judge`, `leader`, `system_admin`, `security_admin`, `audit_admin`.
    role: String,
    /// Id of the unit; left out for the whole jurisdiction.
    unit: Option<i64>,
}

impl GrantBody {
    pub(crate) fn of(grant: &Grant) -> Self {
        Self { role: grant.role.code().to_owned(), unit: grant.unit.map(UnitId::get) }
    }

    pub(crate) fn read(&self) -> Result<Grant, FieldError> {
        let text = format!("角色“{}”不认识", self.role);
        let role =
            Role::from_code(&self.role).ok_or_else(|| FieldError { field: "role".to_owned(), text })?;
        Ok(Grant { role, unit: self.unit.map(UnitId::new) })
    }
}

/// An account. Nothing of a password leaves the store.
#[derive(serde::Serialize, utoipa::ToSchema)]
pub(crate) struct AccountBody {
    /// Its id.
    id: i64,
    /// Sign-in name.
    name: String,
    /// What others see.
    display_name: String,
    /// Whether it is closed.
    closed: bool,
    /// What was granted.
    grants: Vec<GrantBody>,
    /// What was proposed and waits for a security administrator.
    proposed: Vec<GrantBody>,
    /// What an amendment names in `If-Match`.
    version: String,
}

impl AccountBody {
    pub(crate) fn new(row: &app::account::AccountRow) -> Self {
        Self {
            id: row.account.id.get(),
            name: row.account.name.clone(),
            display_name: row.account.display_name.clone(),
            closed: row.account.closed_at.is_some(),
            grants: row.grants.iter().map(GrantBody::of).collect(),
            proposed: row.proposed.iter().map(GrantBody::of).collect(),
            version: row.version(),
        }
    }
}
