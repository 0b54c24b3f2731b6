//! `kaocheng scheme explain`.

use super::facts;
use crate::cli::{file, sources};
use rules::{Explanation, Scheme, Subject};
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(clap::Args)]
pub(crate) struct Args {
    /// 考核办法文件
    file: PathBuf,
    /// 数据(xlsx、csv 或 Markdown 表格)
    #[arg(long)]
    facts: PathBuf,
    /// 哪个单位
    #[arg(long)]
    unit: String,
    /// 哪一项或哪一条，如 1 或 1.1；也可写 总分、名次、等次。不写则逐条说明
    #[arg(long)]
    item: Option<String>,
    /// 哪一期；不写则取最后一期
    #[arg(long)]
    period: Option<String>,
    /// 结果用 JSON 表示
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &Args) -> ExitCode {
    let found = match explanations(args) {
        Ok(found) => found,
        Err(code) => return code,
    };
    if args.json {
        println!("{}", file::json(&found));
    } else {
        for one in &found {
            println!("{}", one.text());
        }
    }
    ExitCode::SUCCESS
}

fn explanations(args: &Args) -> Result<Vec<Explanation>, ExitCode> {
    let (_, scheme) = sources::compile(&args.file)?;
    let facts = facts::read(&scheme, &args.facts)?;
    let period = facts::period(&facts, args.period.as_deref())?;
    let unit = facts::unit(&facts, &args.unit)?;
    let subjects = match &args.item {
        Some(name) => subjects(&scheme, name)?,
        None => every(&scheme),
    };
    let scores = rules::evaluate(&facts);
    Ok(subjects.into_iter().filter_map(|subject| scores.explain(unit, period, subject)).collect())
}

/// Every line, then the total, rank and grade.
fn every(scheme: &Scheme) -> Vec<Subject> {
    let lines = (0..scheme.lines().len()).map(Subject::Line);
    lines.chain([Subject::Total, Subject::Rank, Subject::Grade]).collect()
}

/// A line by its code; an item by its code, with its lines; 总分, 名次, 等次.
fn subjects(scheme: &Scheme, name: &str) -> Result<Vec<Subject>, ExitCode> {
    match name {
        "总分" => return Ok(vec![Subject::Total]),
        "名次" => return Ok(vec![Subject::Rank]),
        "等次" => return Ok(vec![Subject::Grade]),
        _ => {}
    }
    if let Some(line) = scheme.line_by_id(name) {
        return Ok(vec![Subject::Line(line)]);
    }
    let items = scheme.items().iter().enumerate().filter(|(_, item)| item.code == name || item.id == name);
    let found: Vec<Subject> = items
        .flat_map(|(at, item)| item.lines.iter().map(|line| Subject::Line(*line)).chain([Subject::Item(at)]))
        .collect();
    if found.is_empty() {
        let known: Vec<&str> = scheme.lines().iter().map(|line| line.code.as_str()).collect();
        eprintln!("办法中没有“{name}”；各条编号有：{}", known.join("、"));
        return Err(ExitCode::from(2));
    }
    Ok(found)
}
