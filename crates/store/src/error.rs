//! Why the store could not answer.

/// Absent rows are `Option`; these are the other ways to fail.
#[derive(Clone, Debug, thiserror::Error)]
pub enum Error {
    /// There is no room to write. Nothing of the change stands.
    #[error("服务器磁盘已满或不能写入，没有保存")]
    Full,
    /// The database cannot be reached or cannot write (no connection, locked for too long).
    #[error("数据库暂时不可用：{0}")]
    Unavailable(String),
    /// Somebody else was first: a key exists already or a row changed in between.
    #[error("数据已被他人改动")]
    Conflict,
    /// What is stored cannot be read as what it should be.
    #[error("存储的数据有误：{0}")]
    Corrupt(String),
    /// The folder or database was written by another version and is left alone.
    #[error("{0}")]
    Version(String),
}

/// Result of the store.
pub type Result<T> = std::result::Result<T, Error>;

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::Database(inner) if inner.is_unique_violation() => Self::Conflict,
            sqlx::Error::ColumnDecode { .. } | sqlx::Error::ColumnIndexOutOfBounds { .. } => {
                Self::Corrupt(error.to_string())
            }
            sqlx::Error::Database(inner) if inner.code().is_some_and(|code| is_full(&code)) => {
                tracing::error!(%error, "the database cannot write");
                Self::Full
            }
            _ => Self::Unavailable(error.to_string()),
        }
    }
}

/// SQLITE_FULL, SQLITE_IOERR when writing, syncing, truncating or growing, PostgreSQL's disk_full.
fn is_full(code: &str) -> bool {
    matches!(code, "13" | "778" | "1034" | "1546" | "4874" | "53100")
}

impl Error {
    /// A stored code that no version of the program wrote.
    pub(crate) fn code(what: &str, code: impl std::fmt::Display) -> Self {
        Self::Corrupt(format!("{what}“{code}”不认识"))
    }
}
