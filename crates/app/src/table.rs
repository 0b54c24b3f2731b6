//! Tables that people bring: xlsx, xls, ods or csv, as rows of texts.

use crate::{Error, Result};

/// Reads the first sheet that holds anything; the bytes decide the kind.
pub fn read(bytes: &[u8]) -> Result<Vec<Vec<String>>> {
    let grid = report::read_grid(bytes).map_err(|why| Error::field("file", why.to_string()))?;
    Ok(grid.rows)
}
