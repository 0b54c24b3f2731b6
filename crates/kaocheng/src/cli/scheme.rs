//! `kaocheng scheme …`: one file per command in `scheme/`.

mod backtest;
mod check;
mod diff;
mod draft;
mod explain;
pub(crate) mod facts;
mod fmt;
mod new;
mod sensitivity;

use std::process::ExitCode;

#[derive(clap::Subcommand)]
pub(crate) enum Command {
    /// 检查一份考核办法
    Check(check::Args),
    /// 新建一份能用的考核办法
    New(new::Args),
    /// 把规则整理成规范写法
    Fmt(fmt::Args),
    /// 说明一个单位的得分是怎样算出来的
    Explain(explain::Args),
    /// 比较两份考核办法，说明改了什么、影响哪些单位
    Diff(diff::Args),
    /// 用上年的数据试算，看得分怎样分布
    Backtest(backtest::Args),
    /// 看哪些项拉得开差距，再进一步能加多少分
    Sensitivity(sensitivity::Args),
    /// 由考核办法原件（Word、Excel、PDF、文本）起草规则
    Draft(draft::Args),
}

pub(crate) fn run(command: Command) -> ExitCode {
    match command {
        Command::Check(args) => check::run(&args),
        Command::New(args) => new::run(&args),
        Command::Fmt(args) => fmt::run(&args),
        Command::Explain(args) => explain::run(&args),
        Command::Diff(args) => diff::run(&args),
        Command::Backtest(args) => backtest::run(&args),
        Command::Sensitivity(args) => sensitivity::run(&args),
        Command::Draft(args) => draft::run(&args),
    }
}
