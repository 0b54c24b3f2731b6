//! Cycles and the versions of their schemes.

use assessment::{AccountId, CycleId, SchemeId};

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
        let sql = "SELECT id, version, title, source, valid_from, published_at FROM scheme \
                   WHERE tenant = $1 AND cycle = $2 ORDER BY version DESC";
        let row = |row: &Row| {
            Ok(StoredScheme {
                id: SchemeId::new(row.int(0)?),
                version: row.int(1)?,
                title: row.text(2)?,
                source: row.text(3)?,
                valid_from: row.int(4)?,
                published_at: row.maybe_int(5)?,
            })
        };
        self.conn.rows(sql, args![self.tenant, cycle.get()]).await?.iter().map(row).collect()
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

    /// Moves a cycle into another state.
    pub async fn set_cycle_state(&mut self, cycle: CycleId, state: &str) -> Result<()> {
        let tenant = self.tenant;
        let sql = "UPDATE cycle SET state = $3 WHERE tenant = $1 AND id = $2";
        self.conn.run(sql, args![tenant, cycle.get(), state]).await?;
        self.touch_plan();
        Ok(())
    }

    /// Stores the next version of a cycle's scheme; its number.
    pub async fn create_scheme(&mut self, new: &NewScheme<'_>) -> Result<i64> {
        let (id, tenant, at) = (self.new_id(), self.tenant, self.at());
        let last = "SELECT MAX(version) FROM scheme WHERE tenant = $1 AND cycle = $2";
        let last = self.conn.row(last, args![tenant, new.cycle.get()]).await?;
        let version = last.map(|row| row.maybe_int(0)).transpose()?.flatten().unwrap_or(0) + 1;
        let sql = "INSERT INTO scheme (tenant, id, cycle, version, title, source, valid_from, published_at, author) \
                   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
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
        ];
        self.conn.run(sql, values).await?;
        self.touch_plan();
        Ok(version)
    }
}
