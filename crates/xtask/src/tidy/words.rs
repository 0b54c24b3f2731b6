//! Words that may not stay in a committed source: promises of later work, and places that exist on one machine only.

use super::{Finding, Tree};

const ENDINGS: [&str; 8] = [".rs", ".ts", ".css", ".html", ".md", ".toml", ".sql", ".mjs"];

pub(super) fn check(tree: &Tree, findings: &mut Vec<Finding>) {
    // Spelt in pieces, or this file would report itself.
    let left_over = [concat!("TO", "DO"), concat!("FIX", "ME"), concat!("XX", "X:"), concat!("todo", "!(")];
    let of_one_machine = [
        concat!("/wo", "rk/"),
        concat!("/ro", "ot/"),
        concat!("registry.npm", "js.org"),
        concat!("static.crat", "es.io"),
        concat!("pypi.", "org"),
    ];
    for (file, text) in &tree.files {
        if !ENDINGS.iter().any(|ending| file.ends_with(ending)) {
            continue;
        }
        for (number, line) in text.lines().enumerate() {
            let place = || format!("{file}:{}", number + 1);
            if let Some(word) = left_over.iter().find(|word| line.contains(**word)) {
                findings.push(Finding {
                    rule: "words",
                    place: place(),
                    message: format!("`{word}` is left: do it, or open an issue"),
                });
            }
            if let Some(word) = of_one_machine.iter().find(|word| line.contains(**word)) {
                findings.push(Finding {
                    rule: "words",
                    place: place(),
                    message: format!("`{word}` exists on one machine or names a host; leave it out"),
                });
            }
        }
    }
}
