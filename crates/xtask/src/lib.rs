//! The house commands of `cargo x`: check, tidy, demo, dev, assets, snap, e2e, api, bench, dist.

mod api;
mod assets;
mod bench;
mod check;
mod demo;
mod dist;
mod e2e;
mod process;
pub mod tidy;

use anyhow::{Context, Result, bail};
use std::path::PathBuf;

const HELP: &str = "\
usage: cargo x COMMAND

  check    fmt, clippy, tidy, assets and all tests: what CI runs
  tidy     the house rules that no compiler checks
  demo     build and run the product with the sample city (arguments go to `kaocheng demo`)
  dev      as demo, rebuilt and restarted when a source file changes
  assets   build the scripts and styles that the binary embeds
  snap     run the tests and accept changed snapshots
  e2e      the browser stories (needs Chromium; --pg runs them on PostgreSQL)
  api      requests that nobody would send, to every operation of the API (needs Python; --examples N)
  bench    scoring | reading | load: ours against its peers, in one run
  dist     a release archive in target/dist";

/// Runs one house command.
///
/// # Errors
/// The sentence says which step failed; its own output stands above it.
pub fn run(args: &[String]) -> Result<()> {
    let Some((command, rest)) = args.split_first() else {
        println!("{HELP}");
        return Ok(());
    };
    match command.as_str() {
        "check" => check::run(rest),
        "tidy" => check::tidy(),
        "demo" => demo::run(rest),
        "dev" => demo::dev(rest),
        "assets" => assets::run(rest),
        "snap" => check::snap(rest),
        "e2e" => e2e::run(rest),
        "api" => api::run(rest),
        "bench" => bench::run(rest),
        "dist" => dist::run(),
        "help" | "-h" | "--help" => {
            println!("{HELP}");
            Ok(())
        }
        other => bail!("no command `{other}`\n\n{HELP}"),
    }
}

/// The folder of the workspace.
///
/// # Errors
/// When the crate was moved out of `crates/`.
pub fn root() -> Result<PathBuf> {
    let here = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).map(PathBuf::from).context("xtask no longer stands two folders below the root")
}
