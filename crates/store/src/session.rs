//! Sessions on the server's side: only the hash of what the browser holds is stored.

use assessment::AccountId;

use crate::conn::args;
use crate::{Change, Reader, Result, Store};

/// One signed-in browser or program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Session {
    /// Whose.
    pub account: AccountId,
    /// Signed in then, UTC milliseconds.
    pub created_at: i64,
    /// Last seen, to the minute.
    pub seen_at: i64,
}

impl Reader {
    /// The session of a token's hash.
    pub async fn find_session(&mut self, token_hash: &[u8]) -> Result<Option<Session>> {
        let sql = "SELECT account, created_at, seen_at FROM session WHERE tenant = $1 AND token_hash = $2";
        let row = self.conn.row(sql, args![self.tenant, token_hash]).await?;
        row.map(|row| {
            Ok(Session {
                account: AccountId::new(row.int(0)?),
                created_at: row.int(1)?,
                seen_at: row.int(2)?,
            })
        })
        .transpose()
    }
}

impl Change {
    /// Begins a session.
    pub async fn create_session(&mut self, token_hash: &[u8], account: AccountId) -> Result<()> {
        let (tenant, at) = (self.tenant, self.at());
        let sql = "INSERT INTO session (tenant, token_hash, account, created_at, seen_at) VALUES ($1, $2, $3, $4, $4)";
        self.conn.run(sql, args![tenant, token_hash, account.get(), at]).await?;
        Ok(())
    }

    /// Ends one session.
    pub async fn end_session(&mut self, token_hash: &[u8]) -> Result<()> {
        let tenant = self.tenant;
        let sql = "DELETE FROM session WHERE tenant = $1 AND token_hash = $2";
        self.conn.run(sql, args![tenant, token_hash]).await?;
        self.touch_people();
        Ok(())
    }

    /// Ends every session of an account but the one that is named.
    pub async fn end_sessions_of(&mut self, account: AccountId, but: &[u8]) -> Result<()> {
        let tenant = self.tenant;
        let sql = "DELETE FROM session WHERE tenant = $1 AND account = $2 AND token_hash <> $3";
        self.conn.run(sql, args![tenant, account.get(), but]).await?;
        self.touch_people();
        Ok(())
    }

    /// Forgets sessions that were last seen before an instant.
    pub async fn end_sessions_before(&mut self, instant: i64) -> Result<()> {
        let tenant = self.tenant;
        let sql = "DELETE FROM session WHERE tenant = $1 AND seen_at < $2";
        self.conn.run(sql, args![tenant, instant]).await?;
        Ok(())
    }
}

impl Store {
    /// Notes that a session was used. No turn is taken and nothing is audited: it is no change of the data.
    pub async fn see_session(&self, tenant: i64, token_hash: &[u8], at: i64) -> Result<()> {
        let mut conn = self.pools.change().await?;
        let sql = "UPDATE session SET seen_at = $3 WHERE tenant = $1 AND token_hash = $2";
        conn.run(sql, args![tenant, token_hash, at]).await?;
        conn.commit().await
    }
}
