//! Events: what bonuses, deductions and vetoes are counted from.

use assessment::{AccountId, CycleId, UnitId};

use crate::conn::{Row, args};
use crate::{Change, Reader, Result};

/// An event to store.
#[derive(Clone, Debug)]
pub struct NewEvent<'a> {
    /// In which cycle.
    pub cycle: CycleId,
    /// Of which unit.
    pub unit: UnitId,
    /// Name of the ledger or of the veto in the scheme.
    pub kind: &'a str,
    /// What happened; one matter counts once where the scheme says so.
    pub matter: &'a str,
    /// The ledger's fields as a JSON object of texts; empty for a veto.
    pub fields: &'a str,
    /// The body that reported it.
    pub source: &'a str,
    /// Its day, as yyyymmdd.
    pub day: i64,
    /// Who entered it.
    pub author: AccountId,
}

/// A stored event that was not withdrawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventRow {
    /// Of which unit.
    pub unit: UnitId,
    /// Name of the ledger or of the veto in the scheme.
    pub kind: String,
    /// What happened.
    pub matter: String,
    /// The ledger's fields as a JSON object of texts.
    pub fields: String,
    /// The body that reported it.
    pub source: String,
    /// Its day, as yyyymmdd.
    pub day: i64,
}

impl Reader {
    /// Events of a cycle that were not withdrawn, by day.
    pub async fn list_events(&mut self, cycle: CycleId) -> Result<Vec<EventRow>> {
        let sql = "SELECT unit, kind, matter, fields, source, day FROM event WHERE tenant = $1 AND cycle = $2 \
                   AND withdrawn_at IS NULL ORDER BY day, id";
        let one = |row: &Row| {
            Ok(EventRow {
                unit: UnitId::new(row.int(0)?),
                kind: row.text(1)?,
                matter: row.text(2)?,
                fields: row.text(3)?,
                source: row.text(4)?,
                day: row.int(5)?,
            })
        };
        self.conn.rows(sql, args![self.tenant, cycle.get()]).await?.iter().map(one).collect()
    }
}

impl Change {
    /// Stores an event.
    pub async fn create_event(&mut self, new: &NewEvent<'_>) -> Result<()> {
        let (id, tenant, at) = (self.new_id(), self.tenant, self.at());
        let sql = "INSERT INTO event (tenant, id, cycle, unit, kind, matter, fields, source, day, author, at) \
                   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
        let (cycle, unit, author) = (new.cycle.get(), new.unit.get(), new.author.get());
        let values =
            args![tenant, id, cycle, unit, new.kind, new.matter, new.fields, new.source, new.day, author, at];
        self.conn.run(sql, values).await?;
        self.touch_plan();
        Ok(())
    }
}
