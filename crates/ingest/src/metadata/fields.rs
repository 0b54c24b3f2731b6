//! Fields that pages print around the body: 索引号, 发布机构, 文号. A label and its value stand on one line, on two lines,
//! several pairs on one line, or in the cells of a table.

use crate::document::{Block, BlockKind, Part, Span, Whole};
use crate::table::Table;

/// A field that is understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Label {
    IndexNumber,
    DocumentNumber,
    Issuer,
    Signed,
    Published,
    Title,
    /// Known as a label, of no use here.
    Other,
}

/// Labels by their words; longer ones first where one begins another.
const LABELS: &[(&str, Label)] = &[
    ("索引号", Label::IndexNumber),
    ("信息索引", Label::IndexNumber),
    ("发文字号", Label::DocumentNumber),
    ("发文文号", Label::DocumentNumber),
    ("文件编号", Label::DocumentNumber),
    ("文号", Label::DocumentNumber),
    ("发布机构", Label::Issuer),
    ("发布部门", Label::Issuer),
    ("发布单位", Label::Issuer),
    ("发文机关", Label::Issuer),
    ("发文单位", Label::Issuer),
    ("信息来源", Label::Issuer),
    ("来源", Label::Issuer),
    ("成文日期", Label::Signed),
    ("生成日期", Label::Signed),
    ("公开日期", Label::Published),
    ("发布日期", Label::Published),
    ("发布时间", Label::Published),
    ("发文日期", Label::Published),
    ("公布日期", Label::Published),
    ("印发日期", Label::Published),
    ("发表于", Label::Published),
    ("名称", Label::Title),
    ("标题", Label::Title),
    ("施行日期", Label::Other),
    ("生效日期", Label::Other),
    ("效力级别", Label::Other),
    ("公开方式", Label::Other),
    ("公开范围", Label::Other),
    ("主题分类", Label::Other),
    ("主题词", Label::Other),
    ("关键词", Label::Other),
    ("时效性", Label::Other),
    ("时效", Label::Other),
    ("有效性", Label::Other),
    ("有效期", Label::Other),
    ("组配分类", Label::Other),
    ("体裁分类", Label::Other),
    ("信息分类", Label::Other),
    ("分类", Label::Other),
    ("责任部门", Label::Other),
    ("公开责任部门", Label::Other),
    ("浏览次数", Label::Other),
    ("点击数", Label::Other),
    ("文件下载", Label::Other),
    ("字号", Label::Other),
    ("作者", Label::Other),
];

/// A field and its value.
#[derive(Debug, Clone)]
pub(crate) struct Found {
    pub(crate) label: Label,
    pub(crate) span: Span,
}

/// Longest line that can hold fields.
const LONGEST: usize = 160;

/// Finds the fields and marks their blocks.
pub(crate) fn find(blocks: &mut [Block], text: &Whole) -> Vec<Found> {
    let mut found = Vec::new();
    // A label whose value is on the next line.
    let mut waiting: Option<Label> = None;
    for block in blocks.iter_mut() {
        if let BlockKind::Table(table) = &block.kind {
            waiting = None;
            if let Some(fields) = in_table(table, text) {
                found.extend(fields);
                block.part = Part::Fields;
            }
            continue;
        }
        let words = text.slice(block.span);
        if block.span.len() > LONGEST {
            waiting = None;
            continue;
        }
        let pairs = on_line(words);
        if pairs.is_empty() {
            if let Some(label) = waiting.take()
                && block.span.len() <= 60
                && plausible(label, words)
            {
                if label != Label::Other {
                    found.push(Found { label, span: block.span });
                }
                block.part = Part::Fields;
            }
            continue;
        }
        waiting = None;
        block.part = Part::Fields;
        for (label, bytes) in &pairs {
            let value = words.get(bytes.clone()).unwrap_or_default();
            if value.is_empty() {
                waiting = Some(*label);
                continue;
            }
            waiting = None;
            let at = block.span.start + words.get(..bytes.start).map_or(0, |head| head.chars().count());
            found.push(Found { label: *label, span: Span::new(at, at + value.chars().count()) });
        }
    }
    found
}

