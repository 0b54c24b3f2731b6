//! Requests for other targets, with what was decided: the target that stood and the one asked for are both kept.

use assessment::{AccountId, CycleId, IndicatorId, UnitId};

use crate::conn::{Row, args};
use crate::{Change, Error, Reader, Result};

/// A request to store.
#[derive(Clone, Debug)]
pub struct NewTargetRequest<'a> {
    /// In which cycle.
    pub cycle: CycleId,
    /// Whose target.
    pub unit: UnitId,
    /// For what.
    pub indicator: IndicatorId,
    /// Code of its kind.
    pub kind: &'a str,
    /// The bound that stands, as JSON; empty when there is none.
    pub stood: &'a str,
    /// The bound that is asked for, as JSON.
    pub bound: &'a str,
    /// Why.
    pub reason: &'a str,
    /// Who asks.
    pub author: AccountId,
}

/// A stored request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TargetRequestRow {
    /// Its number.
    pub id: i64,
    /// Whose target.
    pub unit: UnitId,
    /// For what.
    pub indicator: IndicatorId,
    /// Code of its kind.
    pub kind: String,
    /// The bound that stood, as JSON; empty when there was none.
    pub stood: String,
    /// The bound that was asked for, as JSON.
    pub bound: String,
    /// Why.
    pub reason: String,
    /// Who asked.
    pub author: AccountId,
    /// When, UTC milliseconds.
    pub at: i64,
    /// `approved` or `refused`, once it was decided.
    pub decision: Option<String>,
    /// The words of the decision.
    pub answer: String,
    /// Who decided.
    pub decided_by: Option<AccountId>,
    /// When, UTC milliseconds.
    pub decided_at: Option<i64>,
}

const COLUMNS: &str = "id, unit, indicator, kind, stood, bound, reason, author, at, decision, answer, decided_by, \
                       decided_at";

impl Reader {
    /// Requests of a cycle, the latest first.
    pub async fn list_target_requests(&mut self, cycle: CycleId) -> Result<Vec<TargetRequestRow>> {
        let sql = format!(
            "SELECT {COLUMNS} FROM target_request WHERE tenant = $1 AND cycle = $2 ORDER BY id DESC LIMIT 2000"
        );
        self.conn.rows(&sql, args![self.tenant, cycle.get()]).await?.iter().map(request).collect()
    }

    /// One request.
    pub async fn find_target_request(&mut self, cycle: CycleId, id: i64) -> Result<Option<TargetRequestRow>> {
        let sql =
            format!("SELECT {COLUMNS} FROM target_request WHERE tenant = $1 AND cycle = $2 AND id = $3");
        self.conn.row(&sql, args![self.tenant, cycle.get(), id]).await?.as_ref().map(request).transpose()
    }

    /// How many requests of a cycle wait for a decision.
    pub async fn count_open_requests(&mut self, cycle: CycleId) -> Result<usize> {
        let sql = "SELECT COUNT(*) FROM target_request WHERE tenant = $1 AND cycle = $2 AND decision IS NULL";
        let row = self.conn.row(sql, args![self.tenant, cycle.get()]).await?;
        let count = row.map(|row| row.int(0)).transpose()?.unwrap_or(0);
        Ok(usize::try_from(count).unwrap_or(0))
    }
}

impl Change {
    /// Keeps a request; its number.
    pub async fn create_target_request(&mut self, new: &NewTargetRequest<'_>) -> Result<i64> {
        let (id, tenant, at) = (self.new_id(), self.tenant, self.at());
        let sql = "INSERT INTO target_request (tenant, id, cycle, unit, indicator, kind, stood, bound, reason, author, at) \
                   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
        let values = args![
            tenant,
            id,
            new.cycle.get(),
            new.unit.get(),
            new.indicator.get(),
            new.kind,
            new.stood,
            new.bound,
            new.reason,
            new.author.get(),
            at,
        ];
        self.conn.run(sql, values).await?;
        Ok(id)
    }

    /// Writes the decision on a request that waits for one.
    ///
    /// # Errors
    /// [`Error::Conflict`] when somebody decided it already.
    pub async fn decide_target_request(
        &mut self,
        id: i64,
        decision: &str,
        answer: &str,
        by: AccountId,
    ) -> Result<()> {
        let (tenant, at) = (self.tenant, self.at());
        let sql = "UPDATE target_request SET decision = $3, answer = $4, decided_by = $5, decided_at = $6 \
                   WHERE tenant = $1 AND id = $2 AND decision IS NULL";
        let changed = self.conn.run(sql, args![tenant, id, decision, answer, by.get(), at]).await?;
        if changed == 1 { Ok(()) } else { Err(Error::Conflict) }
    }
}

fn request(row: &Row) -> Result<TargetRequestRow> {
    Ok(TargetRequestRow {
        id: row.int(0)?,
        unit: UnitId::new(row.int(1)?),
        indicator: IndicatorId::new(row.int(2)?),
        kind: row.text(3)?,
        stood: row.text(4)?,
        bound: row.text(5)?,
        reason: row.text(6)?,
        author: AccountId::new(row.int(7)?),
        at: row.int(8)?,
        decision: row.maybe_text(9)?,
        answer: row.maybe_text(10)?.unwrap_or_default(),
        decided_by: row.maybe_int(11)?.map(AccountId::new),
        decided_at: row.maybe_int(12)?,
    })
}
