//! `kaocheng scheme check`.

use crate::cli::{file, sources};
use rules::{Located, Severity};
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(clap::Args)]
pub(crate) struct Args {
    /// 考核办法文件
    file: PathBuf,
    /// 提醒也算不通过
    #[arg(long)]
    strict: bool,
    /// 结果用 JSON 表示
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &Args) -> ExitCode {
    let sources = match sources::read(&args.file) {
        Ok(sources) => sources,
        Err(code) => return code,
    };
    let compilation = rules::compile(&sources);
    let count = |severity| compilation.diagnostics.iter().filter(|d| d.severity == severity).count();
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    if args.json {
        let located: Vec<Located> = compilation.diagnostics.iter().map(|d| d.located(&sources)).collect();
        println!("{}", file::json(&located));
    } else {
        sources::say(&sources, &compilation, Severity::Note);
        println!("{}：错误 {errors} 处，提醒 {warnings} 处", args.file.display());
        if let Some(scheme) = &compilation.scheme {
            let (items, lines) = (scheme.items().len(), scheme.lines().len());
            println!(
                "可以计分：{} 类 {items} 项 {lines} 条，总分 {} 分",
                scheme.categories().len(),
                scheme.total_points()
            );
        }
    }
    let fails = errors > 0 || (args.strict && warnings > 0);
    if fails { ExitCode::from(1) } else { ExitCode::SUCCESS }
}
