//! Saving and reading monthly figures over HTTP: ours and at least one peer on the same 720,000 figures.

use super::{rows, shared, table, work};
use crate::process::{call, cargo, run as run_command};
use anyhow::{Context, Result, ensure};
use serde_json::Value;
use std::path::Path;
use std::process::Command;

/// The peer that saves fastest of those that were measured.
const PEER: &str = "nocodb pg";
/// Short runs: the whole takes less than twelve minutes. `MEASURE_ARGS` of the environment is put behind them.
const MEASURE: &str = "--secs 4 --starts 2 --burst 20";

/// Runs ours on SQLite, on PostgreSQL and with two processes on PostgreSQL, and the named peers (`"nocodb pg"` when none
/// is named). `--ours` runs no peer; `--only sqlite|pg|pg2` one of ours; `--quick` a twelfth of the figures for a moment.
pub(crate) fn run(args: &[String]) -> Result<()> {
    let (folder, harness) = (work("load")?, shared()?.join("bench/load"));
    let flag = |name: &str| args.iter().any(|arg| arg == name);
    let only = args.iter().position(|arg| arg == "--only").and_then(|at| args.get(at + 1));
    let peers: Vec<&str> =
        args.iter().filter(|arg| !arg.starts_with("--") && Some(*arg) != only).map(String::as_str).collect();
    let peers = if peers.is_empty() && !flag("--ours") { vec![PEER] } else { peers };
    call(cargo(), &["build", "--release", "--package", "kaocheng"])?;
    install(&folder, &harness, !peers.is_empty())?;
    let results = folder.join("results.jsonl");
    std::fs::write(&results, "")?;
    let run = Run { folder: &folder, harness: &harness, quick: flag("--quick") };
    let ours = only.map_or_else(|| vec!["sqlite", "pg", "pg2"], |one| vec![one.as_str()]);
    for database in ours {
        run.script(&crate::root()?.join("bench/load/ours.sh"), &[database, &harness.to_string_lossy()])?;
    }
    if !peers.is_empty() {
        run.script(&harness.join("pg.sh"), &["start"])?;
        let measured = run.peers(&peers);
        run.script(&harness.join("pg.sh"), &["stop"])?;
        measured?;
    }
    report(&rows(&std::fs::read_to_string(&results).context("no results were written")?))
}

/// Installs the peers and builds the loader where they are missing.
fn install(folder: &Path, harness: &Path, peers: bool) -> Result<()> {
    let loader = folder.join("loader");
    if !loader.exists() {
        // A copy with a workspace of its own: the harness has no lock file and may not be written to.
        std::fs::create_dir_all(loader.join("src"))?;
        let manifest = std::fs::read_to_string(harness.join("loader/Cargo.toml"))?;
        std::fs::write(loader.join("Cargo.toml"), format!("{manifest}\n[workspace]\n"))?;
        let source = std::fs::read_to_string(harness.join("loader/src/main.rs"))?;
        std::fs::write(loader.join("src/main.rs"), source)?;
    }
    if peers && !folder.join("directus/node_modules").exists() {
        let mut setup = Command::new("bash");
        setup.arg(harness.join("setup.sh")).env("BENCH_WORK", folder);
        if let Err(error) = run_command(setup) {
            // Its last step builds the loader from a lock file that does not come with it.
            eprintln!("setup.sh: {error:#}");
        }
    }
    if folder.join("target/release/loader").exists() {
        return Ok(());
    }
    let mut build = Command::new(cargo());
    build.args(["build", "--release", "--bin", "loader", "--manifest-path"]).arg(loader.join("Cargo.toml"));
    build.env("CARGO_TARGET_DIR", folder.join("target"));
    run_command(build)
}

struct Run<'a> {
    folder: &'a Path,
    harness: &'a Path,
    quick: bool,
}

impl Run<'_> {
    fn peers(&self, peers: &[&str]) -> Result<()> {
        for peer in peers {
            let words: Vec<&str> = peer.split(' ').collect();
            self.script(&self.harness.join("peer.sh"), &words)?;
        }
        Ok(())
    }

    #[expect(clippy::disallowed_methods, reason = "a development command has no configuration of its own")]
    fn script(&self, path: &Path, args: &[&str]) -> Result<()> {
        let (measure, months) = if self.quick { ("--secs 2 --starts 1", "1") } else { (MEASURE, "12") };
        let burst = if self.quick { "4" } else { "20" };
        let more = std::env::var("MEASURE_ARGS").unwrap_or_default();
        let mut bash = Command::new("bash");
        bash.arg(path)
            .args(args)
            .env("BENCH_WORK", self.folder)
            .env("OUT", self.folder.join("results.jsonl"));
        bash.env("MEASURE_ARGS", format!("{measure} {more}")).env("MONTHS", months);
        bash.env("BURST", burst).env("BURST_PG2", burst);
        run_command(bash)
    }
}

fn report(all: &[Value]) -> Result<()> {
    let ops: Vec<Value> = all.iter().filter(|row| row.get("op").is_some()).cloned().collect();
    let starts: Vec<Value> = all.iter().filter(|row| row.get("after_mb").is_some()).cloned().collect();
    table(
        &ops,
        &[
            "name",
            "op",
            "conc",
            "rps",
            "p50_ms",
            "p95_ms",
            "p99_ms",
            "max_ms",
            "ok",
            "errors",
            "app_cpu_ms_per_req",
        ],
    );
    table(&starts, &["name", "cold_start_s", "idle_mb", "after_mb", "db_after_mb"]);
    let (ours, peers): (Vec<&Value>, Vec<&Value>) =
        ops.iter().partition(|row| row["name"].as_str().is_some_and(|name| name.starts_with("ours")));
    let mut ratios = Vec::new();
    for peer in &peers {
        for own in ours.iter().filter(|own| own["op"] == peer["op"] && own["conc"] == peer["conc"]) {
            ratios.push(serde_json::json!({
                "ours": own["name"], "peer": peer["name"], "op": peer["op"], "conc": peer["conc"],
                "answers a second, × peer": ratio(&own["rps"], &peer["rps"]),
                "p95, peer ÷ ours": ratio(&peer["p95_ms"], &own["p95_ms"]),
                "p99, peer ÷ ours": ratio(&peer["p99_ms"], &own["p99_ms"]),
            }));
        }
    }
    let heads =
        ["ours", "peer", "op", "conc", "answers a second, × peer", "p95, peer ÷ ours", "p99, peer ÷ ours"];
    table(&ratios, &heads);
    let failed: Vec<&Value> = ours.iter().copied().filter(|row| row["errors"] != 0).collect();
    ensure!(failed.is_empty(), "answers of ours were wrong: {failed:?}");
    Ok(())
}

fn ratio(one: &Value, other: &Value) -> Value {
    match (one.as_f64(), other.as_f64()) {
        (Some(one), Some(other)) if other > 0.0 => Value::from(format!("{:.1}", one / other)),
        _ => Value::Null,
    }
}
