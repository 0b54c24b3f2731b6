//! Sources → compilation: reads the blocks of every file, checks them together, runs the sample cases.

use crate::ast::{Name, Statement, StatementKind};
use crate::check::{Compilation, check};
use crate::diagnostic::{Code, Diagnostic};
use crate::lex::words::{RULES_FENCE, SAMPLE_FENCE};
use crate::literate::Literate;
use crate::parse::parse_block;
use crate::sample;
use crate::source::{FileId, Sources, Span};
use std::collections::BTreeSet;

/// More statements than this are refused: no official document comes near.
const MAX_STATEMENTS: usize = 60_000;

/// Compiles the main file of `sources` with what it imports. Never fails: what is wrong is in the diagnostics.
pub fn compile(sources: &Sources) -> Compilation {
    let mut compilation = compile_rules(sources);
    if let Some(scheme) = &compilation.scheme {
        let literate = literate_of(sources, 0);
        let findings = sample::check(scheme, &literate, 0);
        compilation.diagnostics.extend(findings);
        compilation.diagnostics.sort_by_key(|d| (d.span.file, d.span.start, d.code));
        if !compilation.is_ok() {
            compilation.scheme = None;
        }
    }
    compilation
}

/// As [`compile`], without running the sample cases.
pub fn compile_rules(sources: &Sources) -> Compilation {
    let mut diagnostics = Vec::new();
    let literate = literate_of(sources, 0);
    let mut seen = BTreeSet::new();
    let mut statements = statements_of(sources, 0, &mut seen, &mut diagnostics);
    if statements.len() > MAX_STATEMENTS {
        let span = statements.get(MAX_STATEMENTS).map(|s| s.span).unwrap_or_default();
        diagnostics.push(Diagnostic::new(
            Code::TooDeep,
            span,
            format!("规则过多，一份办法最多 {MAX_STATEMENTS} 条"),
        ));
        statements.truncate(MAX_STATEMENTS);
    }
    check(sources, &literate, &statements, diagnostics)
}

/// The statements of the main file and of what it imports, and what the parser has to say.
pub fn parse(sources: &Sources) -> (Vec<Statement>, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let statements = statements_of(sources, 0, &mut BTreeSet::new(), &mut diagnostics);
    (statements, diagnostics)
}

fn literate_of(sources: &Sources, file: FileId) -> Literate {
    sources.file(file).map(|f| Literate::read(&f.text)).unwrap_or_default()
}

/// The statements of a file, imported ones first.
fn statements_of(
    sources: &Sources,
    file: FileId,
    seen: &mut BTreeSet<FileId>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Statement> {
    seen.insert(file);
    let literate = literate_of(sources, file);
    if let Some(start) = literate.unclosed {
        let span = Span { file, start, end: start.saturating_add(3) };
        diagnostics.push(Diagnostic::new(Code::Unclosed, span, "这个代码块没有收尾的 ```"));
    }
    let mut own = Vec::new();
    for (at, fence) in literate.fences.iter().filter(|f| is_rules(&f.info)).enumerate() {
        own.extend(parse_block(file, fence.offset, &fence.text, at, diagnostics));
    }
    let mut out = Vec::new();
    for statement in &own {
        if let StatementKind::Import(name) = &statement.kind {
            out.extend(imported(sources, name, seen, diagnostics));
        }
    }
    out.extend(own);
    out
}

fn imported(
    sources: &Sources,
    name: &Name,
    seen: &mut BTreeSet<FileId>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Statement> {
    let Some(file) = sources.find(&name.text) else {
        diagnostics.push(
            Diagnostic::new(Code::ImportMissing, name.span, format!("没有找到引用的文件“{}”", name.text))
                .hint("文件要与办法放在同一个文件夹，名称（包括后缀）要一致"),
        );
        return Vec::new();
    };
    if seen.contains(&file) {
        if file == 0 {
            diagnostics
                .push(Diagnostic::new(Code::Cyclic, name.span, "引用绕回了自己").hint("去掉这一处引用"));
        }
        return Vec::new();
    }
    let all = statements_of(sources, file, seen, diagnostics);
    let (kept, others): (Vec<Statement>, Vec<Statement>) = all.into_iter().partition(|s| {
        matches!(
            s.kind,
            StatementKind::Indicator(_)
                | StatementKind::Parameter { .. }
                | StatementKind::Measure(_)
                | StatementKind::Ledger { .. }
                | StatementKind::Import(_)
        )
    });
    if let Some(first) = others.first() {
        diagnostics.push(
            Diagnostic::new(Code::Misplaced, first.span, "被引用的文件只能有指标、参数、计量和台账")
                .with(name.span, "在这里引用"),
        );
    }
    kept
}

/// Whether a fence holds rules.
pub(crate) fn is_rules(info: &str) -> bool {
    info == RULES_FENCE
}

/// Whether a fence holds sample cases.
pub(crate) fn is_sample(info: &str) -> bool {
    info.split_whitespace().next() == Some(SAMPLE_FENCE)
}
