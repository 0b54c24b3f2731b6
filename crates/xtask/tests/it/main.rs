//! The house rules refuse what they are there to refuse.

#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use std::fs;
use std::path::Path;
use tempfile::TempDir;
use xtask::tidy::findings;

/// A small tree that every rule accepts.
fn clean_tree() -> TempDir {
    let tree = tempfile::tempdir().unwrap();
    let root = tree.path();
    write(root, "crates/rules/Cargo.toml", "[package]\nname = \"rules\"\n[dependencies]\n");
    write(root, "crates/rules/src/lib.rs", "//! Rules.\n");
    write(
        root,
        "crates/assessment/Cargo.toml",
        "[package]\nname = \"assessment\"\n[dependencies]\nrules.workspace = true\n",
    );
    write(root, "crates/assessment/src/lib.rs", "//! Domain.\npub struct ScoreSheet;\n");
    write(root, "docs/glossary.md", "| 得分表 | score sheet | the form with scores |\n");
    write(root, "ARCHITECTURE.md", "`rules` and `assessment`\n");
    write(root, "README.md", "# One\n```\ncargo x demo\n```\n");
    write(root, "README.zh-CN.md", "# 一\n```\ncargo x demo\n```\n");
    tree
}

fn write(root: &Path, name: &str, text: &str) {
    let path = root.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// The rules that speak when one file of the clean tree is replaced.
fn rules_broken_by(name: &str, text: &str) -> Vec<&'static str> {
    let tree = clean_tree();
    write(tree.path(), name, text);
    findings(tree.path()).unwrap().into_iter().map(|f| f.rule).collect()
}

#[test]
fn a_clean_tree_has_no_findings() {
    let tree = clean_tree();
    assert_eq!(findings(tree.path()).unwrap(), []);
}

#[test]
fn this_project_is_tidy() {
    let all: Vec<String> =
        findings(&xtask::root().unwrap()).unwrap().iter().map(ToString::to_string).collect();
    assert_eq!(all, Vec::<String>::new());
}

#[test]
fn a_forbidden_edge_is_refused() {
    let manifest = "[package]\nname = \"rules\"\n[dependencies]\nassessment.workspace = true\n";
    assert_eq!(rules_broken_by("crates/rules/Cargo.toml", manifest), ["edges"]);
}

#[test]
fn an_unknown_crate_needs_a_row_in_the_table() {
    let broken = rules_broken_by("crates/helpers/Cargo.toml", "[package]\nname = \"helpers\"\n");
    assert_eq!(broken, ["edges", "architecture"]);
}

#[test]
fn a_float_in_rules_is_refused() {
    assert_eq!(rules_broken_by("crates/rules/src/lib.rs", "fn share(a: i64) -> f64 {\n"), ["floats"]);
    assert_eq!(rules_broken_by("crates/assessment/src/x.rs", "let rate = 1f32;\n"), ["floats"]);
    assert!(rules_broken_by("crates/rules/src/lib.rs", "// not an f64\n").is_empty());
}

#[test]
fn a_domain_type_without_a_glossary_word_is_refused() {
    assert_eq!(rules_broken_by("crates/assessment/src/lib.rs", "pub enum PayGrade {}\n"), ["glossary"]);
}

#[test]
fn an_over_long_file_is_refused() {
    assert_eq!(rules_broken_by("crates/rules/src/lib.rs", &"//! x\n".repeat(801)), ["length"]);
    assert!(rules_broken_by("crates/rules/src/lib.rs", &"//! x\n".repeat(800)).is_empty());
}

#[test]
fn a_promise_of_later_work_is_refused() {
    let promise = format!("// {}DO: later\n", "TO");
    assert_eq!(rules_broken_by("crates/rules/src/lib.rs", &promise), ["words"]);
}

#[test]
fn a_path_of_one_machine_is_refused() {
    let path = format!("// see {}ork/main\n", "/w");
    assert_eq!(rules_broken_by("crates/rules/src/lib.rs", &path), ["words"]);
}

#[test]
fn an_architecture_page_that_forgets_a_crate_is_refused() {
    assert_eq!(rules_broken_by("ARCHITECTURE.md", "`rules` only\n"), ["architecture"]);
    assert_eq!(rules_broken_by("ARCHITECTURE.md", &"`rules` `assessment`\n".repeat(300)), ["architecture"]);
}

#[test]
fn readmes_that_differ_in_commands_are_refused() {
    assert_eq!(rules_broken_by("README.zh-CN.md", "# 一\n```\ncargo x dev\n```\n"), ["documents"]);
}

#[test]
fn a_dead_link_is_refused() {
    assert_eq!(rules_broken_by("docs/x.md", "see [that](gone.md)\n"), ["documents"]);
}
