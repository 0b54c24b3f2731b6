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
    if !folder.join("directus/node_modules").exists() {
        script(&folder, &harness.join("setup.sh"), &[])?;
    }
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
