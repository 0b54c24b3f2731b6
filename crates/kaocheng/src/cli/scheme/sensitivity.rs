//! `kaocheng scheme sensitivity`.

use super::facts;
use crate::cli::{file, sources};
use rules::tools::{Gain, Sensitivity};
use serde::Serialize;
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(clap::Args)]
pub(crate) struct Args {
    /// 考核办法文件
    file: PathBuf,
    /// 数据(xlsx、csv 或 Markdown 表格)
    #[arg(long)]
    facts: PathBuf,
    /// 对哪个单位算“再进一步能加多少分”；不写则只看各项的区分度
    #[arg(long)]
    unit: Option<String>,
    /// 哪一期；不写则取最后一期
    #[arg(long)]
    period: Option<String>,
    /// 结果用 JSON 表示
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Answer {
    sensitivity: Sensitivity,
    unit: Option<String>,
    gains: Vec<Gain>,
}

pub(crate) fn run(args: &Args) -> ExitCode {
    match answer(args) {
        Ok(answer) if args.json => println!("{}", file::json(&answer)),
        Ok(answer) => say(&answer),
        Err(code) => return code,
    }
    ExitCode::SUCCESS
}

fn answer(args: &Args) -> Result<Answer, ExitCode> {
    let (_, scheme) = sources::compile(&args.file)?;
    let facts = facts::read(&scheme, &args.facts)?;
    let period = facts::period(&facts, args.period.as_deref())?;
    let unit = args.unit.as_deref().map(|name| facts::unit(&facts, name)).transpose()?;
    let scores = rules::evaluate(&facts);
    let gains = unit.map(|unit| rules::tools::gains(&scores, unit, period)).unwrap_or_default();
    Ok(Answer { sensitivity: rules::tools::sensitivity(&scores, period), unit: args.unit.clone(), gains })
}

fn say(answer: &Answer) {
    println!("各项拉开差距的程度，从大到小：");
    for item in &answer.sensitivity.items {
        println!("  {}", item.sentence());
    }
    let Some(unit) = &answer.unit else { return };
    println!("\n{unit}再进一步：");
    for gain in &answer.gains {
        println!("  {}", gain.sentence());
    }
    if answer.gains.is_empty() {
        println!("  没有可以推算的指标（数据缺报，或总分待补）");
    }
}
