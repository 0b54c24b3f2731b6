//! The body of a Word document: paragraphs with their numbers, tables with merged cells, tables in tables.

use super::numbering::Numbering;
use super::styles::Styles;
use crate::document::{BlockKind, Draft, NoteKind, Part, Refusal, Span};
use crate::format::limits;
use crate::format::xml::{Element, Step, Xml};
use crate::table::grid::Grid;

/// A paragraph being read.
#[derive(Debug, Default)]
struct Paragraph {
    words: String,
    heading: Option<u8>,
    list: Option<(String, usize)>,
    level: usize,
}

/// A table being read.
#[derive(Debug)]
struct OpenTable {
    start: usize,
    grid: Grid,
    cell: Option<Cell>,
}

#[derive(Debug)]
struct Cell {
    start: usize,
    column_span: usize,
    /// Merged with the cell above.
    continues: bool,
}

struct Reader<'s> {
    draft: Draft,
    styles: &'s Styles,
    numbering: Numbering,
    paragraph: Option<Paragraph>,
    tables: Vec<OpenTable>,
    /// Depth inside elements whose words are not part of the text.
    skipping: usize,
    /// The run is formatted as hidden.
    hidden_run: bool,
    hidden: usize,
    deleted: usize,
    in_text: bool,
}

/// Elements whose words are not printed: deletions under revision, the old-format twin of a drawing, field codes.
const SKIPPED: [&str; 6] = ["del", "moveFrom", "Fallback", "instrText", "delText", "rPrChange"];

/// Reads `document.xml`.
pub(super) fn read(xml: &mut Xml<'_>, styles: &Styles, numbering: Numbering) -> Result<Draft, Refusal> {
    let mut reader = Reader {
        draft: Draft::default(),
        styles,
        numbering,
        paragraph: None,
        tables: Vec::new(),
        skipping: 0,
        hidden_run: false,
        hidden: 0,
        deleted: 0,
        in_text: false,
    };
    loop {
        match xml.step()? {
            Step::Open(element) => reader.open(&element)?,
            Step::Close(name) => reader.close(&name)?,
            Step::Words(words) => reader.words(&words)?,
            Step::End => break,
        }
    }
    if reader.hidden > 0 {
        let message = format!("文档里有 {} 个字设为隐藏文字，没有计入", reader.hidden);
        reader.draft.note(NoteKind::Hidden, None, message);
    }
    if reader.deleted > 0 {
        reader.draft.note(NoteKind::LeftOut, None, "文档带修订标记，已删除的文字没有计入");
    }
    Ok(reader.draft)
}

