//! A token as the API shows it: never its secret.

use app::Token;
use assessment::Coded as _;

/// A token of a program.
#[derive(serde::Serialize, utoipa::ToSchema)]
pub(crate) struct TokenBody {
    /// Its number.
    id: i64,
    /// What its owner calls it.
    name: String,
    /// Whether it may change anything.
    writes: bool,
    /// Only these of the owner's roles; all when empty.
    roles: Vec<String>,
    /// Only these units; all of the owner's when empty.
    units: Vec<i64>,
    /// Made then, UTC milliseconds.
    created_at: i64,
    /// Good until then, UTC milliseconds.
    expires_at: i64,
    /// Revoked then.
    revoked_at: Option<i64>,
}

impl TokenBody {
    pub(crate) fn new(token: &Token) -> Self {
        Self {
            id: token.id,
            name: token.name.clone(),
            writes: token.writes,
            roles: token.roles.iter().map(|role| role.code().to_owned()).collect(),
            units: token.units.iter().map(|unit| unit.get()).collect(),
            created_at: token.created_at,
            expires_at: token.expires_at,
            revoked_at: token.revoked_at,
        }
    }
}
