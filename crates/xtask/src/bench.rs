//! `bench scoring | reading | load`: ours against its peers, in one run. Peers install into `target/bench`.

use anyhow::{Result, bail};

/// Runs one benchmark.
pub(crate) fn run(args: &[String]) -> Result<()> {
    match args.first().map(String::as_str) {
        other => bail!("no benchmark `{}`; there are: scoring, reading, load", other.unwrap_or_default()),
    }
}