/// Whether words on the line below can be a label's value.
fn plausible(label: Label, words: &str) -> bool {
    match label {
        Label::IndexNumber | Label::DocumentNumber => words.chars().any(|ch| ch.is_ascii_digit()),
        Label::Signed | Label::Published => super::dates::find(words).is_some(),
        Label::Issuer | Label::Title => !words.contains('。'),
        Label::Other => words.chars().count() <= 8,
    }
}

/// Label and value pairs, if the line opens with a label. `索引号 0143… 发布机构 市商务局`.
fn on_line(line: &str) -> Vec<(Label, std::ops::Range<usize>)> {
    let mut marks: Vec<(Label, std::ops::Range<usize>)> = Vec::new();
    let mut at = 0;
    let mut at_start = true;
    while let Some(rest) = line.get(at..).filter(|rest| !rest.is_empty()) {
        if at_start && let Some((label, length)) = label_at(rest) {
            marks.push((label, at..at + length));
            at += length;
            continue;
        }
        let Some(ch) = rest.chars().next() else { break };
        at_start = ch.is_whitespace() || matches!(ch, '【' | '|' | '[' | ':' | '：');
        at += ch.len_utf8();
    }
    let opens = marks
        .first()
        .is_some_and(|(_, range)| line.get(..range.start).is_some_and(|head| head.trim().is_empty()));
    if !opens {
        return Vec::new();
    }
    let ends: Vec<usize> = marks.iter().skip(1).map(|(_, range)| range.start).chain([line.len()]).collect();
    let trim =
        |ch: char| ch.is_whitespace() || matches!(ch, '【' | '】' | '|' | '[' | ']' | ':' | '：' | '?');
    marks
        .into_iter()
        .zip(ends)
        .map(|((label, range), end)| {
            let raw = line.get(range.end..end).unwrap_or_default();
            let value = raw.trim_matches(trim);
            let start = raw.find(value).map_or(range.end, |lead| range.end + lead);
            (label, start..start + value.len())
        })
        .collect()
}

/// A label in front of the words, with its colon; a label without colon must stand apart.
fn label_at(rest: &str) -> Option<(Label, usize)> {
    let (words, label) =
        LABELS.iter().filter(|(words, _)| rest.starts_with(words)).max_by_key(|(words, _)| words.len())?;
    let after = rest.get(words.len()..)?;
    match after.chars().next() {
        None => Some((*label, words.len())),
        Some(ch @ (':' | '：')) => Some((*label, words.len() + ch.len_utf8())),
        Some(ch) if ch.is_whitespace() => Some((*label, words.len())),
        Some(_) => None,
    }
}

/// A small table of labels and values.
fn in_table(table: &Table, text: &Whole) -> Option<Vec<Found>> {
    if table.cells.len() > 60 {
        return None;
    }
    let mut found = Vec::new();
    let mut labels = 0;
    let mut index = false;
    for (place, cell) in table.cells.iter().enumerate() {
        let words = text.slice(cell.span).trim();
        let pairs = on_line(words);
        let [(label, value)] = pairs.as_slice() else { continue };
        labels += 1;
        index |= *label == Label::IndexNumber || *label == Label::DocumentNumber;
        if value.is_empty() {
            let next = table.cells.get(place + 1).filter(|next| next.row == cell.row);
            if let Some(next) = next.filter(|next| !text.slice(next.span).trim().is_empty()) {
                found.push(Found { label: *label, span: next.span });
            }
        } else {
            let lead = text.slice(cell.span).find(words).unwrap_or(0) + value.start;
            let at =
                cell.span.start + text.slice(cell.span).get(..lead).map_or(0, |head| head.chars().count());
            let length = words.get(value.clone()).map_or(0, |value| value.chars().count());
            found.push(Found { label: *label, span: Span::new(at, at + length) });
        }
    }
    (labels >= 2 && index).then_some(found)
}
