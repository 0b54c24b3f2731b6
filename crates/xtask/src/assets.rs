//! `assets`.

use anyhow::Result;

/// Builds the assets.
pub(crate) fn run(_args: &[String]) -> Result<()> {
    Ok(())
}
