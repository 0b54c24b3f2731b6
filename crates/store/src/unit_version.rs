//! What a unit was from which day on. The row in `unit` is what it was before its first version.

use assessment::{Coded as _, CreditCode, OrganisationCode, Unit, UnitClass, UnitId, UnitKind};

use crate::conn::{Row, args};
use crate::{Change, Error, Reader, Result};

/// A unit's values from a day on, until its next version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitVersion {
    /// Number of the version; of two for one day the larger holds.
    pub id: i64,
    /// First day, as yyyymmdd.
    pub from_day: i64,
    /// The values.
    pub unit: Unit,
    /// 组织机构代码 of a unit without a credit code.
    pub organisation_code: Option<OrganisationCode>,
    /// Whether the unit exists no more from that day on (or not yet).
    pub withdrawn: bool,
    /// Why: the document, in short.
    pub reason: String,
    /// Who wrote it; 0 is the program.
    pub author: i64,
    /// When it was written, UTC milliseconds.
    pub at: i64,
}

/// A version to add.
#[derive(Clone, Debug)]
pub struct NewUnitVersion<'a> {
    /// First day, as yyyymmdd.
    pub from_day: i64,
    /// The values.
    pub unit: &'a Unit,
    /// 组织机构代码 of a unit without a credit code.
    pub organisation_code: Option<&'a OrganisationCode>,
    /// Whether the unit exists no more from that day on.
    pub withdrawn: bool,
    /// Why.
    pub reason: &'a str,
    /// Who.
    pub author: i64,
}

impl Reader {
    /// Every version of every unit, by unit, day and number.
    pub async fn list_unit_versions(&mut self) -> Result<Vec<UnitVersion>> {
        let sql = "SELECT unit, from_day, id, name, full_name, credit_code, organisation_code, region_code, kind, class, \
                   sort, withdrawn, reason, author, at FROM unit_version WHERE tenant = $1 ORDER BY unit, from_day, id";
        self.conn.rows(sql, args![self.tenant]).await?.iter().map(version).collect()
    }
}

impl Change {
    /// Adds a version; its number.
    pub async fn add_unit_version(&mut self, new: &NewUnitVersion<'_>) -> Result<i64> {
        let (id, tenant, at) = (self.new_id(), self.tenant, self.at());
        let unit = new.unit;
        let sql = "INSERT INTO unit_version (tenant, unit, from_day, id, name, full_name, credit_code, \
                   organisation_code, region_code, kind, class, sort, withdrawn, reason, author, at) \
                   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)";
        let values = args![
            tenant,
            unit.id.get(),
            new.from_day,
            id,
            &unit.name,
            &unit.full_name,
            unit.credit_code.as_ref().map(CreditCode::as_str),
            new.organisation_code.map(OrganisationCode::as_str),
            unit.region_code.as_deref(),
            unit.kind.code(),
            unit.class.as_str(),
            i64::from(unit.order),
            i64::from(new.withdrawn),
            new.reason,
            new.author,
            at,
        ];
        self.conn.run(sql, values).await?;
        self.touch_plan();
        Ok(id)
    }
}

fn version(row: &Row) -> Result<UnitVersion> {
    let kind = row.text(8)?;
    let credit = row.maybe_text(5)?;
    let credit = credit.map(|code| CreditCode::parse(&code).map_err(|_why| Error::code("信用代码", code)));
    let organisation = row.maybe_text(6)?;
    let organisation = organisation
        .map(|code| OrganisationCode::parse(&code).map_err(|_why| Error::code("组织机构代码", code)));
    Ok(UnitVersion {
        id: row.int(2)?,
        from_day: row.int(1)?,
        unit: Unit {
            id: UnitId::new(row.int(0)?),
            name: row.text(3)?,
            full_name: row.text(4)?,
            credit_code: credit.transpose()?,
            region_code: row.maybe_text(7)?,
            kind: UnitKind::from_code(&kind).ok_or_else(|| Error::code("单位性质", kind))?,
            class: UnitClass::new(row.text(9)?),
            order: i32::try_from(row.int(10)?).unwrap_or(i32::MAX),
        },
        organisation_code: organisation.transpose()?,
        withdrawn: row.int(11)? != 0,
        reason: row.text(12)?,
        author: row.int(13)?,
        at: row.int(14)?,
    })
}
