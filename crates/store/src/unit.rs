//! Units.

use assessment::{Coded as _, CreditCode, Unit, UnitClass, UnitId, UnitKind};

use crate::conn::{Row, args};
use crate::{Change, Error, Reader, Result};

const COLUMNS: &str = "id, name, full_name, credit_code, region_code, kind, class, sort";

impl Reader {
    /// Units that are not closed, in the order of forms.
    pub async fn list_units(&mut self) -> Result<Vec<Unit>> {
        let sql =
            format!("SELECT {COLUMNS} FROM unit WHERE tenant = $1 AND closed_at IS NULL ORDER BY sort, id");
        self.conn.rows(&sql, args![self.tenant]).await?.iter().map(unit).collect()
    }

    /// The unit with this id, closed or not.
    pub async fn find_unit(&mut self, id: UnitId) -> Result<Option<Unit>> {
        let sql = format!("SELECT {COLUMNS} FROM unit WHERE tenant = $1 AND id = $2");
        self.conn.row(&sql, args![self.tenant, id.get()]).await?.as_ref().map(unit).transpose()
    }
}

impl Change {
    /// Adds a unit under its own id, or amends it.
    pub async fn put_unit(&mut self, unit: &Unit) -> Result<()> {
        let tenant = self.tenant;
        let sql = "INSERT INTO unit (tenant, id, name, full_name, credit_code, region_code, kind, class, sort) \
                   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (tenant, id) DO UPDATE SET \
                   name = excluded.name, full_name = excluded.full_name, credit_code = excluded.credit_code, \
                   region_code = excluded.region_code, kind = excluded.kind, class = excluded.class, \
                   sort = excluded.sort";
        let values = args![
            tenant,
            unit.id.get(),
            &unit.name,
            &unit.full_name,
            unit.credit_code.as_ref().map(CreditCode::as_str),
            unit.region_code.as_deref(),
            unit.kind.code(),
            unit.class.as_str(),
            i64::from(unit.order),
        ];
        self.conn.run(sql, values).await?;
        self.touch_plan();
        Ok(())
    }
}

fn unit(row: &Row) -> Result<Unit> {
    let kind = row.text(5)?;
    let code = row.maybe_text(3)?;
    let code = code.map(|code| CreditCode::parse(&code).map_err(|_why| Error::code("信用代码", code)));
    Ok(Unit {
        id: UnitId::new(row.int(0)?),
        name: row.text(1)?,
        full_name: row.text(2)?,
        credit_code: code.transpose()?,
        region_code: row.maybe_text(4)?,
        kind: UnitKind::from_code(&kind).ok_or_else(|| Error::code("单位性质", kind))?,
        class: UnitClass::new(row.text(6)?),
        order: i32::try_from(row.int(7)?).unwrap_or(i32::MAX),
    })
}
