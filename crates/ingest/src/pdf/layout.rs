//! A page in reading order: lines joined to paragraphs, drawn tables at their place, tables that go on over the page break.

use super::lines::{Line, Word, lines};
use super::rules::{Grid, NEAR, Rule, grids};
use super::tables::{Drawn, cells};
use crate::document::{BlockKind, Draft, Part, Refusal, Span};
use crate::table::{Cell, Column, Origin, Table};

/// Writes pages to a draft.
#[derive(Debug, Default)]
pub(super) struct Writer {
    draft: Draft,
    /// A table at the foot of a page, which may go on overleaf.
    open: Option<OpenTable>,
    /// A paragraph that may go on overleaf.
    paragraph: Option<Paragraph>,
}

#[derive(Debug)]
struct OpenTable {
    columns: Vec<f32>,
    cells: Vec<Cell>,
    rows: usize,
    start: usize,
    /// Words of its first rows, printed again overleaf.
    head: Vec<String>,
}

#[derive(Debug)]
struct Paragraph {
    words: String,
    size: f32,
    /// How far its last line stays from the right edge, in points.
    short: f32,
    heading: bool,
}

/// What stands on a page, from the top.
enum Item<'g> {
    Line(Line),
    Table(&'g Grid, Vec<Drawn>),
}

