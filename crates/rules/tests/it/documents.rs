//! The documents of the language say what the code does: every example is compiled, every code and word has its place.

use rules::{Code, Compilation, Keyword, Severity, Sources, compile};
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn document(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap()
}

/// A fenced example: the heading above it, the words behind the fence, its text.
struct Example {
    heading: String,
    info: String,
    text: String,
}

fn examples(document: &str) -> Vec<Example> {
    let mut out: Vec<Example> = Vec::new();
    let mut heading = String::new();
    let mut open: Option<(usize, Example)> = None;
    for line in document.lines() {
        let run = line.chars().take_while(|c| *c == '`').count();
        match &mut open {
            Some((length, example)) => {
                if run >= *length && line.trim_matches('`').is_empty() {
                    out.extend(open.take().map(|(_, example)| example));
                } else {
                    example.text.push_str(line);
                    example.text.push('\n');
                }
            }
            None if run >= 3 => {
                let info = line.trim_start_matches('`').trim().to_owned();
                open = Some((run, Example { heading: heading.clone(), info, text: String::new() }));
            }
            None if line.starts_with('#') => line.trim_start_matches('#').trim().clone_into(&mut heading),
            None => {}
        }
    }
    out
}

/// The example as a whole scheme file.
fn file(example: &Example, frame: &str) -> String {
    if example.info.starts_with("markdown") {
        return example.text.clone();
    }
    let body = if example.info.ends_with("全文") {
        example.text.clone()
    } else {
        let hole = frame.lines().find(|l| l.starts_with('（')).unwrap();
        frame.replace(hole, example.text.trim_end())
    };
    format!("```考核\n{body}\n```\n")
}

fn frame(all: &[Example]) -> String {
    all.iter().find(|e| e.info == "考核 框架").unwrap().text.clone()
}

fn compiled(text: &str) -> Compilation {
    compile(&Sources::new("例.md", text))
}

/// What a compilation says, a line each, for messages of failed tests.
fn said(text: &str, compilation: &Compilation) -> String {
    let sources = Sources::new("例.md", text);
    compilation.diagnostics.iter().map(|d| d.render(&sources, false) + "\n").collect()
}

/// The lines (from 1) that the example marks; tables of samples have no comments, so there every row is meant.
fn marked_lines(text: &str) -> Vec<u32> {
    let marked = text.lines().any(|l| l.contains("# ←"));
    let meant = |line: &str| if marked { line.contains("# ←") } else { line.starts_with('|') };
    (1..).zip(text.lines()).filter(|(_, line)| meant(line)).map(|(at, _)| at).collect()
}

#[test]
fn every_code_has_its_heading_with_a_bad_and_a_good_example() {
    let text = document("docs/errors.md");
    let all = examples(&text);
    let headings: Vec<&str> =
        text.lines().filter_map(|l| l.strip_prefix("## ")).map(|h| h.split(' ').next().unwrap()).collect();
    let codes: Vec<&str> = Code::ALL.iter().map(|c| c.id()).collect();
    assert_eq!(headings, codes);
    for code in Code::ALL {
        let own = |kind: &str| {
            all.iter().any(|e| e.heading.starts_with(code.id()) && e.info.split(' ').any(|word| word == kind))
        };
        assert!(text.contains(&format!("## {} {}\n", code.id(), code.title())), "{}", code.id());
        assert!(own("错") && own("对"), "{} lacks an example", code.id());
    }
}

