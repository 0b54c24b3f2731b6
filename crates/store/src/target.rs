//! Targets. An amended target supersedes the earlier one; both stay.

use assessment::{AccountId, CycleId, IndicatorId, TargetId, UnitId};

use crate::conn::{Row, args, insert_many};
use crate::{Change, Reader, Result};

/// A target to store.
#[derive(Clone, Debug)]
pub struct NewTarget {
    /// Whose.
    pub unit: UnitId,
    /// For what.
    pub indicator: IndicatorId,
    /// Code of its kind.
    pub kind: String,
    /// Its bound as JSON; the domain reads it.
    pub bound: String,
    /// Points of its own, as a decimal.
    pub points: Option<String>,
}

/// A stored target that holds now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TargetRow {
    /// Its id.
    pub id: TargetId,
    /// Whose.
    pub unit: UnitId,
    /// For what.
    pub indicator: IndicatorId,
    /// Code of its kind.
    pub kind: String,
    /// Its bound as JSON; the domain reads it.
    pub bound: String,
    /// Points of its own, as a decimal.
    pub points: Option<String>,
    /// Who set it.
    pub author: AccountId,
    /// When, UTC milliseconds.
    pub at: i64,
    /// Why it was set or amended.
    pub reason: String,
}

const COLUMNS: &str = "id, unit, indicator, kind, bound, points, author, at, reason";

impl Reader {
    /// Targets of a cycle that hold now.
    pub async fn list_targets(&mut self, cycle: CycleId) -> Result<Vec<TargetRow>> {
        let rest = "FROM target WHERE tenant = $1 AND cycle = $2 AND superseded_by IS NULL \
                    ORDER BY unit, indicator, kind";
        self.conn.many(COLUMNS, rest, args![self.tenant, cycle.get()]).await?.iter().map(target).collect()
    }

    /// Every target that ever stood in one place, the latest first.
    pub async fn list_target_history(
        &mut self,
        cycle: CycleId,
        unit: UnitId,
        indicator: IndicatorId,
    ) -> Result<Vec<TargetRow>> {
        let sql = format!(
            "SELECT {COLUMNS} FROM target WHERE tenant = $1 AND cycle = $2 AND unit = $3 AND indicator = $4 \
             ORDER BY id DESC"
        );
        let values = args![self.tenant, cycle.get(), unit.get(), indicator.get()];
        self.conn.rows(&sql, values).await?.iter().map(target).collect()
    }
}

impl Change {
    /// Sets targets; those of the same place and kind are superseded.
    pub async fn set_targets(
        &mut self,
        cycle: CycleId,
        targets: &[NewTarget],
        author: AccountId,
        reason: &str,
    ) -> Result<()> {
        let (tenant, at) = (self.tenant, self.at());
        let mut numbered = Vec::with_capacity(targets.len());
        for target in targets {
            let id = self.new_id();
            let sql = "UPDATE target SET superseded_by = $6 WHERE tenant = $1 AND cycle = $2 AND unit = $3 \
                       AND indicator = $4 AND kind = $5 AND superseded_by IS NULL";
            let (unit, indicator) = (target.unit.get(), target.indicator.get());
            self.conn.run(sql, args![tenant, cycle.get(), unit, indicator, &target.kind, id]).await?;
            numbered.push((id, target));
        }
        let head = "INSERT INTO target (tenant, id, cycle, unit, indicator, kind, bound, points, author, at, \
                    reason)";
        insert_many(&mut self.conn, head, "", &numbered, |(id, target), values| {
            values.extend_from_slice(args![
                tenant,
                *id,
                cycle.get(),
                target.unit.get(),
                target.indicator.get(),
                &target.kind,
                &target.bound,
                target.points.as_deref(),
                author.get(),
                at,
                reason
            ]);
        })
        .await?;
        self.touch_plan();
        Ok(())
    }
}

fn target(row: &Row) -> Result<TargetRow> {
    Ok(TargetRow {
        id: TargetId::new(row.int(0)?),
        unit: UnitId::new(row.int(1)?),
        indicator: IndicatorId::new(row.int(2)?),
        kind: row.text(3)?,
        bound: row.text(4)?,
        points: row.maybe_text(5)?,
        author: AccountId::new(row.int(6)?),
        at: row.int(7)?,
        reason: row.text(8)?,
    })
}
