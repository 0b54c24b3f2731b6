//! From tags to blocks. Words go to the draft in the order they stand on the page; tables that only lay out the page are
//! taken apart again.

use super::lexer::{Lexer, Token, attribute};
use crate::document::{Block, BlockKind, Draft, NoteKind, Part, Refusal, Span};
use crate::format::limits;
use crate::table::grid::Grid;

/// Elements that end a line of words.
const BLOCKS: [&str; 34] = [
    "p",
    "div",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "li",
    "dl",
    "dt",
    "dd",
    "section",
    "article",
    "header",
    "footer",
    "nav",
    "aside",
    "main",
    "form",
    "blockquote",
    "pre",
    "hr",
    "center",
    "address",
    "figure",
    "figcaption",
    "body",
    "html",
    "fieldset",
    "option",
    "caption",
];
/// Elements without an end tag.
const VOID: [&str; 12] =
    ["br", "hr", "img", "input", "meta", "link", "col", "area", "base", "embed", "param", "wbr"];
/// Elements that frame a page.
const FRAME: [&str; 4] = ["nav", "footer", "aside", "select"];
/// Class and id words that frame a page.
const FRAME_WORDS: [&str; 18] = [
    "nav",
    "menu",
    "footer",
    "foot",
    "sidebar",
    "breadcrumb",
    "crumb",
    "crumbs",
    "copyright",
    "share",
    "banner",
    "topbar",
    "toolbar",
    "friendlink",
    "links",
    "pagination",
    "pager",
    "related",
];

/// An open element: what it makes of its words.
#[derive(Debug, Clone)]
struct Element {
    name: String,
    part: Part,
    hidden: bool,
}

/// A table being read.
#[derive(Debug)]
struct OpenTable {
    start: usize,
    grid: Grid,
    /// Blocks inside the cells, in case the table only lays out the page.
    inner: Vec<Block>,
    cell: Option<OpenCell>,
    /// Cells that hold tables.
    nested: usize,
    filled: usize,
    longest: usize,
}

#[derive(Debug, Clone, Copy)]
struct OpenCell {
    start: usize,
    column_span: usize,
    row_span: usize,
    holds_table: bool,
}

struct Reader {
    draft: Draft,
    tables: Vec<OpenTable>,
    /// Open elements that end lines or change what their words are.
    open: Vec<Element>,
    /// Words of the line being read.
    line: String,
    linked: usize,
    in_link: bool,
    heading: Option<u8>,
    list: Vec<Option<u32>>,
    marker: Option<String>,
    in_title: bool,
    hidden_chars: usize,
}

/// Reads a page that has been decoded.
pub(super) fn read(page: &str) -> Result<Draft, Refusal> {
    let mut reader = Reader {
        draft: Draft::default(),
        tables: Vec::new(),
        open: Vec::new(),
        line: String::new(),
        linked: 0,
        in_link: false,
        heading: None,
        list: Vec::new(),
        marker: None,
        in_title: false,
        hidden_chars: 0,
    };
    for token in Lexer::new(page) {
        match token {
            Token::Words(words) => reader.words(&words)?,
            Token::Open { name, attributes } => reader.open(&name, attributes)?,
            Token::Close { name } => reader.close(&name)?,
        }
    }
    reader.flush()?;
    while !reader.tables.is_empty() {
        reader.close_table()?;
    }
    if reader.hidden_chars >= 100 {
        let message = format!("网页里有 {} 个字设为不显示，没有计入", reader.hidden_chars);
        reader.draft.note(NoteKind::Hidden, None, message);
    }
    Ok(reader.draft)
}

impl Reader {
    fn words(&mut self, words: &str) -> Result<(), Refusal> {
        if self.in_title {
            let title = self.draft.title.get_or_insert_default();
            if title.chars().count() < 200 {
                title.push_str(words.trim());
            }
            return Ok(());
        }
        if self.open.last().is_some_and(|element| element.hidden) {
            self.hidden_chars += words.trim().chars().count();
            return Ok(());
        }
        let before = self.line.len();
        append_collapsed(&mut self.line, words);
        if self.line.len() > limits::CELL_CHARS * 4 {
            return Err(Refusal::CellTooLarge { limit: limits::CELL_CHARS });
        }
        if self.in_link {
            self.linked += self.line.len() - before;
        }
        Ok(())
    }

