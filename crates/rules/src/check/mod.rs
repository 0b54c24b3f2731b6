//! Tree → compiled scheme: names, measures, what must be stated, and the plan.

mod consequence;
mod declare;
mod effect;
mod expr;
mod function;
mod grade;
mod lint;
mod logic;
mod measure;
mod rule;
mod text;
mod total;
mod verb;

use crate::ast::{Doubt, Policy, RoundLevel, Statement, StatementKind};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::literate::Literate;
use crate::measure::Measure;
use crate::number::Rounding;
use crate::plan::{Builder, NodeId, Num};
use crate::scheme::{Inner, RulingNote, Scheme};
use crate::source::{Sources, Span};
use crate::tally::Tally;
use crate::trace::{Given, Piece, Shown};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A compiled scheme and everything the compiler has to say. The scheme is there when no error is.
#[derive(Clone, Debug)]
pub struct Compilation {
    /// The scheme, if it compiles.
    pub scheme: Option<Scheme>,
    /// Errors, warnings and notes, by place.
    pub diagnostics: Vec<Diagnostic>,
}

impl Compilation {
    /// Whether nothing is an error.
    pub fn is_ok(&self) -> bool {
        self.diagnostics.iter().all(|d| d.severity != Severity::Error)
    }
}

/// What an expression means: an exact value or a truth, with its measure and how it reads.
#[derive(Clone, Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "independent marks of one value; no two of them make a state"
)]
pub(crate) struct Typed {
    pub(crate) value: Num,
    pub(crate) measure: Measure,
    pub(crate) truth: bool,
    /// A literal zero fits every measure.
    pub(crate) zero: bool,
    /// Decimals to show it with.
    pub(crate) decimals: u8,
    pub(crate) formula: Vec<Piece>,
    /// Something went wrong below; complaints about it would be consequences.
    pub(crate) broken: bool,
    /// Its own direction, when it is one indicator's figure.
    pub(crate) lower_better: bool,
    /// What is left of 100%: a share, not a difference.
    pub(crate) share: bool,
}

impl Typed {
    pub(crate) fn new(value: Num, measure: Measure, decimals: u8) -> Self {
        let shown = Shown { value, measure: measure.clone(), decimals, truth: false };
        Self {
            value,
            measure,
            truth: false,
            zero: false,
            decimals,
            formula: vec![Piece::Value(shown)],
            broken: false,
            lower_better: false,
            share: false,
        }
    }

    pub(crate) fn condition(node: NodeId, formula: Vec<Piece>, broken: bool) -> Self {
        let value = Num::whole(node);
        Self {
            value,
            measure: Measure::yes_no(),
            truth: true,
            zero: false,
            decimals: 0,
            formula,
            broken,
            lower_better: false,
            share: false,
        }
    }
}

/// What names mean inside one rule.
#[derive(Default)]
pub(crate) struct Scope {
    pub(crate) indicator: Option<usize>,
    /// The rule names an indicator that does not exist; its fields are not complained about again.
    pub(crate) nameless: bool,
    pub(crate) names: BTreeMap<String, Typed>,
    pub(crate) standard: Option<Typed>,
    /// The points of the line.
    pub(crate) points: Option<Num>,
    pub(crate) points_decimals: u8,
    /// Inside 逐个: the ledger whose fields are names.
    pub(crate) ledger: Option<usize>,
    /// In 等次: total and rank are names.
    pub(crate) totals: Option<(Num, Num)>,
    pub(crate) given: Vec<Given>,
    /// A completion rate was used whose target may be zero: the target and where.
    pub(crate) zero_target: Option<(Num, Span)>,
    /// The line's head states a cap or that there is none.
    pub(crate) capped: bool,
    /// The line's head states 满分外 or 满分内.
    pub(crate) place_stated: bool,
}

/// Rounding, as stated.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RoundRule {
    pub(crate) level: RoundLevel,
    pub(crate) decimals: u8,
    pub(crate) mode: Rounding,
}

