//! `check`, `tidy`, `snap`.

use crate::process::{call, cargo, command, run as run_command};
use anyhow::{Result, bail};

/// What CI runs: format, lints, house rules, assets, tests.
pub(crate) fn run(_args: &[String]) -> Result<()> {
    call(cargo(), &["fmt", "--all", "--check"])?;
    tidy()?;
    crate::assets::run(&[])?;
    call(cargo(), &["clippy", "--workspace", "--all-targets", "--quiet", "--", "-D", "warnings"])?;
    call(cargo(), &["test", "--workspace", "--no-fail-fast"])
}

/// The house rules alone.
pub(crate) fn tidy() -> Result<()> {
    let findings = crate::tidy::findings(&crate::root()?)?;
    for finding in &findings {
        eprintln!("{finding}");
    }
    match findings.len() {
        0 => Ok(()),
        n => bail!("tidy: {n} finding(s)"),
    }
}

/// Runs the tests, accepting changed snapshots; look at the diff before you commit it.
pub(crate) fn snap(args: &[String]) -> Result<()> {
    let mut test = command(cargo(), &["test", "--workspace"])?;
    test.args(args).env("KAOCHENG_ACCEPT", "1");
    run_command(test)
}
