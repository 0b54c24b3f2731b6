//! `api`: the running product against requests that nobody would send, made from its own description of the API.

use crate::process::{call, cargo, command, run as run_command};
use anyhow::Result;
use std::path::{Path, PathBuf};

/// The generator of requests, in an environment of its own.
const GENERATOR: &str = "schemathesis==4.32.5";
/// Requests for one operation where the caller names no number.
const EXAMPLES: &str = "40";

/// Builds the product, installs the generator where it is missing and runs `tests/api/wild.py`; `--examples N` sends
/// more or fewer requests to each operation.
pub(crate) fn run(args: &[String]) -> Result<()> {
    let root = crate::root()?;
    let examples = args.iter().position(|arg| arg == "--examples").and_then(|at| args.get(at + 1));
    let generator = install(&root.join("target/api"))?;
    crate::assets::run(&[])?;
    call(cargo(), &["build", "--package", "kaocheng"])?;
    let mut wild = command("python3", &["tests/api/wild.py"])?;
    wild.arg(root.join("target/debug/kaocheng"))
        .arg(generator)
        .arg(examples.map_or(EXAMPLES, String::as_str));
    run_command(wild)
}

fn install(folder: &Path) -> Result<PathBuf> {
    let program = folder.join("bin/schemathesis");
    if !program.exists() {
        call("python3", &["-m", "venv", &folder.to_string_lossy()])?;
        let python = folder.join("bin/python");
        call(&python.to_string_lossy(), &["-m", "pip", "install", "--quiet", GENERATOR])?;
    }
    Ok(program)
}
