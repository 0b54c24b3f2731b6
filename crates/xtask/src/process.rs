//! Running other programs, with the command line shown first.

use anyhow::{Context, Result, bail};
use std::process::Command;
use std::time::Instant;

/// A command that starts in the workspace folder.
pub(crate) fn command(program: &str, args: &[&str]) -> Result<Command> {
    let mut command = Command::new(program);
    command.args(args).current_dir(crate::root()?);
    forget_this_package(&mut command);
    Ok(command)
}

/// `cargo x` is itself started by cargo, which names its package in the environment. A build script that looks at those
/// names would run again, and all that depends on it be compiled again, each time one changes between `cargo` and `cargo x`.
fn forget_this_package(command: &mut Command) {
    for (name, _) in std::env::vars_os() {
        let text = name.to_string_lossy();
        if text.starts_with("CARGO_PKG_") || text.starts_with("CARGO_MANIFEST_") {
            command.env_remove(&name);
        }
    }
}

/// Runs a command to its end and fails when it fails; says how long it took.
pub(crate) fn run(mut command: Command) -> Result<()> {
    forget_this_package(&mut command);
    let shown = shown(&command);
    eprintln!("» {shown}");
    let start = Instant::now();
    let status = command.status().with_context(|| format!("could not start `{shown}`"))?;
    if !status.success() {
        bail!("`{shown}` failed ({status})");
    }
    eprintln!("  {:.1} s", start.elapsed().as_secs_f64());
    Ok(())
}

/// [`command`] and [`run`] in one.
pub(crate) fn call(program: &str, args: &[&str]) -> Result<()> {
    run(command(program, args)?)
}

/// The cargo that runs this program.
pub(crate) fn cargo() -> &'static str {
    option_env!("CARGO").unwrap_or("cargo")
}

fn shown(command: &Command) -> String {
    let program = command.get_program().to_string_lossy();
    let name = program.rsplit('/').next().unwrap_or_default().to_owned();
    std::iter::once(name)
        .chain(command.get_args().map(|a| a.to_string_lossy().into_owned()))
        .collect::<Vec<_>>()
        .join(" ")
}
