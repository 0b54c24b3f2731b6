//! `bench scoring | reading | load`: ours against its peers, in one run. Peers install into `target/bench`; the
//! harnesses of scoring and load stand in the folder of reference material (`../shared`, or `KAOCHENG_SHARED`).

mod load;
mod reading;
mod scoring;

use anyhow::{Context, Result, bail};
use std::path::PathBuf;

/// Runs one benchmark.
pub(crate) fn run(args: &[String]) -> Result<()> {
    let (name, rest) = args.split_first().map_or(("", [].as_slice()), |(name, rest)| (name.as_str(), rest));
    match name {
        "scoring" => scoring::run(rest),
        "reading" => reading::run(),
        "load" => load::run(rest),
        other => bail!("no benchmark `{other}`; there are: scoring, reading, load"),
    }
}

/// The folder of reference material.
#[expect(clippy::disallowed_methods, reason = "a development command has no configuration of its own")]
fn shared() -> Result<PathBuf> {
    let folder = match std::env::var_os("KAOCHENG_SHARED") {
        Some(folder) => PathBuf::from(folder),
        None => crate::root()?.join("../shared"),
    };
    folder.canonicalize().with_context(|| {
        format!("the reference material is not at {}; set KAOCHENG_SHARED", folder.display())
    })
}

/// A folder for what a benchmark installs and writes.
fn work(name: &str) -> Result<PathBuf> {
    let folder = crate::root()?.join("target/bench").join(name);
    std::fs::create_dir_all(&folder)?;
    Ok(folder)
}

/// Prints rows of JSON as a table of the named columns, each row's missing ones as a dash.
fn table(rows: &[serde_json::Value], columns: &[&str]) {
    println!("\n| {} |\n|{}", columns.join(" | "), "---|".repeat(columns.len()));
    for row in rows {
        let cells: Vec<String> = columns.iter().map(|c| cell(&row[*c])).collect();
        println!("| {} |", cells.join(" | "));
    }
}

fn cell(value: &serde_json::Value) -> String {
    match value {
        serde_json::Value::Null => "–".to_owned(),
        serde_json::Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// The JSON rows of a text with one object a line; other lines are passed over.
fn rows(text: &str) -> Vec<serde_json::Value> {
    text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect()
}
