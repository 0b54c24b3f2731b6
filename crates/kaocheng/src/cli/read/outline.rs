//! A document as `read` gives it out: metadata, blocks, goals, figures, remarks.

use ingest::document::{BlockKind, Part};
use ingest::goal::GoalRecord;
use ingest::quantity::{Day, Scan, ScanRecord};
use serde::Serialize;
use std::fmt::Write as _;

/// A whole document.
#[derive(Serialize)]
pub(super) struct Outline {
    source: String,
    format: String,
    anchor: Option<String>,
    title: Option<String>,
    index_number: Option<String>,
    document_number: Option<String>,
    issuer: Option<String>,
    published: Option<String>,
    signed: Option<String>,
    blocks: Vec<BlockRecord>,
    pub(super) goals: Vec<GoalRecord>,
    #[serde(flatten)]
    figures: ScanRecord,
    notes: Vec<NoteRecord>,
}

#[derive(Serialize)]
struct BlockRecord {
    kind: &'static str,
    part: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    level: Option<u8>,
    start: usize,
    end: usize,
    text: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    rows: Vec<Vec<String>>,
}

#[derive(Serialize)]
struct NoteRecord {
    code: &'static str,
    message: String,
    start: Option<usize>,
    end: Option<usize>,
}

/// Takes a document apart for output.
pub(super) fn of(document: &ingest::Document) -> Outline {
    let metadata = &document.metadata;
    let (figures, limited) = figures(document);
    let limited = limited.then(|| NoteRecord {
        code: "limited",
        message: format!("数字超过{}个的上限，只列出前面的。", figures.items.len() + figures.ignore.len()),
        start: None,
        end: None,
    });
    Outline {
        source: document.source.clone(),
        format: document.format.to_string(),
        anchor: metadata.anchor.map(|day| day.to_string()),
        title: metadata.title.as_ref().map(|placed| placed.value.clone()),
        index_number: metadata.index_number.as_ref().map(|placed| placed.value.text.clone()),
        document_number: metadata.document_number.as_ref().map(|placed| placed.value.clone()),
        issuer: metadata.issuer.as_ref().map(|placed| placed.value.clone()),
        published: metadata.published.as_ref().map(|placed| placed.value.to_string()),
        signed: metadata.signed.as_ref().map(|placed| placed.value.to_string()),
        blocks: blocks(document),
        goals: ingest::goal::records(document),
        figures,
        notes: document
            .notes
            .iter()
            .map(|note| NoteRecord {
                code: note.kind.code(),
                message: note.message.clone(),
                start: note.span.map(|span| span.start),
                end: note.span.map(|span| span.end),
            })
            .chain(limited)
            .collect(),
    }
}

/// The figures of the whole text, and whether there were more than are read.
fn figures(document: &ingest::Document) -> (ScanRecord, bool) {
    let anchor = document.metadata.anchor.map(|date| Day {
        year: date.year().unsigned_abs(),
        month: date.month().unsigned_abs(),
        day: date.day().unsigned_abs(),
    });
    let found: Scan = ingest::quantity::scan(document.text.as_str(), anchor.unwrap_or_else(super::today));
    (ingest::quantity::record(document.text.as_str(), &found), found.limited)
}

fn blocks(document: &ingest::Document) -> Vec<BlockRecord> {
    document
        .blocks
        .iter()
        .map(|block| {
            let (kind, level, rows) = match &block.kind {
                BlockKind::Heading { level } => ("heading", Some(*level), Vec::new()),
                BlockKind::Paragraph => ("paragraph", None, Vec::new()),
                BlockKind::ListItem { level, .. } => ("list_item", Some(*level), Vec::new()),
                BlockKind::Table(table) => ("table", None, grid(document, table)),
            };
            BlockRecord {
                kind,
                part: part(block.part),
                level,
                start: block.span.start,
                end: block.span.end,
                text: if rows.is_empty() { document.slice(block.span).to_owned() } else { String::new() },
                rows,
            }
        })
        .collect()
}

fn grid(document: &ingest::Document, table: &ingest::table::Table) -> Vec<Vec<String>> {
    (0..table.rows)
        .map(|row| table.row(row).map(|cell| document.slice(cell.span).trim().to_owned()).collect())
        .collect()
}

fn part(part: Part) -> &'static str {
    match part {
        Part::Body => "body",
        Part::Fields => "fields",
        Part::Furniture => "furniture",
        Part::Spam => "spam",
        Part::Copy => "copy",
    }
}

/// The same for a person: goals with their figures and answers, or the figures when there are no goals.
pub(super) fn print(outline: &Outline) -> String {
    let mut text = String::new();
    let title = outline.title.as_deref().unwrap_or(&outline.source);
    let _ = writeln!(text, "{title}（{}）", outline.format);
    if let Some(anchor) = &outline.anchor {
        let _ = writeln!(text, "所说的日期：{anchor}");
    }
    for note in &outline.notes {
        let _ = writeln!(text, "注意：{}", note.message);
    }
    for goal in &outline.goals {
        let number = goal.number.as_deref().unwrap_or("·");
        let name = goal.name.as_deref().unwrap_or("");
        let points = goal.points.as_ref().map_or(String::new(), |points| format!("（{points}）"));
        let _ = writeln!(text, "\n{number} {name}{points}");
        for part in &goal.parts {
            let completion = part.completion.as_ref().map_or(String::new(), |c| format!("　完成率：{c}"));
            let _ = writeln!(text, "   {}{completion}", shortened(&part.text));
            for figure in &part.figures {
                let answer =
                    figure.answer.as_ref().map_or("（没有对应的数）", |answer| answer.text.as_str());
                let _ = writeln!(text, "      {} {} → {answer}", role(figure.role), figure.text);
            }
        }
    }
    if outline.goals.is_empty() {
        for item in &outline.figures.items {
            let _ = writeln!(text, "{}\t{}\t{}", item.place.text, item.kind, item.value);
        }
    }
    text
}

fn role(code: &str) -> &'static str {
    match code {
        "challenge" => "挑战目标",
        "superior" => "上级下达",
        "base" => "基数",
        "growth" => "增幅",
        _ => "目标",
    }
}

fn shortened(text: &str) -> String {
    let mut words: String = text.chars().take(60).collect();
    if words.len() < text.len() {
        words.push('…');
    }
    words
}
