//! Cycles and the versions of their schemes.

use assessment::{AccountId, CycleId, SchemeId};
use sha2::{Digest as _, Sha256};

use crate::conn::{Row, args};
use crate::{Change, Reader, Result};

/// A stored cycle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cycle {
    /// Its id.
    pub id: CycleId,
    /// Its name.
    pub name: String,
    /// The year it assesses.
    pub year: i64,
    /// Code of its state.
    pub state: String,
}

/// A version of a scheme to store.
#[derive(Clone, Debug)]
pub struct NewScheme<'a> {
    /// Of which cycle.
    pub cycle: CycleId,
    /// Its title.
    pub title: &'a str,
    /// The whole text.
    pub source: &'a str,
    /// First day, as yyyymmdd.
    pub valid_from: i64,
    /// Whether it counts from now on.
    pub published: bool,
    /// Why it is published.
    pub reason: &'a str,
    /// Who stored it.
    pub author: AccountId,
}

/// A stored version of a scheme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredScheme {
    /// Its id.
    pub id: SchemeId,
    /// Number among the cycle's versions, from 1.
    pub version: i64,
    /// Its title.
    pub title: String,
    /// The whole text.
    pub source: String,
    /// First day, as yyyymmdd.
    pub valid_from: i64,
    /// When it was published, UTC milliseconds.
    pub published_at: Option<i64>,
    /// SHA-256 of the text in hexadecimal: what was published is known by it.
    pub hash: String,
    /// Why it was published.
    pub reason: String,
    /// Who published it.
    pub author: AccountId,
}

/// The text that is worked on, as it was saved last. Earlier savings stay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SchemeDraft {
    /// Number of the saving: what a later one compares with.
    pub id: i64,
    /// The whole text.
    pub source: String,
    /// Who saved it.
    pub author: AccountId,
    /// When, UTC milliseconds.
    pub at: i64,
}

/// One step of a cycle from a state to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CycleStep {
    /// Code of the state before.
    pub before: String,
    /// Code of the state after.
    pub after: String,
    /// Why.
    pub reason: String,
    /// Who.
    pub author: AccountId,
    /// When, UTC milliseconds.
    pub at: i64,
}

