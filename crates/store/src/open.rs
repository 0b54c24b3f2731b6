//! Opening a database: layouts that are too new are refused, a copy is kept before an older one is brought up to date.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use sqlx::postgres::PgPoolOptions;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{PgPool, SqlitePool};

use crate::change::Heads;
use crate::conn::{Conn, args};
use crate::looker::Looker;
use crate::saver::Saver;
use crate::{Error, Result, place, schema};

/// Name of the SQLite file inside a data folder.
const FILE: &str = "kaocheng.sqlite";
const BEGIN: &str = "BEGIN IMMEDIATE";
const SQLITE_READERS: u32 = 4;
const POSTGRES_CONNECTIONS: u32 = 8;

/// Where the data are.
#[derive(Clone, Debug)]
pub enum Place {
    /// A folder with one SQLite file.
    Folder(PathBuf),
    /// `postgres://user:password@host/database`.
    Postgres(String),
}

/// The open database. Cheap to clone.
#[derive(Clone)]
pub struct Store {
    pub(crate) pools: Pools,
    pub(crate) saver: Arc<Saver>,
    pub(crate) looker: Arc<Looker>,
    pub(crate) heads: Arc<Heads>,
}

#[derive(Clone)]
pub(crate) enum Pools {
    /// Readers beside one writer, as SQLite has it.
    Sqlite {
        read: SqlitePool,
        write: SqlitePool,
    },
    Postgres(PgPool),
}

impl Store {
    /// Opens the data and brings their layout up to date. Must run inside tokio.
    pub async fn open(place: &Place) -> Result<Self> {
        let pools = match place {
            Place::Folder(folder) => open_folder(folder).await?,
            Place::Postgres(address) => open_postgres(address).await?,
        };
        let (saver, looker) = (Saver::start(pools.clone()), Looker::start(pools.clone()));
        Ok(Self { saver: Arc::new(saver), looker: Arc::new(looker), heads: Arc::default(), pools })
    }

    /// Every column of every table, alike for both databases.
    pub async fn describe(&self) -> Result<Vec<String>> {
        schema::describe(&mut self.pools.read().await?).await
    }

    /// Closes every connection after what was begun is done.
    pub async fn close(&self) {
        match &self.pools {
            Pools::Sqlite { read, write } => {
                read.close().await;
                write.close().await;
            }
            Pools::Postgres(pool) => pool.close().await,
        }
    }

    /// Writes a consistent copy of a SQLite store into a new file while it is in use.
    ///
    /// On PostgreSQL its own tools make the copy; then this is refused.
    pub async fn copy_to(&self, file: &Path) -> Result<()> {
        // The readers may write nothing, not even another file.
        let Pools::Sqlite { write, .. } = &self.pools else {
            return Err(Error::Version("PostgreSQL 数据库请用 pg_dump 备份".to_owned()));
        };
        let name = file.to_string_lossy().into_owned();
        sqlx::query("VACUUM INTO $1").bind(name).execute(write).await?;
        Ok(())
    }
}

impl Pools {
    /// A connection to read with.
    pub(crate) async fn read(&self) -> Result<Conn> {
        Ok(match self {
            Self::Sqlite { read, .. } => Conn::Sqlite(read.acquire().await?),
            Self::Postgres(pool) => Conn::Postgres(pool.acquire().await?),
        })
    }

    /// A transaction that may write. SQLite takes its lock at once: a transaction that reads before it writes would
    /// otherwise fail when another wrote in between.
    pub(crate) async fn change(&self) -> Result<Conn> {
        Ok(match self {
            Self::Sqlite { write, .. } => {
                let begun = match write.begin_with(BEGIN).await {
                    Ok(begun) => begun,
                    Err(error) => {
                        // A full disk ends a transaction by itself, and the connection then counts one that is no more:
                        // it is replaced.
                        tracing::warn!(%error, "the writing connection is replaced");
                        write.acquire().await?.close().await?;
                        write.begin_with(BEGIN).await?
                    }
                };
                Conn::SqliteChange(begun)
            }
            Self::Postgres(pool) => Conn::PostgresChange(pool.begin().await?),
        })
    }
}

