//! What a document offers to be taken: the figures that its goals set, those that answer them and those that it states of
//! an indicator by name, each with the indicator it may belong to.

use assessment::{Indicator, IndicatorId};
use ingest::Span;
use ingest::claim::Findings;

use super::accept::Purpose;

/// A figure of a goal that may be taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Number and name of the goal; empty of a figure that answers none.
    pub goal: String,
    /// The words in which it stands.
    pub context: String,
    /// The figure as printed.
    pub words: String,
    /// Where.
    pub span: Span,
    /// own, challenge, superior, growth; of an answer that of the goal it answers.
    pub role: &'static str,
    /// ≥ ≤ > < when the text bounds it.
    pub bound: Option<&'static str>,
    /// First and last day of the time that the figure belongs to, when the text says.
    pub days: Option<String>,
    /// The indicator it may belong to.
    pub suggestion: Option<Suggestion>,
}

/// An indicator that fits the words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// Which.
    pub indicator: IndicatorId,
    /// Why, in words.
    pub why: String,
}

/// Characters of the context that are shown.
const CONTEXT_CHARS: usize = 120;
/// Characters in front of a figure in which the name of its indicator is looked for.
const NEAR_CHARS: usize = 24;

/// The candidates of a document for one purpose, in the order of the text.
pub fn candidates(
    document: &ingest::Document,
    findings: &Findings,
    indicators: &[&Indicator],
    purpose: Purpose,
) -> Vec<Candidate> {
    let mut found: Vec<Candidate> = Vec::new();
    for goal in &findings.goals {
        let number = goal.number.as_deref().unwrap_or_default();
        let name = format!("{number} {}", goal.name.as_deref().unwrap_or_default()).trim().to_owned();
        for part in &goal.parts {
            for figure in part.figures.iter().filter(|figure| figure.role != "base") {
                let (words, span, days) = match (purpose, &figure.answer) {
                    (Purpose::Target, _) => (&figure.text, Span::new(figure.start, figure.end), None),
                    (Purpose::Figure, Some(answer)) => {
                        (&answer.text, Span::new(answer.start, answer.end), answer.period.clone())
                    }
                    (Purpose::Figure, None) => continue,
                };
                if found.iter().any(|other| other.span == span) {
                    continue;
                }
                // The words in front of the goal's own figure name what it measures.
                let near = before(document, figure.start, part.start);
                found.push(Candidate {
                    goal: name.clone(),
                    context: part.text.chars().take(CONTEXT_CHARS).collect(),
                    words: words.clone(),
                    span,
                    role: figure.role,
                    bound: figure.bound,
                    days,
                    suggestion: suggest(&near, &part.text, words, indicators),
                });
            }
        }
    }
    if purpose == Purpose::Figure {
        for stated in super::stated::stated(document, &findings.anchor, indicators) {
            match found.iter_mut().find(|other| other.span == stated.span) {
                // A row that names indicator and time says more than the goal that its figure answers.
                Some(other) if other.days.is_none() || other.suggestion.is_none() => {
                    *other = Candidate { goal: std::mem::take(&mut other.goal), ..stated };
                }
                Some(_) => {}
                None => found.push(stated),
            }
        }
        found.sort_by_key(|one| one.span.start);
    }
    found
}

/// The words in front of a place, back to the last stop of the sentence and not before `from`.
fn before(document: &ingest::Document, at: usize, from: usize) -> String {
    let start = at.saturating_sub(NEAR_CHARS).max(from);
    let words = document.slice(Span::new(start, at));
    let last = words.rsplit(['。', '；', ';', '，', ',', '\n']).next().unwrap_or(words);
    last.to_owned()
}

/// The indicator whose name stands nearest: in the words before the figure, else in the words of the goal. Two that fit
/// alike suggest nothing.
fn suggest(near: &str, part: &str, words: &str, indicators: &[&Indicator]) -> Option<Suggestion> {
    let fitting: Vec<&Indicator> =
        indicators.iter().copied().filter(|indicator| may_measure(indicator, words)).collect();
    let named = |text: &str| {
        let mut longest: Vec<&Indicator> =
            fitting.iter().copied().filter(|indicator| text.contains(&indicator.name)).collect();
        longest.sort_by_key(|indicator| std::cmp::Reverse(indicator.name.chars().count()));
        // 工业投资 in 工业投资增幅 is the longer name's.
        match longest.as_slice() {
            [one] => Some(*one),
            [first, second, ..] if first.name.contains(&second.name) => Some(*first),
            _ => None,
        }
    };
    if let Some(indicator) = named(near) {
        return Some(Suggestion {
            indicator: indicator.id, why: format!("数字前有“{}”", indicator.name)
        });
    }
    if let Some(indicator) = named(part) {
        return Some(Suggestion {
            indicator: indicator.id, why: format!("目标中有“{}”", indicator.name)
        });
    }
    let mut scored: Vec<(usize, &Indicator)> =
        fitting.iter().map(|indicator| (alike(&indicator.name, near), *indicator)).collect();
    scored.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    match scored.as_slice() {
        [(best, indicator), rest @ ..] if *best >= 50 && rest.first().is_none_or(|(next, _)| next < best) => {
            Some(Suggestion {
                indicator: indicator.id, why: format!("与“{}”的用词相近", indicator.name)
            })
        }
        _ => None,
    }
}

/// Percent of the neighbouring pairs of characters of a name that occur in the words.
fn alike(name: &str, words: &str) -> usize {
    let letters: Vec<char> = name.chars().collect();
    let pairs: Vec<String> = letters.windows(2).map(|pair| pair.iter().collect()).collect();
    let found = pairs.iter().filter(|pair| words.contains(pair.as_str())).count();
    if pairs.is_empty() { 0 } else { found * 100 / pairs.len() }
}

/// Whether the printed figure could be one of the indicator: a percent is no amount.
fn may_measure(indicator: &Indicator, words: &str) -> bool {
    use rules::Kind;
    let percent = words.contains(['%', '％']) || words.contains("百分");
    let money = words.ends_with('元');
    match indicator.measure.kind {
        Kind::Percent => percent,
        Kind::Money(_) => {
            !percent && (money || words.ends_with(|ch: char| ch.is_ascii_digit() || "万亿".contains(ch)))
        }
        Kind::YesNo | Kind::Date => false,
        _ => !percent && !money,
    }
}
