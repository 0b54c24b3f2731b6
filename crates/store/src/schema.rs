//! The layout of the tables: one portable text per version, applied in order at start.

use crate::conn::{Conn, args};
use crate::{Error, Result};

/// Version n is made by the n-th text. Texts of released versions never change.
const MIGRATIONS: &[&str] = &[
    include_str!("../migrations/0001.sql"),
    include_str!("../migrations/0002.sql"),
    include_str!("../migrations/0003.sql"),
    include_str!("../migrations/0004.sql"),
    include_str!("../migrations/0005.sql"),
    include_str!("../migrations/0006.sql"),
    include_str!("../migrations/0007.sql"),
    include_str!("../migrations/0008.sql"),
];

/// The layout that this program writes.
pub(crate) fn newest() -> i64 {
    i64::try_from(MIGRATIONS.len()).unwrap_or(i64::MAX)
}

/// The layout that stands in the database; 0 when it is empty.
///
/// A database with tables of somebody else is refused.
pub(crate) async fn version(conn: &mut Conn) -> Result<i64> {
    let tables = conn.rows(tables_text(conn), args![]).await?;
    let mut names = Vec::new();
    for row in &tables {
        names.push(row.text(0)?);
    }
    if names.is_empty() {
        return Ok(0);
    }
    if !names.iter().any(|name| name == "kaocheng_layout") {
        return Err(Error::Version(
            "这里已有别的程序的数据表，不是考成的数据；请换一个空的数据目录或空的数据库".to_owned(),
        ));
    }
    let row = conn.row("SELECT MAX(version) FROM kaocheng_layout", args![]).await?;
    Ok(row.map(|row| row.maybe_int(0)).transpose()?.flatten().unwrap_or(0))
}

/// Refuses a layout that this program cannot read.
pub(crate) fn refuse_newer(found: i64) -> Result<()> {
    if found > newest() {
        return Err(Error::Version(format!(
            "数据由更新版本的考成写成（数据格式{found}，本程序到{}为止）；请改用新版程序，数据未作任何改动",
            newest()
        )));
    }
    Ok(())
}

/// Applies what is missing, inside the caller's transaction.
pub(crate) async fn migrate(conn: &mut Conn, found: i64) -> Result<()> {
    migrate_to(conn, found, MIGRATIONS.len()).await
}

/// As [`migrate`], up to a version.
pub(crate) async fn migrate_to(conn: &mut Conn, found: i64, last: usize) -> Result<()> {
    if found == 0 {
        conn.run("CREATE TABLE IF NOT EXISTS kaocheng_layout (version BIGINT NOT NULL PRIMARY KEY)", args![])
            .await?;
    }
    for (version, text) in (1i64..).zip(MIGRATIONS).take(last).skip_while(|(version, _)| *version <= found) {
        if matches!(conn, Conn::Postgres(_) | Conn::PostgresChange(_)) {
            // The one word in which the two differ: bytes.
            let text = text.replace(" BLOB", " BYTEA");
            for statement in text.split(';').map(str::trim).filter(|s| !s.is_empty()) {
                conn.run(statement, args![]).await?;
            }
        } else {
            conn.script(text).await?;
        }
        conn.run("INSERT INTO kaocheng_layout (version) VALUES ($1)", args![version]).await?;
    }
    Ok(())
}

fn tables_text(conn: &Conn) -> &'static str {
    match conn {
        Conn::Sqlite(_) | Conn::SqliteChange(_) => {
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        }
        Conn::Postgres(_) | Conn::PostgresChange(_) => {
            "SELECT CAST(table_name AS TEXT) FROM information_schema.tables WHERE table_schema = current_schema()"
        }
    }
}

/// Every column as `table.column type notnull key`, in a form both databases give alike: a test compares them.
pub(crate) async fn describe(conn: &mut Conn) -> Result<Vec<String>> {
    let text = match conn {
        Conn::Sqlite(_) | Conn::SqliteChange(_) => {
            "SELECT m.name || '.' || c.name || ' ' || lower(c.type) || ' ' || c.\"notnull\" || ' ' || (c.pk > 0) \
             FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' \
             UNION ALL SELECT 'index ' || m.tbl_name || ' ' || m.name || ' ' || group_concat(i.name, ',') \
             FROM sqlite_master m, pragma_index_info(m.name) i WHERE m.type = 'index' AND m.sql IS NOT NULL \
             GROUP BY m.tbl_name, m.name"
        }
        Conn::Postgres(_) | Conn::PostgresChange(_) => {
            "SELECT CAST(c.table_name || '.' || c.column_name || ' ' || \
             CASE c.data_type WHEN 'bytea' THEN 'blob' ELSE c.data_type END || ' ' || \
             CASE c.is_nullable WHEN 'NO' THEN 1 ELSE 0 END || ' ' || \
             CASE WHEN k.column_name IS NULL THEN 0 ELSE 1 END AS TEXT) \
             FROM information_schema.columns c LEFT JOIN (SELECT u.table_name, u.column_name \
             FROM information_schema.key_column_usage u JOIN information_schema.table_constraints t \
             ON t.constraint_name = u.constraint_name AND t.constraint_schema = u.constraint_schema \
             WHERE t.constraint_type = 'PRIMARY KEY' AND t.constraint_schema = current_schema()) k \
             ON k.table_name = c.table_name AND k.column_name = c.column_name \
             WHERE c.table_schema = current_schema() \
             UNION ALL SELECT CAST('index ' || t.relname || ' ' || i.relname || ' ' || \
             string_agg(a.attname, ',' ORDER BY array_position(CAST(x.indkey AS int2[]), a.attnum)) AS TEXT) \
             FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_class t ON t.oid = x.indrelid \
             JOIN pg_namespace n ON n.oid = t.relnamespace JOIN pg_attribute a ON a.attrelid = t.oid \
             AND a.attnum = ANY(x.indkey) WHERE n.nspname = current_schema() AND NOT x.indisprimary \
             GROUP BY t.relname, i.relname"
        }
    };
    let rows = conn.rows(text, args![]).await?;
    let mut lines = rows.iter().map(|row| row.text(0)).collect::<Result<Vec<_>>>()?;
    lines.sort();
    Ok(lines)
}
