//! One mistake, one complaint: what only follows from a mistake already reported is left out.

use super::Checker;
use crate::ast::Statement;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

impl Checker<'_> {
    /// Leaves out what the reader would not see once the mistakes before it are mended.
    pub(super) fn without_consequences(&mut self, statements: &[Statement]) {
        let errors: Vec<(Code, Span)> = self
            .diagnostics
            .iter()
            .filter(|d| d.severity == Severity::Error)
            .map(|d| (d.code, d.span))
            .collect();
        let any = |of: fn(Code) -> bool| errors.iter().any(|(code, _)| of(*code));
        let (unread, unnamed) = (any(unread), any(names));
        let unpointed = any(|c| matches!(c, Code::NoPoints | Code::UnknownClass | Code::Duplicate));
        // A statement that holds a mistake of reading or of naming proves nothing about itself.
        let spoilt: Vec<Span> = statements
            .iter()
            .map(|s| s.span)
            .filter(|s| errors.iter().any(|(code, at)| spoils(*code) && within(*at, *s)))
            .collect();
        let uncapped: Vec<Span> = statements
            .iter()
            .map(|s| s.span)
            .filter(|s| errors.iter().any(|(code, at)| *code == Code::BonusUncapped && within(*at, *s)))
            .collect();
        let in_any = |spans: &[Span], d: &Diagnostic| spans.iter().any(|s| within(d.span, *s));
        self.diagnostics.retain(|d| match d.code {
            // Sums, and what is used, are known only when every statement was read.
            Code::PointsSum | Code::WordsAllot => !unread && !unpointed,
            Code::Unused | Code::GradeUnreachable => !unread && !unnamed,
            Code::NoRounding | Code::NoMissingPolicy | Code::NoScheme => !unread,
            Code::NoPoints => !(unread && self.out.lines.is_empty()),
            Code::Misplaced => !(unread && in_any(&spoilt, d)),
            Code::NoOtherwise | Code::NeverTrue | Code::Overlap | Code::Gap | Code::BandOverlap => {
                !in_any(&spoilt, d)
            }
            Code::NoCapInWords => !in_any(&uncapped, d),
            _ => true,
        });
    }
}

/// The statement could not be read.
const fn unread(code: Code) -> bool {
    matches!(
        code,
        Code::Unexpected
            | Code::UnknownStatement
            | Code::Unclosed
            | Code::StrayCharacter
            | Code::BadNumber
            | Code::TooDeep
    )
}

/// A name in it means nothing.
const fn names(code: Code) -> bool {
    matches!(code, Code::UnknownName | Code::UnknownMeasure | Code::UnknownClass)
}

/// Nothing can be proved of a statement that holds such a mistake.
const fn spoils(code: Code) -> bool {
    unread(code)
        || names(code)
        || matches!(code, Code::MeasureMismatch | Code::PercentPoint | Code::Arguments)
}

fn within(inner: Span, outer: Span) -> bool {
    inner.file == outer.file && outer.start <= inner.start && inner.end <= outer.end
}
