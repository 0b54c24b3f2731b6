//! The two sides of a document's page: its blocks, and the findings beside them.

use app::document::{Block, BlockKind, Cell, ClaimRecord, Document, Part, Span, Table};

use super::marks::{Marks, VERDICTS, class};
use crate::view::verify::{DocBlock, DocCell, DocFinding};

/// Blocks of a document that one page shows.
const MOST_BLOCKS: usize = 3_000;
/// Cells of all tables that one page shows.
const MOST_CELLS: usize = 20_000;
/// Empty places of one row that are drawn.
const MOST_EMPTY: usize = 64;

/// The document as the page shows it, and how many blocks of it were left out.
pub(super) struct Text {
    pub(super) blocks: Vec<DocBlock>,
    /// Blocks that are no part of the document: menus, second printings.
    pub(super) foreign: usize,
    /// Blocks for which there was no room.
    pub(super) cut: usize,
}

/// The address on which a place is corrected; empty when it is not asked for.
pub(super) type Fix<'f> = &'f dyn Fn(Span) -> String;

/// The document's side.
pub(super) fn text(document: &Document, marks: &Marks<'_>, fix: Fix<'_>) -> Text {
    let mut text = Text { blocks: Vec::new(), foreign: 0, cut: 0 };
    let mut cells = 0;
    for block in &document.blocks {
        if !matches!(block.part, Part::Body | Part::Fields) {
            text.foreign += 1;
            continue;
        }
        if let BlockKind::Table(table) = &block.kind {
            cells += table.cells.len();
        }
        if text.blocks.len() >= MOST_BLOCKS || cells > MOST_CELLS {
            text.cut += 1;
            continue;
        }
        text.blocks.push(shown(document, block, marks, fix));
    }
    text
}

fn shown(document: &Document, block: &Block, marks: &Marks<'_>, fix: Fix<'_>) -> DocBlock {
    let kind = match &block.kind {
        BlockKind::Table(table) => {
            let rows = rows(document, table, marks, fix);
            return DocBlock { kind: "table", rows, ..DocBlock::default() };
        }
        BlockKind::Heading { level: 0 } => "title",
        BlockKind::Heading { .. } => "heading",
        BlockKind::Paragraph | BlockKind::ListItem { .. } => "text",
    };
    let mut pieces = marks.pieces(block.span);
    if let (BlockKind::ListItem { marker, .. }, Some(first)) = (&block.kind, pieces.first_mut())
        && !first.text.starts_with(marker.as_str())
    {
        first.text.insert_str(0, marker);
    }
    DocBlock { kind, pieces, rows: Vec::new(), correct: fix(block.span) }
}

fn rows(document: &Document, table: &Table, marks: &Marks<'_>, fix: Fix<'_>) -> Vec<Vec<DocCell>> {
    let width = table.columns.len();
    // By column: first row in which the place is free again.
    let mut free_from = vec![0; width];
    let mut rows = Vec::with_capacity(table.rows);
    for row in 0..table.rows {
        let mut line = Vec::new();
        let (mut column, mut empty) = (0, 0);
        let mut cells = table.row(row).peekable();
        while column < width {
            if free_from.get(column).is_some_and(|&free| free > row) {
                column += 1;
            } else if let Some(found) = cells.next_if(|cell| cell.column <= column) {
                let end = found.column + found.column_span.max(1);
                for free in free_from.iter_mut().take(end).skip(found.column) {
                    *free = row + found.row_span.max(1);
                }
                line.push(cell(document, found, row < table.head_rows, marks, fix));
                column = end.max(column + 1);
            } else {
                empty += 1;
                if empty <= MOST_EMPTY {
                    line.push(DocCell::default());
                }
                column += 1;
            }
        }
        rows.push(line);
    }
    rows
}

fn cell(document: &Document, cell: &Cell, head: bool, marks: &Marks<'_>, fix: Fix<'_>) -> DocCell {
    let words = document.slice(cell.span).trim();
    let figure = words.chars().any(|ch| ch.is_ascii_digit())
        && words.chars().all(|ch| ch.is_ascii_digit() || ".,%-—/ ".contains(ch));
    let kind = match (head, cell.hidden, figure) {
        (_, true, _) => "off",
        (true, ..) => "doc-head",
        (_, _, true) => "num",
        _ => "",
    };
    DocCell {
        pieces: marks.pieces(cell.span),
        row_span: cell.row_span,
        column_span: cell.column_span,
        kind,
        correct: if cell.span.is_empty() { String::new() } else { fix(cell.span) },
    }
}

/// One finding as it stands beside the document.
pub(super) fn finding(number: usize, claim: &ClaimRecord, correct: String) -> DocFinding {
    let mut lines = vec![claim.why.clone()];
    match (&claim.published, &claim.recomputed) {
        (Some(published), Some(recomputed)) => {
            lines.push(format!("原文 {published}，重算 {recomputed}"));
        }
        (Some(published), None) => lines.push(format!("原文 {published}")),
        (None, Some(recomputed)) => lines.push(format!("重算 {recomputed}")),
        (None, None) => {}
    }
    if !claim.inputs.is_empty() {
        lines.push(format!("依据 {}", claim.inputs.join("、")));
    }
    if let Some(settle) = claim.settle.as_deref().filter(|settle| !settle.is_empty()) {
        lines.push(format!("还需 {settle}"));
    }
    let word = VERDICTS.iter().find(|(code, ..)| *code == claim.verdict).map_or("", |(.., word)| word);
    DocFinding {
        number,
        verdict: class(claim.verdict),
        word: word.to_owned(),
        claim: claim.quote.clone(),
        lines,
        facts: Vec::new(),
        correct,
    }
}

/// The cell or paragraph that holds a place, as it is corrected.
pub(super) fn holder(document: &Document, at: usize) -> Option<Span> {
    let next = document.blocks.partition_point(|block| block.span.start <= at);
    let block = next.checked_sub(1).and_then(|index| document.blocks.get(index))?;
    match &block.kind {
        BlockKind::Table(table) => {
            table.cells.iter().map(|cell| cell.span).find(|span| span.start <= at && at < span.end)
        }
        _ => (at < block.span.end).then_some(block.span),
    }
}
