//! Words with the claims in them marked. Where claims overlap, the graver verdict shows; every claim has its number.

use app::document::{ClaimRecord, Document, Span};

use crate::view::verify::DocPiece;

/// Verdicts from the gravest, with their class and word.
pub(super) const VERDICTS: [(&str, &str, &str); 5] = [
    ("disagrees", "disagrees", "不符"),
    ("damaged", "unknown", "文字有损"),
    ("unsupported", "unknown", "无从核对"),
    ("judged", "unknown", "评定值"),
    ("agrees", "agrees", "相符"),
];

/// Place of a verdict in the order of gravity; 0 is the gravest.
pub(super) fn gravity(verdict: &str) -> usize {
    VERDICTS.iter().position(|(code, ..)| *code == verdict).unwrap_or(VERDICTS.len())
}

/// The class of a verdict.
pub(super) fn class(verdict: &str) -> &'static str {
    VERDICTS.iter().find(|(code, ..)| *code == verdict).map_or("unknown", |(_, class, _)| class)
}

/// The claims that are shown, by their place.
pub(super) struct Marks<'d> {
    document: &'d Document,
    /// Number and claim, by first character.
    claims: Vec<(usize, &'d ClaimRecord)>,
    /// Characters of the longest claim.
    longest: usize,
    /// The place that the address names.
    place: Option<Span>,
}

impl<'d> Marks<'d> {
    pub(super) fn new(
        document: &'d Document,
        shown: impl Iterator<Item = (usize, &'d ClaimRecord)>,
        place: Option<Span>,
    ) -> Self {
        let mut claims: Vec<_> = shown.collect();
        claims.sort_by_key(|(number, claim)| (claim.start, *number));
        let longest = claims.iter().map(|(_, claim)| claim.end - claim.start.min(claim.end)).max();
        Self { document, claims, longest: longest.unwrap_or(0), place }
    }

    /// The claims that share a character with a span.
    fn inside(&self, span: Span) -> &[(usize, &'d ClaimRecord)] {
        let from = self.claims.partition_point(|(_, claim)| claim.start + self.longest < span.start);
        let to = self.claims.partition_point(|(_, claim)| claim.start < span.end);
        self.claims.get(from..to).unwrap_or_default()
    }

    /// The words of a span in pieces.
    pub(super) fn pieces(&self, span: Span) -> Vec<DocPiece> {
        let overlapping = |claim: &ClaimRecord| span.start < claim.end && claim.start < span.end;
        let inside: Vec<_> = self.inside(span).iter().filter(|(_, claim)| overlapping(claim)).collect();
        let place = self.place.filter(|place| place.overlaps(span));
        let mut edges: Vec<usize> = inside.iter().flat_map(|(_, claim)| [claim.start, claim.end]).collect();
        edges.extend(place.iter().flat_map(|place| [place.start, place.end]));
        edges.retain(|&edge| span.start < edge && edge < span.end);
        edges.extend([span.start, span.end]);
        edges.sort_unstable();
        edges.dedup();
        let mut pieces = Vec::with_capacity(edges.len());
        for (from, to) in edges.iter().zip(edges.iter().skip(1)) {
            let covering = inside.iter().filter(|(_, claim)| claim.start <= *from && *to <= claim.end);
            let gravest = covering.min_by_key(|(number, claim)| (gravity(claim.verdict), *number));
            let numbers = |at: &dyn Fn(&ClaimRecord) -> bool| {
                inside.iter().filter(|(_, claim)| at(claim)).map(|(number, _)| *number).collect()
            };
            pieces.push(DocPiece {
                text: self.document.slice(Span::new(*from, *to)).to_owned(),
                finding: gravest.map_or(0, |(number, _)| *number),
                verdict: gravest.map_or("", |(_, claim)| class(claim.verdict)),
                begins: numbers(&|claim| claim.start == *from),
                ends: numbers(&|claim| claim.end == *to),
                place: match place {
                    Some(place) if place.start == *from => "first",
                    Some(place) if place.start < *from && *to <= place.end => "more",
                    _ => "",
                },
            });
        }
        pieces
    }
}
