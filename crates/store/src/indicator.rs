//! 指标: the catalogue that schemes share. The definition is kept as JSON text; the domain reads it.

use assessment::IndicatorId;

use crate::conn::{Row, args, insert_many};
use crate::{Change, Reader, Result};

/// A stored indicator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndicatorRow {
    /// Its id.
    pub id: IndicatorId,
    /// Its name, unique.
    pub name: String,
    /// Its definition as JSON.
    pub definition: String,
    /// Place in lists, smallest first.
    pub sort: i64,
}

impl Reader {
    /// Every indicator in the order of forms.
    pub async fn list_indicators(&mut self) -> Result<Vec<IndicatorRow>> {
        let sql = "SELECT id, name, definition, sort FROM indicator WHERE tenant = $1 ORDER BY sort, id";
        let row = |row: &Row| {
            Ok(IndicatorRow {
                id: IndicatorId::new(row.int(0)?),
                name: row.text(1)?,
                definition: row.text(2)?,
                sort: row.int(3)?,
            })
        };
        self.conn.rows(sql, args![self.tenant]).await?.iter().map(row).collect()
    }
}

impl Change {
    /// Adds indicators under their own ids, or amends them.
    pub async fn put_indicators(&mut self, rows: &[IndicatorRow]) -> Result<()> {
        let tenant = self.tenant;
        let head = "INSERT INTO indicator (tenant, id, name, definition, sort)";
        let tail = "ON CONFLICT (tenant, id) DO UPDATE SET name = excluded.name, definition = excluded.definition, \
                    sort = excluded.sort";
        insert_many(&mut self.conn, head, tail, rows, |row, values| {
            values.extend_from_slice(args![tenant, row.id.get(), &row.name, &row.definition, row.sort]);
        })
        .await?;
        self.touch_plan();
        Ok(())
    }
}
