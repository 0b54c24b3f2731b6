//! `kaocheng scheme new`: a starter scheme that compiles.

use crate::cli::file;
use serde_json::json;
use std::path::PathBuf;
use std::process::ExitCode;

/// The starter; `{title}` and `{year}` are filled in.
pub(crate) const STARTER: &str = include_str!("starter.md");

#[derive(clap::Args)]
pub(crate) struct Args {
    /// 写到哪个文件
    file: PathBuf,
    /// 办法的名称
    #[arg(long, default_value = "年度目标责任制考核办法")]
    title: String,
    /// 考核年度
    #[arg(long)]
    year: i32,
    /// 结果用 JSON 表示
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &Args) -> ExitCode {
    if args.file.exists() {
        eprintln!("{} 已经有了，没有改动。请换一个文件名", args.file.display());
        return ExitCode::from(2);
    }
    let title: String = args.title.chars().filter(|c| !"\"“”\n".contains(*c)).collect();
    let text = STARTER.replace("{title}", &title).replace("{year}", &args.year.to_string());
    if let Err(code) = file::write(&args.file, text.as_bytes()) {
        return code;
    }
    if args.json {
        println!("{}", json!({ "file": args.file }));
    } else {
        println!("已写好 {}，用 kaocheng scheme check 检查它", args.file.display());
    }
    ExitCode::SUCCESS
}
