//! 文档核验: the document on the left, what it asserts and whether that holds on the right.

use super::{Frame, Link};
use askama::Template;

/// One document with its findings.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "verify.html")]
pub struct VerifyPage {
    /// The shell.
    pub frame: Frame,
    /// Counts on top, each the filter of its verdict: 断言 42, 相符 31, 不符 2, 无法核对 9.
    pub counts: Vec<VerdictCount>,
    /// The document, block by block.
    pub blocks: Vec<DocBlock>,
    /// The findings that the filter lets through.
    pub findings: Vec<DocFinding>,
    /// The same as an xlsx; may be empty.
    pub xlsx: String,
}

/// How many claims have a verdict.
#[derive(Debug, Clone, Default)]
pub struct VerdictCount {
    /// Word.
    pub label: String,
    /// Number.
    pub count: usize,
    /// The page filtered by it.
    pub href: String,
    /// Whether it is the filter now.
    pub current: bool,
    /// Whether it is bad news.
    pub bad: bool,
}

/// One block of the document.
#[derive(Debug, Clone, Default)]
pub struct DocBlock {
    /// `title`, `heading`, `text`, `table`.
    pub kind: &'static str,
    /// A paragraph in pieces; empty for a table.
    pub pieces: Vec<DocPiece>,
    /// Rows of a table.
    pub rows: Vec<Vec<Vec<DocPiece>>>,
}

/// A stretch of text, marked when a finding speaks of it.
#[derive(Debug, Clone, Default)]
pub struct DocPiece {
    /// The text.
    pub text: String,
    /// Number of the finding; 0 for none.
    pub finding: usize,
    /// `agrees`, `disagrees`, `unknown` or empty.
    pub verdict: &'static str,
}

/// One claim and its verdict.
#[derive(Debug, Clone, Default)]
pub struct DocFinding {
    /// Number, as in the document's mark.
    pub number: usize,
    /// `agrees`, `disagrees` or `unknown`.
    pub verdict: &'static str,
    /// The verdict as a word: 相符, 不符, 无法核对.
    pub word: String,
    /// The claim in its words.
    pub claim: String,
    /// The calculation, or what is missing.
    pub lines: Vec<String>,
    /// What the claim was compared with: figures with their pages.
    pub facts: Vec<Link>,
}

/// The page where a text is put in, by paste or as a file.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "verify_new.html")]
pub struct VerifyNewPage {
    /// The shell.
    pub frame: Frame,
    /// Where it is sent.
    pub action: String,
    /// What was typed, kept after a refusal.
    pub text: String,
    /// What is wrong.
    pub errors: Vec<super::FieldError>,
    /// Documents checked before.
    pub earlier: Vec<Link>,
}

impl VerifyNewPage {
    fn wrong(&self, field: &str) -> &str {
        super::parts::wrong(&self.errors, field)
    }
}
