//! `kaocheng scheme draft`: an official form in Word, Excel, PDF, a web page or text → a draft scheme.

use crate::cli::file;
use ingest::document::{Block, BlockKind, Part};
use ingest::table::Table;
use ingest::{Document, Hints};
use rules::draft::Draft;
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(clap::Args)]
pub(crate) struct Args {
    /// 考核办法或考核表原件（docx、xlsx、pdf、网页或文本）
    file: PathBuf,
    /// 草稿写到哪个文件；不写则打印出来
    #[arg(short, long)]
    output: Option<PathBuf>,
    /// 考核年度；不写则用文件自己的年份
    #[arg(long)]
    year: Option<i32>,
    /// 结果用 JSON 表示
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &Args) -> ExitCode {
    if let Some(output) = args.output.as_ref().filter(|output| output.exists()) {
        eprintln!("{} 已经有了，没有改动；请换一个名字", output.display());
        return ExitCode::from(2);
    }
    let bytes = match file::read_bytes(&args.file) {
        Ok(bytes) => bytes,
        Err(code) => return code,
    };
    let name = args.file.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let document = match ingest::read(&bytes, &Hints::named(name)) {
        Ok(document) => document,
        Err(refusal) => {
            eprintln!("{refusal}");
            return ExitCode::from(2);
        }
    };
    let title = document.metadata.title.as_ref().map(|t| t.value.clone());
    let year = args.year.or_else(|| document.metadata.anchor.map(|day| i32::from(day.year())));
    let draft = rules::draft::draft(title.as_deref(), year, &lines(&document));
    if let Some(output) = &args.output
        && let Err(code) = file::write(output, draft.text.as_bytes())
    {
        return code;
    }
    if args.json {
        println!("{}", file::json(&draft));
    } else {
        if args.output.is_none() {
            print!("{}", draft.text);
        }
        report(&draft);
    }
    ExitCode::SUCCESS
}

fn report(draft: &Draft) {
    let all = draft.sentences.len();
    eprintln!(
        "找到 {} 项，写出 {} 条规则；涉及分值的话 {all} 处，读懂 {} 处。",
        draft.items,
        draft.lines,
        draft.understood()
    );
    for sentence in draft.sentences.iter().filter(|s| !s.understood) {
        eprintln!("  存疑【{}】{}", sentence.quote, sentence.doubt.as_deref().unwrap_or_default());
    }
    eprintln!("草稿要由人逐条核对；用 scheme check 检查，没有写明的地方会逐条提出。");
}

/// The paragraphs and table rows of the document proper; the cells of a row are apart by two blanks.
fn lines(document: &Document) -> Vec<String> {
    let mut out = Vec::new();
    for block in document.blocks.iter().filter(|block| block.part == Part::Body) {
        match &block.kind {
            BlockKind::Table(table) => out.extend(rows(document, table)),
            BlockKind::ListItem { marker, .. } => out.push(item(document, block, marker)),
            BlockKind::Heading { .. } | BlockKind::Paragraph => {
                out.extend(document.slice(block.span).lines().map(str::to_owned));
            }
        }
    }
    out
}

/// A word processor prints list numbers that do not stand in the text.
fn item(document: &Document, block: &Block, marker: &str) -> String {
    let text = document.slice(block.span);
    if text.starts_with(marker) { text.to_owned() } else { format!("{marker}{text}") }
}

fn rows(document: &Document, table: &Table) -> Vec<String> {
    (0..table.rows)
        .map(|row| {
            let cells: Vec<String> = table
                .row(row)
                .map(|cell| document.slice(cell.span).split_whitespace().collect::<Vec<_>>().join(" "))
                .filter(|text| !text.is_empty())
                .collect();
            cells.join("   ")
        })
        .collect()
}
