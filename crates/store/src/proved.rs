//! Which figures of a unit have evidence beside them.

use assessment::{IndicatorId, Period, UnitId};

use crate::conn::args;
use crate::figure::{period_code, period_from_code};
use crate::{Reader, Result};

impl Reader {
    /// The figures of a unit in a month and the months of its year before it that have evidence which was not withdrawn.
    pub async fn list_proved(&mut self, unit: UnitId, until: Period) -> Result<Vec<(IndicatorId, Period)>> {
        // One look into the index for each month; a month that is not asked for repeats the last.
        let code = |month: u8| {
            let month = Period::month(until.year(), month.min(until.last_month())).unwrap_or(until);
            period_code(month)
        };
        let sql = "SELECT DISTINCT indicator, period FROM evidence WHERE tenant = $1 AND unit = $2 \
                   AND withdrawn_at IS NULL AND period IN ($3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) \
                   ORDER BY indicator, period";
        let values = args![
            self.tenant,
            unit.get(),
            code(1),
            code(2),
            code(3),
            code(4),
            code(5),
            code(6),
            code(7),
            code(8),
            code(9),
            code(10),
            code(11),
            code(12)
        ];
        let rows = self.conn.rows(sql, values).await?;
        rows.iter().map(|row| Ok((IndicatorId::new(row.int(0)?), period_from_code(row.int(1)?)?))).collect()
    }
}
