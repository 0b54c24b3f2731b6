//! A document as read: one normalised text, the blocks that lie in it, and what the page says about itself.

mod copies;
mod correction;
mod draft;
mod furniture;
mod notes;
mod refusal;
mod structure;
mod whole;

pub(crate) use draft::Draft;
pub use notes::{Note, NoteKind};
pub use refusal::Refusal;
pub(crate) use structure::finish;
pub use whole::{Span, Whole};

use crate::format::Format;
use crate::metadata::Metadata;
use crate::table::Table;

/// A document that has been read. Every span in it counts Unicode scalar values of [`Document::text`], end exclusive.
#[derive(Debug, Clone)]
pub struct Document {
    /// Name the file came under; only for messages.
    pub source: String,
    /// What the bytes turned out to be, whatever the name said.
    pub format: Format,
    /// The whole text in reading order. For plain text it is the file itself, decoded, with `\n` line ends.
    pub text: Whole,
    /// Blocks in reading order; they do not overlap.
    pub blocks: Vec<Block>,
    /// Index number, dates, issuer and the day the text speaks from.
    pub metadata: Metadata,
    /// What was damaged, dropped, cut short or rebuilt.
    pub notes: Vec<Note>,
}

impl Document {
    /// The text under a span; empty where the span does not lie in the text.
    pub fn slice(&self, span: Span) -> &str {
        self.text.slice(span)
    }

    /// The tables a person would count: in reading order, without a second printing of the same table.
    pub fn tables(&self) -> impl Iterator<Item = &Table> {
        self.blocks.iter().filter(|block| block.part == Part::Body).filter_map(|block| match &block.kind {
            BlockKind::Table(table) => Some(&**table),
            _ => None,
        })
    }

    /// Whether a place belongs to the document proper, not to menus, advertisements or a second printing.
    pub fn is_body(&self, at: usize) -> bool {
        let next = self.blocks.partition_point(|block| block.span.start <= at);
        next.checked_sub(1)
            .and_then(|index| self.blocks.get(index))
            .is_some_and(|block| block.part == Part::Body && at < block.span.end)
    }
}

/// One piece of the document: a heading, a paragraph, a list item or a table.
#[derive(Debug, Clone)]
pub struct Block {
    /// Where it lies in the text.
    pub span: Span,
    /// Whether it belongs to the document proper.
    pub part: Part,
    /// What it is.
    pub kind: BlockKind,
}

/// What a block is.
#[derive(Debug, Clone)]
pub enum BlockKind {
    /// A heading; 0 is the title of the document, 1 is 一、, 2 is （一）, 3 is 1., 4 is （1）.
    Heading {
        /// Depth, 0 for the title.
        level: u8,
    },
    /// A paragraph.
    Paragraph,
    /// An item of a numbered or dotted list.
    ListItem {
        /// The number or dot as printed or as the word processor would print it.
        marker: String,
        /// Depth, from 0.
        level: u8,
    },
    /// A table, printed or rebuilt.
    Table(Box<Table>),
}

/// The part of a page that a block belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// The document proper.
    Body,
    /// Fields printed around the body: 索引号, 发布机构, 文号.
    Fields,
    /// Menus, buttons, breadcrumbs, page footers.
    Furniture,
    /// Text slipped into the page by others: betting names and the like.
    Spam,
    /// A second printing of something already given.
    Copy,
}
