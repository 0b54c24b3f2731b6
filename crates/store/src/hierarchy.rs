//! Hierarchies and memberships. A membership that changes is superseded by those that stand in its place.

use assessment::{Coded as _, HierarchyId, HierarchyKind, UnitId};

use crate::conn::{Row, args, insert_many};
use crate::{Change, Error, Reader, Result};

/// A stored hierarchy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HierarchyRow {
    /// Its id.
    pub id: HierarchyId,
    /// What it groups by.
    pub kind: HierarchyKind,
    /// Its name.
    pub name: String,
    /// Grows with every change of it or of its memberships.
    pub version: i64,
}

/// A stored membership. Days are yyyymmdd.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct MembershipRow {
    /// Number of the row; 0 of one that is to be added.
    pub id: i64,
    /// The member.
    pub unit: UnitId,
    /// What it belongs to; `None` at the top.
    pub parent: Option<UnitId>,
    /// First day.
    pub from_day: i64,
    /// Last day; `None` while it lasts.
    pub until_day: Option<i64>,
}

impl Reader {
    /// Hierarchies that were not withdrawn, in the order in which they were made.
    pub async fn list_hierarchies(&mut self) -> Result<Vec<HierarchyRow>> {
        let sql = "SELECT id, kind, name, version FROM hierarchy WHERE tenant = $1 AND withdrawn_at IS NULL ORDER BY id";
        self.conn.rows(sql, args![self.tenant]).await?.iter().map(hierarchy).collect()
    }

    /// Memberships of a hierarchy that were not superseded, by unit and day.
    pub async fn list_memberships(&mut self, hierarchy: HierarchyId) -> Result<Vec<MembershipRow>> {
        let sql = "SELECT id, unit, parent, from_day, until_day FROM membership WHERE tenant = $1 AND hierarchy = $2 \
                   AND superseded_at IS NULL ORDER BY unit, from_day, id";
        let row = |row: &Row| {
            let parent = row.int(2)?;
            Ok(MembershipRow {
                id: row.int(0)?,
                unit: UnitId::new(row.int(1)?),
                parent: (parent != 0).then(|| UnitId::new(parent)),
                from_day: row.int(3)?,
                until_day: row.maybe_int(4)?,
            })
        };
        self.conn.rows(sql, args![self.tenant, hierarchy.get()]).await?.iter().map(row).collect()
    }
}

impl Change {
    /// Adds an empty hierarchy.
    pub async fn create_hierarchy(&mut self, kind: HierarchyKind, name: &str) -> Result<HierarchyId> {
        let (id, tenant, at) = (self.new_id(), self.tenant, self.at());
        let sql = "INSERT INTO hierarchy (tenant, id, kind, name, version, created_at) VALUES ($1, $2, $3, $4, 1, $5)";
        self.conn.run(sql, args![tenant, id, kind.code(), name, at]).await?;
        self.touch_plan();
        Ok(HierarchyId::new(id))
    }

    /// Supersedes some memberships of a hierarchy by others, in one step.
    pub async fn replace_memberships(
        &mut self,
        hierarchy: HierarchyId,
        old: &[i64],
        new: &[MembershipRow],
        author: i64,
    ) -> Result<()> {
        let (tenant, at) = (self.tenant, self.at());
        for id in old {
            let sql = "UPDATE membership SET superseded_at = $3 WHERE tenant = $1 AND id = $2";
            self.conn.run(sql, args![tenant, *id, at]).await?;
        }
        let rows: Vec<(i64, &MembershipRow)> = new.iter().map(|row| (self.new_id(), row)).collect();
        let head =
            "INSERT INTO membership (tenant, id, hierarchy, unit, parent, from_day, until_day, author, at)";
        insert_many(&mut self.conn, head, "", &rows, |(id, row), values| {
            values.extend_from_slice(args![
                tenant,
                *id,
                hierarchy.get(),
                row.unit.get(),
                row.parent.map_or(0, UnitId::get),
                row.from_day,
                row.until_day,
                author,
                at,
            ]);
        })
        .await?;
        let sql = "UPDATE hierarchy SET version = version + 1 WHERE tenant = $1 AND id = $2";
        self.conn.run(sql, args![tenant, hierarchy.get()]).await?;
        self.touch_plan();
        Ok(())
    }

    /// Gives a hierarchy another name.
    pub async fn rename_hierarchy(&mut self, hierarchy: HierarchyId, name: &str) -> Result<()> {
        let tenant = self.tenant;
        let sql = "UPDATE hierarchy SET name = $3, version = version + 1 WHERE tenant = $1 AND id = $2";
        self.conn.run(sql, args![tenant, hierarchy.get(), name]).await?;
        self.touch_plan();
        Ok(())
    }
}

fn hierarchy(row: &Row) -> Result<HierarchyRow> {
    let kind = row.text(1)?;
    Ok(HierarchyRow {
        id: HierarchyId::new(row.int(0)?),
        kind: HierarchyKind::from_code(&kind).ok_or_else(|| Error::code("组织体系", kind))?,
        name: row.text(2)?,
        version: row.int(3)?,
    })
}
