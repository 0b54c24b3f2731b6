//! Which crate may depend on which. The table is the architecture; a new edge is a decision.

use super::{Finding, Tree};
use anyhow::{Context, Result};

/// Crate and the crates of ours that it may use. Everybody may use testkit for tests.
const ALLOWED: [(&str, &[&str]); 10] = [
    ("rules", &[]),
    ("assessment", &["rules"]),
    ("ingest", &[]),
    ("report", &["assessment"]),
    ("store", &["assessment"]),
    ("app", &["assessment", "rules", "ingest", "report", "store"]),
    ("web", &["app", "assessment"]),
    ("testkit", &["assessment", "rules"]),
    ("kaocheng", &["web", "app", "store", "report", "ingest", "assessment", "rules", "testkit"]),
    ("xtask", &[]),
];

pub(super) fn check(tree: &Tree, findings: &mut Vec<Finding>) -> Result<()> {
    let names: Vec<&str> = ALLOWED.iter().map(|(name, _)| *name).collect();
    for (file, text) in tree.like("crates/", "/Cargo.toml") {
        let folder = file.split('/').nth(1).unwrap_or_default();
        let manifest: toml::Table = text.parse().with_context(|| format!("{file} is not TOML"))?;
        let package = manifest
            .get("package")
            .and_then(|p| p.get("name"))
            .and_then(toml::Value::as_str)
            .unwrap_or_default();
        if package != folder {
            findings.push(finding(
                file,
                format!("package `{package}` stands in the folder `{folder}`; name them alike"),
            ));
        }
        let Some((_, allowed)) = ALLOWED.iter().find(|(name, _)| *name == package) else {
            findings.push(finding(
                file,
                format!("`{package}` has no row in the table of allowed edges; add one, with a decision"),
            ));
            continue;
        };
        for dependency in dependencies(&manifest) {
            if names.contains(&dependency.as_str()) && !allowed.contains(&dependency.as_str()) {
                findings.push(finding(
                    file,
                    format!("`{package}` may not depend on `{dependency}` (ARCHITECTURE.md, dependencies)"),
                ));
            }
        }
    }
    Ok(())
}

fn dependencies(manifest: &toml::Table) -> Vec<String> {
    ["dependencies", "build-dependencies"]
        .iter()
        .filter_map(|section| manifest.get(*section)?.as_table())
        .flat_map(|table| table.keys().cloned())
        .collect()
}

fn finding(file: &str, message: String) -> Finding {
    Finding { rule: "edges", place: file.to_owned(), message }
}
