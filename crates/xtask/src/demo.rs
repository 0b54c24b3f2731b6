//! `demo` and `dev`: the product with the sample city.

use crate::process::{call, cargo, command};
use anyhow::{Context, Result};
use std::path::Path;
use std::process::Child;
use std::time::{Duration, SystemTime};

/// Builds what is missing and runs `kaocheng demo`.
pub(crate) fn run(args: &[String]) -> Result<()> {
    build()?;
    let status = start(args)?.wait()?;
    anyhow::ensure!(status.success(), "`kaocheng demo` ended with {status}");
    Ok(())
}

/// As [`run`], rebuilt and restarted whenever a source file changes; ends with Ctrl-C.
pub(crate) fn dev(args: &[String]) -> Result<()> {
    let root = crate::root()?;
    loop {
        let seen = newest(&root);
        let running = build().and_then(|()| start(args));
        if let Err(error) = &running {
            eprintln!("{error:#}\nwaiting for a change …");
        }
        while newest(&root) <= seen {
            std::thread::sleep(Duration::from_millis(500));
        }
        if let Ok(mut child) = running {
            child.kill().context("the running server could not be stopped")?;
            child.wait()?;
        }
    }
}

fn build() -> Result<()> {
    crate::assets::run(&[])?;
    call(cargo(), &["build", "--package", "kaocheng"])
}

fn start(args: &[String]) -> Result<Child> {
    let binary = crate::root()?.join("target/debug/kaocheng");
    let mut demo = command(&binary.to_string_lossy(), &["demo"])?;
    demo.args(args);
    demo.spawn().context("the built binary could not be started")
}

/// The latest change among the sources that the running product is made of.
fn newest(root: &Path) -> Option<SystemTime> {
    ["crates", "assets/src"]
        .iter()
        .flat_map(|folder| crate::tidy::files(&root.join(folder)))
        .filter_map(|f| f.metadata().ok()?.modified().ok())
        .max()
}
