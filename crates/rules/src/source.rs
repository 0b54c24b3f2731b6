//! Source texts and places in them.

use serde::Serialize;
use std::collections::BTreeMap;

/// The texts of one scheme: the main file and what it may import, by name. Nothing is read from disk here.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: Vec<SourceFile>,
    by_name: BTreeMap<String, FileId>,
}

/// One file of [`Sources`].
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// The name as an import or a message says it.
    pub name: String,
    /// The whole text, UTF-8.
    pub text: String,
}

/// Which file of its [`Sources`]; 0 is the main file.
pub type FileId = u16;

/// A byte range in one file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// First byte.
    pub start: u32,
    /// Byte behind the last.
    pub end: u32,
}

impl Span {
    /// The smallest span that covers both; the first one's when they are in different files.
    #[must_use]
    pub fn to(self, other: Self) -> Self {
        if self.file != other.file {
            return self;
        }
        Self { file: self.file, start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The empty span behind this one.
    #[must_use]
    pub const fn behind(self) -> Self {
        Self { file: self.file, start: self.end, end: self.end }
    }
}

/// Line and column, both from 1; the column counts characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Place {
    /// Line, from 1.
    pub line: u32,
    /// Character in the line, from 1.
    pub column: u32,
}

impl Sources {
    /// A scheme of one file.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        let mut sources = Self::default();
        sources.add(name, text);
        sources
    }

    /// Adds a file that the main file may import by `name`.
    #[must_use]
    pub fn with_import(mut self, name: impl Into<String>, text: impl Into<String>) -> Self {
        self.add(name, text);
        self
    }

    fn add(&mut self, name: impl Into<String>, text: impl Into<String>) {
        let (name, text) = (name.into(), text.into());
        let Ok(id) = FileId::try_from(self.files.len()) else { return };
        self.by_name.insert(name.clone(), id);
        self.files.push(SourceFile { name, text });
    }

    /// The file with this id.
    pub fn file(&self, id: FileId) -> Option<&SourceFile> {
        self.files.get(usize::from(id))
    }

    /// The id of the file of this name.
    pub fn find(&self, name: &str) -> Option<FileId> {
        self.by_name.get(name).copied()
    }

    /// Every file, the main one first.
    pub fn files(&self) -> impl Iterator<Item = (FileId, &SourceFile)> {
        (0..).zip(&self.files)
    }

    /// The text under a span; empty where the span does not fit the text.
    pub fn text(&self, span: Span) -> &str {
        let range = span.start as usize..span.end as usize;
        self.file(span.file).and_then(|file| file.text.get(range)).unwrap_or_default()
    }

    /// Line and column of the start of a span.
    pub fn place(&self, span: Span) -> Place {
        let before =
            self.file(span.file).and_then(|file| file.text.get(..span.start as usize)).unwrap_or_default();
        let line = before.matches('\n').count();
        let column = before.rsplit('\n').next().map_or(0, |rest| rest.chars().count());
        let from_one = |n: usize| u32::try_from(n + 1).unwrap_or(u32::MAX);
        Place { line: from_one(line), column: from_one(column) }
    }
}
