//! A file that nobody can hold in the head hides its seam.

use super::{Finding, Tree};

const MOST_LINES: usize = 800;

pub(super) fn check(tree: &Tree, findings: &mut Vec<Finding>) {
    for (file, text) in tree.like("", ".rs").chain(tree.like("", ".ts")) {
        let lines = text.lines().count();
        if lines > MOST_LINES {
            let message = format!("{lines} lines; {MOST_LINES} at the most, 150 is usual: find the seam");
            findings.push(Finding { rule: "length", place: file.to_owned(), message });
        }
    }
}
