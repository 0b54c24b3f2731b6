//! Sessions on the server's side: only the hash of what the browser holds is stored.

use assessment::AccountId;

use crate::conn::{Row, args};
use crate::{Change, Reader, Result, Store};

/// One signed-in browser or program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// The hash of its token.
    pub token_hash: Vec<u8>,
    /// Whose.
    pub account: AccountId,
    /// Signed in then, UTC milliseconds.
    pub created_at: i64,
    /// Last seen, to the minute.
    pub seen_at: i64,
    /// Whether every factor that the account asks for was shown.
    pub passed: bool,
    /// Browser or program, in short.
    pub agent: String,
}

const COLUMNS: &str = "token_hash, account, created_at, seen_at, passed, agent";

impl Reader {
    /// The session of a token's hash.
    pub async fn find_session(&mut self, token_hash: &[u8]) -> Result<Option<Session>> {
        let sql = format!("SELECT {COLUMNS} FROM session WHERE tenant = $1 AND token_hash = $2");
        self.conn.row(&sql, args![self.tenant, token_hash]).await?.as_ref().map(session).transpose()
    }

    /// The sessions of an account, the latest seen first.
    pub async fn list_sessions(&mut self, account: AccountId) -> Result<Vec<Session>> {
        let sql = format!(
            "SELECT {COLUMNS} FROM session WHERE tenant = $1 AND account = $2 ORDER BY seen_at DESC, created_at DESC"
        );
        self.conn.rows(&sql, args![self.tenant, account.get()]).await?.iter().map(session).collect()
    }
}

impl Change {
    /// Begins a session that has shown every factor.
    pub async fn create_session(&mut self, token_hash: &[u8], account: AccountId) -> Result<()> {
        self.begin_session(token_hash, account, true, "").await
    }

    /// Begins a session; one that has not `passed` opens nothing but the question for the second factor.
    pub async fn begin_session(
        &mut self,
        token_hash: &[u8],
        account: AccountId,
        passed: bool,
        agent: &str,
    ) -> Result<()> {
        let (tenant, at) = (self.tenant, self.at());
        let sql = "INSERT INTO session (tenant, token_hash, account, created_at, seen_at, passed, agent) \
                   VALUES ($1, $2, $3, $4, $4, $5, $6)";
        self.conn.run(sql, args![tenant, token_hash, account.get(), at, i64::from(passed), agent]).await?;
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

fn session(row: &Row) -> Result<Session> {
    Ok(Session {
        token_hash: row.blob(0)?,
        account: AccountId::new(row.int(1)?),
        created_at: row.int(2)?,
        seen_at: row.int(3)?,
        passed: row.int(4)? != 0,
        agent: row.text(5)?,
    })
}
