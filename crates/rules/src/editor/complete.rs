//! What may be written at a place.

use super::{declared, here, statements};
use crate::guide::{KNOWN, form, says};
use crate::lex::Keyword;

/// What sort of word is offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CompletionKind {
    /// A word of the language.
    Keyword,
    /// 实绩, 完成率, …
    Field,
    /// A name with arguments.
    Function,
    /// A name that the file declares.
    Indicator,
}

/// One offer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// The word.
    pub label: String,
    /// What it is.
    pub detail: String,
    /// What is written; a template where the word begins a form.
    pub insert: String,
    /// What sort.
    pub kind: CompletionKind,
}

/// Offers for a byte of the file: statements where a line begins, clauses, names and fields behind. Nothing outside of 考核 blocks.
pub fn complete(text: &str, offset: usize) -> Vec<Completion> {
    let Some(here) = here(text, offset) else { return Vec::new() };
    let start = here.fence.offset as usize;
    let before = text.get(start..offset).unwrap_or_default();
    let line = before.rsplit('\n').next().unwrap_or_default();
    // Inside a quote or a comment nothing is offered.
    if line.matches('【').count() > line.matches('】').count() || line.contains(['#', '＃']) {
        return Vec::new();
    }
    let typed: String = line.chars().rev().take_while(|c| c.is_alphabetic() || *c == '_').collect();
    let typed: String = typed.chars().rev().collect();
    let first = line.strip_suffix(typed.as_str()).is_some_and(str::is_empty);
    let mut out: Vec<Completion> = Keyword::ALL
        .iter()
        .filter(|word| word.begins_statement() == first)
        .map(|word| offer(*word))
        .collect();
    if !first {
        out.extend(KNOWN.iter().map(|known| Completion {
            label: known.name.to_owned(),
            detail: known.says.to_owned(),
            insert: if known.function { format!("{}(", known.name) } else { known.name.to_owned() },
            kind: if known.function { CompletionKind::Function } else { CompletionKind::Field },
        }));
        out.extend(declared(&statements(text)).into_iter().map(|(name, detail)| Completion {
            insert: name.clone(),
            label: name,
            detail,
            kind: CompletionKind::Indicator,
        }));
    }
    out.retain(|offer| offer.label.starts_with(&typed));
    out.sort_by(|a, b| a.label.cmp(&b.label));
    out.dedup_by(|a, b| a.label == b.label);
    out
}

fn offer(word: Keyword) -> Completion {
    let template = form(word);
    Completion {
        label: word.text().to_owned(),
        detail: says(word).to_owned(),
        insert: if template.is_empty() { word.text() } else { template }.to_owned(),
        kind: CompletionKind::Keyword,
    }
}
