//! Invitations: only the hash of the code is kept. Grants that were proposed wait for the security administrator.

use assessment::{AccountId, Coded as _, Grant, Role, UnitId};

use crate::conn::{Row, args};
use crate::{Change, Error, Reader, Result};

/// A stored invitation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Invitation {
    /// Its number.
    pub id: i64,
    /// Whom it invites.
    pub account: AccountId,
    /// When it was made, UTC milliseconds.
    pub created_at: i64,
    /// It is good until then, UTC milliseconds.
    pub expires_at: i64,
    /// When it was used.
    pub used_at: Option<i64>,
    /// When it was withdrawn.
    pub withdrawn_at: Option<i64>,
}

const COLUMNS: &str = "id, account, created_at, expires_at, used_at, withdrawn_at";

impl Reader {
    /// The invitation of a code's hash.
    pub async fn find_invitation(&mut self, code_hash: &[u8]) -> Result<Option<Invitation>> {
        let sql = format!("SELECT {COLUMNS} FROM invitation WHERE tenant = $1 AND code_hash = $2");
        self.conn.row(&sql, args![self.tenant, code_hash]).await?.as_ref().map(invitation).transpose()
    }

    /// Every invitation, the latest first.
    pub async fn list_invitations(&mut self) -> Result<Vec<Invitation>> {
        let sql = format!("SELECT {COLUMNS} FROM invitation WHERE tenant = $1 ORDER BY id DESC");
        self.conn.rows(&sql, args![self.tenant]).await?.iter().map(invitation).collect()
    }

    /// Grants that were proposed and not decided on, with their accounts.
    pub async fn list_proposed_grants(&mut self) -> Result<Vec<(AccountId, Grant)>> {
        let sql = "SELECT account, role, unit FROM proposed_grant WHERE tenant = $1 AND decided_at IS NULL \
                   ORDER BY account, role, unit";
        let row = |row: &Row| {
            let (role, unit) = (row.text(1)?, row.int(2)?);
            let role = Role::from_code(&role).ok_or_else(|| Error::code("角色", role))?;
            let unit = (unit != 0).then(|| UnitId::new(unit));
            Ok((AccountId::new(row.int(0)?), Grant { role, unit }))
        };
        self.conn.rows(sql, args![self.tenant]).await?.iter().map(row).collect()
    }
}

impl Change {
    /// Makes an invitation; earlier ones of the account that were not used are withdrawn.
    pub async fn create_invitation(
        &mut self,
        account: AccountId,
        code_hash: &[u8],
        expires_at: i64,
        by: AccountId,
    ) -> Result<i64> {
        self.withdraw_invitations_of(account).await?;
        let (id, tenant, at) = (self.new_id(), self.tenant, self.at());
        let sql = "INSERT INTO invitation (tenant, id, code_hash, account, created_at, created_by, expires_at) \
                   VALUES ($1, $2, $3, $4, $5, $6, $7)";
        self.conn.run(sql, args![tenant, id, code_hash, account.get(), at, by.get(), expires_at]).await?;
        self.touch_people();
        Ok(id)
    }

    /// Withdraws the invitations of an account that were not used.
    pub async fn withdraw_invitations_of(&mut self, account: AccountId) -> Result<()> {
        let (tenant, at) = (self.tenant, self.at());
        let sql = "UPDATE invitation SET withdrawn_at = $3 WHERE tenant = $1 AND account = $2 AND used_at IS NULL \
                   AND withdrawn_at IS NULL";
        self.conn.run(sql, args![tenant, account.get(), at]).await?;
        Ok(())
    }

    /// Notes that an invitation was used.
    pub async fn use_invitation(&mut self, id: i64) -> Result<()> {
        let (tenant, at) = (self.tenant, self.at());
        let sql = "UPDATE invitation SET used_at = $3 WHERE tenant = $1 AND id = $2";
        self.conn.run(sql, args![tenant, id, at]).await?;
        self.touch_people();
        Ok(())
    }

    /// Proposes grants; they hold only when they are granted.
    pub async fn propose_grants(
        &mut self,
        account: AccountId,
        grants: &[Grant],
        by: AccountId,
    ) -> Result<()> {
        let (tenant, at) = (self.tenant, self.at());
        for grant in grants {
            let sql = "INSERT INTO proposed_grant (tenant, account, role, unit, at, author) \
                       VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (tenant, account, role, unit) DO UPDATE SET \
                       at = excluded.at, author = excluded.author, decided_at = NULL";
            let unit = grant.unit.map_or(0, UnitId::get);
            self.conn.run(sql, args![tenant, account.get(), grant.role.code(), unit, at, by.get()]).await?;
        }
        self.touch_people();
        Ok(())
    }

    /// Notes that what was proposed for an account was decided on.
    pub async fn decide_proposed_grants(&mut self, account: AccountId) -> Result<()> {
        let (tenant, at) = (self.tenant, self.at());
        let sql = "UPDATE proposed_grant SET decided_at = $3 WHERE tenant = $1 AND account = $2 AND decided_at IS NULL";
        self.conn.run(sql, args![tenant, account.get(), at]).await?;
        Ok(())
    }
}

fn invitation(row: &Row) -> Result<Invitation> {
    Ok(Invitation {
        id: row.int(0)?,
        account: AccountId::new(row.int(1)?),
        created_at: row.int(2)?,
        expires_at: row.int(3)?,
        used_at: row.maybe_int(4)?,
        withdrawn_at: row.maybe_int(5)?,
    })
}
