//! 辖区: whose data these are. Every table's key begins with it.

use crate::conn::args;
use crate::{Result, Store};

impl Store {
    /// Every tenant's number and name.
    pub async fn list_tenants(&self) -> Result<Vec<(i64, String)>> {
        let mut conn = self.pools.read().await?;
        let rows = conn.rows("SELECT tenant, name FROM tenant ORDER BY tenant", args![]).await?;
        rows.iter().map(|row| Ok((row.int(0)?, row.text(1)?))).collect()
    }

    /// Adds a tenant unless its number stands already; whether it was added.
    pub async fn create_tenant(&self, tenant: i64, name: &str, at: i64) -> Result<bool> {
        let mut conn = self.pools.change().await?;
        let sql = "INSERT INTO tenant (tenant, name, created_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
        let added = conn.run(sql, args![tenant, name, at]).await? == 1;
        if added {
            let sql = "INSERT INTO head (tenant, turn, next_id, fact_seq, submission_seq, people_seq, plan_seq, \
                       audit_seq, audit_hash) VALUES ($1, 0, 1000, 0, 0, 0, 0, 0, $2)";
            conn.run(sql, args![tenant, b"".as_slice()]).await?;
        }
        conn.commit().await?;
        Ok(added)
    }

    /// Takes away a tenant whose sample was never finished, with all that was prepared of it. Nobody worked with it yet.
    pub async fn forget_unfinished(&self, tenant: i64) -> Result<()> {
        let mut conn = self.pools.change().await?;
        for line in crate::schema::describe(&mut conn).await? {
            let Some(table) = line.strip_suffix(".tenant bigint 1 1") else { continue };
            conn.run(&format!("DELETE FROM {table} WHERE tenant = $1"), args![tenant]).await?;
        }
        conn.commit().await
    }
}
