//! What a page says about itself: index number, document number, issuer, dates, and the day its text speaks from.

mod anchor;
pub mod codes;
mod dates;
mod fields;
mod title;

use crate::document::{Block, BlockKind, Note, NoteKind, Part, Span, Whole};
use fields::Label;
use jiff::civil::Date;

/// A field and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed<T> {
    /// What it says.
    pub value: T,
    /// Where.
    pub span: Span,
}

/// What a page says about itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Metadata {
    /// Title of the document, without the name of the site.
    pub title: Option<Placed<String>>,
    /// 索引号, with what its check digits say.
    pub index_number: Option<Placed<IndexNumber>>,
    /// 文号 as printed, brackets put back where the page lost them.
    pub document_number: Option<Placed<String>>,
    /// 发布机构, 发布部门, 信息来源.
    pub issuer: Option<Placed<String>>,
    /// 成文日期: the date under the signature.
    pub signed: Option<Placed<Date>>,
    /// 发布日期, 公开日期, 发文日期.
    pub published: Option<Placed<Date>>,
    /// The day the text speaks from: years that the text leaves out are this day's year.
    pub anchor: Option<Date>,
}

/// An index number and what can be checked in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndexNumber {
    /// As printed, white space left out.
    pub text: String,
    /// What its first part is and whether its check digit holds.
    pub owner: codes::OwnerCode,
}

/// What the format or the caller says about the document, outside its text.
#[derive(Debug, Default)]
pub(crate) struct Named {
    /// Title.
    pub(crate) title: Option<String>,
    /// Date of publication, as words.
    pub(crate) published: Option<String>,
    /// Anchor that the caller knows.
    pub(crate) anchor: Option<Date>,
}

/// Reads the fields around the body, the title, and the dates, and settles the anchor. Marks the blocks of the fields.
pub(crate) fn read(blocks: &mut [Block], text: &Whole, named: &Named, notes: &mut Vec<Note>) -> Metadata {
    let found = fields::find(blocks, text);
    let first = |label: Label| found.iter().find(|field| field.label == label).map(|field| field.span);
    let mut metadata = Metadata {
        title: title::find(blocks, text, first(Label::Title), named.title.as_deref()),
        index_number: first(Label::IndexNumber).and_then(|span| index_number(text, span, notes)),
        document_number: first(Label::DocumentNumber).and_then(|span| document_number(text, span, notes)),
        issuer: first(Label::Issuer).map(|span| Placed { value: text.slice(span).trim().to_owned(), span }),
        signed: first(Label::Signed).and_then(|span| date_in(text, span)),
        published: found
            .iter()
            .filter(|field| field.label == Label::Published)
            .find_map(|field| date_in(text, field.span)),
        anchor: None,
    };
    if metadata.document_number.is_none() {
        metadata.document_number = number_under_title(blocks, text, metadata.title.as_ref());
    }
    if metadata.published.is_none() {
        let date = named.published.as_deref().and_then(dates::find);
        metadata.published = date.map(|found| Placed { value: found.date, span: Span::default() });
    }
    if metadata.signed.is_none() {
        metadata.signed = signature(blocks, text, notes);
    }
    let body = body_text(blocks, text);
    metadata.anchor = named.anchor.or_else(|| {
        let title = metadata.title.as_ref().map(|title| title.value.as_str());
        let day = |placed: &Option<Placed<Date>>| placed.as_ref().map(|placed| placed.value);
        anchor::of(title, &body, day(&metadata.signed), day(&metadata.published))
    });
    metadata
}

fn body_text(blocks: &[Block], text: &Whole) -> String {
    let mut body = String::new();
    for block in blocks.iter().filter(|block| block.part == Part::Body) {
        body.push_str(text.slice(block.span));
        body.push('\n');
    }
    body
}

fn date_in(text: &Whole, span: Span) -> Option<Placed<Date>> {
    let words = text.slice(span);
    let found = dates::find(words)?;
    Some(Placed { value: found.date, span: within(span, words, &found.bytes) })
}

/// The span of a byte range inside the words of a span.
fn within(span: Span, words: &str, bytes: &std::ops::Range<usize>) -> Span {
    let start = span.start + words.get(..bytes.start).map_or(0, |head| head.chars().count());
    let length = words.get(bytes.clone()).map_or(0, |inner| inner.chars().count());
    Span::new(start, start + length)
}

fn index_number(text: &Whole, span: Span, notes: &mut Vec<Note>) -> Option<Placed<IndexNumber>> {
    let printed: String = text.slice(span).chars().filter(|ch| !ch.is_whitespace()).collect();
    if !printed.chars().any(|ch| ch.is_ascii_digit()) {
        return None;
    }
    let owner = codes::judge_index(&printed);
    if let codes::OwnerCode::Wrong { expected } = owner {
        let message = format!("索引号“{printed}”的机构代码校验位不符，按国家标准应为 {expected}");
        notes.push(Note::at(NoteKind::Field, span, message));
    }
    Some(Placed { value: IndexNumber { text: printed, owner }, span })
}

/// 〔2016〕83号 with its issuer's words in front; brackets that a page lost are put back if only one reading is left.
fn document_number(text: &Whole, span: Span, notes: &mut Vec<Note>) -> Option<Placed<String>> {
    let printed: String = text.slice(span).chars().filter(|ch| !ch.is_whitespace()).collect();
    if !printed.chars().any(|ch| ch.is_ascii_digit()) {
        return None;
    }
    let standard = printed.replace(['[', '(', '（', '［'], "〔").replace([']', ')', '）', '］'], "〕");
    if standard.contains('〔') != standard.contains('〕') {
        notes.push(Note::at(NoteKind::Field, span, format!("文号“{printed}”的括号不全，年份和序号分不开")));
        return Some(Placed { value: printed, span });
    }
    Some(Placed { value: standard, span })
}

/// The document number on a line of its own near the title: 江政发〔2026〕3号.
fn number_under_title(
    blocks: &[Block],
    text: &Whole,
    title: Option<&Placed<String>>,
) -> Option<Placed<String>> {
    let near = title.map_or(0, |title| blocks.partition_point(|block| block.span.start < title.span.start));
    blocks.iter().skip(near.saturating_sub(4)).take(10).find_map(|block| {
        let words = text.slice(block.span).trim();
        let number = block.span.len() <= 30
            && words.ends_with('号')
            && words.contains(['〔', '[', '［', '〕'])
            && !matches!(block.kind, BlockKind::Table(_));
        number.then(|| Placed { value: words.to_owned(), span: block.span })
    })
}

/// The date under the signature: the last line of the body that is a date and nothing else.
fn signature(blocks: &[Block], text: &Whole, notes: &mut Vec<Note>) -> Option<Placed<Date>> {
    let lines = blocks.iter().rev().filter(|block| !matches!(block.kind, BlockKind::Table(_)));
    for block in lines.filter(|block| block.part == Part::Body && block.span.len() <= 60) {
        let words = text.slice(block.span);
        let Some(found) = dates::alone(words) else { continue };
        let span = within(block.span, words, &found.bytes);
        if found.damaged {
            let message = format!("落款日期“{}”丢了年月分隔，只能读作 {}", text.slice(span), found.date);
            notes.push(Note::at(NoteKind::Damage, span, message));
        }
        return Some(Placed { value: found.date, span });
    }
    None
}
