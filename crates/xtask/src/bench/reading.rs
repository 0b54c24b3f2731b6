//! Figures in official prose: our scanner against JioNLP and Recognizers-Text on the same lines and labels.

use super::{rows, shared, table, work};
use crate::process::{cargo, command, run as run_command};
use anyhow::{Result, ensure};
use std::fs;
use std::path::Path;
use std::process::Command;

/// Installs the peers where they are missing, then runs all three.
pub(crate) fn run() -> Result<()> {
    let folder = work("reading")?;
    let shared = shared()?;
    let labels = shared.join("corpus/quantities.jsonl");
    let lines = folder.join("lines.txt");
    fs::write(&lines, prose(&shared)?)?;
    let python = install(&folder)?;
    let peers = Command::new(python)
        .arg(crate::root()?.join("bench/reading/peers.py"))
        .args([&lines, &labels])
        .output()?;
    let ours = command(
        cargo(),
        &["run", "--quiet", "--release", "--package", "ingest", "--example", "reading_bench", "--"],
    )?
    .args([&lines, &labels])
    .stderr(std::process::Stdio::inherit())
    .output()?;
    let report = String::from_utf8_lossy(&ours.stdout).into_owned();
    ensure!(ours.status.success(), "our reader failed, see above\n{report}");
    let mut all = rows(&String::from_utf8_lossy(&peers.stdout));
    all.extend(rows(&report));
    table(&all, &["engine", "mb_per_s", "bytes", "seconds", "right", "items", "error"]);
    report.lines().filter(|line| !line.starts_with('{')).for_each(|line| println!("{line}"));
    Ok(())
}

/// The seeds' text, one after the other.
fn prose(shared: &Path) -> Result<String> {
    let mut names: Vec<_> = fs::read_dir(shared.join("seeds"))?.flatten().map(|entry| entry.path()).collect();
    names.sort();
    names.iter().map(|name| Ok(fs::read_to_string(name)?)).collect()
}

fn install(folder: &Path) -> Result<std::path::PathBuf> {
    let python = folder.join("venv/bin/python");
    if !folder.join("installed").exists() {
        let mut venv = Command::new("python3");
        venv.args(["-m", "venv"]).arg(folder.join("venv"));
        run_command(venv)?;
        let mut pip = Command::new(&python);
        // Recognizers-Text still uses a constant that emoji 2 dropped.
        pip.args(["-m", "pip", "install", "--quiet", "jionlp", "recognizers-text-suite", "emoji<2"]);
        run_command(pip)?;
        fs::write(folder.join("installed"), "")?;
    }
    Ok(python)
}
