//! One connection to either database. This is the only place that tells the two apart while rows are read and written.
//!
//! Statements are one portable text with `$1` placeholders; values are i64, text or bytes.

use sqlx::pool::PoolConnection;
use sqlx::{AssertSqlSafe, Postgres, Sqlite, Transaction};

pub(crate) use crate::row::Row;
use crate::{Error, Result};

/// A value bound to a placeholder.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Arg<'a> {
    Int(i64),
    /// A number that may be absent.
    MaybeInt(Option<i64>),
    Text(&'a str),
    /// A text that may be absent.
    MaybeText(Option<&'a str>),
    Blob(&'a [u8]),
    /// Bytes that may be absent.
    MaybeBlob(Option<&'a [u8]>),
}

impl From<i64> for Arg<'_> {
    fn from(value: i64) -> Self {
        Self::Int(value)
    }
}

impl From<Option<i64>> for Arg<'_> {
    fn from(value: Option<i64>) -> Self {
        Self::MaybeInt(value)
    }
}

impl<'a> From<&'a str> for Arg<'a> {
    fn from(value: &'a str) -> Self {
        Self::Text(value)
    }
}

impl<'a> From<&'a String> for Arg<'a> {
    fn from(value: &'a String) -> Self {
        Self::Text(value)
    }
}

impl<'a> From<Option<&'a str>> for Arg<'a> {
    fn from(value: Option<&'a str>) -> Self {
        Self::MaybeText(value)
    }
}

impl<'a> From<&'a [u8]> for Arg<'a> {
    fn from(value: &'a [u8]) -> Self {
        Self::Blob(value)
    }
}

/// `args![a, b]` is the list of values for `$1`, `$2`.
macro_rules! args {
    ($($value:expr),* $(,)?) => { &[$($crate::conn::Arg::from($value)),*] };
}
pub(crate) use args;

