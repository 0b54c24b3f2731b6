//! The command line: one file per command. Exit codes: 0 done, 1 done but something disagrees, 2 could not be done.

mod audit;
mod backup;
mod bench_fill;
pub(crate) mod demo;
mod file;
mod lsp;
mod read;
mod restore;
mod scheme;
mod score;
mod serve;
mod sources;
mod verify;
mod words;

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};
use std::process::ExitCode;

/// 考成：目标责任制考核，从考核办法到公示
#[derive(Parser)]
#[command(name = "kaocheng", version, arg_required_else_help = true)]
pub(crate) struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// 用样例城市启动，试用全部功能
    Demo(demo::Args),
    /// 启动服务
    Serve(serve::Args),
    /// 备份正在使用的数据
    Backup(backup::Args),
    /// 把备份恢复到新的数据目录
    Restore(restore::Args),
    /// 核对审计记录
    #[command(subcommand)]
    Audit(audit::Command),
    /// 为性能测试填入指定规模的数据
    #[command(hide = true)]
    BenchFill(bench_fill::Args),
    /// 检查、新建、比较考核办法
    #[command(subcommand)]
    Scheme(scheme::Command),
    /// 编辑器用的语言服务（标准输入输出）
    Lsp(lsp::Args),
    /// 按考核办法给一份数据计分
    Score(score::Args),
    /// 读出文档中的数字、目标
    Read(read::Args),
    /// 核验文档中的数字说法
    Verify(verify::Args),
}

/// Reads the command line. What is wrong with it, or the help that was asked for, has been said when there is a code instead.
pub(crate) fn parse() -> Result<Cli, ExitCode> {
    let command = words::version(words::chinese(Cli::command()));
    let matches = command.try_get_matches().map_err(|error| words::say(&error))?;
    Cli::from_arg_matches(&matches).map_err(|error| words::say(&error))
}

/// Runs one command. What went wrong has been said on stderr when the code is not 0.
pub(crate) fn run(cli: Cli) -> ExitCode {
    match cli.command {
        Command::Demo(args) => demo::run(args),
        Command::Serve(args) => serve::run(args),
        Command::Backup(args) => backup::run(args),
        Command::Restore(args) => restore::run(args),
        Command::Audit(command) => audit::run(command),
        Command::BenchFill(args) => bench_fill::run(args),
        Command::Scheme(command) => scheme::run(command),
        Command::Lsp(args) => lsp::run(&args),
        Command::Score(args) => score::run(&args),
        Command::Read(args) => read::run(&args),
        Command::Verify(args) => verify::run(&args),
    }
}
