//! A document in the making: readers append to it, so every span is right by construction and every limit is checked
//! in one place.

use super::{Block, BlockKind, Note, NoteKind, Part, Refusal, Span};
use crate::format::limits;
use crate::table::Table;
use crate::text::radicals;

/// What a reader hands over: text and blocks, before tables, headings and fields are understood.
#[derive(Debug, Default)]
pub(crate) struct Draft {
    text: String,
    chars: usize,
    cells: usize,
    pub(crate) blocks: Vec<Block>,
    pub(crate) notes: Vec<Note>,
    /// Title that the format itself names: `<title>`, a docx title style.
    pub(crate) title: Option<String>,
    /// Date of publication that the format itself names.
    pub(crate) published: Option<String>,
}

impl Draft {
    /// Characters so far: the place where the next one goes.
    pub(crate) fn at(&self) -> usize {
        self.chars
    }

    /// The text so far.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// Appends words and says where they went.
    pub(crate) fn push(&mut self, words: &str) -> Result<Span, Refusal> {
        let start = self.chars;
        self.chars += words.chars().count();
        if self.chars > limits::TEXT_CHARS {
            return Err(Refusal::TooMuchText { limit: limits::TEXT_CHARS });
        }
        if radicals::occur(words) {
            self.text.extend(words.chars().map(radicals::to_character));
        } else {
            self.text.push_str(words);
        }
        Ok(Span::new(start, self.chars))
    }

    /// Appends a line end unless the text is empty or ends in one.
    pub(crate) fn break_line(&mut self) -> Result<(), Refusal> {
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.push("\n")?;
        }
        Ok(())
    }

    /// Appends a block of its own lines. Blank words make no block.
    pub(crate) fn block(
        &mut self,
        part: Part,
        kind: BlockKind,
        words: &str,
    ) -> Result<Option<Span>, Refusal> {
        if words.trim().is_empty() {
            return Ok(None);
        }
        Self::count_block(self.blocks.len())?;
        self.break_line()?;
        let span = self.push(words.trim_end())?;
        self.blocks.push(Block { span, part, kind });
        Ok(Some(span))
    }

    /// Records a table whose cells have been appended already.
    pub(crate) fn table(&mut self, part: Part, table: Table) {
        if table.rows > 0 && !table.cells.is_empty() {
            self.blocks.push(Block { span: table.span, part, kind: BlockKind::Table(Box::new(table)) });
        }
    }

    /// Counts a cell against the limits.
    pub(crate) fn count_cell(&mut self, chars: usize) -> Result<(), Refusal> {
        self.cells += 1;
        if self.cells > limits::CELLS {
            return Err(Refusal::TooManyCells { limit: limits::CELLS });
        }
        if chars > limits::CELL_CHARS {
            return Err(Refusal::CellTooLarge { limit: limits::CELL_CHARS });
        }
        Ok(())
    }

    /// Checks the number of blocks so far against the limit.
    pub(crate) fn count_block(blocks: usize) -> Result<(), Refusal> {
        if blocks >= limits::BLOCKS {
            return Err(Refusal::TooManyBlocks { limit: limits::BLOCKS });
        }
        Ok(())
    }

    /// Adds a remark.
    pub(crate) fn note(&mut self, kind: NoteKind, span: Option<Span>, message: impl Into<String>) {
        self.notes.push(Note { kind, span, message: message.into() });
    }

    /// Gives up the text.
    pub(crate) fn take_text(&mut self) -> String {
        self.chars = 0;
        std::mem::take(&mut self.text)
    }
}
