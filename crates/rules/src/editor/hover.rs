//! The word under the pointer.

use super::{declared, here, statements};
use crate::ast::StatementKind;
use crate::guide::{describe_clause, describe_statement, form, known, says};
use crate::lex::{Keyword, TokenKind};

/// An explanation and the bytes it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hover {
    /// First byte.
    pub start: usize,
    /// Byte behind the last.
    pub end: usize,
    /// Markdown.
    pub text: String,
}

/// Explains the word at a byte of the file; nothing outside of 考核 blocks.
pub fn hover(text: &str, offset: usize) -> Option<Hover> {
    let here = here(text, offset)?;
    let covers = |start: u32, end: u32| (start as usize..end as usize).contains(&offset);
    let token = here.tokens.iter().find(|token| covers(token.span.start, token.span.end))?;
    let all = statements(text);
    let mut parts = Vec::new();
    if let TokenKind::Word(word) | TokenKind::Text(word) = &token.kind {
        parts.extend(meaning(word, &declared(&all)));
    }
    if let Some(statement) = all.iter().find(|s| covers(s.span.start, s.span.end)) {
        let clause = match &statement.kind {
            StatementKind::Rule(rule) => rule.clauses.iter().find(|c| covers(c.span.start, c.span.end)),
            _ => None,
        };
        if let Some(clause) = clause {
            parts.push(format!("这一句：{}。", describe_clause(clause)));
        } else {
            let whole = describe_statement(&statement.kind);
            if !whole.is_empty() {
                parts.push(format!("这一条：{}。", whole.join("；")));
            }
        }
    }
    let text = parts.join("\n\n");
    (!text.is_empty()).then_some(Hover {
        start: token.span.start as usize,
        end: token.span.end as usize,
        text,
    })
}

fn meaning(word: &str, declared: &[(String, String)]) -> Option<String> {
    if let Some((name, says)) = declared.iter().find(|(name, _)| name == word) {
        return Some(format!("**{name}** — {says}"));
    }
    if let Some(keyword) = Keyword::find(word) {
        let example = form(keyword);
        let example = if example.is_empty() { String::new() } else { format!("\n\n```\n{example}\n```") };
        return Some(format!("**{word}** — {}{example}", says(keyword)));
    }
    known(word).map(|known| format!("**{word}** — {}", known.says))
}
