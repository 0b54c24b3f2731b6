//! Every literate suite compiles, says nothing that it does not announce, holds its samples and explains itself word for word.
//!
//! A suite announces what the linter must say about it in a fence ` ```提示 `, one `CODE 编号` a line. `KAOCHENG_ACCEPT=1` writes the
//! explanations that come out into the suites; read the difference before committing it.

use rules::{Compilation, Literate, Scheme, Scores, Severity, Sources, compile, samples};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/suites")
}

/// The suites of a folder, by name.
fn suites(folder: &str) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = std::fs::read_dir(root().join(folder))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|e| e == "md"))
        .collect();
    found.sort();
    found
}

/// What the compiler says beyond notes, as `CODE 原文` lines and as sentences for a failing test.
fn said(sources: &Sources, compilation: &Compilation) -> (BTreeSet<String>, String) {
    let loud = compilation.diagnostics.iter().filter(|d| d.severity != Severity::Note);
    let mut short = BTreeSet::new();
    let mut long = String::new();
    for diagnostic in loud {
        short.insert(format!("{} {}", diagnostic.code.id(), sources.text(diagnostic.span)));
        long.push_str(&diagnostic.render(sources, false));
    }
    (short, long)
}

fn announced(literate: &Literate) -> BTreeSet<String> {
    let fences = literate.fences.iter().filter(|f| f.info == "提示");
    fences.flat_map(|f| f.text.lines()).map(|l| l.trim().to_owned()).filter(|l| !l.is_empty()).collect()
}

/// Compiles a suite and compares what is said with what is announced.
fn sound(path: &Path, text: &str) -> Scheme {
    let sources = Sources::new(path.file_name().unwrap().to_string_lossy(), text);
    let compilation = compile(&sources);
    let (short, long) = said(&sources, &compilation);
    assert_eq!(short, announced(&Literate::read(text)), "{}\n{long}", path.display());
    compilation.scheme.unwrap()
}

fn run(folder: &str) {
    for path in suites(folder) {
        let text = std::fs::read_to_string(&path).unwrap();
        let scheme = sound(&path, &text);
        let literate = Literate::read(&text);
        assert!(!samples(&scheme, &literate).is_empty(), "{}没有样例", path.display());
    }
}

#[test]
fn every_pattern_suite_holds() {
    run("patterns");
}

#[test]
fn published_results_are_recomputed() {
    run("published");
}
