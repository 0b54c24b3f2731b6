//! `assets`: scripts and styles from `assets/src` to `assets/dist`, by npm and esbuild.
//!
//! Quick when nothing changed: packages are installed only when the lock file is newer than what is installed, and the
//! bundle is built only when a source is newer than its manifest. `--check` also checks the types.

use crate::process::{command, run as run_command};
use anyhow::{Context, Result, bail};
use std::path::Path;
use std::process::Command;
use std::time::SystemTime;

/// The oldest Node that the build is tried with.
const NODE_MAJOR_MIN: u32 = 20;

/// Builds the assets when they are older than their sources.
pub(crate) fn run(args: &[String]) -> Result<()> {
    let folder = crate::root()?.join("assets");
    let types = args.iter().any(|a| a == "--check");
    let built = modified(&folder.join("dist/manifest.json"));
    let stale = built.is_none() || built < newest_source(&folder);
    if !stale && !types {
        return Ok(());
    }
    install(&folder)?;
    if stale {
        npm(&folder, &["run", "--silent", "build"])?;
    }
    if types {
        npm(&folder, &["run", "--silent", "check"])?;
    }
    Ok(())
}

/// Installs the packages of the lock file in this folder, unless that was done since it last changed.
pub(crate) fn install(folder: &Path) -> Result<()> {
    let installed = modified(&folder.join("node_modules/.package-lock.json"));
    if installed.is_some() && installed >= modified(&folder.join("package-lock.json")) {
        return Ok(());
    }
    node_is_recent()?;
    npm(folder, &["ci", "--no-audit", "--no-fund", "--silent"])
}

fn npm(folder: &Path, args: &[&str]) -> Result<()> {
    let mut npm = command("npm", args)?;
    npm.current_dir(folder);
    run_command(npm)
}

fn node_is_recent() -> Result<()> {
    let output = Command::new("node")
        .arg("--version")
        .output()
        .context("Node is missing: install Node 20 or later (it brings npm) and run the command again")?;
    let version = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    let major = version.trim_start_matches('v').split('.').next().and_then(|n| n.parse::<u32>().ok());
    if major.is_none_or(|major| major < NODE_MAJOR_MIN) {
        bail!("Node {version} is too old: install Node {NODE_MAJOR_MIN} or later and run the command again");
    }
    Ok(())
}

fn newest_source(folder: &Path) -> Option<SystemTime> {
    let settings =
        ["build.mjs", "package.json", "package-lock.json", "tsconfig.json"].map(|name| folder.join(name));
    crate::tidy::files(&folder.join("src")).iter().chain(&settings).filter_map(|file| modified(file)).max()
}

fn modified(file: &Path) -> Option<SystemTime> {
    file.metadata().ok()?.modified().ok()
}
