//! One row of an answer, whichever database gave it.

use serde_json::Value;
use sqlx::Row as _;

use crate::{Error, Result};

/// One row of an answer.
pub(crate) enum Row {
    Sqlite(sqlx::sqlite::SqliteRow),
    Postgres(sqlx::postgres::PgRow),
    /// Numbers and texts out of a packed answer.
    Packed(Vec<Value>),
}

impl Row {
    /// The rows of an answer that came as one JSON text.
    pub(crate) fn unpack(text: &str) -> Result<Vec<Self>> {
        let rows: Vec<Vec<Value>> =
            serde_json::from_str(text).map_err(|error| Error::Corrupt(error.to_string()))?;
        Ok(rows.into_iter().map(Self::Packed).collect())
    }

    pub(crate) fn int(&self, column: usize) -> Result<i64> {
        match self {
            Self::Sqlite(row) => Ok(row.try_get(column)?),
            Self::Postgres(row) => Ok(row.try_get(column)?),
            Self::Packed(_) => self.maybe_int(column)?.ok_or_else(|| missing(column)),
        }
    }

    pub(crate) fn maybe_int(&self, column: usize) -> Result<Option<i64>> {
        match self {
            Self::Sqlite(row) => Ok(row.try_get(column)?),
            Self::Postgres(row) => Ok(row.try_get(column)?),
            Self::Packed(values) => match values.get(column) {
                Some(Value::Null) => Ok(None),
                value => value.and_then(Value::as_i64).map(Some).ok_or_else(|| missing(column)),
            },
        }
    }

    pub(crate) fn text(&self, column: usize) -> Result<String> {
        match self {
            Self::Sqlite(row) => Ok(row.try_get(column)?),
            Self::Postgres(row) => Ok(row.try_get(column)?),
            Self::Packed(_) => self.maybe_text(column)?.ok_or_else(|| missing(column)),
        }
    }

    pub(crate) fn maybe_text(&self, column: usize) -> Result<Option<String>> {
        match self {
            Self::Sqlite(row) => Ok(row.try_get(column)?),
            Self::Postgres(row) => Ok(row.try_get(column)?),
            Self::Packed(values) => match values.get(column) {
                Some(Value::Null) => Ok(None),
                Some(Value::String(text)) => Ok(Some(text.clone())),
                _ => Err(missing(column)),
            },
        }
    }

    pub(crate) fn maybe_blob(&self, column: usize) -> Result<Option<Vec<u8>>> {
        match self {
            Self::Sqlite(row) => Ok(row.try_get(column)?),
            Self::Postgres(row) => Ok(row.try_get(column)?),
            Self::Packed(_) => Err(missing(column)),
        }
    }

    pub(crate) fn blob(&self, column: usize) -> Result<Vec<u8>> {
        self.maybe_blob(column)?.ok_or_else(|| missing(column))
    }
}

fn missing(column: usize) -> Error {
    Error::Corrupt(format!("第 {} 列不是所要的数据", column + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_packed_row_gives_what_was_stored_to_the_last_digit() {
        let rows = Row::unpack("[[9223372036854775807,null,\"目标\\u0000“一”\"],[-1,2,null]]").unwrap();
        let [first, second] = rows.as_slice() else { panic!("two rows") };
        assert_eq!(first.int(0).unwrap(), i64::MAX);
        assert_eq!((first.maybe_int(1).unwrap(), second.maybe_int(1).unwrap()), (None, Some(2)));
        assert_eq!(first.text(2).unwrap(), "目标\0“一”");
        assert_eq!(second.maybe_text(2).unwrap(), None);
    }

    #[test]
    fn what_is_of_another_kind_is_refused() {
        let rows = Row::unpack("[[1.5,\"1\",7]]").unwrap();
        let row = rows.first().unwrap();
        assert!(row.int(0).is_err() && row.int(1).is_err() && row.text(2).is_err() && row.int(3).is_err());
        assert!(Row::unpack("[[1").is_err());
    }
}
