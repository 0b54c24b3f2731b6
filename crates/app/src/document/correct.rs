//! Correcting what was misread: a cell or a paragraph at a time, kept with who and when; findings follow.

use std::sync::Arc;

use assessment::{DocumentId, Role};
use ingest::document::{BlockKind, Part};
use ingest::{Document, Span};
use store::CorrectionRow;

use super::reading::{self, Counts};
use crate::{App, Error, Person, Result};

/// Characters of one correction.
pub const LONGEST_CORRECTION: usize = 2_000;

/// A place that can be corrected: a cell or a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Where.
    pub span: Span,
    /// 单元格 or 段落.
    pub what: &'static str,
    /// What was read there.
    pub words: String,
}

/// The cell or paragraph with exactly this span.
pub fn correctable(document: &Document, span: Span) -> Option<Place> {
    let at = |what| Some(Place { span, what, words: document.slice(span).to_owned() });
    if span.is_empty() {
        return None;
    }
    for block in document.blocks.iter().filter(|block| matches!(block.part, Part::Body | Part::Fields)) {
        match &block.kind {
            BlockKind::Table(table) if table.cells.iter().any(|cell| cell.span == span) => {
                return at("单元格");
            }
            _ if block.span == span => return at("段落"),
            _ => {}
        }
    }
    None
}

/// Puts other words at a place of the reading that the person saw, and checks the document again.
pub async fn correct(
    app: &App,
    by: &Person,
    id: DocumentId,
    seen: i64,
    span: Span,
    words: &str,
) -> Result<()> {
    super::require_hand(by)?;
    let opened = super::get(app, by, id, None).await?;
    by.actor.require_any(&[Role::Clerk, Role::Officer], opened.row.unit)?;
    if seen != opened.version {
        return Err(conflict(opened.version));
    }
    let place = correctable(&opened.reading.document, span)
        .ok_or(Error::NotFound("原文中的这一处；文档可能刚被更正，请刷新后再选"))?;
    let words = cleaned(words)?;
    if words == place.words {
        return Err(Error::field("words", "与读出的文字相同，没有可更正的"));
    }
    let before = Arc::clone(&opened.reading);
    let reading = reading::corrected(app, &opened.row.name, before, span, words.clone()).await?;
    let counts = Counts::of(&reading.findings);
    let number = |at: usize| i64::try_from(at).unwrap_or(i64::MAX);
    let correction = CorrectionRow {
        number: opened.version + 1,
        start: number(span.start),
        end: number(span.end),
        printed: place.words,
        words,
        author: by.account(),
        at: app.now(),
    };
    let mut change = app.store.change(app.tenant, app.now()).await?;
    let now = number(change.list_corrections(id).await?.len());
    if now != seen {
        return Err(conflict(now));
    }
    change.append_correction(id, &correction, &counts.to_text()).await?;
    let offers = super::offer::of_reading(&reading, &opened.catalogue, correction.number);
    change.add_offers(id, opened.row.unit, &offers).await?;
    let detail = format!("{}: {}-{}", correction.number, correction.start, correction.end);
    change.audit(by.audit("document.correct", super::subject(id), detail));
    change.commit().await?;
    Ok(())
}

fn conflict(now: i64) -> Error {
    Error::Conflict {
        text: "这份文档刚被他人更正，您的更正没有保存；请看现在的文字，再决定是否更正".to_owned(),
        now,
    }
}

/// Words as they are kept: line ends of one kind, nothing unprintable.
fn cleaned(words: &str) -> Result<String> {
    let words: String = words
        .replace("\r\n", "\n")
        .chars()
        .filter(|ch| *ch == '\n' || *ch == '\t' || !ch.is_control())
        .collect();
    let words = words.trim();
    if words.is_empty() {
        return Err(Error::field("words", "请写下原文中的文字；更正不能为空"));
    }
    let length = words.chars().count();
    if length > LONGEST_CORRECTION {
        let text = format!("一处更正最多{LONGEST_CORRECTION}字，现有{length}字，请分几处更正");
        return Err(Error::field("words", text));
    }
    Ok(words.to_owned())
}
