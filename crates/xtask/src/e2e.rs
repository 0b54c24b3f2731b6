//! `e2e`.

use anyhow::Result;

/// Runs the stories.
pub(crate) fn run(_args: &[String]) -> Result<()> {
    Ok(())
}
