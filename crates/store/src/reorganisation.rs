//! 机构调整: which units became which, from which day on.

use assessment::{Coded as _, ReorganisationKind, UnitId};

use crate::conn::{Row, args};
use crate::{Change, Error, Reader, Result};

/// A stored reorganisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReorganisationRow {
    /// Its number.
    pub id: i64,
    /// What happened.
    pub kind: ReorganisationKind,
    /// First day of the new boundaries, as yyyymmdd.
    pub day: i64,
    /// Its name in lists.
    pub title: String,
    /// The document that ordered it.
    pub basis: String,
    /// Units before.
    pub old: Vec<UnitId>,
    /// Units afterwards.
    pub new: Vec<UnitId>,
    /// When it was entered, UTC milliseconds.
    pub at: i64,
}

impl Reader {
    /// Reorganisations, the latest first.
    pub async fn list_reorganisations(&mut self) -> Result<Vec<ReorganisationRow>> {
        let sql = "SELECT id, kind, day, title, basis, at FROM reorganisation \
                   WHERE tenant = $1 AND withdrawn_at IS NULL ORDER BY day DESC, id DESC";
        let rows = self.conn.rows(sql, args![self.tenant]).await?;
        let mut all = rows.iter().map(reorganisation).collect::<Result<Vec<_>>>()?;
        let sql = "SELECT reorganisation, side, unit FROM reorganised_unit WHERE tenant = $1 ORDER BY unit";
        for row in self.conn.rows(sql, args![self.tenant]).await? {
            let (of, side, unit) = (row.int(0)?, row.text(1)?, UnitId::new(row.int(2)?));
            if let Some(found) = all.iter_mut().find(|one| one.id == of) {
                if side == "old" { found.old.push(unit) } else { found.new.push(unit) }
            }
        }
        Ok(all)
    }
}

impl Change {
    /// Notes a reorganisation; its number. The `id` and `at` of what is given are not read.
    pub async fn create_reorganisation(&mut self, new: &ReorganisationRow, author: i64) -> Result<i64> {
        let (id, tenant, at) = (self.new_id(), self.tenant, self.at());
        let sql = "INSERT INTO reorganisation (tenant, id, kind, day, title, basis, author, at) \
                   VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
        let values = args![tenant, id, new.kind.code(), new.day, &new.title, &new.basis, author, at];
        self.conn.run(sql, values).await?;
        let sides = new.old.iter().map(|unit| ("old", unit)).chain(new.new.iter().map(|unit| ("new", unit)));
        for (side, unit) in sides {
            let sql =
                "INSERT INTO reorganised_unit (tenant, reorganisation, side, unit) VALUES ($1, $2, $3, $4)";
            self.conn.run(sql, args![tenant, id, side, unit.get()]).await?;
        }
        self.touch_plan();
        Ok(id)
    }
}

fn reorganisation(row: &Row) -> Result<ReorganisationRow> {
    let kind = row.text(1)?;
    Ok(ReorganisationRow {
        id: row.int(0)?,
        kind: ReorganisationKind::from_code(&kind).ok_or_else(|| Error::code("机构调整", kind))?,
        day: row.int(2)?,
        title: row.text(3)?,
        basis: row.text(4)?,
        old: Vec::new(),
        new: Vec::new(),
        at: row.int(5)?,
    })
}
