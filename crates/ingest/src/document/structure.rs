//! From blocks as a format gives them to blocks as a person sees them: flattened tables rebuilt, heads read, furniture,
//! fields and second printings told from the body, headings by their numbering.

use super::{Block, BlockKind, Document, Draft, Note, NoteKind, Part, Whole, copies, furniture};
use crate::format::{Format, Hints};
use crate::metadata;
use crate::table::{self, Line, Origin};

/// Understands a draft.
pub(crate) fn finish(mut draft: Draft, format: Format, hints: &Hints) -> Document {
    let text = Whole::new(draft.take_text());
    let mut notes = draft.notes;
    let mut blocks = rebuild_tables(draft.blocks, &text, &mut notes);
    for block in &mut blocks {
        if let BlockKind::Table(table) = &mut block.kind
            && !matches!(table.origin, Origin::Rebuilt(_))
        {
            if format == Format::Text {
                crate::text::clipboard::merge_head(table, &text);
            }
            table::head::read(table, &text);
            if format == Format::Text {
                crate::text::clipboard::merge_empty(table);
            }
        }
    }
    furniture::spam(&mut blocks, &text, &mut notes);
    furniture::mark(&mut blocks, &text);
    copies::mark(&mut blocks, &text, &mut notes);
    let named = metadata::Named { title: draft.title, published: draft.published, anchor: hints.anchor };
    let metadata = metadata::read(&mut blocks, &text, &named, &mut notes);
    headings(&mut blocks, &text, metadata.title.as_ref().map(|title| title.span.start));
    Document { source: hints.name.clone().unwrap_or_default(), format, text, blocks, metadata, notes }
}

/// Puts tables together again in every run of paragraphs.
fn rebuild_tables(blocks: Vec<Block>, text: &Whole, notes: &mut Vec<Note>) -> Vec<Block> {
    let mut result = Vec::with_capacity(blocks.len());
    let mut run: Vec<Block> = Vec::new();
    for block in blocks {
        if matches!(block.kind, BlockKind::Paragraph | BlockKind::ListItem { .. }) {
            run.push(block);
        } else {
            result.extend(rebuild_run(std::mem::take(&mut run), text, notes));
            result.push(block);
        }
    }
    result.extend(rebuild_run(run, text, notes));
    result
}

fn rebuild_run(run: Vec<Block>, text: &Whole, notes: &mut Vec<Note>) -> Vec<Block> {
    let lines: Vec<Line<'_>> =
        run.iter().map(|block| Line { at: block.span.start, words: text.slice(block.span) }).collect();
    let found = table::rebuild(&lines);
    if found.is_empty() {
        return run;
    }
    let mut result = Vec::with_capacity(run.len());
    let mut run = run.into_iter().enumerate().peekable();
    for found in found {
        while let Some((_, block)) = run.next_if(|(index, _)| *index < found.lines.start) {
            result.push(block);
        }
        while run.next_if(|(index, _)| *index < found.lines.end).is_some() {}
        if let Origin::Rebuilt(confidence) = found.table.origin {
            let rows = found.table.rows - found.table.head_rows;
            let message = format!("表格线已丢失，{}，共 {rows} 行，把握：{}", found.how, confidence.words());
            notes.push(Note::at(NoteKind::Rebuilt, found.table.span, message));
        }
        let span = found.table.span;
        result.push(Block { span, part: Part::Body, kind: BlockKind::Table(Box::new(found.table)) });
    }
    result.extend(run.map(|(_, block)| block));
    result
}

/// Longest line that its numbering makes a heading.
const LONGEST_HEADING: usize = 50;

/// Short numbered lines are headings; the title is the heading of all.
fn headings(blocks: &mut [Block], text: &Whole, title: Option<usize>) {
    for block in blocks.iter_mut() {
        if !matches!(block.kind, BlockKind::Paragraph) || block.part != Part::Body {
            continue;
        }
        if Some(block.span.start) == title {
            block.kind = BlockKind::Heading { level: 0 };
            continue;
        }
        let words = text.slice(block.span).trim();
        if block.span.len() > LONGEST_HEADING || words.ends_with(['。', ';', '；', ',', '，']) {
            continue;
        }
        if let Some(level) = table::numbering(words).and_then(|(style, _)| style.heading_level()) {
            block.kind = BlockKind::Heading { level };
        }
    }
}