#[test]
fn every_bad_example_is_reported_with_its_code_at_its_line() {
    let all = examples(&document("docs/errors.md"));
    let frame = frame(&all);
    let mut wrong = Vec::new();
    for example in all.iter().filter(|e| e.info.split(' ').any(|word| word == "错")) {
        let code = example.heading.split(' ').next().unwrap();
        let text = file(example, &frame);
        let result = compiled(&text);
        let sources = Sources::new("例.md", text.as_str());
        let here = result
            .diagnostics
            .iter()
            .any(|d| d.code.id() == code && marked_lines(&text).contains(&sources.place(d.span).line));
        // What cannot be parsed has consequences.
        let parsed = code >= "E0100";
        let others =
            parsed && result.diagnostics.iter().any(|d| d.severity == Severity::Error && d.code.id() != code);
        if !here || others {
            wrong.push(format!(
                "== {code} at lines {:?}\n{text}\n{}",
                marked_lines(&text),
                said(&text, &result)
            ));
        }
    }
    assert!(wrong.is_empty(), "{} examples:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn no_good_example_is_reported_with_its_code_or_has_an_error() {
    let all = examples(&document("docs/errors.md"));
    let frame = frame(&all);
    let mut wrong = Vec::new();
    for example in all.iter().filter(|e| e.info.split(' ').any(|word| word == "对")) {
        let code = example.heading.split(' ').next().unwrap();
        let text = file(example, &frame);
        let result = compiled(&text);
        if !result.is_ok() || result.diagnostics.iter().any(|d| d.code.id() == code) {
            wrong.push(format!("== {code}\n{text}\n{}", said(&text, &result)));
        }
    }
    assert!(wrong.is_empty(), "{} examples:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_example_of_the_reference_compiles() {
    let all = examples(&document("docs/rules-language.md"));
    let frame = frame(&all);
    let shown: Vec<&Example> = all.iter().filter(|e| e.info == "考核 例").collect();
    assert!(shown.len() >= 22);
    for example in shown {
        let text = file(example, &frame);
        let result = compiled(&text);
        assert!(result.is_ok(), "{}\n{text}\n{}", example.heading, said(&text, &result));
    }
}

#[test]
fn the_reference_speaks_of_every_word() {
    let text = document("docs/rules-language.md");
    let missing: Vec<&str> =
        Keyword::ALL.iter().map(|k| k.text()).filter(|word| !text.contains(word)).collect();
    assert!(missing.is_empty(), "{missing:?}");
    let headings: Vec<&str> = text
        .lines()
        .filter_map(|l| l.trim_start_matches('#').strip_prefix(' ').filter(|_| l.starts_with('#')))
        .collect();
    for word in Keyword::ALL.iter().filter(|k| k.begins_statement()) {
        assert!(headings.contains(&word.text()), "{} has no heading", word.text());
    }
    let verbs = [
        "每满",
        "每",
        "标准",
        "按",
        "阶梯",
        "分档",
        "功效系数",
        "名次计分",
        "真值表",
        "逐项",
        "累进",
        "加权",
        "按级别",
        "逐个",
        "零目标",
        "本条缺报",
        "存疑",
    ];
    for verb in verbs {
        assert!(Keyword::find(verb).is_some() && headings.contains(&verb), "{verb} has no heading");
    }
}

#[test]
fn the_editor_grammar_knows_every_word() {
    let grammar = document("editors/vscode/syntaxes/kaohe.tmLanguage.json");
    let words: Vec<&str> = grammar.split(['|', '(', ')', ':', '"']).collect();
    let missing: Vec<&str> =
        Keyword::ALL.iter().map(|k| k.text()).filter(|word| !words.contains(word)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn the_officers_guide_is_itself_a_scheme_whose_samples_hold() {
    let text = document("docs/guide/officer.zh-CN.md");
    let result = compiled(&text);
    assert!(result.diagnostics.is_empty(), "{}", said(&text, &result));
    assert_eq!(result.scheme.unwrap().lines().len(), 7);
}

#[test]
fn every_block_that_we_ship_is_printed_without_loss() {
    let mut files: Vec<PathBuf> = vec![root().join("docs/guide/officer.zh-CN.md")];
    for folder in
        ["tests/suites/patterns", "tests/suites/forms", "tests/suites/published", "crates/testkit/scheme"]
    {
        files.extend(std::fs::read_dir(root().join(folder)).unwrap().map(|entry| entry.unwrap().path()));
    }
    files.retain(|path| path.extension().is_some_and(|e| e == "md"));
    assert!(files.len() > 35, "{}", files.len());
    for path in files {
        let text = std::fs::read_to_string(&path).unwrap();
        let done = rules::fmt::format(&text);
        let lost: Vec<_> =
            done.left.iter().filter(|left| left.why != rules::fmt::Obstacle::Comments).collect();
        assert!(lost.is_empty(), "{}: {lost:?}", path.display());
        assert_eq!(rules::fmt::format(&done.text).text, done.text, "{}", path.display());
    }
}