/// An open connection, inside or outside a transaction.
pub(crate) enum Conn {
    Sqlite(PoolConnection<Sqlite>),
    SqliteChange(Transaction<'static, Sqlite>),
    Postgres(PoolConnection<Postgres>),
    PostgresChange(Transaction<'static, Postgres>),
}

macro_rules! bound {
    ($query:expr, $args:expr) => {
        $args.iter().fold($query, |query, arg| match *arg {
            Arg::Int(value) => query.bind(value),
            Arg::MaybeInt(value) => query.bind(value),
            Arg::Text(value) => query.bind(value),
            Arg::MaybeText(value) => query.bind(value),
            Arg::Blob(value) => query.bind(value),
            Arg::MaybeBlob(value) => query.bind(value),
        })
    };
}

impl Conn {
    /// Every row that a statement answers.
    pub(crate) async fn rows(&mut self, sql: &str, args: &[Arg<'_>]) -> Result<Vec<Row>> {
        // The text is ours: a constant, or constants joined by the number of rows; no user's text is ever in it.
        let sql = AssertSqlSafe(sql);
        Ok(match self {
            Self::Sqlite(c) => {
                let rows = bound!(sqlx::query(sql), args).fetch_all(&mut **c).await?;
                rows.into_iter().map(Row::Sqlite).collect()
            }
            Self::SqliteChange(c) => {
                let rows = bound!(sqlx::query(sql), args).fetch_all(&mut **c).await?;
                rows.into_iter().map(Row::Sqlite).collect()
            }
            Self::Postgres(c) => {
                let rows = bound!(sqlx::query(sql), args).fetch_all(&mut **c).await?;
                rows.into_iter().map(Row::Postgres).collect()
            }
            Self::PostgresChange(c) => {
                let rows = bound!(sqlx::query(sql), args).fetch_all(&mut **c).await?;
                rows.into_iter().map(Row::Postgres).collect()
            }
        })
    }

    /// As [`Conn::rows`] of `SELECT columns rest`, for answers that may be long; the columns are plain names of numbers
    /// and texts. SQLite's rows cross from its thread to ours value by value, which costs more than finding them: there
    /// the whole answer comes as one text.
    pub(crate) async fn many(&mut self, columns: &str, rest: &str, args: &[Arg<'_>]) -> Result<Vec<Row>> {
        let select = format!("SELECT {columns} {rest}");
        match self {
            Self::Postgres(_) | Self::PostgresChange(_) => self.rows(&select, args).await,
            Self::Sqlite(_) | Self::SqliteChange(_) => {
                let sql = format!("SELECT json_group_array(json_array({columns})) FROM ({select})");
                match self.row(&sql, args).await? {
                    Some(answer) => Row::unpack(&answer.text(0)?),
                    None => Ok(Vec::new()),
                }
            }
        }
    }

    /// The first row, if there is one.
    pub(crate) async fn row(&mut self, sql: &str, args: &[Arg<'_>]) -> Result<Option<Row>> {
        Ok(self.rows(sql, args).await?.into_iter().next())
    }

    /// Runs a statement; the count of rows it changed.
    pub(crate) async fn run(&mut self, sql: &str, args: &[Arg<'_>]) -> Result<u64> {
        let sql = AssertSqlSafe(sql);
        Ok(match self {
            Self::Sqlite(c) => bound!(sqlx::query(sql), args).execute(&mut **c).await?.rows_affected(),
            Self::SqliteChange(c) => bound!(sqlx::query(sql), args).execute(&mut **c).await?.rows_affected(),
            Self::Postgres(c) => bound!(sqlx::query(sql), args).execute(&mut **c).await?.rows_affected(),
            Self::PostgresChange(c) => {
                bound!(sqlx::query(sql), args).execute(&mut **c).await?.rows_affected()
            }
        })
    }

    /// Runs several statements that take no values: migrations.
    pub(crate) async fn script(&mut self, sql: &'static str) -> Result<()> {
        match self {
            Self::Sqlite(c) => sqlx::raw_sql(sql).execute(&mut **c).await.map(|_| ())?,
            Self::SqliteChange(c) => sqlx::raw_sql(sql).execute(&mut **c).await.map(|_| ())?,
            Self::Postgres(c) => sqlx::raw_sql(sql).execute(&mut **c).await.map(|_| ())?,
            Self::PostgresChange(c) => sqlx::raw_sql(sql).execute(&mut **c).await.map(|_| ())?,
        }
        Ok(())
    }

    /// Makes a transaction durable. Outside one there is nothing to do.
    pub(crate) async fn commit(self) -> Result<()> {
        match self {
            Self::Sqlite(_) | Self::Postgres(_) => Ok(()),
            Self::SqliteChange(c) => c.commit().await.map_err(Error::from),
            Self::PostgresChange(c) => c.commit().await.map_err(Error::from),
        }
    }
}

/// Inserts many rows with few statements. Counts of rows are powers of two, so that each text is prepared once.
///
/// `head` is the text up to `VALUES`, `tail` what follows the rows, `row` the values of one row.
pub(crate) async fn insert_many<'a, T>(
    conn: &mut Conn,
    head: &str,
    tail: &str,
    items: &'a [T],
    row: impl Fn(&'a T, &mut Vec<Arg<'a>>),
) -> Result<()> {
    const MOST_ROWS: usize = 128;
    let mut rest = items;
    while !rest.is_empty() {
        let count = (rest.len().min(MOST_ROWS) + 1).next_power_of_two() / 2;
        let (now, later) = rest.split_at(count.max(1));
        let mut values = Vec::new();
        for item in now {
            row(item, &mut values);
        }
        let width = values.len() / now.len();
        conn.run(&values_text(head, tail, now.len(), width), &values).await?;
        rest = later;
    }
    Ok(())
}

fn values_text(head: &str, tail: &str, rows: usize, width: usize) -> String {
    let mut sql = String::with_capacity(head.len() + tail.len() + rows * width * 6);
    sql.push_str(head);
    sql.push_str(" VALUES ");
    for row in 0..rows {
        sql.push_str(if row == 0 { "(" } else { ",(" });
        for column in 1..=width {
            if column > 1 {
                sql.push(',');
            }
            sql.push('$');
            sql.push_str(&(row * width + column).to_string());
        }
        sql.push(')');
    }
    sql.push(' ');
    sql.push_str(tail);
    sql
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_numbered_through() {
        assert_eq!(values_text("INSERT INTO t(a,b)", "", 2, 2), "INSERT INTO t(a,b) VALUES ($1,$2),($3,$4) ");
    }
}
