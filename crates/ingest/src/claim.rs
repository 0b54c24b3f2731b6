//! Claims: what a text asserts with its figures, recomputed exactly. Five verdicts; nothing is guessed, and what cannot be
//! checked says what is missing.

mod bound;
mod column;
mod completion;
mod damage;
mod difference;
mod exact;
mod excess;
mod formula;
mod growth;
mod list;
mod listing;
mod means;
mod moved;
mod named;
mod numbers;
mod points;
mod rank;
mod reading;
mod record;
mod segments;
mod share;
mod sheet;
pub(crate) mod similar;
mod sum;
mod tally;
mod yearly;

pub(crate) use completion::rate as completion_rate;
pub(crate) use exact::Rational;
pub(crate) use reading::{Figure, Place, Reading};
pub use record::{ClaimRecord, Findings, Summary, verify};

use crate::goal::Goal;
use std::ops::Range;

/// What came of checking a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// Exactly, or within the rounding of every printed number.
    Agrees,
    /// Recomputed otherwise.
    Disagrees,
    /// An input is not printed.
    Unsupported,
    /// A percent with no quantity behind it.
    Judged,
    /// Cannot be read without choosing between readings.
    Damaged,
}

impl Verdict {
    /// The word of the contract.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Agrees => "agrees",
            Self::Disagrees => "disagrees",
            Self::Unsupported => "unsupported",
            Self::Judged => "judged",
            Self::Damaged => "damaged",
        }
    }

    /// For a person.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Agrees => "相符",
            Self::Disagrees => "不符",
            Self::Unsupported => "无从核对",
            Self::Judged => "评定值",
            Self::Damaged => "文字有损",
        }
    }
}

/// A claim and its verdict. Places are bytes of the document's text.
#[derive(Clone, Debug)]
pub(crate) struct Claim {
    pub(crate) quote: Range<usize>,
    /// Places of the other figures it was checked with.
    pub(crate) with: Vec<Range<usize>>,
    /// Shape of the claim.
    pub(crate) kind: &'static str,
    pub(crate) inputs: Vec<String>,
    pub(crate) recomputed: Option<String>,
    pub(crate) published: Option<String>,
    pub(crate) verdict: Verdict,
    /// One sentence for a clerk.
    pub(crate) why: String,
    /// Stable code of the reason.
    pub(crate) code: &'static str,
    /// What would settle it.
    pub(crate) settle: Option<String>,
}

impl Claim {
    pub(crate) fn new(
        kind: &'static str,
        quote: Range<usize>,
        verdict: Verdict,
        code: &'static str,
        why: String,
    ) -> Self {
        Self {
            quote,
            with: Vec::new(),
            kind,
            inputs: Vec::new(),
            recomputed: None,
            published: None,
            verdict,
            why,
            code,
            settle: None,
        }
    }

    pub(crate) fn inputs(mut self, inputs: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.inputs = inputs.into_iter().map(Into::into).collect();
        self
    }

    pub(crate) fn with(mut self, places: impl IntoIterator<Item = Range<usize>>) -> Self {
        self.with = places.into_iter().collect();
        self
    }

    pub(crate) fn recomputed(mut self, value: impl Into<String>) -> Self {
        self.recomputed = Some(value.into());
        self
    }

    pub(crate) fn published(mut self, value: impl Into<String>) -> Self {
        self.published = Some(value.into());
        self
    }

    pub(crate) fn settle(mut self, what: impl Into<String>) -> Self {
        self.settle = Some(what.into());
        self
    }
}

/// What every check works with and adds to.
pub(crate) struct Check<'r, 'd> {
    pub(crate) reading: &'r Reading<'d>,
    pub(crate) goals: &'r [Goal],
    pub(crate) claims: Vec<Claim>,
    /// Percent figures that a check has explained, by index.
    pub(crate) explained: std::collections::BTreeSet<usize>,
    /// Figures in the text or a table that are targets, by index.
    pub(crate) targets: Vec<usize>,
}

impl<'d> Check<'_, 'd> {
    /// A claim's quote: from the first figure to the published one when they share a sentence, else the published one's clause.
    pub(crate) fn quote(&self, from: &Figure, published: &Figure) -> Range<usize> {
        if from.sentence == published.sentence && from.quantity.span.start <= published.quantity.span.start {
            from.clause.start.min(published.clause.start)..published.quantity.span.end
        } else {
            self.clause_quote(published)
        }
    }

    /// The clause up to the figure's end.
    #[expect(clippy::unused_self, reason = "stands beside `quote`, with which it is exchanged")]
    pub(crate) fn clause_quote(&self, figure: &Figure) -> Range<usize> {
        figure.clause.start.min(figure.quantity.span.start)..figure.quantity.span.end
    }

    pub(crate) fn words(&self, figure: &Figure) -> &'d str {
        self.reading.figure_text(figure)
    }

    pub(crate) fn figure(&self, index: usize) -> Option<&Figure> {
        self.reading.figures.get(index)
    }
}

/// Runs every check.
pub(crate) fn check(reading: &Reading<'_>, goals: &[Goal]) -> Vec<Claim> {
    let explained = std::collections::BTreeSet::new();
    let mut check = Check { reading, goals, claims: Vec::new(), explained, targets: Vec::new() };
    check.targets = completion::all_targets(&check);
    damage::run(&mut check);
    column::run(&mut check);
    excess::run(&mut check);
    completion::run(&mut check);
    difference::run(&mut check);
    segments::run(&mut check);
    share::run(&mut check);
    growth::run(&mut check);
    sum::run(&mut check);
    list::run(&mut check);
    listing::run(&mut check);
    formula::run(&mut check);
    means::run(&mut check);
    named::run(&mut check);
    tally::run(&mut check);
    bound::run(&mut check);
    rank::run(&mut check);
    points::run(&mut check);
    sheet::run(&mut check);
    let mut claims = check.claims;
    claims.sort_by(|a, b| {
        a.quote.start.cmp(&b.quote.start).then(a.quote.end.cmp(&b.quote.end)).then(a.kind.cmp(b.kind))
    });
    claims
}
