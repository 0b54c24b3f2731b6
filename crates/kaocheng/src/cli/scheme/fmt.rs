//! `kaocheng scheme fmt`.

use crate::cli::file;
use serde_json::json;
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(clap::Args)]
pub(crate) struct Args {
    /// 考核办法文件
    file: PathBuf,
    /// 只看是否整齐，不改文件；不整齐时返回 1
    #[arg(long)]
    check: bool,
    /// 写到标准输出，不改文件
    #[arg(long)]
    stdout: bool,
    /// 结果用 JSON 表示
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &Args) -> ExitCode {
    let text = match file::read_text(&args.file) {
        Ok(text) => text,
        Err(code) => return code,
    };
    let done = rules::fmt::format(&text);
    let changed = done.text != text;
    if args.stdout {
        print!("{}", done.text);
    } else if changed
        && !args.check
        && let Err(code) = file::write(&args.file, done.text.as_bytes())
    {
        return code;
    }
    if args.json && !args.stdout {
        println!("{}", json!({ "file": args.file, "changed": changed, "left": done.left }));
    } else if !args.stdout {
        say(&args.file, args.check, changed);
    }
    for left in &done.left {
        eprintln!("第 {} 个考核块没有整理：{}", left.block, left.why.sentence());
    }
    let disagrees = (args.check && changed) || !done.left.is_empty();
    if disagrees { ExitCode::from(1) } else { ExitCode::SUCCESS }
}

fn say(path: &std::path::Path, check: bool, changed: bool) {
    let path = path.display();
    match (check, changed) {
        (_, false) => println!("{path}：已经是规范写法"),
        (true, true) => println!("{path}：有写法要整理"),
        (false, true) => println!("{path}：已整理"),
    }
}
