//! `kaocheng verify`: the claims of documents, recomputed. Exit code 0 when nothing disagrees, 1 when something does, 2 when
//! a file cannot be read.

mod terminal;

use super::file;
use ingest::claim::{Findings, Summary, verify};
use ingest::quantity::Day;
use ingest::{Document, Hints};
use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Bytes of a file from which one is told that it is being read.
const LONG_BYTES: u64 = 1 << 20;
/// Files deeper than this below a given folder are not looked for.
const FOLDER_DEPTH: usize = 8;

#[derive(clap::Args)]
pub(crate) struct Args {
    /// 要核验的文件或文件夹，可以写几个
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// 输出 JSON；几个文件时输出数组
    #[arg(long)]
    json: bool,
    /// 另存为网页：一边是原文，一边是结论
    #[arg(long, value_name = "文件.html")]
    html: Option<PathBuf>,
    /// 文字所说的日期，缺省从文字中找
    #[arg(long, value_name = "日期", value_parser = |text: &str| Day::parse(text).ok_or("日期要写成 2016-09-19 的样子"))]
    anchor: Option<Day>,
    /// 相符的也列出来
    #[arg(long)]
    all: bool,
}

/// One file and what was found.
struct Checked {
    document: Document,
    findings: Findings,
}

pub(crate) fn run(args: &Args) -> ExitCode {
    let mut files = Vec::new();
    for path in &args.files {
        collect(path, &mut files, FOLDER_DEPTH);
    }
    let folder = args.files.iter().any(|path| path.is_dir());
    let progress = std::io::stderr().is_terminal();
    let mut checked = Vec::new();
    let mut refused = 0_usize;
    for (at, path) in files.iter().enumerate() {
        let long = std::fs::metadata(path).is_ok_and(|metadata| metadata.len() > LONG_BYTES);
        if progress && (long || files.len() > 1) {
            eprint!("\r正在核验 {}/{} {}\x1b[K", at + 1, files.len(), path.display());
        }
        match check(path, args.anchor) {
            Ok(one) => checked.push(one),
            Err(_) => refused += 1,
        }
        if progress {
            eprint!("\r\x1b[K");
        }
    }
    if files.is_empty() {
        eprintln!("文件夹里没有可以核验的文件");
        return ExitCode::from(2);
    }
    let written = give_out(args, &checked, folder || files.len() > 1);
    let disagrees = checked.iter().any(|one| one.findings.summary().disagrees > 0);
    match (written, refused, disagrees) {
        (Err(code), ..) => code,
        (Ok(()), 1.., _) => ExitCode::from(2),
        (Ok(()), 0, true) => ExitCode::from(1),
        (Ok(()), 0, false) => ExitCode::SUCCESS,
    }
}

fn give_out(args: &Args, checked: &[Checked], many: bool) -> Result<(), ExitCode> {
    if let Some(path) = &args.html {
        let pairs: Vec<_> = checked.iter().map(|one| (&one.document, &one.findings)).collect();
        file::write(path, ingest::html_page::page(&pairs).as_bytes())?;
    }
    if checked.is_empty() {
        return Ok(());
    }
    let mut out = std::io::stdout().lock();
    let text = if args.json {
        let findings: Vec<&Findings> = checked.iter().map(|one| &one.findings).collect();
        match findings.as_slice() {
            [one] if !many => file::json(one),
            several => file::json(&several),
        }
    } else {
        let colour = std::io::stdout().is_terminal();
        let mut text: String = checked
            .iter()
            .map(|one| terminal::print(&one.document, &one.findings, colour, args.all))
            .collect();
        if checked.len() > 1 {
            text.push_str(&terminal::summary(checked.iter().map(|one| &one.findings)));
        }
        text
    };
    // A reader that has gone away wants no more; that is no failure of ours.
    let _ = writeln!(out, "{}", text.trim_end());
    Ok(())
}

fn check(path: &Path, anchor: Option<Day>) -> Result<Checked, ExitCode> {
    let bytes = file::read_document(path)?;
    let document = open(&path.display().to_string(), &bytes, anchor)?;
    let findings = verify(&document);
    Ok(Checked { document, findings })
}

/// Reads a document; a refusal is one clear sentence and exit code 2.
pub(super) fn open(name: &str, bytes: &[u8], anchor: Option<Day>) -> Result<Document, ExitCode> {
    let mut hints = Hints::named(name);
    hints.anchor = anchor.and_then(|day| {
        let (month, date) = (i8::try_from(day.month).ok()?, i8::try_from(day.day).ok()?);
        jiff::civil::Date::new(i16::try_from(day.year).ok()?, month, date).ok()
    });
    ingest::read(bytes, &hints).map_err(|refusal| {
        eprintln!("读不了 {name}：{refusal}");
        ExitCode::from(2)
    })
}

/// The files of a folder in the order of their names; hidden ones and other kinds are left out.
fn collect(path: &Path, files: &mut Vec<PathBuf>, depth: usize) {
    if !path.is_dir() {
        files.push(path.to_owned());
        return;
    }
    let Ok(entries) = std::fs::read_dir(path) else {
        files.push(path.to_owned()); // reading it says why
        return;
    };
    let mut inside: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    inside.sort();
    for path in inside {
        let hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(['.', '~']));
        let known = path.extension().is_some_and(|extension| {
            let extension = extension.to_string_lossy().to_lowercase();
            ["txt", "html", "htm", "docx", "xlsx", "pdf", "md"].contains(&extension.as_str())
        });
        if hidden {
            continue;
        }
        if path.is_dir() && depth > 0 {
            collect(&path, files, depth - 1);
        } else if known {
            files.push(path);
        }
    }
}

/// Adds two counts.
fn add(a: Summary, b: Summary) -> Summary {
    Summary {
        agrees: a.agrees + b.agrees,
        disagrees: a.disagrees + b.disagrees,
        unsupported: a.unsupported + b.unsupported,
        judged: a.judged + b.judged,
        damaged: a.damaged + b.damaged,
    }
}
