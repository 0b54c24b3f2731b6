//! 上级公布数: figures as the superior published them, to compare reports with. A later list supersedes an earlier one.

use assessment::{AccountId, IndicatorId, Period, UnitId};

use crate::conn::{Row, args};
use crate::figure::period_code;
use crate::{Change, Reader, Result};

/// A figure of a superior's list. Numbers are whole numbers × 10^-`decimals`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublishedRow {
    /// For which period.
    pub period: Period,
    /// Of which unit.
    pub unit: UnitId,
    /// Which quantity.
    pub indicator: IndicatorId,
    /// Decimals of both numbers.
    pub decimals: u8,
    /// 当月, or the value at the period's end.
    pub value: Option<i64>,
    /// 累计.
    pub cumulative: Option<i64>,
    /// The list or bulletin.
    pub source: String,
    /// Who entered it.
    pub author: AccountId,
    /// When, UTC milliseconds.
    pub at: i64,
}

const COLUMNS: &str = "unit, indicator, decimals, value, cumulative, source, author, at";

impl Reader {
    /// What holds now for one unit in one period.
    pub async fn list_published(&mut self, period: Period, unit: UnitId) -> Result<Vec<PublishedRow>> {
        let sql = format!(
            "SELECT {COLUMNS} FROM published_figure WHERE tenant = $1 AND period = $2 AND unit = $3 \
             AND superseded_by IS NULL ORDER BY indicator"
        );
        let rows = self.conn.rows(&sql, args![self.tenant, period_code(period), unit.get()]).await?;
        rows.iter().map(|row| published(row, period)).collect()
    }

    /// What holds now for every unit in one period.
    pub async fn list_all_published(&mut self, period: Period) -> Result<Vec<PublishedRow>> {
        let sql = format!(
            "SELECT {COLUMNS} FROM published_figure WHERE tenant = $1 AND period = $2 \
             AND superseded_by IS NULL ORDER BY unit, indicator"
        );
        let rows = self.conn.rows(&sql, args![self.tenant, period_code(period)]).await?;
        rows.iter().map(|row| published(row, period)).collect()
    }
}

impl Change {
    /// Writes a figure down; what stood there is superseded.
    pub async fn add_published(&mut self, new: &PublishedRow) -> Result<()> {
        let (id, tenant, at) = (self.new_id(), self.tenant, self.at());
        let (period, unit, indicator) = (period_code(new.period), new.unit.get(), new.indicator.get());
        let sql = "UPDATE published_figure SET superseded_by = $5 WHERE tenant = $1 AND period = $2 AND unit = $3 \
                   AND indicator = $4 AND superseded_by IS NULL";
        self.conn.run(sql, args![tenant, period, unit, indicator, id]).await?;
        let sql = "INSERT INTO published_figure (tenant, id, period, unit, indicator, decimals, value, cumulative, \
                   source, author, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
        let values = args![
            tenant,
            id,
            period,
            unit,
            indicator,
            i64::from(new.decimals),
            new.value,
            new.cumulative,
            &new.source,
            new.author.get(),
            at
        ];
        self.conn.run(sql, values).await?;
        Ok(())
    }
}

fn published(row: &Row, period: Period) -> Result<PublishedRow> {
    Ok(PublishedRow {
        period,
        unit: UnitId::new(row.int(0)?),
        indicator: IndicatorId::new(row.int(1)?),
        decimals: u8::try_from(row.int(2)?).unwrap_or(0),
        value: row.maybe_int(3)?,
        cumulative: row.maybe_int(4)?,
        source: row.text(5)?,
        author: AccountId::new(row.int(6)?),
        at: row.int(7)?,
    })
}
