//! `kaocheng score`: the scores of a table of facts.

mod pending;
mod xlsx;

use crate::cli::scheme::facts;
use crate::cli::{file, sources};
use rules::{Decimal, GradeResult, Scores, Subject, Value};
use serde::Serialize;
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(clap::Args)]
pub(crate) struct Args {
    /// 考核办法文件
    scheme: PathBuf,
    /// 数据(xlsx、csv 或 Markdown 表格)
    #[arg(long)]
    facts: PathBuf,
    /// 哪一期；不写则取最后一期
    #[arg(long)]
    period: Option<String>,
    /// 每条得分后附计算过程
    #[arg(long)]
    explain: bool,
    /// 把得分表写成 Excel，每个单位一张，计算过程写在批注里
    #[arg(long)]
    xlsx: Option<PathBuf>,
    /// 数据没有报齐也写得分表，缺的写待补
    #[arg(long)]
    partial: bool,
    /// 结果用 JSON 表示
    #[arg(long)]
    json: bool,
}

/// Exit code where some unit's total is still pending.
const PENDING: u8 = 1;

#[derive(Serialize)]
struct Row {
    unit: String,
    class: String,
    lines: Vec<Line>,
    items: Vec<Line>,
    total: Value,
    rank: Value,
    grade: GradeResult,
}

#[derive(Serialize)]
struct Line {
    code: String,
    title: String,
    score: Value,
    #[serde(skip_serializing_if = "Option::is_none")]
    explanation: Option<String>,
}

pub(crate) fn run(args: &Args) -> ExitCode {
    match scored(args) {
        Ok(code) | Err(code) => code,
    }
}

fn scored(args: &Args) -> Result<ExitCode, ExitCode> {
    let (_, scheme) = sources::compile(&args.scheme)?;
    let facts = facts::read_whole(&scheme, &args.facts)?;
    let period = facts::period(&facts, args.period.as_deref())?;
    let scores = rules::evaluate(&facts);
    let rows: Vec<Row> =
        (0..facts.units().len()).map(|unit| row(&scores, unit, period, args.explain)).collect();
    let gaps = pending::gaps(&scores, period);
    let whole = gaps.is_empty() || args.partial;
    let written = args.xlsx.as_ref().filter(|_| whole);
    if let Some(path) = written {
        file::write(path, &xlsx::book(&scores, period)?)?;
    }
    if args.json {
        println!("{}", file::json(&rows));
    } else {
        say(&rows, &scores, args.explain);
        if let Some(path) = written {
            println!("得分表已写到 {}", path.display());
        }
    }
    pending::say(&gaps, args.xlsx.is_some() && !whole);
    Ok(if whole { ExitCode::SUCCESS } else { ExitCode::from(PENDING) })
}

fn row(scores: &Scores, unit: usize, period: usize, explain: bool) -> Row {
    let scheme = scores.scheme();
    let why = |subject| {
        explain.then(|| scores.explain(unit, period, subject)).flatten().map(|explanation| explanation.text())
    };
    let values = scores.lines(unit, period);
    let lines = scheme.lines().iter().zip(values).enumerate().map(|(at, (line, score))| Line {
        code: line.code.clone(),
        title: line.title.clone(),
        score,
        explanation: why(Subject::Line(at)),
    });
    let items = scheme.items().iter().enumerate().map(|(at, item)| Line {
        code: item.code.clone(),
        title: item.title.clone(),
        score: scores.item(unit, period, at),
        explanation: None,
    });
    let who = scores.facts().units().get(unit);
    Row {
        unit: who.map(|u| u.name.clone()).unwrap_or_default(),
        class: who.map(|u| u.class.clone()).unwrap_or_default(),
        lines: lines.collect(),
        items: items.collect(),
        total: scores.total(unit, period),
        rank: scores.rank(unit, period),
        grade: scores.grade(unit, period),
    }
}

fn say(rows: &[Row], scores: &Scores, explain: bool) {
    println!("{}  总分 {} 分", scores.scheme().title(), scores.scheme().total_points());
    let decimals = scores.scheme().score_decimals();
    for row in rows {
        let grade = match &row.grade {
            GradeResult::Grade(name) => name.clone(),
            GradeResult::Ungraded => "不定等次".to_owned(),
            GradeResult::Pending(value) => value.to_string(),
        };
        let items: Vec<String> =
            row.items.iter().map(|item| format!("{} {}", item.code, points(item.score, decimals))).collect();
        println!(
            "{}（{}）  总分 {}  名次 {}  {grade}  各项：{}",
            row.unit,
            row.class,
            points(row.total, decimals),
            row.rank,
            items.join("、")
        );
        if explain {
            for line in &row.lines {
                let text = line.explanation.as_deref().unwrap_or_default();
                for line in text.lines() {
                    println!("    {line}");
                }
                println!();
            }
        }
    }
}

/// A score with the scheme's decimals, alike wherever one is printed.
fn points(value: Value, decimals: u8) -> String {
    let whole = value.number().and_then(|number| {
        let slim = number.normalized();
        let wanted = slim.decimals().max(decimals);
        Decimal::new(slim.rescaled(wanted)?, wanted)
    });
    whole.map_or_else(|| value.to_string(), |number| number.to_string())
}
