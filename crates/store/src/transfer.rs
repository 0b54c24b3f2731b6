//! Everything of one store into another, of the same or of the other kind, as it stood at one moment: backups of
//! PostgreSQL, and the way from one database to the other.

use crate::conn::{Arg, Conn, Row, args, insert_many};
use crate::open::Pools;
use crate::{Error, Result, Store, schema};

/// Rows that are in memory at a time; a row may hold a piece of a file.
const STEP: usize = 128;

/// A value as it is carried over.
enum Carried {
    Int(Option<i64>),
    Text(Option<String>),
    Blob(Option<Vec<u8>>),
}

/// A table and the types of its columns.
struct Table {
    name: String,
    columns: Vec<(String, String)>,
}

impl Store {
    /// Copies every row into an empty store, as all of them stood at one moment, while this one is in use; the count of
    /// rows. Nothing is written when the other store has data already.
    pub async fn copy_into(&self, other: &Self) -> Result<u64> {
        if !other.list_tenants().await?.is_empty() {
            return Err(Error::Version(
                "目标数据库中已有数据，为免覆盖没有写入；请换一个空的数据库".to_owned(),
            ));
        }
        let mut from = self.pools.snapshot().await?;
        let mut to = other.pools.change().await?;
        let mut count = 0;
        for table in tables(&mut from).await? {
            count += copy(&table, &mut from, &mut to).await?;
        }
        to.commit().await?;
        Ok(count)
    }
}

impl Pools {
    /// A transaction that sees one moment.
    async fn snapshot(&self) -> Result<Conn> {
        Ok(match self {
            Self::Sqlite { read, .. } => Conn::SqliteChange(read.begin().await?),
            Self::Postgres(pool) => {
                let mut conn = Conn::PostgresChange(pool.begin().await?);
                conn.run("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ", args![]).await?;
                conn
            }
        })
    }
}

async fn tables(conn: &mut Conn) -> Result<Vec<Table>> {
    let mut tables: Vec<Table> = Vec::new();
    for line in schema::describe(conn).await? {
        let Some((table, rest)) = line.split_once('.').filter(|(table, _)| !table.contains(' ')) else {
            continue;
        };
        let mut words = rest.split(' ');
        let (Some(column), Some(kind)) = (words.next(), words.next()) else { continue };
        if table == "kaocheng_layout" {
            continue;
        }
        let column = (column.to_owned(), kind.to_owned());
        match tables.last_mut().filter(|last| last.name == table) {
            Some(last) => last.columns.push(column),
            None => tables.push(Table { name: table.to_owned(), columns: vec![column] }),
        }
    }
    Ok(tables)
}

async fn copy(table: &Table, from: &mut Conn, to: &mut Conn) -> Result<u64> {
    let names = table.columns.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>().join(", ");
    let head = format!("INSERT INTO {} ({names})", table.name);
    let server = matches!(from, Conn::Postgres(_) | Conn::PostgresChange(_));
    let select = if server {
        // A name of its own: the text of a statement stands for its columns.
        let declare =
            format!("DECLARE carried_{0} NO SCROLL CURSOR FOR SELECT {names}, 0 FROM {0}", table.name);
        from.run(&declare, args![]).await?;
        format!("FETCH {STEP} FROM carried_{}", table.name)
    } else {
        format!("SELECT {names}, rowid FROM {} WHERE rowid > $1 ORDER BY rowid LIMIT {STEP}", table.name)
    };
    let (mut count, mut last) = (0, i64::MIN);
    loop {
        let rows =
            if server { from.rows(&select, args![]).await? } else { from.rows(&select, args![last]).await? };
        let Some(end) = rows.last() else { break };
        if !server {
            last = end.int(table.columns.len())?;
        }
        let carried = rows.iter().map(|row| read(table, row)).collect::<Result<Vec<_>>>()?;
        insert_many(to, &head, "", &carried, |row, values| values.extend(row.iter().map(bound))).await?;
        count += carried.len() as u64;
    }
    if server {
        from.run(&format!("CLOSE carried_{}", table.name), args![]).await?;
    }
    Ok(count)
}

fn read(table: &Table, row: &Row) -> Result<Vec<Carried>> {
    let one = |(at, (_, kind)): (usize, &(String, String))| {
        Ok(match kind.as_str() {
            "bigint" => Carried::Int(row.maybe_int(at)?),
            "text" => Carried::Text(row.maybe_text(at)?),
            "blob" => Carried::Blob(row.maybe_blob(at)?),
            other => return Err(Error::code("列类型", other)),
        })
    };
    table.columns.iter().enumerate().map(one).collect()
}

fn bound(value: &Carried) -> Arg<'_> {
    match value {
        Carried::Int(number) => Arg::MaybeInt(*number),
        Carried::Text(text) => Arg::MaybeText(text.as_deref()),
        Carried::Blob(bytes) => Arg::MaybeBlob(bytes.as_deref()),
    }
}
