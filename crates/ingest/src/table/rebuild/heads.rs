//! Finds the head of a flattened table: heads on lines of their own, apart on one line, or run together.

use super::{Heads, Line};
use crate::document::Span;
use crate::table::{Meaning, head, split_head};

/// A head that was found.
#[derive(Debug, Clone)]
pub(crate) struct Head {
    pub(crate) columns: Heads,
    /// Lines it takes.
    pub(crate) lines: usize,
    /// Where the body begins on the last of those lines, in characters of the line, when it follows on the same line.
    pub(crate) rest_of_line: Option<usize>,
    /// Heads stood on lines of their own.
    pub(crate) cell_a_line: bool,
}

/// Fewest heads that make a table.
const FEWEST: usize = 3;

/// The head that starts at the first of the lines.
pub(crate) fn find(lines: &[Line<'_>]) -> Option<Head> {
    let first = lines.first()?;
    on_one_line(first).or_else(|| a_head_a_line(lines)).filter(useful)
}

/// A head needs a column that says what is to be done or was done; a menu of similar words has none.
fn useful(head: &Head) -> bool {
    let meanings: Vec<Meaning> = head.columns.iter().map(|(_, words)| Meaning::of(words)).collect();
    let has = |wanted: &[Meaning]| meanings.iter().any(|meaning| wanted.contains(meaning));
    let goal = has(&[Meaning::Goal, Meaning::Target, Meaning::Name]);
    let done = has(&[
        Meaning::Actual,
        Meaning::Cumulative,
        Meaning::PeriodValue,
        Meaning::Completion,
        Meaning::Standard,
        Meaning::Points,
        Meaning::AssessedScore,
    ]);
    goal && done
}

/// Heads on one line, either apart or run together; words of the body may follow on the same line.
fn on_one_line(line: &Line<'_>) -> Option<Head> {
    let trimmed = line.words.trim();
    if trimmed.chars().count() <= 120
        && let Some(parts) = split_head(line.words)
        && parts.len() >= FEWEST
    {
        let columns = parts
            .iter()
            .map(|(range, words)| {
                (Span::new(line.at + range.start, line.at + range.end), (*words).to_owned())
            })
            .collect();
        return Some(Head { columns, lines: 1, rest_of_line: None, cell_a_line: false });
    }
    apart(line)
}

/// Heads that stand apart by three spaces or more, then the body.
fn apart(line: &Line<'_>) -> Option<Head> {
    let mut columns = Heads::new();
    let mut rest_of_line = None;
    for token in super::pieces::gapped(line.words, 3).into_iter().take(24) {
        let words = head::squeeze(token.words);
        let short = words.chars().count() <= 16 && !words.contains(['。', ';', '；', ',', '，']);
        let repeated = columns.iter().any(|(_, known)| *known == words);
        // 一类目标(56分) is a band of the body, not a head.
        let band = words.ends_with("分)") || words.ends_with("分）");
        if !short || repeated || band || Meaning::of(&words) == Meaning::Other || head::is_figure(&words) {
            rest_of_line = Some(token.start);
            break;
        }
        let start = line.at + token.start;
        columns.push((Span::new(start, start + token.words.chars().count()), words));
    }
    (columns.len() >= FEWEST).then_some(Head { columns, lines: 1, rest_of_line, cell_a_line: false })
}

/// Heads on lines of their own, one after another.
fn a_head_a_line(lines: &[Line<'_>]) -> Option<Head> {
    let mut columns = Heads::new();
    let mut taken = 0;
    for line in lines.iter().take(16) {
        let words = head::squeeze(line.words);
        if words.is_empty() {
            taken += 1;
            continue;
        }
        let known = words.chars().count() <= 14
            && split_head(&words).is_some_and(|parts| parts.len() == 1)
            && !columns.iter().any(|(_, head)| *head == words);
        if !known {
            break;
        }
        let indent = line.words.chars().take_while(|ch| ch.is_whitespace()).count();
        let start = line.at + indent;
        let span = Span::new(start, start + line.words.trim().chars().count());
        // 目标(指标) with 考核内容及指标 below it is one head on two lines: one goal column.
        let goal_again = Meaning::of(&words) == Meaning::Goal
            && columns.last().is_some_and(|(_, above)| Meaning::of(above) == Meaning::Goal);
        match columns.last_mut() {
            Some((above, head)) if goal_again => {
                *above = Span::new(above.start, span.end);
                head.push_str(&words);
            }
            _ => columns.push((span, words)),
        }
        taken += 1;
    }
    // Blank lines behind the last head belong to the body.
    let lines_taken =
        lines.iter().take(taken).rposition(|line| !line.words.trim().is_empty()).map_or(0, |last| last + 1);
    (columns.len() > FEWEST).then_some(Head {
        columns,
        lines: lines_taken,
        rest_of_line: None,
        cell_a_line: true,
    })
}
