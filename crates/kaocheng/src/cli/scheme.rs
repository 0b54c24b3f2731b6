//! `kaocheng scheme …`.

use std::process::ExitCode;

#[derive(clap::Subcommand)]
pub(crate) enum Command {
    /// 检查一份考核办法
    Check,
}

pub(crate) fn run(_command: Command) -> ExitCode {
    ExitCode::from(2)
}
