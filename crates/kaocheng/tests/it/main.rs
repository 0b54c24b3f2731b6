//! The binary from outside: its commands as a person types them, its language server as an editor speaks to it.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]

mod draft;
mod guide;
mod hostile;
mod kept;
mod killed;
mod lsp;
mod places;
mod scheme;
mod score;
mod served;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// Runs the binary in a folder.
fn kaocheng(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_kaocheng")).current_dir(folder).args(arguments).output().unwrap()
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn json(output: &Output) -> serde_json::Value {
    serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{}{}", stdout(output), stderr(output)))
}

/// The folder of reference documents, where there is one.
#[expect(clippy::disallowed_methods, reason = "the switch for tests that need reference documents")]
fn shared() -> Option<PathBuf> {
    let found = std::env::var_os("KAOCHENG_SHARED").map(PathBuf::from);
    if found.is_none() {
        println!("skipped: KAOCHENG_SHARED is not set");
    }
    found
}
