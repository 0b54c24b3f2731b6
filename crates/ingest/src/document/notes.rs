//! What a reader must be told about a document besides its text.

use super::Span;

/// One remark of the reader.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// What kind of remark.
    pub kind: NoteKind,
    /// Where; `None` when it concerns the whole document.
    pub span: Option<Span>,
    /// The remark in one Chinese sentence.
    pub message: String,
}

impl Note {
    /// A remark on a place.
    pub fn at(kind: NoteKind, span: Span, message: impl Into<String>) -> Self {
        Self { kind, span: Some(span), message: message.into() }
    }

    /// A remark on the whole document.
    pub fn whole(kind: NoteKind, message: impl Into<String>) -> Self {
        Self { kind, span: None, message: message.into() }
    }
}

/// Kinds of remark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum NoteKind {
    /// Characters that could not be decoded or were lost before the document came here.
    Damage,
    /// Something was left out of the body: menus, advertisements, a second printing.
    LeftOut,
    /// An advertiser's words slipped into the page; figures in them are no data.
    Spam,
    /// Only part of the document could be read; says how much.
    Partial,
    /// A table was put together again from text that had lost its lines.
    Rebuilt,
    /// Rows, columns or sheets that the author had hidden.
    Hidden,
    /// The name of the file promised another format.
    Mislabelled,
    /// A field does not hold: a check digit, a document number without brackets.
    Field,
}

impl NoteKind {
    /// Stable code, for machines.
    pub fn code(self) -> &'static str {
        match self {
            Self::Damage => "damage",
            Self::LeftOut => "left_out",
            Self::Spam => "spam",
            Self::Partial => "partial",
            Self::Rebuilt => "rebuilt",
            Self::Hidden => "hidden",
            Self::Mislabelled => "mislabelled",
            Self::Field => "field",
        }
    }
}