    fn open(&mut self, name: &str, attributes: &str) -> Result<(), Refusal> {
        match name {
            "br" => return self.flush(),
            "table" => return self.open_table(),
            "tr" => return self.open_row(),
            "td" | "th" => return self.open_cell(attributes),
            "a" => self.in_link = true,
            "title" => self.in_title = self.draft.blocks.is_empty(),
            "meta" => self.meta(attributes),
            "ul" => self.list.push(None),
            "ol" => self.list.push(Some(0)),
            _ => {}
        }
        if BLOCKS.contains(&name) {
            self.flush()?;
        }
        if let Some(level) =
            name.strip_prefix('h').and_then(|level| level.parse::<u8>().ok()).filter(|&l| l <= 6)
        {
            self.heading = Some(level);
        }
        if name == "li" {
            self.marker = Some(match self.list.last_mut() {
                Some(Some(number)) => {
                    *number += 1;
                    format!("{number}.")
                }
                _ => "•".to_owned(),
            });
        }
        if VOID.contains(&name) || attributes.trim_end().ends_with('/') {
            return Ok(());
        }
        self.remember(name, attributes)
    }

    /// Remembers an element that ends lines, hides its words or frames the page.
    fn remember(&mut self, name: &str, attributes: &str) -> Result<(), Refusal> {
        let style = attribute(attributes, "style").unwrap_or_default().to_ascii_lowercase().replace(' ', "");
        let hidden = style.contains("display:none")
            || style.contains("visibility:hidden")
            || style.contains("left:-999")
            || attributes.split_ascii_whitespace().any(|word| word == "hidden");
        let names = [attribute(attributes, "class"), attribute(attributes, "id")];
        let framed = FRAME.contains(&name)
            || names.into_iter().flatten().any(|names| {
                names
                    .split(|ch: char| !ch.is_ascii_alphanumeric())
                    .any(|word| FRAME_WORDS.contains(&word.to_ascii_lowercase().as_str()))
            });
        // The body of a page can carry any class; a page is never all frame.
        let framed = framed && !matches!(name, "body" | "html");
        let block = BLOCKS.contains(&name);
        // An item or a paragraph ends where the next begins.
        if self
            .open
            .last()
            .is_some_and(|above| above.name == "p" && block || above.name == name && name == "li")
        {
            self.open.pop();
        }
        if !block && !hidden && !framed {
            return Ok(());
        }
        if self.open.len() >= limits::DEPTH {
            return Err(Refusal::TooDeep { limit: limits::DEPTH });
        }
        let above = self.open.last();
        let part = if framed { Part::Furniture } else { above.map_or(Part::Body, |above| above.part) };
        let hidden = hidden || above.is_some_and(|above| above.hidden);
        self.open.push(Element { name: name.to_owned(), part, hidden });
        Ok(())
    }

    /// Names that the guide for government sites sets: title, date and source of an article.
    fn meta(&mut self, attributes: &str) {
        let name = attribute(attributes, "name").unwrap_or_default().to_ascii_lowercase();
        let Some(content) = attribute(attributes, "content").filter(|content| content.len() < 600) else {
            return;
        };
        match name.as_str() {
            "articletitle" => self.draft.title = Some(content.trim().to_owned()),
            "pubdate" => self.draft.published = Some(content.trim().to_owned()),
            _ => {}
        }
    }

    fn close(&mut self, name: &str) -> Result<(), Refusal> {
        match name {
            "table" => return self.close_table(),
            "tr" | "td" | "th" => return self.close_cell(),
            "a" => self.in_link = false,
            "title" => self.in_title = false,
            "ul" | "ol" => {
                self.list.pop();
            }
            _ => {}
        }
        if BLOCKS.contains(&name) {
            self.flush()?;
        }
        if name.starts_with('h') && name.len() == 2 {
            self.heading = None;
        }
        // A stray end tag closes nothing.
        if let Some(at) = self.open.iter().rposition(|element| element.name == name) {
            self.open.truncate(at);
        }
        Ok(())
    }

    /// Ends the line of words and makes a block of it.
    fn flush(&mut self) -> Result<(), Refusal> {
        let line = std::mem::take(&mut self.line);
        let linked = std::mem::take(&mut self.linked);
        let words = line.trim();
        if words.is_empty() {
            return Ok(());
        }
        let marker = self.marker.take();
        let level = u8::try_from(self.list.len().saturating_sub(1)).unwrap_or(u8::MAX);
        let mut part = self.part();
        // A short line that is all link is a menu entry.
        if linked * 10 >= line.len() * 8 && words.chars().count() <= 40 && self.tables.is_empty() {
            part = Part::Furniture;
        }
        let kind = match (self.heading, marker) {
            (Some(level), _) => BlockKind::Heading { level },
            (None, Some(marker)) => BlockKind::ListItem { marker, level },
            (None, None) => BlockKind::Paragraph,
        };
        let Some(table) = self.tables.last_mut() else {
            self.draft.block(part, kind, words)?;
            return Ok(());
        };
        // Inside a table words are pushed as lines of the cell.
        if table.cell.is_some_and(|cell| self.draft.at() > cell.start) {
            self.draft.push("\n")?;
        }
        Draft::count_block(table.inner.len())?;
        let span = self.draft.push(words)?;
        table.inner.push(Block { span, part, kind });
        Ok(())
    }

