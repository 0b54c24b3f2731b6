//! Findings for a person at a terminal: the words of the document with the finding under them.

use crate::cli::file::plain;
use ingest::Document;
use ingest::claim::{ClaimRecord, Findings, Summary};
use std::fmt::Write as _;

/// Characters of the document shown around a quote.
const AROUND_CHARS: usize = 7;
/// A longer quote is shown by its end, where the published figure stands. With what stands around it, it fits 80 columns.
const QUOTE_CHARS: usize = 24;

/// What is said of one document. Claims that agree are only counted unless `all`.
pub(super) fn print(document: &Document, findings: &Findings, colour: bool, all: bool) -> String {
    let mut text = String::new();
    let title =
        document.metadata.title.as_ref().map_or(findings.source.as_str(), |title| title.value.as_str());
    let _ = writeln!(text, "{}　〔{}〕", plain(title), plain(&findings.source));
    let goals = if findings.goals.is_empty() {
        String::new()
    } else {
        format!("目标 {} 项；", findings.goals.len())
    };
    let _ = writeln!(text, "所说的日期 {}；{goals}{}", findings.anchor, counts(findings.summary()));
    if let Some(limited) = &findings.limited {
        let _ = writeln!(text, "注意：{limited}");
    }
    for note in &document.notes {
        let _ = writeln!(text, "注意：{}", plain(&note.message));
    }
    for claim in findings.claims.iter().filter(|claim| all || claim.verdict != "agrees") {
        text.push('\n');
        text.push_str(&one(document, claim, colour));
    }
    text.push('\n');
    text
}

/// Totals over several documents.
pub(super) fn summary<'f>(findings: impl Iterator<Item = &'f Findings>) -> String {
    let mut text = String::from("汇总\n");
    let mut total = Summary::default();
    let mut files = 0;
    for one in findings {
        let counted = one.summary();
        total = super::add(total, counted);
        files += 1;
        let _ = writeln!(text, "{}　{}", counts(counted), plain(&one.source));
    }
    let _ = writeln!(text, "共 {files} 个文件：{}", counts(total));
    text
}

fn counts(summary: Summary) -> String {
    format!(
        "相符 {}，不符 {}，无从核对 {}，评定值 {}，文字有损 {}",
        summary.agrees, summary.disagrees, summary.unsupported, summary.judged, summary.damaged
    )
}

fn one(document: &Document, claim: &ClaimRecord, colour: bool) -> String {
    let start = claim.start.max(claim.end.saturating_sub(QUOTE_CHARS));
    let before = line(document, start.saturating_sub(AROUND_CHARS), start, true);
    let quote = line(document, start, claim.end, false);
    let after = line(document, claim.end, claim.end + AROUND_CHARS, false);
    let after = after.split('\n').next().unwrap_or("").to_owned();
    let quote = quote.replace('\n', " ");
    let (on, off) = if colour { (paint(claim.verdict), "\x1b[0m") } else { ("", "") };
    let lead = if start > claim.start { "…" } else { "" };
    let mut text = format!("  {before}{lead}{on}{quote}{off}{after}\n");
    let indent = " ".repeat(2 + width(&before) + width(lead));
    let marks = "~".repeat(width(&quote).max(1));
    let _ = writeln!(text, "{indent}{on}{marks}{off}");
    let _ = writeln!(
        text,
        "  {on}{}{off} {}　[{} {}]",
        words(claim.verdict),
        plain(&claim.why),
        claim.kind,
        claim.code
    );
    if let Some(settle) = &claim.settle {
        let _ = writeln!(text, "  需要：{}", plain(settle));
    }
    text
}

/// The words of a span on one line; `tail` keeps what stands behind the last line break.
fn line(document: &Document, start: usize, end: usize, tail: bool) -> String {
    let words = document.slice(ingest::Span::new(start, end.min(document.text.chars())));
    let words = if tail { words.rsplit('\n').next().unwrap_or("") } else { words };
    plain(words)
}

fn words(verdict: &str) -> &'static str {
    match verdict {
        "agrees" => "相符",
        "disagrees" => "不符",
        "unsupported" => "无从核对",
        "judged" => "评定值",
        _ => "文字有损",
    }
}

fn paint(verdict: &str) -> &'static str {
    match verdict {
        "agrees" => "\x1b[32m",
        "disagrees" => "\x1b[1;31m",
        "damaged" => "\x1b[35m",
        _ => "\x1b[33m",
    }
}

/// Columns that a text takes on a terminal: Chinese characters and full-width marks take two.
fn width(text: &str) -> usize {
    text.chars().map(|c| if c.is_ascii() || matches!(c, '\u{a0}'..='\u{2ff}') { 1 } else { 2 }).sum()
}

#[cfg(test)]
mod tests {
    use super::width;

    #[test]
    fn marks_stand_under_chinese_words() {
        assert_eq!(width("完成66.5%"), 4 + 5);
        assert_eq!(width("　。"), 4);
    }
}
