//! Tokens of programs: only the digest of the secret is stored, with what the program may do in its owner's name.

use assessment::{AccountId, Coded as _, Role, UnitId};

use crate::conn::{Row, args};
use crate::{Change, Error, Reader, Result};

/// A token to be written.
#[derive(Clone, Debug)]
pub struct NewToken {
    /// What its owner calls it.
    pub name: String,
    /// Digest of the secret.
    pub token_hash: Vec<u8>,
    /// In whose name it acts.
    pub account: AccountId,
    /// Whether it may change anything.
    pub writes: bool,
    /// Only these of the owner's roles; all when empty.
    pub roles: Vec<Role>,
    /// Only these units; all of the owner's when empty.
    pub units: Vec<UnitId>,
    /// Good until then, UTC milliseconds.
    pub expires_at: i64,
}

/// A token as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Its number.
    pub id: i64,
    /// What its owner calls it.
    pub name: String,
    /// In whose name it acts.
    pub account: AccountId,
    /// Whether it may change anything.
    pub writes: bool,
    /// Only these of the owner's roles; all when empty.
    pub roles: Vec<Role>,
    /// Only these units; all of the owner's when empty.
    pub units: Vec<UnitId>,
    /// Made then, UTC milliseconds.
    pub created_at: i64,
    /// Good until then, UTC milliseconds.
    pub expires_at: i64,
    /// Revoked then.
    pub revoked_at: Option<i64>,
}

const COLUMNS: &str = "id, name, account, writes, roles, units, created_at, expires_at, revoked_at";

impl Reader {
    /// The token of a secret's digest, also when it was revoked.
    pub async fn find_token(&mut self, token_hash: &[u8]) -> Result<Option<Token>> {
        let sql = format!("SELECT {COLUMNS} FROM token WHERE tenant = $1 AND token_hash = $2");
        self.conn.row(&sql, args![self.tenant, token_hash]).await?.as_ref().map(token).transpose()
    }

    /// Tokens of an account, the newest first; of all accounts when none is named.
    pub async fn list_tokens(&mut self, account: Option<AccountId>) -> Result<Vec<Token>> {
        let sql = format!(
            "SELECT {COLUMNS} FROM token WHERE tenant = $1 AND ($2 < 0 OR account = $2) ORDER BY id DESC"
        );
        let values = args![self.tenant, account.map_or(-1, AccountId::get)];
        self.conn.rows(&sql, values).await?.iter().map(token).collect()
    }
}

impl Change {
    /// Writes a token; its number.
    pub async fn create_token(&mut self, new: &NewToken) -> Result<i64> {
        let (tenant, id, at) = (self.tenant, self.new_id(), self.at());
        let roles = new.roles.iter().map(|role| role.code()).collect::<Vec<_>>().join(" ");
        let units = new.units.iter().map(|unit| unit.get().to_string()).collect::<Vec<_>>().join(" ");
        let sql = "INSERT INTO token (tenant, id, name, token_hash, account, writes, roles, units, created_at, \
                   expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
        let hash = new.token_hash.as_slice();
        let (account, writes) = (new.account.get(), i64::from(new.writes));
        let values = args![tenant, id, &new.name, hash, account, writes, &roles, &units, at, new.expires_at];
        self.conn.run(sql, values).await?;
        Ok(id)
    }

    /// Revokes a token; whether it stood.
    pub async fn revoke_token(&mut self, id: i64) -> Result<bool> {
        let (tenant, at) = (self.tenant, self.at());
        let sql = "UPDATE token SET revoked_at = $3 WHERE tenant = $1 AND id = $2 AND revoked_at IS NULL";
        let revoked = self.conn.run(sql, args![tenant, id, at]).await? == 1;
        self.touch_people();
        Ok(revoked)
    }
}

fn token(row: &Row) -> Result<Token> {
    let (roles, units) = (row.text(4)?, row.text(5)?);
    let role = |code: &str| Role::from_code(code).ok_or_else(|| Error::code("角色", code));
    let unit = |id: &str| id.parse().map(UnitId::new).map_err(|_not_a_number| Error::code("单位", id));
    Ok(Token {
        id: row.int(0)?,
        name: row.text(1)?,
        account: AccountId::new(row.int(2)?),
        writes: row.int(3)? != 0,
        roles: roles.split_whitespace().map(role).collect::<Result<_>>()?,
        units: units.split_whitespace().map(unit).collect::<Result<_>>()?,
        created_at: row.int(6)?,
        expires_at: row.int(7)?,
        revoked_at: row.maybe_int(8)?,
    })
}
