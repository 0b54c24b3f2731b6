//! Why the store could not answer.

/// Absent rows are `Option`; these are the other ways to fail.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The database cannot be reached or cannot write (no connection, full disk, locked for too long).
    #[error("数据库暂时不可用:{0}")]
    Unavailable(String),
    /// Somebody else was first: a key exists already or a row changed in between.
    #[error("数据已被他人改动")]
    Conflict,
    /// What is stored cannot be read as what it should be.
    #[error("存储的数据有误:{0}")]
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
            _ => Self::Unavailable(error.to_string()),
        }
    }
}

impl Error {
    /// A stored code that no version of the program wrote.
    pub(crate) fn code(what: &str, code: impl std::fmt::Display) -> Self {
        Self::Corrupt(format!("{what}“{code}”不认识"))
    }
}
