//! Settings of a tenant that its administrators change.

use crate::conn::args;
use crate::{Change, Reader, Result};

impl Reader {
    /// A setting's value, if it was ever set.
    pub async fn find_setting(&mut self, name: &str) -> Result<Option<String>> {
        let sql = "SELECT value FROM setting WHERE tenant = $1 AND name = $2";
        self.conn.row(sql, args![self.tenant, name]).await?.map(|row| row.text(0)).transpose()
    }
}

impl Change {
    /// Sets a value; the earlier one is in the audit.
    pub async fn set_setting(&mut self, name: &str, value: &str) -> Result<()> {
        let tenant = self.tenant;
        let sql = "INSERT INTO setting (tenant, name, value) VALUES ($1, $2, $3) \
                   ON CONFLICT (tenant, name) DO UPDATE SET value = excluded.value";
        self.conn.run(sql, args![tenant, name, value]).await?;
        self.touch_plan();
        Ok(())
    }
}
