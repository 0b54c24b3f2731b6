//! 考成: the binary. `main` parses the command line and hands over to one file per command in `cli/`.

mod cli;
mod clock;
mod config;
mod outside;
mod running;

use std::process::ExitCode;

/// A hundred people who save at once leave the memory of the system's allocator in pieces: half as much again stays taken.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    match cli::parse() {
        Ok(command) => cli::run(command),
        Err(code) => code,
    }
}
