//! The document as it reads: headings, paragraphs, tables with their merged cells; what is not part of it folded away.

use super::{marks, push};
use crate::claim::Findings;
use crate::document::{Block, BlockKind, Document, Part, Span};
use crate::table::{Cell, Table};

/// Writes the document.
pub(super) fn write(html: &mut String, number: usize, document: &Document, found: &Findings) {
    let mut folded: Vec<&Block> = Vec::new();
    for block in &document.blocks {
        if matches!(block.part, Part::Body | Part::Fields) {
            fold(html, number, document, found, &mut folded);
            write_block(html, number, document, found, block);
        } else {
            folded.push(block);
        }
    }
    fold(html, number, document, found, &mut folded);
}

/// Folds away blocks that are no part of the document.
fn fold(html: &mut String, number: usize, document: &Document, found: &Findings, folded: &mut Vec<&Block>) {
    let blocks = std::mem::take(folded);
    let Some(first) = blocks.first() else { return };
    let what = match first.part {
        Part::Copy => "重复印出的内容",
        Part::Spam => "植入的广告",
        _ => "网页菜单、按钮",
    };
    push(html, format_args!("<details><summary>未计入：{what} {} 段</summary>", blocks.len()));
    for block in blocks {
        write_block(html, number, document, found, block);
    }
    push(html, format_args!("</details>"));
}

fn write_block(html: &mut String, number: usize, document: &Document, found: &Findings, block: &Block) {
    let words = |html: &mut String| marks::write(html, number, document, &found.claims, block.span);
    match &block.kind {
        BlockKind::Heading { level } => {
            push(html, format_args!("<h2{}>", if *level == 0 { " class=\"t\"" } else { "" }));
            words(html);
            push(html, format_args!("</h2>"));
        }
        BlockKind::Paragraph => {
            let field = block.part == Part::Fields;
            push(html, format_args!("<p{}>", if field { " class=\"field\"" } else { "" }));
            words(html);
            push(html, format_args!("</p>"));
        }
        BlockKind::ListItem { marker, .. } => {
            // Word's numbers stand in the text already; those of a page do not.
            let printed = document.slice(block.span).starts_with(marker.as_str());
            push(html, format_args!("<p>{}", if printed { "" } else { marker }));
            words(html);
            push(html, format_args!("</p>"));
        }
        BlockKind::Table(table) => {
            write_table(html, number, document, found, table, block.part == Part::Fields);
        }
    }
}

/// Longest row of empty places that is filled up; a table wider than that is not drawn to its edge.
const MOST_EMPTY: usize = 64;

fn write_table(
    html: &mut String,
    number: usize,
    document: &Document,
    found: &Findings,
    table: &Table,
    fields: bool,
) {
    push(html, format_args!("<table{}>", if fields { " class=\"fields\"" } else { "" }));
    let width = table.columns.len();
    // By column: first row in which the place is free again.
    let mut free_from = vec![0; width];
    for row in 0..table.rows {
        push(html, format_args!("<tr>"));
        let mut column = 0;
        let mut empty = 0;
        let mut cells = table.row(row).peekable();
        while column < width {
            if free_from.get(column).is_some_and(|&free| free > row) {
                column += 1;
                continue;
            }
            if let Some(cell) = cells.next_if(|cell| cell.column <= column) {
                let end = cell.column + cell.column_span.max(1);
                for free in free_from.iter_mut().take(end).skip(cell.column) {
                    *free = row + cell.row_span.max(1);
                }
                write_cell(html, number, document, found, cell, row < table.head_rows);
                column = end.max(column + 1);
                continue;
            }
            empty += 1;
            if empty <= MOST_EMPTY {
                push(html, format_args!("<td></td>"));
            }
            column += 1;
        }
        push(html, format_args!("</tr>"));
    }
    push(html, format_args!("</table>"));
}

fn write_cell(
    html: &mut String,
    number: usize,
    document: &Document,
    found: &Findings,
    cell: &Cell,
    head: bool,
) {
    let tag = if head { "th" } else { "td" };
    let figure = !head && crate::table::head::is_figure(document.slice(cell.span));
    push(html, format_args!("<{tag}"));
    if cell.hidden {
        push(html, format_args!(" class=\"off\" title=\"原表中隐藏\""));
    } else if figure {
        push(html, format_args!(" class=\"n\""));
    }
    for (name, span) in [("rowspan", cell.row_span), ("colspan", cell.column_span)] {
        if span > 1 {
            push(html, format_args!(" {name}=\"{span}\""));
        }
    }
    push(html, format_args!(">"));
    marks::write(html, number, document, &found.claims, Span::new(cell.span.start, cell.span.end));
    push(html, format_args!("</{tag}>"));
}