/// SHA-256 of a text in hexadecimal.
pub fn text_hash(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

impl Reader {
    /// Every cycle, the latest first.
    pub async fn list_cycles(&mut self) -> Result<Vec<Cycle>> {
        let sql = "SELECT id, name, year, state FROM cycle WHERE tenant = $1 ORDER BY year DESC, id DESC";
        let row = |row: &Row| {
            Ok(Cycle {
                id: CycleId::new(row.int(0)?),
                name: row.text(1)?,
                year: row.int(2)?,
                state: row.text(3)?,
            })
        };
        self.conn.rows(sql, args![self.tenant]).await?.iter().map(row).collect()
    }

    /// The versions of a cycle's scheme, the latest first.
    pub async fn list_schemes(&mut self, cycle: CycleId) -> Result<Vec<StoredScheme>> {
        let sql = "SELECT id, version, title, source, valid_from, published_at, hash, reason, author FROM scheme \
                   WHERE tenant = $1 AND cycle = $2 ORDER BY version DESC";
        let row = |row: &Row| {
            Ok(StoredScheme {
                id: SchemeId::new(row.int(0)?),
                version: row.int(1)?,
                title: row.text(2)?,
                source: row.text(3)?,
                valid_from: row.int(4)?,
                published_at: row.maybe_int(5)?,
                hash: row.maybe_text(6)?.unwrap_or_default(),
                reason: row.maybe_text(7)?.unwrap_or_default(),
                author: AccountId::new(row.int(8)?),
            })
        };
        self.conn.rows(sql, args![self.tenant, cycle.get()]).await?.iter().map(row).collect()
    }

    /// The text that is worked on, if anybody saved one.
    pub async fn find_scheme_draft(&mut self, cycle: CycleId) -> Result<Option<SchemeDraft>> {
        let sql = "SELECT id, source, author, at FROM scheme_draft WHERE tenant = $1 AND cycle = $2 \
                   ORDER BY id DESC LIMIT 1";
        let draft = |row: Row| {
            Ok(SchemeDraft {
                id: row.int(0)?,
                source: row.text(1)?,
                author: AccountId::new(row.int(2)?),
                at: row.int(3)?,
            })
        };
        self.conn.row(sql, args![self.tenant, cycle.get()]).await?.map(draft).transpose()
    }

    /// The steps of a cycle, the first first.
    pub async fn list_cycle_steps(&mut self, cycle: CycleId) -> Result<Vec<CycleStep>> {
        let sql = "SELECT from_state, to_state, reason, author, at FROM cycle_step WHERE tenant = $1 AND cycle = $2 ORDER BY id";
        let step = |row: &Row| {
            Ok(CycleStep {
                before: row.text(0)?,
                after: row.text(1)?,
                reason: row.text(2)?,
                author: AccountId::new(row.int(3)?),
                at: row.int(4)?,
            })
        };
        self.conn.rows(sql, args![self.tenant, cycle.get()]).await?.iter().map(step).collect()
    }
}

impl Change {
    /// Adds a cycle.
    pub async fn create_cycle(&mut self, name: &str, year: i64, state: &str) -> Result<CycleId> {
        let (id, tenant, at) = (self.new_id(), self.tenant, self.at());
        let sql =
            "INSERT INTO cycle (tenant, id, name, year, state, created_at) VALUES ($1, $2, $3, $4, $5, $6)";
        self.conn.run(sql, args![tenant, id, name, year, state, at]).await?;
        self.touch_plan();
        Ok(CycleId::new(id))
    }

    /// Moves a cycle from a state into another; the step is kept with who, when and why.
    pub async fn step_cycle(
        &mut self,
        cycle: CycleId,
        (before, after): (&str, &str),
        author: AccountId,
        reason: &str,
    ) -> Result<()> {
        let (id, tenant, at) = (self.new_id(), self.tenant, self.at());
        let sql = "UPDATE cycle SET state = $3 WHERE tenant = $1 AND id = $2";
        self.conn.run(sql, args![tenant, cycle.get(), after]).await?;
        let sql = "INSERT INTO cycle_step (tenant, id, cycle, from_state, to_state, reason, author, at) \
                   VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
        self.conn.run(sql, args![tenant, id, cycle.get(), before, after, reason, author.get(), at]).await?;
        self.touch_plan();
        Ok(())
    }

    /// Keeps the text that is worked on; its number.
    pub async fn save_scheme_draft(
        &mut self,
        cycle: CycleId,
        source: &str,
        author: AccountId,
    ) -> Result<i64> {
        let (id, tenant, at) = (self.new_id(), self.tenant, self.at());
        let sql = "INSERT INTO scheme_draft (tenant, id, cycle, source, author, at) VALUES ($1, $2, $3, $4, $5, $6)";
        self.conn.run(sql, args![tenant, id, cycle.get(), source, author.get(), at]).await?;
        Ok(id)
    }

    /// Stores the next version of a cycle's scheme; its number.
    pub async fn create_scheme(&mut self, new: &NewScheme<'_>) -> Result<i64> {
        let (id, tenant, at) = (self.new_id(), self.tenant, self.at());
        let last = "SELECT MAX(version) FROM scheme WHERE tenant = $1 AND cycle = $2";
        let last = self.conn.row(last, args![tenant, new.cycle.get()]).await?;
        let version = last.map(|row| row.maybe_int(0)).transpose()?.flatten().unwrap_or(0) + 1;
        let hash = text_hash(new.source);
        let sql = "INSERT INTO scheme (tenant, id, cycle, version, title, source, valid_from, published_at, author, \
                   hash, reason) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
        let values = args![
            tenant,
            id,
            new.cycle.get(),
            version,
            new.title,
            new.source,
            new.valid_from,
            new.published.then_some(at),
            new.author.get(),
            &hash,
            new.reason,
        ];
        self.conn.run(sql, values).await?;
        self.touch_plan();
        Ok(version)
    }
}
