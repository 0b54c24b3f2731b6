//! Drafts of entry: what a person typed and what is no figure yet. A draft is the person's own scrap of paper, not a
//! fact: it has no history and goes when the figure is saved.

use assessment::{AccountId, IndicatorId, Period, UnitId};

use crate::conn::{Row, args};
use crate::figure::{period_code, period_from_code};
use crate::{Change, Reader, Result};

/// One cell that was typed into.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftRow {
    /// For which period.
    pub period: Period,
    /// Which row.
    pub indicator: IndicatorId,
    /// Which column.
    pub field: String,
    /// As typed; empty forgets the draft.
    pub text: String,
    /// The version of the figure that the person saw.
    pub version: i64,
    /// When, UTC milliseconds.
    pub at: i64,
}

impl Reader {
    /// A person's drafts in a unit, by period, row and column.
    pub async fn list_drafts(&mut self, account: AccountId, unit: UnitId) -> Result<Vec<DraftRow>> {
        let sql = "SELECT period, indicator, field, text, version, at FROM entry_draft \
                   WHERE tenant = $1 AND account = $2 AND unit = $3 ORDER BY period, indicator, field";
        let one = |row: &Row| {
            Ok(DraftRow {
                period: period_from_code(row.int(0)?)?,
                indicator: IndicatorId::new(row.int(1)?),
                field: row.text(2)?,
                text: row.text(3)?,
                version: row.int(4)?,
                at: row.int(5)?,
            })
        };
        self.conn.rows(sql, args![self.tenant, account.get(), unit.get()]).await?.iter().map(one).collect()
    }
}

impl Change {
    /// Keeps drafts; an empty text forgets its one.
    pub async fn put_drafts(&mut self, account: AccountId, unit: UnitId, rows: &[DraftRow]) -> Result<()> {
        let (tenant, at) = (self.tenant, self.at());
        for row in rows {
            let (period, indicator) = (period_code(row.period), row.indicator.get());
            if row.text.is_empty() {
                let sql = "DELETE FROM entry_draft WHERE tenant = $1 AND account = $2 AND unit = $3 \
                           AND period = $4 AND indicator = $5 AND field = $6";
                let values = args![tenant, account.get(), unit.get(), period, indicator, &row.field];
                self.conn.run(sql, values).await?;
                continue;
            }
            let sql = "INSERT INTO entry_draft (tenant, account, unit, period, indicator, field, text, version, at) \
                       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) \
                       ON CONFLICT (tenant, account, unit, period, indicator, field) DO UPDATE SET \
                       text = excluded.text, version = excluded.version, at = excluded.at";
            let values = args![
                tenant,
                account.get(),
                unit.get(),
                period,
                indicator,
                &row.field,
                &row.text,
                row.version,
                at
            ];
            self.conn.run(sql, values).await?;
        }
        Ok(())
    }
}
