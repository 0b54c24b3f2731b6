//! One English word per Chinese term: a public type of the domain stands in docs/glossary.md.

use super::{Finding, Tree};

pub(super) fn check(tree: &Tree, findings: &mut Vec<Finding>) {
    let glossary = tree.text("docs/glossary.md").unwrap_or_default().to_lowercase();
    for (file, text) in tree.like("crates/assessment/src/", ".rs") {
        for (number, line) in text.lines().enumerate() {
            let Some(name) = public_type(line) else { continue };
            let spaced = spaced(name);
            if !glossary.contains(&spaced) && !glossary.contains(&format!("`{}`", name.to_lowercase())) {
                let message = format!(
                    "`{name}` is not in docs/glossary.md; add \"{spaced}\" with its Chinese term and meaning"
                );
                findings.push(Finding { rule: "glossary", place: format!("{file}:{}", number + 1), message });
            }
        }
    }
}

fn public_type(line: &str) -> Option<&str> {
    let rest = line.strip_prefix("pub struct ").or_else(|| line.strip_prefix("pub enum "))?;
    rest.split(|c: char| !c.is_alphanumeric()).next()
}

/// `ScoreSheet` as it is written in prose: "score sheet".
fn spaced(name: &str) -> String {
    let mut words = String::new();
    for letter in name.chars() {
        if letter.is_uppercase() && !words.is_empty() {
            words.push(' ');
        }
        words.extend(letter.to_lowercase());
    }
    words
}