    fn open_table(&mut self) -> Result<(), Refusal> {
        self.flush()?;
        if self.tables.len() >= limits::TABLE_DEPTH {
            return Err(Refusal::TooDeep { limit: limits::TABLE_DEPTH });
        }
        if let Some(cell) = self.tables.last_mut().and_then(|table| table.cell.as_mut()) {
            cell.holds_table = true;
        }
        self.draft.break_line()?;
        self.tables.push(OpenTable {
            start: self.draft.at(),
            grid: Grid::default(),
            inner: Vec::new(),
            cell: None,
            nested: 0,
            filled: 0,
            longest: 0,
        });
        Ok(())
    }

    fn open_row(&mut self) -> Result<(), Refusal> {
        self.close_cell()?;
        if let Some(table) = self.tables.last_mut() {
            table.grid.next_row();
            self.draft.break_line()?;
        }
        Ok(())
    }

    fn open_cell(&mut self, attributes: &str) -> Result<(), Refusal> {
        self.close_cell()?;
        let Some(table) = self.tables.last_mut() else { return Ok(()) };
        if table.grid.rows() == 0 {
            table.grid.next_row();
        }
        if !self.draft.text().is_empty() && !self.draft.text().ends_with('\n') {
            self.draft.push("\t")?;
        }
        let number =
            |name: &str| attribute(attributes, name).and_then(|value| value.trim().parse().ok()).unwrap_or(1);
        table.cell = Some(OpenCell {
            start: self.draft.at(),
            column_span: number("colspan"),
            row_span: number("rowspan"),
            holds_table: false,
        });
        Ok(())
    }

    fn close_cell(&mut self) -> Result<(), Refusal> {
        self.flush()?;
        let Some(table) = self.tables.last_mut() else { return Ok(()) };
        let Some(cell) = table.cell.take() else { return Ok(()) };
        let span = Span::new(cell.start, self.draft.at());
        table.nested += usize::from(cell.holds_table);
        table.filled += usize::from(!span.is_empty());
        table.longest = table.longest.max(span.len());
        table.grid.place(span, cell.column_span, cell.row_span);
        self.draft.count_cell(span.len())
    }

    fn close_table(&mut self) -> Result<(), Refusal> {
        self.close_cell()?;
        let Some(open) = self.tables.pop() else { return Ok(()) };
        let span = Span::new(open.start, self.draft.at());
        let lays_out = open.lays_out();
        let inner = open.inner;
        if open.grid.cut {
            self.draft.note(NoteKind::Partial, Some(span), "表格超过 1000 列，右边的列没有读");
        }
        let blocks = if lays_out {
            inner
        } else {
            let table = open.grid.finish(span);
            vec![Block { span, part: self.part(), kind: BlockKind::Table(Box::new(table)) }]
        };
        match self.tables.last_mut() {
            Some(outer) => outer.inner.extend(blocks),
            None => self.draft.blocks.extend(blocks.into_iter().filter(|block| !block.span.is_empty())),
        }
        Ok(())
    }

    fn part(&self) -> Part {
        self.open.last().map_or(Part::Body, |element| element.part)
    }
}

impl OpenTable {
    /// A table without content of its own: one filled cell, or cells that hold the page's real tables.
    fn lays_out(&self) -> bool {
        let rows = self.grid.rows();
        self.filled <= 1
            || (self.nested > 0 && (rows < 3 || self.nested * 4 > self.filled))
            || (self.filled <= 4 && self.longest > 2_000)
    }
}

/// White space collapses to one space; a line end between Chinese characters to none.
fn append_collapsed(line: &mut String, words: &str) {
    let mut chars = words.chars().peekable();
    while let Some(ch) = chars.next() {
        if !matches!(ch, ' ' | '\t' | '\n' | '\r' | '\u{c}') {
            if !matches!(ch, '\u{feff}' | '\u{200b}') {
                line.push(ch);
            }
            continue;
        }
        let mut broke = ch != ' ';
        while let Some(next) = chars.next_if(|ch| matches!(ch, ' ' | '\t' | '\n' | '\r' | '\u{c}')) {
            broke |= next != ' ';
        }
        let wide = |ch: Option<char>| ch.is_some_and(|ch| u32::from(ch) >= 0x2E80);
        let between = wide(line.chars().last()) && wide(chars.peek().copied());
        let needless = line.is_empty() || line.ends_with(' ') || (broke && between);
        if !needless {
            line.push(' ');
        }
    }
}