impl Writer {
    /// Writes a page.
    pub(super) fn page(&mut self, words: &[Word], rules: &[Rule]) -> Result<(), Refusal> {
        let grids = grids(rules);
        let mut free: Vec<&Word> = Vec::new();
        let mut inside: Vec<Vec<&Word>> = vec![Vec::new(); grids.len()];
        for word in words {
            match grids.iter().position(|grid| grid.holds(word).is_some()) {
                Some(index) => inside.get_mut(index).into_iter().for_each(|list| list.push(word)),
                None => free.push(word),
            }
        }
        let text = lines(free);
        let body = body_size(&text);
        // Titles may reach over the edges of the text.
        let prose = || text.iter().filter(|line| (line.size - body).abs() < 0.6);
        let left = prose().map(|line| line.left).fold(f32::MAX, f32::min);
        let right = prose().map(|line| line.right).fold(0.0, f32::max);
        let mut items: Vec<(f32, Item<'_>)> = Vec::new();
        for (grid, words) in grids.iter().zip(inside) {
            let drawn = cells(grid, &words);
            if drawn.iter().any(|cell| !cell.words.is_empty()) {
                items.push((grid.top(), Item::Table(grid, drawn)));
            }
        }
        items.extend(
            text.into_iter()
                .filter(|line| !is_page_number(&line.text))
                .map(|line| (line.bottom, Item::Line(line))),
        );
        items.sort_by(|one, other| other.0.total_cmp(&one.0));
        for (_, item) in items {
            match item {
                Item::Line(line) => self.line(&line, (left, right), body)?,
                Item::Table(grid, drawn) => self.table(grid, drawn)?,
            }
        }
        Ok(())
    }

    /// The draft, when all pages are written.
    pub(super) fn finish(mut self) -> Result<Draft, Refusal> {
        self.end_paragraph()?;
        self.end_table();
        Ok(self.draft)
    }

    fn line(&mut self, line: &Line, edges: (f32, f32), body: f32) -> Result<(), Refusal> {
        self.end_table();
        let heading = line.size > body * 1.25 && line.text.chars().count() <= 80;
        let indented = line.left - edges.0 > line.size * 1.2;
        let numbered = crate::table::numbering(&line.text).is_some();
        let goes_on = self.paragraph.as_ref().is_some_and(|paragraph| {
            let same = (paragraph.size - line.size).abs() < 0.6;
            // A figure that did not fit is carried over whole and leaves the line short.
            let carried = line.text.starts_with(|ch: char| ch.is_ascii_alphanumeric());
            let full = paragraph.short < line.size * if carried { 4.5 } else { 2.2 };
            same && paragraph.heading == heading && ((full && !indented && !numbered) || heading)
        });
        if !goes_on {
            self.end_paragraph()?;
        }
        let paragraph = self.paragraph.get_or_insert(Paragraph {
            words: String::new(),
            size: line.size,
            short: 0.0,
            heading,
        });
        let latin = |ch: Option<char>| ch.is_some_and(|ch| ch.is_ascii_alphabetic());
        if latin(paragraph.words.chars().last()) && latin(line.text.chars().next()) {
            paragraph.words.push(' ');
        }
        paragraph.words.push_str(&line.text);
        paragraph.short = edges.1 - line.right;
        Ok(())
    }

    fn end_paragraph(&mut self) -> Result<(), Refusal> {
        let Some(paragraph) = self.paragraph.take() else { return Ok(()) };
        let kind = if paragraph.heading { BlockKind::Heading { level: 1 } } else { BlockKind::Paragraph };
        self.draft.block(Part::Body, kind, &paragraph.words)?;
        Ok(())
    }

    fn table(&mut self, grid: &Grid, drawn: Vec<Drawn>) -> Result<(), Refusal> {
        self.end_paragraph()?;
        let goes_on = self.open.as_ref().is_some_and(|open| {
            open.columns.len() == grid.columns.len()
                && open.columns.iter().zip(&grid.columns).all(|(one, other)| (one - other).abs() < NEAR * 2.0)
        });
        if !goes_on {
            self.end_table();
        }
        self.draft.break_line()?;
        let start = self.draft.at();
        let mut open = self.open.take().unwrap_or_else(|| OpenTable {
            columns: grid.columns.clone(),
            cells: Vec::new(),
            rows: 0,
            start,
            head: drawn.iter().take(grid.columns.len() * 2).map(|cell| cell.words.clone()).collect(),
        });
        let repeated = if goes_on { repeated_rows(&open.head, &drawn, grid.columns.len() - 1) } else { 0 };
        let first = open.rows;
        let mut last_row = None;
        for cell in drawn.into_iter().filter(|cell| cell.row >= repeated) {
            let row = first + cell.row - repeated;
            if let Some(last) = last_row {
                self.draft.push(if last == row { "\t" } else { "\n" })?;
            }
            last_row = Some(row);
            let span = self.draft.push(&cell.words)?;
            self.draft.count_cell(span.len())?;
            open.cells.push(Cell {
                row,
                column: cell.column,
                row_span: cell.row_span,
                column_span: cell.column_span,
                span,
                ..Cell::default()
            });
        }
        open.rows = first + grid.rows.len() - 1 - repeated;
        self.open = Some(open);
        Ok(())
    }

    fn end_table(&mut self) {
        let Some(open) = self.open.take() else { return };
        let columns = vec![Column::default(); open.columns.len() - 1];
        let span = Span::new(open.start, self.draft.at());
        // One place is a frame around words, not a table.
        if open.cells.len() < 2 {
            for cell in &open.cells {
                let block =
                    crate::document::Block { span: cell.span, part: Part::Body, kind: BlockKind::Paragraph };
                self.draft.blocks.push(block);
            }
            return;
        }
        let table =
            Table { span, rows: open.rows, columns, head_rows: 0, cells: open.cells, origin: Origin::Drawn };
        self.draft.table(Part::Body, table);
    }
}

/// The commonest size of the lines, weighed by their words.
fn body_size(lines: &[Line]) -> f32 {
    let mut sizes: Vec<(f32, usize)> = Vec::new();
    for line in lines {
        match sizes.iter_mut().find(|(size, _)| (*size - line.size).abs() < 0.3) {
            Some((_, weight)) => *weight += line.text.len(),
            None => sizes.push((line.size, line.text.len())),
        }
    }
    sizes.into_iter().max_by_key(|&(_, weight)| weight).map_or(12.0, |(size, _)| size)
}

/// `- 3 -`, `第 3 页`, `3/12`.
fn is_page_number(words: &str) -> bool {
    let squeezed: String = words.chars().filter(|ch| !ch.is_whitespace()).collect();
    let inner = squeezed.trim_matches(['-', '—', '–', '·', '─']);
    let numbered = inner.len() <= 9 && inner.chars().all(|ch| ch.is_ascii_digit() || ch == '/');
    let dashed = inner.len() < squeezed.len() && numbered && !inner.is_empty();
    let paged = squeezed.starts_with('第') && squeezed.chars().count() <= 16 && squeezed.contains('页');
    dashed || paged || (numbered && inner.contains('/') && inner.len() >= 3)
}

/// How many rows at the top repeat the head of the table that goes on.
fn repeated_rows(head: &[String], drawn: &[Drawn], width: usize) -> usize {
    let same = drawn.iter().zip(head).take_while(|(cell, head)| cell.words == **head).count();
    if same < width.min(drawn.len()) {
        return 0;
    }
    drawn.get(same).map_or(0, |next| next.row)
}
