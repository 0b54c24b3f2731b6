//! Words with the claims in them marked. Where claims overlap, the graver verdict shows.

use super::{VERDICTS, escaped, push};
use crate::claim::ClaimRecord;
use crate::document::{Document, Span};

/// Writes the words of a span with every claim in it marked and numbered.
pub(super) fn write(
    html: &mut String,
    number: usize,
    document: &Document,
    claims: &[ClaimRecord],
    span: Span,
) {
    let inside: Vec<(usize, &ClaimRecord)> = claims
        .iter()
        .enumerate()
        .filter(|(_, claim)| claim.start < span.end && span.start < claim.end.max(claim.start + 1))
        .collect();
    let mut edges: Vec<usize> = inside.iter().flat_map(|(_, claim)| [claim.start, claim.end]).collect();
    edges.retain(|&edge| span.start < edge && edge < span.end);
    edges.extend([span.start, span.end]);
    edges.sort_unstable();
    edges.dedup();
    for (from, to) in edges.iter().zip(edges.iter().skip(1)) {
        for (index, _) in inside.iter().filter(|(_, claim)| claim.start.max(span.start) == *from) {
            push(html, format_args!("<a id=\"t{number}-{index}\"></a>"));
        }
        let words = escaped(&without_blank_lines(document.slice(Span::new(*from, *to))));
        let covering = inside.iter().filter(|(_, claim)| claim.start <= *from && *to <= claim.end);
        match covering.min_by_key(|(_, claim)| gravity(claim.verdict)) {
            Some((index, claim)) => push(
                html,
                format_args!(
                    "<mark class=\"{}\"><a href=\"#f{number}-{index}\">{words}</a></mark>",
                    claim.verdict
                ),
            ),
            None => html.push_str(&words),
        }
        for (index, _) in inside.iter().filter(|(_, claim)| claim.end == *to) {
            push(html, format_args!("<sup><a href=\"#f{number}-{index}\">{}</a></sup>", index + 1));
        }
    }
}

/// Blank lines between the lines of a cell are left out; paragraphs have none.
fn without_blank_lines(words: &str) -> String {
    let mut result = String::with_capacity(words.len());
    for line in words.split_inclusive('\n') {
        if !line.trim().is_empty() || !line.ends_with('\n') {
            result.push_str(line);
        }
    }
    result
}

/// Place of a verdict in the order of gravity; 0 is the gravest.
fn gravity(verdict: &str) -> usize {
    VERDICTS.iter().position(|(known, _)| known.code() == verdict).unwrap_or(VERDICTS.len())
}
