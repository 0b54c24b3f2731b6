//! 序时进度: the curve of an indicator's targets in a cycle. A new one supersedes the earlier; both stay.

use assessment::{AccountId, CycleId, IndicatorId};

use crate::conn::{Row, args};
use crate::{Change, Reader, Result};

/// A stored curve that holds now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScheduleRow {
    /// Its number.
    pub id: i64,
    /// Of which indicator.
    pub indicator: IndicatorId,
    /// The shares as JSON; the domain reads them.
    pub shares: String,
    /// Why it was set.
    pub reason: String,
    /// Who set it.
    pub author: AccountId,
    /// When, UTC milliseconds.
    pub at: i64,
}

impl Reader {
    /// Curves of a cycle that hold now.
    pub async fn list_schedules(&mut self, cycle: CycleId) -> Result<Vec<ScheduleRow>> {
        let sql = "SELECT id, indicator, shares, reason, author, at FROM schedule_curve \
                   WHERE tenant = $1 AND cycle = $2 AND superseded_by IS NULL ORDER BY indicator";
        self.conn.rows(sql, args![self.tenant, cycle.get()]).await?.iter().map(row).collect()
    }

    /// Every curve that an indicator had in a cycle, the latest first.
    pub async fn list_schedule_history(
        &mut self,
        cycle: CycleId,
        indicator: IndicatorId,
    ) -> Result<Vec<ScheduleRow>> {
        let sql = "SELECT id, indicator, shares, reason, author, at FROM schedule_curve \
                   WHERE tenant = $1 AND cycle = $2 AND indicator = $3 ORDER BY id DESC";
        self.conn.rows(sql, args![self.tenant, cycle.get(), indicator.get()]).await?.iter().map(row).collect()
    }
}

impl Change {
    /// Sets an indicator's curve; its number.
    pub async fn set_schedule(
        &mut self,
        cycle: CycleId,
        indicator: IndicatorId,
        shares: &str,
        author: AccountId,
        reason: &str,
    ) -> Result<i64> {
        let (id, tenant, at) = (self.new_id(), self.tenant, self.at());
        let sql = "UPDATE schedule_curve SET superseded_by = $4 WHERE tenant = $1 AND cycle = $2 AND indicator = $3 \
                   AND superseded_by IS NULL";
        self.conn.run(sql, args![tenant, cycle.get(), indicator.get(), id]).await?;
        let sql = "INSERT INTO schedule_curve (tenant, id, cycle, indicator, shares, reason, author, at) \
                   VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
        let values = args![tenant, id, cycle.get(), indicator.get(), shares, reason, author.get(), at];
        self.conn.run(sql, values).await?;
        self.touch_plan();
        Ok(id)
    }
}

fn row(row: &Row) -> Result<ScheduleRow> {
    Ok(ScheduleRow {
        id: row.int(0)?,
        indicator: IndicatorId::new(row.int(1)?),
        shares: row.text(2)?,
        reason: row.text(3)?,
        author: AccountId::new(row.int(4)?),
        at: row.int(5)?,
    })
}
