//! 考成: the binary. `main` parses the command line and hands over to one file per command in `cli/`.

mod cli;
mod clock;
mod config;
mod outside;
mod running;

use std::process::ExitCode;

fn main() -> ExitCode {
    match cli::parse() {
        Ok(command) => cli::run(command),
        Err(code) => code,
    }
}
