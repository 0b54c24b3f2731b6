//! What proves a person besides the password: a shared secret, codes for the day it is lost, and passwords of before.

use assessment::AccountId;

use crate::conn::args;
use crate::{Change, Reader, Result};

/// A second factor that was set up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SecondFactor {
    /// The secret that the person's device shares.
    pub secret: Vec<u8>,
    /// The last time step whose code was taken: neither it nor an earlier one is taken again.
    pub last_step: i64,
    /// Recovery codes that were not used.
    pub recovery_left: i64,
}

impl Reader {
    /// The second factor of an account, if it was set up.
    pub async fn find_second_factor(&mut self, account: AccountId) -> Result<Option<SecondFactor>> {
        let sql = "SELECT secret, last_step FROM second_factor WHERE tenant = $1 AND account = $2";
        let Some(row) = self.conn.row(sql, args![self.tenant, account.get()]).await? else { return Ok(None) };
        let sql = "SELECT COUNT(*) FROM recovery_code WHERE tenant = $1 AND account = $2 AND used_at IS NULL";
        let left = self.conn.row(sql, args![self.tenant, account.get()]).await?;
        Ok(Some(SecondFactor {
            secret: row.blob(0)?,
            last_step: row.int(1)?,
            recovery_left: left.map_or(Ok(0), |row| row.int(0))?,
        }))
    }

    /// Hashes of an account's former passwords, the latest first.
    pub async fn list_former_passwords(&mut self, account: AccountId, most: i64) -> Result<Vec<String>> {
        let sql = "SELECT password_hash FROM former_password WHERE tenant = $1 AND account = $2 \
                   ORDER BY at DESC LIMIT $3";
        let rows = self.conn.rows(sql, args![self.tenant, account.get(), most]).await?;
        rows.iter().map(|row| row.text(0)).collect()
    }
}

impl Change {
    /// Sets a second factor up with fresh recovery codes; an earlier one and its codes are good no more.
    pub async fn set_second_factor(
        &mut self,
        account: AccountId,
        secret: &[u8],
        last_step: i64,
        recovery: &[Vec<u8>],
    ) -> Result<()> {
        let (tenant, at) = (self.tenant, self.at());
        let sql = "INSERT INTO second_factor (tenant, account, secret, set_at, last_step) VALUES ($1, $2, $3, $4, $5) \
                   ON CONFLICT (tenant, account) DO UPDATE SET secret = excluded.secret, set_at = excluded.set_at, \
                   last_step = excluded.last_step";
        self.conn.run(sql, args![tenant, account.get(), secret, at, last_step]).await?;
        let sql =
            "UPDATE recovery_code SET used_at = $3 WHERE tenant = $1 AND account = $2 AND used_at IS NULL";
        self.conn.run(sql, args![tenant, account.get(), at]).await?;
        for hash in recovery {
            let sql = "INSERT INTO recovery_code (tenant, account, code_hash) VALUES ($1, $2, $3)";
            self.conn.run(sql, args![tenant, account.get(), hash.as_slice()]).await?;
        }
        self.touch_people();
        Ok(())
    }

    /// Takes a time step's code, once: false when it or a later one was taken already.
    pub async fn take_step(&mut self, account: AccountId, step: i64) -> Result<bool> {
        let tenant = self.tenant;
        let sql =
            "UPDATE second_factor SET last_step = $3 WHERE tenant = $1 AND account = $2 AND last_step < $3";
        Ok(self.conn.run(sql, args![tenant, account.get(), step]).await? == 1)
    }

    /// Takes a recovery code, once: false when there is none such or it was used.
    pub async fn take_recovery_code(&mut self, account: AccountId, hash: &[u8]) -> Result<bool> {
        let (tenant, at) = (self.tenant, self.at());
        let sql = "UPDATE recovery_code SET used_at = $4 WHERE tenant = $1 AND account = $2 AND code_hash = $3 \
                   AND used_at IS NULL";
        Ok(self.conn.run(sql, args![tenant, account.get(), hash, at]).await? == 1)
    }

    /// Takes the second factor away; the person sets up another.
    pub async fn drop_second_factor(&mut self, account: AccountId) -> Result<()> {
        let (tenant, at) = (self.tenant, self.at());
        let sql = "DELETE FROM second_factor WHERE tenant = $1 AND account = $2";
        self.conn.run(sql, args![tenant, account.get()]).await?;
        let sql =
            "UPDATE recovery_code SET used_at = $3 WHERE tenant = $1 AND account = $2 AND used_at IS NULL";
        self.conn.run(sql, args![tenant, account.get(), at]).await?;
        self.touch_people();
        Ok(())
    }

    /// Keeps the hash of a password that is given up, so that it is not taken again soon.
    pub async fn keep_former_password(&mut self, account: AccountId, hash: &str) -> Result<()> {
        let (tenant, at) = (self.tenant, self.at());
        let sql = "INSERT INTO former_password (tenant, account, at, password_hash) VALUES ($1, $2, $3, $4) \
                   ON CONFLICT DO NOTHING";
        self.conn.run(sql, args![tenant, account.get(), at, hash]).await?;
        Ok(())
    }
}
