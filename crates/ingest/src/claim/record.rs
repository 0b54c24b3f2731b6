//! Findings as they go out: owned text, character spans, the contract of `verify --json`.

use super::reading::FIGURES_MAX;
use super::{Claim, Reading, Verdict, check};
use crate::document::{Document, Span, Whole};
use crate::goal::{self, GoalRecord};
use serde::Serialize;

/// Everything `verify` says of a document.
#[derive(Clone, Debug, Serialize)]
pub struct Findings {
    /// The file.
    pub source: String,
    /// The day the text speaks from.
    pub anchor: String,
    /// Goals with their figures.
    pub goals: Vec<GoalRecord>,
    /// Said when the document has more figures than are checked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limited: Option<String>,
    /// Claims in the order of the text.
    pub claims: Vec<ClaimRecord>,
}

/// A claim with its verdict.
#[derive(Clone, Debug, Serialize)]
pub struct ClaimRecord {
    /// The words that make the claim.
    pub quote: String,
    /// First character of the quote.
    pub start: usize,
    /// Behind its last character.
    pub end: usize,
    /// Shape of the claim.
    pub kind: &'static str,
    /// What it was recomputed from, as printed.
    pub inputs: Vec<String>,
    /// The result, exactly or to four decimals.
    pub recomputed: Option<String>,
    /// What the text prints.
    pub published: Option<String>,
    /// agrees, disagrees, unsupported, judged, damaged.
    pub verdict: &'static str,
    /// One sentence for a clerk.
    pub why: String,
    /// Stable code of the reason.
    pub code: &'static str,
    /// What would settle an unsupported claim.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub settle: Option<String>,
    /// Places of the other figures it was checked with.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<PlaceRecord>,
}

/// A span of the document.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct PlaceRecord {
    /// First character.
    pub start: usize,
    /// Behind the last character.
    pub end: usize,
}

/// How many claims came out how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// 相符
    pub agrees: usize,
    /// 不符
    pub disagrees: usize,
    /// 无从核对
    pub unsupported: usize,
    /// 评定值
    pub judged: usize,
    /// 文字有损
    pub damaged: usize,
}

impl Findings {
    /// Counts by verdict.
    pub fn summary(&self) -> Summary {
        let count =
            |verdict: Verdict| self.claims.iter().filter(|claim| claim.verdict == verdict.code()).count();
        Summary {
            agrees: count(Verdict::Agrees),
            disagrees: count(Verdict::Disagrees),
            unsupported: count(Verdict::Unsupported),
            judged: count(Verdict::Judged),
            damaged: count(Verdict::Damaged),
        }
    }
}

/// Reads the goals and checks every claim of a document.
pub fn verify(document: &Document) -> Findings {
    let Some(simple) = crate::quantity::simplified(document.text.as_str()) else { return findings(document) };
    // The words that the checks look for are simplified; what is quoted stays as printed.
    let copy = Document { text: Whole::new(simple), ..document.clone() };
    let mut found = findings(&copy);
    for claim in &mut found.claims {
        document.slice(Span::new(claim.start, claim.end)).clone_into(&mut claim.quote);
    }
    found
}

fn findings(document: &Document) -> Findings {
    let reading = Reading::new(document);
    let goals = goal::find(&reading);
    let claims = check(&reading, &goals);
    Findings {
        source: document.source.clone(),
        anchor: reading.anchor.to_string(),
        goals: goal::out(&reading, &goals),
        limited: reading.limited.then(|| format!("数字超过{FIGURES_MAX}个的上限，只核验了前面的。")),
        claims: claims.into_iter().map(|claim| out(&reading, claim)).collect(),
    }
}

fn out(reading: &Reading<'_>, claim: Claim) -> ClaimRecord {
    let span = reading.span(claim.quote.clone());
    let places = claim
        .with
        .iter()
        .map(|bytes| {
            let Span { start, end } = reading.span(bytes.clone());
            PlaceRecord { start, end }
        })
        .collect();
    ClaimRecord {
        quote: reading.document.slice(span).to_owned(),
        start: span.start,
        end: span.end,
        kind: claim.kind,
        inputs: claim.inputs,
        recomputed: claim.recomputed,
        published: claim.published,
        verdict: claim.verdict.code(),
        why: claim.why,
        code: claim.code,
        settle: claim.settle,
        places,
    }
}