pub(crate) struct Checker<'s> {
    pub(crate) sources: &'s Sources,
    pub(crate) literate: &'s Literate,
    pub(crate) diagnostics: Vec<Diagnostic>,
    pub(crate) b: Builder,
    pub(crate) out: Inner,
    pub(crate) parameters: BTreeMap<String, Typed>,
    pub(crate) measures: BTreeMap<String, Measure>,
    /// Measures that nobody knows: complained about once, and then not compared.
    pub(crate) strange: BTreeSet<String>,
    pub(crate) round: Option<RoundRule>,
    pub(crate) missing: Option<Policy>,
    pub(crate) ranking: Option<(crate::ast::Ranking, Span)>,
    /// Exact value of each line before rounding, by index.
    pub(crate) line_values: Vec<Num>,
    pub(crate) item_values: Vec<Num>,
    /// Points that each item's 计分 and 评判 lines allot, and the lines' classes.
    pub(crate) used: BTreeSet<String>,
    /// Inputs by name and field, lines by id: a scheme may have thousands.
    pub(crate) input_index: BTreeMap<(String, String), usize>,
    pub(crate) line_ids: BTreeSet<String>,
    pub(crate) tallies: Vec<Tally>,
    /// One builder per ledger, for plans over its records.
    pub(crate) record_builders: Vec<Builder>,
    pub(crate) rulings: Vec<(Span, Doubt)>,
    pub(crate) item_parts: Vec<crate::ast::Part>,
    pub(crate) category_parts: Vec<crate::ast::Part>,
}

/// Compiles the statements of a scheme.
pub(crate) fn check(
    sources: &Sources,
    literate: &Literate,
    statements: &[Statement],
    diagnostics: Vec<Diagnostic>,
) -> Compilation {
    let mut checker = Checker::new(sources, literate, diagnostics);
    checker.declare(statements);
    checker.form(statements);
    checker.finish(statements);
    checker.compilation()
}

impl<'s> Checker<'s> {
    fn new(sources: &'s Sources, literate: &'s Literate, diagnostics: Vec<Diagnostic>) -> Self {
        Self {
            sources,
            literate,
            diagnostics,
            b: Builder::default(),
            out: Inner::default(),
            parameters: BTreeMap::new(),
            measures: BTreeMap::new(),
            strange: BTreeSet::new(),
            round: None,
            missing: None,
            ranking: None,
            line_values: Vec::new(),
            item_values: Vec::new(),
            used: BTreeSet::new(),
            input_index: BTreeMap::new(),
            line_ids: BTreeSet::new(),
            tallies: Vec::new(),
            record_builders: Vec::new(),
            rulings: Vec::new(),
            item_parts: Vec::new(),
            category_parts: Vec::new(),
        }
    }

    pub(crate) fn error(&mut self, code: Code, span: Span, message: impl Into<String>) {
        self.diagnostics.push(Diagnostic::new(code, span, message));
    }

