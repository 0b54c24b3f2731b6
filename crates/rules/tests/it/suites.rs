//! Every literate suite compiles, says nothing that it does not announce, holds its samples and explains itself word for word.
//!
//! A suite announces what the linter must say about it in a fence ` ```提示 `, one `CODE 编号` a line. `KAOCHENG_ACCEPT=1` writes the
//! explanations that come out into the suites; read the difference before committing it.

use rules::{Compilation, Literate, Scheme, Severity, Sources, compile, samples};
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
        explained(&path, &text, &text, &scheme);
    }
}

/// Compares every ` ```解释 单位 编号 ` fence with the explanation that comes out of the samples before it. `text` is what was
/// compiled, `own` the part of it that stands in the file.
fn explained(path: &Path, text: &str, own: &str, scheme: &Scheme) {
    let literate = Literate::read(text);
    let scored = samples(scheme, &literate);
    let mut accepted = own.to_owned();
    for (at, fence) in literate.fences.iter().enumerate() {
        let mut words = fence.info.splitn(3, ' ');
        if words.next() != Some("解释") {
            continue;
        }
        let (unit, what) = (words.next().unwrap(), words.next().unwrap());
        let scores = &scored.iter().rfind(|s| s.fence < at).unwrap().scores;
        let unit = scores.facts().unit(unit).unwrap();
        let subject = scores.subject(what).unwrap();
        let found = format!("{}\n", scores.explain(unit, 0, subject).unwrap().text().trim_end());
        if crate::setting("KAOCHENG_ACCEPT").is_some() {
            let head = format!("```{}\n", fence.info);
            accepted = accepted.replace(&format!("{head}{}```", fence.text), &format!("{head}{found}```"));
        } else {
            assert_eq!(found, fence.text, "{} {}", path.display(), fence.info);
        }
    }
    if accepted != own {
        std::fs::write(path, accepted).unwrap();
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

/// The form of 2007 in front of which the official text stands, as far as the shared material is there.
fn form_of_2007() -> Option<(PathBuf, String)> {
    let Some(shared) = crate::setting("KAOCHENG_SHARED") else {
        println!("跳过:没有设置 KAOCHENG_SHARED,2007 年考核表的原文不在");
        return None;
    };
    let seeds = PathBuf::from(shared).join("seeds");
    let entries = std::fs::read_dir(seeds).unwrap().map(|e| e.unwrap().path());
    let is_form = |path: &PathBuf| path.file_name().is_some_and(|n| n.to_string_lossy().starts_with("001_"));
    let official = std::fs::read_to_string(entries.into_iter().find(is_form).unwrap()).unwrap();
    let path = root().join("forms/2007.md");
    let scheme = std::fs::read_to_string(&path).unwrap();
    Some((path, format!("{official}\n\n{scheme}")))
}

#[test]
fn the_form_of_2007_holds_with_its_rulings() {
    let Some((path, text)) = form_of_2007() else { return };
    let scheme = sound(&path, &text);
    let own = std::fs::read_to_string(&path).unwrap();
    explained(&path, &text, &own, &scheme);
    assert_eq!(scheme.items().len(), 17);
    assert_eq!(scheme.items().iter().filter(|i| i.category == 0).count(), 6);
    let rulings = |code: &str| {
        let line = scheme.lines().iter().find(|l| l.code == code).unwrap();
        line.rulings.iter().map(|r| (r.body.as_str(), r.date.as_str())).collect::<Vec<_>>()
    };
    for code in ["1.3", "1.4", "1.5"] {
        assert_eq!(rulings(code), [("市经委", "2007-07-20")], "{code}");
    }
}

/// Without the rulings the linter finds by itself what is wrong with the form, and nothing else.
#[test]
fn the_linter_reports_the_three_faults_of_the_form_of_2007() {
    let Some((_, text)) = form_of_2007() else { return };
    let bare: String = text.split_inclusive('\n').filter(|l| !l.trim_start().starts_with("存疑")).collect();
    let sources = Sources::new("2007.md", bare);
    let compilation = compile(&sources);
    assert!(compilation.scheme.is_none(), "未经裁定的考核表不能用来计分");
    let found: Vec<(&str, &str, &str)> = compilation
        .diagnostics
        .iter()
        .filter(|d| d.severity != Severity::Note)
        .map(|d| (d.code.id(), sources.text(d.span), d.message.as_str()))
        .collect();
    let has = |code: &str, place: &str, words: &str| {
        assert!(
            found.iter().any(|(c, p, m)| *c == code && p.contains(place) && m.contains(words)),
            "没有报告 {code} {place} {words}:{found:#?}"
        );
    };
    // Item 1 promises 12 points and names 8.
    has("W0401", "1", "共 12 分，原文各句只写明 8 分");
    has("E0301", "1", "8 分");
    // One point for every 50 亿元, without end.
    has("E0204", "50亿元", "没有写明最多加多少");
    // One miss, two deductions, for both variants of the line.
    has("E0302", "扣 4分", "同时成立而结果不同");
    let doubled = found.iter().filter(|(code, ..)| *code == "E0302").count();
    assert_eq!(doubled, 2, "{found:#?}");
    let known = ["W0401", "E0301", "E0204", "W0402", "E0302", "W0403"];
    assert!(found.iter().all(|(code, ..)| known.contains(code)), "{found:#?}");
}

/// The table of patterns in the documentation names every suite, and only suites that exist.
#[test]
fn the_table_of_patterns_is_complete() {
    let docs = root().join("../../docs");
    let table = std::fs::read_to_string(docs.join("patterns.md")).unwrap();
    let named: BTreeSet<PathBuf> = table
        .split("](")
        .skip(1)
        .filter_map(|rest| rest.split_once(')'))
        .map(|(link, _)| link)
        .filter(|link| link.contains("tests/suites/"))
        .map(|link| docs.join(link).canonicalize().unwrap_or_else(|_| PathBuf::from(format!("没有 {link}"))))
        .collect();
    let there: BTreeSet<PathBuf> = ["patterns", "published", "forms"]
        .into_iter()
        .flat_map(suites)
        .map(|path| path.canonicalize().unwrap())
        .collect();
    assert_eq!(named, there);
    // Every pattern of the catalogue has its row and its suite of the same number.
    let rows: Vec<&str> =
        table.lines().filter(|l| l.starts_with("| ") && l.contains("tests/suites/patterns/")).collect();
    for number in 1..=34 {
        let row = rows.iter().find(|r| r.starts_with(&format!("| {number} |"))).copied();
        assert!(
            row.is_some_and(|r| r.contains(&format!("patterns/{number:02}-"))),
            "第 {number} 种没有对应的一行"
        );
    }
}