async fn open_folder(folder: &Path) -> Result<Pools> {
    let file = folder.join(FILE);
    place::writable(folder)?;
    let fresh = !file.exists();
    let options = SqliteConnectOptions::new()
        .filename(&file)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(Duration::from_secs(10))
        .pragma("cache_size", "-16000")
        .pragma("temp_store", "memory")
        .statement_cache_capacity(256);
    let write = SqlitePoolOptions::new()
        .max_connections(1)
        .idle_timeout(None)
        .max_lifetime(None)
        .test_before_acquire(false)
        .connect_with(options.clone())
        .await
        .map_err(|error| match Error::from(error) {
            Error::Full => Error::Full,
            error => Error::Unavailable(format!(
                "不能打开数据文件 {}:{error}；它可能不是考成的数据，或已损坏",
                file.display()
            )),
        })?;
    // What readers share is in the system's cache; a large one of each reader's own would be memory for nothing.
    let read_only = options.create_if_missing(false).pragma("query_only", "on").pragma("cache_size", "-2000");
    let read = SqlitePoolOptions::new()
        .max_connections(SQLITE_READERS)
        .idle_timeout(None)
        .max_lifetime(None)
        .test_before_acquire(false)
        .connect_lazy_with(read_only.row_buffer_size(512));
    let pools = Pools::Sqlite { read, write };
    bring_up_to_date(&pools, (!fresh).then_some((folder, file.as_path()))).await?;
    Ok(pools)
}

async fn open_postgres(address: &str) -> Result<Pools> {
    let pool = PgPoolOptions::new()
        .max_connections(POSTGRES_CONNECTIONS)
        .acquire_timeout(Duration::from_secs(10))
        .test_before_acquire(false)
        .connect(address)
        .await
        .map_err(|error| {
            Error::Unavailable(format!(
                "连不上 PostgreSQL 数据库：{error}；请核对地址、账号和口令，并确认数据库服务已启动"
            ))
        })?;
    let pools = Pools::Postgres(pool);
    bring_up_to_date(&pools, None).await?;
    Ok(pools)
}

async fn bring_up_to_date(pools: &Pools, file: Option<(&Path, &Path)>) -> Result<()> {
    let found = schema::version(&mut pools.read().await?).await?;
    schema::refuse_newer(found)?;
    if found == schema::newest() {
        return Ok(());
    }
    if let (Some((folder, file)), true) = (file, found > 0) {
        let copy = folder.join(format!("kaocheng-before-layout-{}.sqlite", schema::newest()));
        if !copy.exists() {
            let kept = copy.to_string_lossy().into_owned();
            let Pools::Sqlite { write, .. } = pools else { return Ok(()) };
            sqlx::query("VACUUM INTO $1").bind(kept).execute(write).await?;
            tracing::info!(file = %file.display(), copy = %copy.display(), "kept a copy before the layout changes");
        }
    }
    let mut conn = pools.change().await?;
    if matches!(conn, Conn::PostgresChange(_)) {
        // Several processes may start at once; the number is ours and means nothing else.
        conn.rows("SELECT CAST(pg_advisory_xact_lock(20031573) AS TEXT)", args![]).await?;
    }
    let found = schema::version(&mut conn).await?;
    schema::migrate(&mut conn, found).await?;
    conn.commit().await
}

/// What only tests do to a store.
#[doc(hidden)]
impl Store {
    /// Pretends that another version wrote the data.
    pub async fn set_layout_for_tests(&self, version: i64) -> Result<()> {
        let mut conn = self.pools.change().await?;
        conn.run("INSERT INTO kaocheng_layout (version) VALUES ($1)", args![version]).await?;
        conn.commit().await
    }

    /// Makes a store as an earlier version would have left it.
    pub async fn make_older_for_tests(place: &Place, layout: usize) -> Result<()> {
        let pools = match place {
            Place::Folder(folder) => {
                place::writable(folder)?;
                let file = SqliteConnectOptions::new().filename(folder.join(FILE)).create_if_missing(true);
                let write = SqlitePoolOptions::new().max_connections(1).connect_with(file).await?;
                Pools::Sqlite { read: write.clone(), write }
            }
            Place::Postgres(address) => Pools::Postgres(PgPoolOptions::new().connect(address).await?),
        };
        let mut conn = pools.change().await?;
        schema::migrate_to(&mut conn, 0, layout).await?;
        conn.commit().await?;
        match pools {
            Pools::Sqlite { write, .. } => write.close().await,
            Pools::Postgres(pool) => pool.close().await,
        }
        Ok(())
    }

    /// Runs a statement behind the program's back; `$1` is the tenant.
    pub async fn run_for_tests(&self, sql: &'static str, tenant: i64) -> Result<()> {
        let mut conn = self.pools.change().await?;
        conn.run(sql, args![tenant]).await?;
        conn.commit().await
    }

    /// Changes a line of the audit behind the program's back.
    pub async fn tamper_with_audit_for_tests(&self, tenant: i64, seq: i64) -> Result<()> {
        let mut conn = self.pools.change().await?;
        let sql = "UPDATE audit SET detail = detail || $3 WHERE tenant = $1 AND seq = $2";
        conn.run(sql, args![tenant, seq, "改"]).await?;
        conn.commit().await
    }
}
