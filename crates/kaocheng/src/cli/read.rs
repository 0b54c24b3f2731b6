//! `kaocheng read`: the figures of lines of text, or a whole document with its blocks and goals.

mod outline;

use super::file;
use ingest::quantity::{Day, Scan, record, scan_into};
use std::io::{BufRead, BufWriter, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

#[derive(clap::Args)]
pub(crate) struct Args {
    /// 要读的文件；不写或写 - 时读标准输入
    file: Option<PathBuf>,
    /// 每行是一段文字，每行输出一个 JSON
    #[arg(long)]
    lines: bool,
    /// 输出 JSON
    #[arg(long)]
    json: bool,
    /// 文字所说的日期，如 2016-09-19；缺省从文字中找
    #[arg(long, value_name = "日期", value_parser = day)]
    anchor: Option<Day>,
    /// 把目标另存为合并单元格的表格
    #[arg(long, value_name = "文件.xlsx")]
    table: Option<PathBuf>,
}

fn day(text: &str) -> Result<Day, String> {
    Day::parse(text).ok_or_else(|| "日期要写成 2016-09-19 的样子".to_owned())
}

/// The day a text speaks from when nothing says so: the last day of the last full year would be a guess, so today.
fn today() -> Day {
    let date = jiff::Timestamp::from_millisecond(crate::clock::now())
        .unwrap_or(jiff::Timestamp::UNIX_EPOCH)
        .to_zoned(jiff::tz::TimeZone::UTC)
        .date();
    let month = date.month().unsigned_abs();
    let day = date.day().unsigned_abs();
    Day { year: date.year().unsigned_abs(), month, day }
}

pub(crate) fn run(args: &Args) -> ExitCode {
    let input = args.file.as_deref().filter(|path| *path != Path::new("-"));
    if args.lines {
        return match lines(input, args.anchor.unwrap_or_else(today)) {
            Ok(()) => ExitCode::SUCCESS,
            Err(code) => code,
        };
    }
    match document(input, args) {
        Ok(()) => ExitCode::SUCCESS,
        Err(code) => code,
    }
}

/// Each input line is one text, each output line one JSON object.
fn lines(input: Option<&Path>, anchor: Day) -> Result<(), ExitCode> {
    let bytes = match input {
        Some(path) => Box::new(std::io::Cursor::new(file::read_bytes(path)?)) as Box<dyn BufRead>,
        None => Box::new(std::io::stdin().lock()),
    };
    let mut out = BufWriter::new(std::io::stdout().lock());
    let mut found = Scan::default();
    for line in bytes.split(b'\n') {
        let line = line.map_err(|error| failed(&error))?;
        let text = String::from_utf8_lossy(line.strip_suffix(b"\r").unwrap_or(&line));
        scan_into(&text, anchor, &mut found);
        if writeln!(out, "{}", file::json(&record(&text, &found))).is_err() {
            break; // the reader has gone: nothing is left to say
        }
    }
    out.flush().or(Ok(()))
}

fn failed(error: &std::io::Error) -> ExitCode {
    eprintln!("标准输入读不了：{error}");
    ExitCode::from(2)
}

fn document(input: Option<&Path>, args: &Args) -> Result<(), ExitCode> {
    let (name, bytes) = if let Some(path) = input {
        (path.display().to_string(), file::read_document(path)?)
    } else {
        let mut bytes = Vec::new();
        std::io::stdin().lock().read_to_end(&mut bytes).map_err(|error| failed(&error))?;
        ("标准输入".to_owned(), bytes)
    };
    let document = super::verify::open(&name, &bytes, args.anchor)?;
    let outline = outline::of(&document);
    if let Some(path) = &args.table {
        let book = ingest::table_book::workbook(&document, &outline.goals).map_err(|error| {
            eprintln!("{error}");
            ExitCode::from(2)
        })?;
        file::write(path, &book)?;
    }
    let text = if args.json { file::json(&outline) } else { file::plain(&outline::print(&outline)) };
    let _ = writeln!(std::io::stdout().lock(), "{text}");
    Ok(())
}
