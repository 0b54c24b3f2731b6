//! `kaocheng scheme …`: one file per command in `scheme/`.

mod draft;
mod fmt;
mod new;

use std::process::ExitCode;

#[derive(clap::Subcommand)]
pub(crate) enum Command {
    /// 检查一份考核办法
    Check,
    /// 新建一份能用的考核办法
    New(new::Args),
    /// 把规则整理成规范写法
    Fmt(fmt::Args),
    /// 由考核办法原件(Word、Excel、PDF、文本)起草规则
    Draft(draft::Args),
}

pub(crate) fn run(command: Command) -> ExitCode {
    match command {
        Command::Check => ExitCode::from(2),
        Command::New(args) => new::run(&args),
        Command::Fmt(args) => fmt::run(&args),
        Command::Draft(args) => draft::run(&args),
    }
}
