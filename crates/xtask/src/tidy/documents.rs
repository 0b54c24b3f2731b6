//! Documents that must agree: the two readmes, the numbers of decisions, links that lead somewhere.

use super::{Finding, Tree};
use std::collections::BTreeMap;

pub(super) fn check(tree: &Tree, findings: &mut Vec<Finding>) {
    readmes(tree, findings);
    decisions(tree, findings);
    links(tree, findings);
}

/// Both readmes show the same commands under as many headings.
fn readmes(tree: &Tree, findings: &mut Vec<Finding>) {
    let (Some(english), Some(chinese)) = (tree.text("README.md"), tree.text("README.zh-CN.md")) else {
        findings.push(Finding {
            rule: "documents",
            place: "README.md".to_owned(),
            message: "README.md and README.zh-CN.md must both stand".to_owned(),
        });
        return;
    };
    if commands(english) != commands(chinese) || headings(english) != headings(chinese) {
        let message = "its headings or commands differ from README.md's; keep the two alike".to_owned();
        findings.push(Finding { rule: "documents", place: "README.zh-CN.md".to_owned(), message });
    }
}

fn headings(text: &str) -> Vec<usize> {
    text.lines().filter(|l| l.starts_with('#')).map(|l| l.chars().take_while(|c| *c == '#').count()).collect()
}

fn commands(text: &str) -> Vec<&str> {
    text.split("```")
        .skip(1)
        .step_by(2)
        .flat_map(str::lines)
        .map(|l| l.split(" #").next().unwrap_or_default().trim())
        .filter(|l| !l.is_empty())
        .collect()
}

/// Decision numbers are unique.
fn decisions(tree: &Tree, findings: &mut Vec<Finding>) {
    let mut seen: BTreeMap<&str, &str> = BTreeMap::new();
    for (file, _) in tree.like("docs/decisions/", ".md") {
        let Some(number) = file.trim_start_matches("docs/decisions/").split('-').next() else { continue };
        if let Some(other) = seen.insert(number, file) {
            findings.push(Finding {
                rule: "documents",
                place: file.to_owned(),
                message: format!("the number {number} is {other}'s already"),
            });
        }
    }
}

/// Relative links of the documents at the root and in docs/ lead to a file.
fn links(tree: &Tree, findings: &mut Vec<Finding>) {
    for (file, text) in tree.like("", ".md").filter(|(f, _)| !f.contains('/') || f.starts_with("docs/")) {
        let folder = file.rsplit_once('/').map_or("", |(folder, _)| folder);
        for target in text.split("](").skip(1).filter_map(|rest| rest.split([')', '#', ' ']).next()) {
            if target.is_empty() || target.contains("://") || target.starts_with("mailto:") {
                continue;
            }
            let path = resolve(folder, target);
            if !tree.files.iter().any(|(name, _)| *name == path || name.starts_with(&format!("{path}/"))) {
                findings.push(Finding {
                    rule: "documents",
                    place: file.to_owned(),
                    message: format!("the link to {target} leads nowhere"),
                });
            }
        }
    }
}

fn resolve(folder: &str, target: &str) -> String {
    let mut parts: Vec<&str> = folder.split('/').filter(|p| !p.is_empty()).collect();
    for part in target.trim_end_matches('/').split('/') {
        match part {
            "." | "" => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}
