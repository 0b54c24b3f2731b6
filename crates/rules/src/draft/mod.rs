//! An official form → a draft of a scheme: rule blocks for the sentences that are understood, doubts for the rest.
//!
//! The draft never fills a gap of the text silently: what the text leaves open stays open, so that the compiler asks for it,
//! and every reading quotes the words it comes from.

mod line;
mod outline;
mod reading;
mod scan;
mod template;
mod write;

use serde::Serialize;

/// A proposed scheme.
#[derive(Clone, Debug, Serialize)]
pub struct Draft {
    /// The literate scheme file.
    pub text: String,
    /// Sentences that decide about points: each was read or left.
    pub sentences: Vec<Sentence>,
    /// Rows of the form that were found.
    pub items: usize,
    /// Lines of rules that were written.
    pub lines: usize,
}

impl Draft {
    /// How many of the sentences became rules.
    pub fn understood(&self) -> usize {
        self.sentences.iter().filter(|sentence| sentence.understood).count()
    }
}

/// One sentence of the form that decides about points.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Sentence {
    /// Exactly as in the text.
    pub quote: String,
    /// Whether it became a rule.
    pub understood: bool,
    /// For one that did not: why.
    pub doubt: Option<String>,
}

/// Drafts a scheme from the paragraphs or table rows of a document. `title` and `year` are what the document itself says.
pub fn draft(title: Option<&str>, year: Option<i32>, lines: &[String]) -> Draft {
    write::write(title, year, &outline::read(lines), &reading::Patterns::new())
}
