//! `kaocheng scheme backtest`.

use super::facts;
use crate::cli::{file, sources};
use rules::tools::Spread;
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(clap::Args)]
pub(crate) struct Args {
    /// 考核办法文件
    file: PathBuf,
    /// 上年的数据(xlsx、csv 或 Markdown 表格)
    #[arg(long)]
    facts: PathBuf,
    /// 哪一期；不写则取最后一期
    #[arg(long)]
    period: Option<String>,
    /// 结果用 JSON 表示
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &Args) -> ExitCode {
    let done = sources::compile(&args.file).and_then(|(_, scheme)| {
        let facts = facts::read(&scheme, &args.facts)?;
        let period = facts::period(&facts, args.period.as_deref())?;
        Ok(rules::tools::backtest(&rules::evaluate(&facts), period))
    });
    let found = match done {
        Ok(found) => found,
        Err(code) => return code,
    };
    if args.json {
        println!("{}", file::json(&found));
        return ExitCode::SUCCESS;
    }
    println!("按 {} 个单位的数据试算{}:", found.units, found.period);
    say(&found.total);
    let grades: Vec<String> = found.grades.iter().map(|g| format!("{} {} 个", g.grade, g.units)).collect();
    if !grades.is_empty() {
        println!("等次：{}", grades.join("，"));
    }
    if found.tied > 0 {
        println!("名次并列的单位 {} 个", found.tied);
    }
    println!("各项：");
    for item in &found.items {
        say(item);
    }
    ExitCode::SUCCESS
}

/// The sentence, and a bar for each fifth of the points.
fn say(spread: &Spread) {
    println!("  {}", spread.sentence());
    if spread.scored == 0 {
        return;
    }
    let names = ["不到 20%", "20%~40%", "40%~60%", "60%~80%", "80% 以上"];
    let bars: Vec<String> = names.iter().zip(spread.fifths).map(|(name, n)| format!("{name} {n}")).collect();
    println!("      按分值的比例：{}", bars.join(" | "));
}
