//! Saving and reading monthly figures over HTTP: ours and at least one peer on the same 720,000 figures.

use super::{rows, shared, table, work};
use crate::process::{call, cargo, run as run_command};
use anyhow::{Context, Result};
use std::path::Path;
use std::process::Command;

/// Runs ours on SQLite and on PostgreSQL and the named peers (`"directus sqlite"` when none is named).
pub(crate) fn run(peers: &[String]) -> Result<()> {
    let (folder, harness) = (work("load")?, shared()?.join("bench/load"));
    call(cargo(), &["build", "--release", "--package", "kaocheng"])?;
    install(&folder, &harness)?;
    let results = folder.join("results.jsonl");
    std::fs::write(&results, "")?;
    script(&folder, &harness.join("pg.sh"), &["start"])?;
    let measured = measure(&folder, &harness, peers);
    script(&folder, &harness.join("pg.sh"), &["stop"])?;
    measured?;
    let all = rows(&std::fs::read_to_string(&results).context("no results were written")?);
    table(
        &all,
        &["name", "op", "conc", "rps", "p50_ms", "p95_ms", "p99_ms", "ok", "errors", "app_cpu_ms_per_req"],
    );
    table(&all, &["name", "cold_start_s", "idle_mb", "after_mb", "db_after_mb"]);
    Ok(())
}

/// Installs the peers and builds the loader where they are missing.
fn install(folder: &Path, harness: &Path) -> Result<()> {
    let loader = folder.join("loader");
    if !loader.exists() {
        // A copy with a workspace of its own: the harness has no lock file and may not be written to.
        std::fs::create_dir_all(loader.join("src"))?;
        let manifest = std::fs::read_to_string(harness.join("loader/Cargo.toml"))?;
        std::fs::write(loader.join("Cargo.toml"), format!("{manifest}\n[workspace]\n"))?;
        std::fs::write(
            loader.join("src/main.rs"),
            std::fs::read_to_string(harness.join("loader/src/main.rs"))?,
        )?;
    }
    let mut build = Command::new(cargo());
    build.args(["build", "--release", "--bin", "loader", "--manifest-path"]).arg(loader.join("Cargo.toml"));
    build.env("CARGO_TARGET_DIR", folder.join("target"));
    if !folder.join("directus/node_modules").exists()
        && let Err(error) = script(folder, &harness.join("setup.sh"), &[])
    {
        // Its last step builds the loader from a lock file that does not come with it.
        eprintln!("setup.sh: {error:#}");
    }
    run_command(build)
}

fn measure(folder: &Path, harness: &Path, peers: &[String]) -> Result<()> {
    let ours = crate::root()?.join("bench/load/ours.sh");
    for database in ["sqlite", "pg", "pg2"] {
        script(folder, &ours, &[database, &harness.to_string_lossy()])?;
    }
    let named: Vec<&str> =
        if peers.is_empty() { vec!["directus sqlite"] } else { peers.iter().map(String::as_str).collect() };
    for peer in named {
        let words: Vec<&str> = peer.split(' ').collect();
        script(folder, &harness.join("peer.sh"), &words)?;
    }
    Ok(())
}

fn script(folder: &Path, path: &Path, args: &[&str]) -> Result<()> {
    let mut bash = Command::new("bash");
    bash.arg(path).args(args).env("BENCH_WORK", folder).env("OUT", folder.join("results.jsonl"));
    run_command(bash)
}
