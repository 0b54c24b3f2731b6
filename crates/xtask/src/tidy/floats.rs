//! No binary fraction near a score: 0.1 + 0.2 is not 0.3 there, and a rank may hang on it.

use super::{Finding, Tree};

pub(super) fn check(tree: &Tree, findings: &mut Vec<Finding>) {
    for crate_name in ["rules", "assessment"] {
        for (file, text) in tree.like(&format!("crates/{crate_name}/src/"), ".rs") {
            for (number, line) in text.lines().enumerate() {
                let code = line.split("//").next().unwrap_or_default();
                if ["f32", "f64"].iter().any(|float| has_word(code, float)) {
                    let message = format!("a float in `{crate_name}`; use scaled integers or exact decimals");
                    findings.push(Finding {
                        rule: "floats",
                        place: format!("{file}:{}", number + 1),
                        message,
                    });
                }
            }
        }
    }
}

fn has_word(line: &str, word: &str) -> bool {
    line.split(|c: char| !c.is_alphanumeric() && c != '_')
        .any(|part| part == word || part.strip_suffix(word).is_some_and(|n| n.parse::<u64>().is_ok()))
}
