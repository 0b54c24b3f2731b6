//! ARCHITECTURE.md is a map: short enough to read, and every crate is on it.

use super::{Finding, Tree};

const FILE: &str = "ARCHITECTURE.md";
const MOST_LINES: usize = 300;

pub(super) fn check(tree: &Tree, findings: &mut Vec<Finding>) {
    let mut report =
        |message: String| findings.push(Finding { rule: "architecture", place: FILE.to_owned(), message });
    let Some(map) = tree.text(FILE) else { return report("is missing".to_owned()) };
    let lines = map.lines().count();
    if lines >= MOST_LINES {
        report(format!("{lines} lines; a map stays under {MOST_LINES}"));
    }
    for (file, _) in tree.like("crates/", "/Cargo.toml") {
        let name = file.split('/').nth(1).unwrap_or_default();
        if !map.contains(&format!("`{name}`")) {
            report(format!("does not name the crate `{name}`"));
        }
    }
    for name in map.split("`crates/").skip(1).filter_map(|rest| rest.split(['`', '/']).next()) {
        if tree.text(&format!("crates/{name}/Cargo.toml")).is_none() {
            report(format!("names crates/{name}, which does not exist"));
        }
    }
}