impl Reader<'_> {
    fn words(&mut self, words: &str) -> Result<(), Refusal> {
        if !self.in_text || self.skipping > 0 {
            return Ok(());
        }
        if self.hidden_run {
            self.hidden += words.chars().count();
            return Ok(());
        }
        if let Some(paragraph) = &mut self.paragraph {
            if paragraph.words.len() + words.len() > limits::CELL_CHARS * 4 {
                return Err(Refusal::CellTooLarge { limit: limits::CELL_CHARS });
            }
            paragraph.words.push_str(words);
        }
        Ok(())
    }

    fn open(&mut self, element: &Element<'_>) -> Result<(), Refusal> {
        let name = element.name();
        if self.skipping > 0 || SKIPPED.contains(&name) {
            self.skipping += 1;
            self.deleted += usize::from(name == "del");
            return Ok(());
        }
        match name {
            // A text box is anchored inside a paragraph and holds paragraphs of its own.
            "p" => {
                self.end_paragraph()?;
                self.paragraph = Some(Paragraph::default());
            }
            "r" => self.hidden_run = false,
            "t" => self.in_text = true,
            "tab" if self.paragraph.as_ref().is_some_and(|paragraph| !paragraph.words.is_empty()) => {
                self.put(" ");
            }
            "br" | "cr" => self.put("\n"),
            "noBreakHyphen" => self.put("-"),
            "vanish" => self.hidden_run = element.is_on(),
            "pStyle" => self.style(element),
            "outlineLvl" => self.outline(element),
            "ilvl" | "numId" => self.list(element),
            "tbl" => self.open_table()?,
            "tr" => self.open_row()?,
            "tc" => self.open_cell()?,
            "gridSpan" | "vMerge" | "gridBefore" => self.cell_property(element),
            _ => {}
        }
        Ok(())
    }

    fn close(&mut self, name: &str) -> Result<(), Refusal> {
        if self.skipping > 0 {
            self.skipping -= 1;
            return Ok(());
        }
        match name {
            "p" => self.end_paragraph()?,
            "t" => self.in_text = false,
            "tc" => self.close_cell()?,
            "tbl" => self.close_table()?,
            _ => {}
        }
        Ok(())
    }

    fn put(&mut self, words: &str) {
        if let Some(paragraph) = &mut self.paragraph {
            paragraph.words.push_str(words);
        }
    }

    fn style(&mut self, element: &Element<'_>) {
        let style = element.attribute("val").and_then(|id| self.styles.get(&id).cloned());
        if let (Some(paragraph), Some(style)) = (&mut self.paragraph, style) {
            paragraph.heading = style.heading;
            if let Some((list, level)) = style.list {
                paragraph.level = level;
                paragraph.list = Some((list, level));
            }
        }
    }

    fn outline(&mut self, element: &Element<'_>) {
        if let Some(paragraph) = &mut self.paragraph {
            let level = element.number("val").filter(|&level| level < 9);
            paragraph.heading = level.and_then(|level| u8::try_from(level + 1).ok());
        }
    }

    fn list(&mut self, element: &Element<'_>) {
        let Some(paragraph) = &mut self.paragraph else { return };
        if element.name() == "ilvl" {
            paragraph.level = element.number("val").unwrap_or(0);
        } else if let Some(list) = element.attribute("val") {
            // List 0 takes the paragraph out of the list of its style.
            paragraph.list = (list != "0").then_some((list, 0));
        }
    }

    fn end_paragraph(&mut self) -> Result<(), Refusal> {
        let Some(mut paragraph) = self.paragraph.take() else { return Ok(()) };
        if paragraph.words.trim().is_empty() {
            return Ok(());
        }
        let level = paragraph.level;
        let marker = paragraph.list.take().and_then(|(list, _)| self.numbering.next(&list, level));
        let words = match &marker {
            Some(marker) => format!("{marker}{}", paragraph.words.trim()),
            None => paragraph.words.trim().to_owned(),
        };
        let level = u8::try_from(level).unwrap_or(u8::MAX);
        let kind = match (paragraph.heading, marker) {
            (Some(level), _) => BlockKind::Heading { level },
            (None, Some(marker)) => BlockKind::ListItem { marker, level },
            (None, None) => BlockKind::Paragraph,
        };
        let Some(cell) = self.tables.last().and_then(|table| table.cell.as_ref()) else {
            self.draft.block(Part::Body, kind, &words)?;
            return Ok(());
        };
        if self.draft.at() > cell.start {
            self.draft.push("\n")?;
        }
        self.draft.push(&words)?;
        Ok(())
    }

    fn open_table(&mut self) -> Result<(), Refusal> {
        self.end_paragraph()?;
        if self.tables.len() >= limits::TABLE_DEPTH {
            return Err(Refusal::TooDeep { limit: limits::TABLE_DEPTH });
        }
        self.draft.break_line()?;
        self.tables.push(OpenTable { start: self.draft.at(), grid: Grid::default(), cell: None });
        Ok(())
    }

    fn open_row(&mut self) -> Result<(), Refusal> {
        if let Some(table) = self.tables.last_mut() {
            table.grid.next_row();
            self.draft.break_line()?;
        }
        Ok(())
    }

    fn open_cell(&mut self) -> Result<(), Refusal> {
        let Some(table) = self.tables.last_mut() else { return Ok(()) };
        if !self.draft.text().is_empty() && !self.draft.text().ends_with('\n') {
            self.draft.push("\t")?;
        }
        table.cell = Some(Cell { start: self.draft.at(), column_span: 1, continues: false });
        Ok(())
    }

    fn cell_property(&mut self, element: &Element<'_>) {
        let Some(table) = self.tables.last_mut() else { return };
        if element.name() == "gridBefore" {
            table.grid.skip(element.number("val").unwrap_or(0));
            return;
        }
        let Some(cell) = &mut table.cell else { return };
        if element.name() == "gridSpan" {
            cell.column_span = element.number("val").unwrap_or(1);
        } else {
            cell.continues = element.attribute("val").is_none_or(|value| value != "restart");
        }
    }

    fn close_cell(&mut self) -> Result<(), Refusal> {
        self.end_paragraph()?;
        let Some(table) = self.tables.last_mut() else { return Ok(()) };
        let Some(cell) = table.cell.take() else { return Ok(()) };
        let span = Span::new(cell.start, self.draft.at());
        if cell.continues && span.is_empty() {
            table.grid.continue_above(cell.column_span);
        } else {
            table.grid.place(span, cell.column_span, 1);
        }
        self.draft.count_cell(span.len())
    }

    fn close_table(&mut self) -> Result<(), Refusal> {
        self.close_cell()?;
        let Some(open) = self.tables.pop() else { return Ok(()) };
        let span = Span::new(open.start, self.draft.at());
        // A table in a cell is part of the words of that cell.
        if !self.tables.is_empty() {
            return Ok(());
        }
        if open.grid.cut {
            self.draft.note(NoteKind::Partial, Some(span), "表格超过 1000 列，右边的列没有读");
        }
        let table = open.grid.finish(span);
        self.draft.table(Part::Body, table);
        Ok(())
    }
}