    pub(crate) fn complain(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    fn finish(&mut self, statements: &[Statement]) {
        self.totals(statements);
        self.lint(statements);
        self.without_consequences(statements);
        self.settle();
    }

    /// A ruling that names a code turns that diagnostic of its statement into a note.
    fn settle(&mut self) {
        for (within, doubt) in std::mem::take(&mut self.rulings) {
            let settled = settled_by(&doubt);
            let Some(ruling) = &doubt.ruling else { continue };
            for diagnostic in &mut self.diagnostics {
                let inside = diagnostic.span.file == within.file
                    && within.start <= diagnostic.span.start
                    && diagnostic.span.end <= within.end;
                if inside && settled.contains(&diagnostic.code.id()) && diagnostic.severity > Severity::Note {
                    diagnostic.severity = Severity::Note;
                    diagnostic.message = format!("{}（已由{}裁定）", diagnostic.message, ruling.body.text);
                }
            }
        }
    }

    fn compilation(mut self) -> Compilation {
        self.diagnostics.sort_by_key(|d| (d.span.file, d.span.start, d.code));
        self.diagnostics.dedup();
        let ok = self.diagnostics.iter().all(|d| d.severity != Severity::Error);
        let scheme = ok.then(|| Scheme(Arc::new(self.out)));
        Compilation { scheme, diagnostics: self.diagnostics }
    }

    /// Reads the doubts of a statement: each needs a ruling, and each ruling is kept for the explanation.
    pub(crate) fn doubts(&mut self, doubts: &[Doubt], within: Span) -> Vec<RulingNote> {
        let mut notes = Vec::new();
        for doubt in doubts {
            for quote in &doubt.quotes {
                self.quote(quote);
            }
            let Some(ruling) = &doubt.ruling else {
                let hint = if doubt.quotes.len() > 1 {
                    "请在存疑之后写明：采用前者（或采用后者），裁定 机构 日期"
                } else {
                    "补写规则之后删去这一行；要留作记录的，在行末写明：裁定 机构 日期"
                };
                self.complain(
                    Diagnostic::new(Code::DoubtOpen, doubt.span, "这处存疑还没有裁定，得分无法确定")
                        .hint(hint),
                );
                continue;
            };
            self.rulings.push((within, doubt.clone()));
            let quotes: Vec<String> = doubt.quotes.iter().map(|q| format!("【{}】", q.text)).collect();
            let text = doubt.text.as_ref().map(|t| t.text.clone()).unwrap_or_default();
            let decision = match doubt.first {
                Some(true) => "采用前者".to_owned(),
                Some(false) => "采用后者".to_owned(),
                None => text.clone(),
            };
            let coded = doubt.code.as_ref().and_then(|c| Code::ALL.iter().find(|k| k.id() == c.text));
            let doubt_text = match coded {
                _ if !quotes.is_empty() => quotes.join("与"),
                Some(code) => format!("（{}）", code.title()),
                None => text,
            };
            notes.push(RulingNote {
                doubt: doubt_text,
                decision,
                body: ruling.body.text.clone(),
                date: ruling.date.as_ref().map(|d| d.text.clone()).unwrap_or_default(),
            });
        }
        notes
    }

    /// A quote must stand in the prose.
    pub(crate) fn quote(&mut self, quote: &crate::ast::Name) {
        if quote.span.file == 0 && !self.literate.holds(&quote.text) {
            self.complain(
                Diagnostic::new(Code::QuoteAbsent, quote.span, "正文中找不到这句依据")
                    .hint("依据要与正文逐字相同（空格和全角半角不论）；请核对，或把原文补进正文"),
            );
        }
    }

    pub(crate) fn quotes(&mut self, quotes: &[crate::ast::Name]) -> Vec<String> {
        for quote in quotes {
            self.quote(quote);
        }
        quotes.iter().map(|q| q.text.clone()).collect()
    }

    /// The bit mask of some classes; every class for none.
    pub(crate) fn class_mask(&mut self, classes: &[crate::ast::Name]) -> u64 {
        let mut mask = 0;
        for class in classes {
            if let Some(at) = self.out.classes.iter().position(|c| *c == class.text) {
                mask |= 1_u64.checked_shl(u32::try_from(at).unwrap_or(64)).unwrap_or(0);
            } else {
                let known = self.out.classes.join("、");
                let hint = if known.is_empty() {
                    format!("在“方案”一行写上：单位类别 {}，并列出其他类别", class.text)
                } else {
                    format!("“方案”中声明的单位类别有：{known}")
                };
                self.complain(
                    Diagnostic::new(Code::UnknownClass, class.span, format!("没有单位类别“{}”", class.text))
                        .hint(hint),
                );
            }
        }
        if classes.is_empty() { u64::MAX } else { mask }
    }

    fn form(&mut self, statements: &[Statement]) {
        for statement in statements {
            match &statement.kind {
                StatementKind::Category(part) => self.category(part, statement.span),
                StatementKind::Item(part) => self.item(part, statement.span),
                StatementKind::Rule(rule) => self.rule(rule, statement.span),
                _ => {}
            }
        }
    }
}

/// The codes that a ruling on this doubt answers: the one it names with its milder twin, or, where it chooses between two sentences,
/// that they contradict each other.
fn settled_by(doubt: &Doubt) -> Vec<&str> {
    let twin = |code: Code| match code {
        Code::PointsSum => Some(Code::WordsAllot),
        Code::BonusUncapped => Some(Code::NoCapInWords),
        Code::Overlap => Some(Code::PunishedTwice),
        _ => None,
    };
    let named = match &doubt.code {
        Some(code) => Code::ALL.iter().copied().find(|c| c.id() == code.text),
        None => doubt.first.map(|_| Code::Overlap),
    };
    named.into_iter().chain(named.and_then(twin)).map(Code::id).collect()
}
