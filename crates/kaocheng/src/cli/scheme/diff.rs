//! `kaocheng scheme diff`.

use super::facts;
use crate::cli::{file, sources};
use rules::tools::{Difference, Effect, differences, effects};
use serde::Serialize;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

#[derive(clap::Args)]
pub(crate) struct Args {
    /// 原来的考核办法
    old: PathBuf,
    /// 新的考核办法
    new: PathBuf,
    /// 按这份数据（xlsx、csv 或 Markdown 表格）比较得分、名次和等次
    #[arg(long)]
    facts: Option<PathBuf>,
    /// 哪一期；不写则取最后一期
    #[arg(long)]
    period: Option<String>,
    /// 结果用 JSON 表示
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Answer {
    differences: Vec<Difference>,
    units: Option<Vec<Effect>>,
}

pub(crate) fn run(args: &Args) -> ExitCode {
    match answer(args) {
        Ok(answer) if args.json => {
            println!("{}", file::json(&answer));
            ExitCode::SUCCESS
        }
        Ok(answer) => {
            say(&answer);
            ExitCode::SUCCESS
        }
        Err(code) => code,
    }
}

fn answer(args: &Args) -> Result<Answer, ExitCode> {
    let (old, new) = (sources::read(&args.old)?, sources::read(&args.new)?);
    let differences = differences(&rules::parse(&old).0, &rules::parse(&new).0);
    let units = match &args.facts {
        Some(path) => Some(units(args, path)?),
        None => None,
    };
    Ok(Answer { differences, units })
}

/// The facts are read for the new version: it may ask for more than the old one; the old one takes what both read.
fn units(args: &Args, path: &Path) -> Result<Vec<Effect>, ExitCode> {
    let (_, old) = sources::compile(&args.old)?;
    let (_, new) = sources::compile(&args.new)?;
    let refused = |error: rules::FactError| {
        eprintln!("{error}");
        ExitCode::from(2)
    };
    let before = facts::read(&old, path)?;
    let after = facts::read(&new, path).or_else(|_| before.rebind(&new).map_err(refused))?;
    let period = facts::period(&before, args.period.as_deref())?;
    Ok(effects(&rules::evaluate(&before), &rules::evaluate(&after), period))
}

fn say(answer: &Answer) {
    if answer.differences.is_empty() {
        println!("两份办法的规则没有不同");
    } else {
        println!("规则有 {} 处不同：", answer.differences.len());
    }
    for (number, difference) in (1..).zip(&answer.differences) {
        println!("{number}. {}", difference.sentence);
    }
    let Some(units) = &answer.units else { return };
    let moved: Vec<&Effect> = units.iter().filter(|effect| effect.matters()).collect();
    let end = if moved.is_empty() { "。" } else { "：" };
    println!("\n名次或等次有变化的单位 {} 个（共 {} 个）{end}", moved.len(), units.len());
    for effect in &moved {
        println!("  {}", effect.sentence());
    }
    for effect in units.iter().filter(|effect| !effect.matters() && effect.total.moved()) {
        println!("  （名次等次不变）{}", effect.sentence());
    }
}
