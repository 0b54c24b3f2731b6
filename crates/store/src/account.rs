//! Accounts and what was granted to them.

use assessment::{AccountId, Coded as _, Grant, Role, UnitId};

use crate::conn::{Row, args};
use crate::{Change, Error, Reader, Result};

/// A person who signs in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Its id.
    pub id: AccountId,
    /// What the person types to sign in.
    pub name: String,
    /// What others see.
    pub display_name: String,
    /// Argon2id, in its own text form.
    pub password_hash: String,
    /// When the password was set, UTC milliseconds.
    pub password_at: i64,
    /// Whether the password is a one-time one.
    pub must_change: bool,
    /// Wrong passwords in a row.
    pub failures: i64,
    /// Closed to everybody until then, UTC milliseconds.
    pub locked_until: i64,
    /// When the account was closed.
    pub closed_at: Option<i64>,
}

/// An account to create.
#[derive(Clone, Debug)]
pub struct NewAccount {
    /// What the person types to sign in.
    pub name: String,
    /// What others see.
    pub display_name: String,
    /// Argon2id, in its own text form.
    pub password_hash: String,
    /// Whether the password is a one-time one.
    pub must_change: bool,
}

const COLUMNS: &str =
    "id, name, display_name, password_hash, password_at, must_change, failures, locked_until, closed_at";

impl Reader {
    /// The account of a sign-in name.
    pub async fn find_account_by_name(&mut self, name: &str) -> Result<Option<Account>> {
        let sql = format!("SELECT {COLUMNS} FROM account WHERE tenant = $1 AND name = $2");
        self.conn.row(&sql, args![self.tenant, name]).await?.as_ref().map(account).transpose()
    }

    /// The account with this id.
    pub async fn find_account(&mut self, id: AccountId) -> Result<Option<Account>> {
        let sql = format!("SELECT {COLUMNS} FROM account WHERE tenant = $1 AND id = $2");
        self.conn.row(&sql, args![self.tenant, id.get()]).await?.as_ref().map(account).transpose()
    }

    /// Every account by name, closed ones too.
    pub async fn list_accounts(&mut self) -> Result<Vec<Account>> {
        let sql = format!("SELECT {COLUMNS} FROM account WHERE tenant = $1 ORDER BY name");
        self.conn.rows(&sql, args![self.tenant]).await?.iter().map(account).collect()
    }

    /// What every account's person is called.
    pub async fn list_names(&mut self) -> Result<Vec<(AccountId, String)>> {
        let rest = "FROM account WHERE tenant = $1 ORDER BY id";
        let rows = self.conn.many("id, display_name", rest, args![self.tenant]).await?;
        rows.iter().map(|row| Ok((AccountId::new(row.int(0)?), row.text(1)?))).collect()
    }

    /// What was granted to an account.
    pub async fn list_grants(&mut self, account: AccountId) -> Result<Vec<Grant>> {
        let sql =
            "SELECT role, unit FROM account_grant WHERE tenant = $1 AND account = $2 ORDER BY role, unit";
        self.conn
            .rows(sql, args![self.tenant, account.get()])
            .await?
            .iter()
            .map(|row| grant(row, 0))
            .collect()
    }

    /// Every grant with its account.
    pub async fn list_all_grants(&mut self) -> Result<Vec<(AccountId, Grant)>> {
        let sql =
            "SELECT account, role, unit FROM account_grant WHERE tenant = $1 ORDER BY account, role, unit";
        let rows = self.conn.rows(sql, args![self.tenant]).await?;
        rows.iter().map(|row| Ok((AccountId::new(row.int(0)?), grant(row, 1)?))).collect()
    }
}

impl Change {
    /// Creates an account without any role.
    pub async fn create_account(&mut self, new: &NewAccount) -> Result<AccountId> {
        let (id, tenant, at) = (self.new_id(), self.tenant, self.at());
        let sql = "INSERT INTO account (tenant, id, name, display_name, password_hash, password_at, must_change, \
                   failures, locked_until, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, 0, 0, $6)";
        let must_change = i64::from(new.must_change);
        let values = args![tenant, id, &new.name, &new.display_name, &new.password_hash, at, must_change];
        self.conn.run(sql, values).await?;
        self.touch_people();
        Ok(AccountId::new(id))
    }

    /// Sets a password and forgets wrong ones.
    pub async fn set_password(&mut self, account: AccountId, hash: &str, must_change: bool) -> Result<()> {
        let (tenant, at) = (self.tenant, self.at());
        let sql = "UPDATE account SET password_hash = $3, password_at = $4, must_change = $5, failures = 0, \
                   locked_until = 0 WHERE tenant = $1 AND id = $2";
        self.conn.run(sql, args![tenant, account.get(), hash, at, i64::from(must_change)]).await?;
        self.touch_people();
        Ok(())
    }

    /// Notes how many wrong passwords in a row there were and until when the account stays locked.
    pub async fn set_failures(&mut self, account: AccountId, failures: i64, locked_until: i64) -> Result<()> {
        let tenant = self.tenant;
        let sql = "UPDATE account SET failures = $3, locked_until = $4 WHERE tenant = $1 AND id = $2";
        self.conn.run(sql, args![tenant, account.get(), failures, locked_until]).await?;
        Ok(())
    }

    /// Closes an account, or opens it again.
    pub async fn set_closed(&mut self, account: AccountId, closed_at: Option<i64>) -> Result<()> {
        let tenant = self.tenant;
        let sql = "UPDATE account SET closed_at = $3 WHERE tenant = $1 AND id = $2";
        self.conn.run(sql, args![tenant, account.get(), closed_at]).await?;
        self.touch_people();
        Ok(())
    }

    /// Grants exactly these roles; others end.
    pub async fn set_grants(&mut self, account: AccountId, grants: &[Grant], by: AccountId) -> Result<()> {
        let (tenant, at) = (self.tenant, self.at());
        let sql = "DELETE FROM account_grant WHERE tenant = $1 AND account = $2";
        self.conn.run(sql, args![tenant, account.get()]).await?;
        for grant in grants {
            let sql = "INSERT INTO account_grant (tenant, account, role, unit, granted_at, granted_by) \
                       VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING";
            let unit = grant.unit.map_or(0, UnitId::get);
            let values = args![tenant, account.get(), grant.role.code(), unit, at, by.get()];
            self.conn.run(sql, values).await?;
        }
        self.touch_people();
        Ok(())
    }
}

fn account(row: &Row) -> Result<Account> {
    Ok(Account {
        id: AccountId::new(row.int(0)?),
        name: row.text(1)?,
        display_name: row.text(2)?,
        password_hash: row.text(3)?,
        password_at: row.int(4)?,
        must_change: row.int(5)? != 0,
        failures: row.int(6)?,
        locked_until: row.int(7)?,
        closed_at: row.maybe_int(8)?,
    })
}

fn grant(row: &Row, from: usize) -> Result<Grant> {
    let role = row.text(from)?;
    let unit = row.int(from + 1)?;
    Ok(Grant {
        role: Role::from_code(&role).ok_or_else(|| Error::code("角色", role))?,
        unit: (unit != 0).then(|| UnitId::new(unit)),
    })
}
