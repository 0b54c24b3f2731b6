//! 评判: judged scores. A new one supersedes the earlier one of the same line; both stay.

use assessment::{AccountId, CycleId, UnitId};

use crate::conn::{Row, args};
use crate::{Change, Reader, Result};

/// A judgement to store.
#[derive(Clone, Debug)]
pub struct NewJudgement<'a> {
    /// In which cycle.
    pub cycle: CycleId,
    /// Of which unit.
    pub unit: UnitId,
    /// Code of the line.
    pub line: &'a str,
    /// A decimal; empty while nobody has judged.
    pub value: &'a str,
    /// Why.
    pub reason: &'a str,
    /// Who.
    pub author: AccountId,
}

/// A stored judgement that holds now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JudgementRow {
    /// Of which unit.
    pub unit: UnitId,
    /// Code of the line.
    pub line: String,
    /// A decimal; empty while nobody has judged.
    pub value: String,
    /// Why.
    pub reason: String,
}

impl Reader {
    /// Judgements of a cycle that hold now.
    pub async fn list_judgements(&mut self, cycle: CycleId) -> Result<Vec<JudgementRow>> {
        let sql = "SELECT unit, line, value, reason FROM judgement WHERE tenant = $1 AND cycle = $2 \
                   AND superseded_by IS NULL ORDER BY unit, line";
        let one = |row: &Row| {
            Ok(JudgementRow {
                unit: UnitId::new(row.int(0)?),
                line: row.text(1)?,
                value: row.text(2)?,
                reason: row.text(3)?,
            })
        };
        self.conn.rows(sql, args![self.tenant, cycle.get()]).await?.iter().map(one).collect()
    }
}

impl Change {
    /// Stores a judgement; the earlier one of the same line is superseded.
    pub async fn put_judgement(&mut self, new: &NewJudgement<'_>) -> Result<()> {
        let (id, tenant, at) = (self.new_id(), self.tenant, self.at());
        let sql = "UPDATE judgement SET superseded_by = $5 WHERE tenant = $1 AND cycle = $2 AND unit = $3 \
                   AND line = $4 AND superseded_by IS NULL";
        let (cycle, unit) = (new.cycle.get(), new.unit.get());
        self.conn.run(sql, args![tenant, cycle, unit, new.line, id]).await?;
        let sql = "INSERT INTO judgement (tenant, id, cycle, unit, line, value, reason, author, at) \
                   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
        let values = args![tenant, id, cycle, unit, new.line, new.value, new.reason, new.author.get(), at];
        self.conn.run(sql, values).await?;
        self.touch_plan();
        Ok(())
    }
}
