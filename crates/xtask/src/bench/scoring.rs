//! The 17-item form, 3,000 units × 12 months, by numpy, polars, DuckDB, OpenFisca, a hand-written kernel, and ours.

use super::{rows, shared, table, work};
use crate::process::{cargo, command, run as run_command};
use anyhow::{Context, Result, ensure};
use serde_json::Value;
use std::process::Command;

/// Runs the named peers (all when none is named), then ours on the same data.
pub(crate) fn run(peers: &[String]) -> Result<()> {
    let folder = work("scoring")?;
    let mut harness = Command::new("bash");
    harness.arg(shared()?.join("bench/scoring/run.sh")).args(peers).env("SCORING_WORK", &folder);
    run_command(harness)?;
    let output = command(
        cargo(),
        &["run", "--quiet", "--release", "--package", "rules", "--example", "scoring_bench", "--"],
    )?
    .arg(folder.join("data"))
    .stderr(std::process::Stdio::inherit())
    .output()?;
    ensure!(output.status.success(), "our engine's answers are wrong, see above");
    let mut all =
        rows(&std::fs::read_to_string(folder.join("results.jsonl")).context("the peers left no results")?);
    all.extend(rows(&String::from_utf8_lossy(&output.stdout)));
    table(
        &all,
        &[
            "engine",
            "median_s",
            "item_scores_per_s",
            "wrong_item_scores",
            "wrong_totals",
            "wrong_grades",
            "maxrss_mb",
            "note",
        ],
    );
    ratios(&all);
    Ok(())
}

/// How many times faster our ranked run is than each peer.
fn ratios(all: &[Value]) {
    let Some(ours) = all
        .iter()
        .rev()
        .find_map(|row| row["engine"].as_str()?.contains("kaocheng").then(|| row["median_s"].as_f64())?)
    else {
        return;
    };
    for row in all {
        if let (Some(name), Some(seconds)) = (row["engine"].as_str(), row["median_s"].as_f64()) {
            println!("{name}: {:.2} × our time", seconds / ours);
        }
    }
}
