//! Links each figure that a goal sets to the one that answers it: same unit, the most words in common, the same numbering.

use super::{Role, Row, split};
use crate::claim::{Figure, Reading, similar};
use crate::quantity::Kind;
use std::collections::BTreeSet;
use std::ops::Range;

/// A possible answer.
struct Candidate {
    goal: (usize, usize),
    answer: usize,
    score: usize,
}

/// Fills in the answers of a row's goal figures, the best-matching pairs first, each answer once.
pub(crate) fn link(reading: &Reading<'_>, row: &mut Row) {
    let cells: Vec<Range<usize>> = row.actual.iter().chain(row.period.iter()).cloned().collect();
    let mut candidates = Vec::new();
    for (part_at, part) in row.parts.iter().enumerate() {
        for (figure_at, goal) in part.figures.iter().enumerate() {
            if matches!(goal.role, Role::Base | Role::Growth) {
                continue;
            }
            let Some(figure) = reading.figures.get(goal.figure) else { continue };
            for (order, cell) in cells.iter().enumerate() {
                let pieces = pieces(reading, cell);
                let own = pieces.iter().find(|(marker, _)| *marker != 0 && *marker == number_of(&part.marker));
                for (answer, other) in figures_in(reading, cell) {
                    if !answers(figure, other) || is_target(reading, other, figure) {
                        continue;
                    }
                    let inside = own.is_some_and(|(_, bytes)| bytes.contains(&other.quantity.span.start));
                    let score = score(reading, &part.bytes, figure, other, inside);
                    let score = score.saturating_sub(order);
                    if score > 0 {
                        candidates.push(Candidate { goal: (part_at, figure_at), answer, score });
                    }
                }
            }
        }
    }
    candidates.sort_by(|a, b| b.score.cmp(&a.score).then(a.goal.cmp(&b.goal)).then(a.answer.cmp(&b.answer)));
    assign(row, &candidates);
}

fn assign(row: &mut Row, candidates: &[Candidate]) {
    let mut used = BTreeSet::new();
    for candidate in candidates {
        let (part, figure) = candidate.goal;
        let Some(goal) = row.parts.get_mut(part).and_then(|part| part.figures.get_mut(figure)) else { continue };
        let shared = goal.role != Role::Own;
        if goal.answer.is_none() && (shared || used.insert(candidate.answer)) {
            goal.answer = Some(candidate.answer);
        }
    }
}

fn number_of(marker: &str) -> u32 {
    split::split(&format!("{marker}x")).first().map_or(0, |_| {
        marker.chars().filter(char::is_ascii_digit).collect::<String>().parse().unwrap_or(0)
    })
}

fn pieces(reading: &Reading<'_>, cell: &Range<usize>) -> Vec<(u32, Range<usize>)> {
    split::split(reading.slice(cell.clone()))
        .into_iter()
        .map(|piece| (piece.number, cell.start + piece.bytes.start..cell.start + piece.bytes.end))
        .collect()
}

fn figures_in<'r>(reading: &'r Reading<'_>, cell: &Range<usize>) -> impl Iterator<Item = (usize, &'r Figure)> {
    let (from, to) = (cell.start, cell.end);
    let first = reading.figures.partition_point(|figure| figure.quantity.span.start < from);
    reading
        .figures
        .iter()
        .enumerate()
        .skip(first)
        .take_while(move |(_, figure)| figure.quantity.span.start < to)
        .filter(|(_, figure)| !figure.kind().is_time())
}

/// Whether a figure can answer a goal's figure at all.
fn answers(goal: &Figure, other: &Figure) -> bool {
    let number_for_rate = goal.kind() == Kind::Number && other.kind() == Kind::Percent;
    goal.same_unit(other) || number_for_rate
}

/// 完成700亿元年度目标任务的66.5%: the amount repeats the goal; it answers nothing unless it is reached as such.
fn is_target(reading: &Reading<'_>, other: &Figure, goal: &Figure) -> bool {
    let tail = reading.tail(other);
    let lead = reading.part_lead(other);
    let target = ["年度目标", "目标任务的", "的目标"].iter().any(|word| tail.starts_with(word))
        || ["年度计划", "目标任务", "下达目标", "年度目标", "计划的"].iter().any(|word| lead.contains(word) && !lead.contains("超额"));
    let same = goal.value() == other.value();
    let rate = other.is_percent() && lead.contains("完成") && (lead.contains("任务") || lead.contains("目标") || lead.contains("计划"));
    let measured = other.is_percent() && (lead.contains('占') || lead.contains("完成率"));
    // "完成增点扩面50家的目标任务" does say that the goal of 50 was done.
    (target && !(same && tail.starts_with("的目标任务") && !goal.is_percent())) || rate || measured
}

/// Common words of the two clauses; more for the same numbered piece, and for words before in the sentence.
fn score(reading: &Reading<'_>, part: &Range<usize>, goal: &Figure, other: &Figure, inside: bool) -> usize {
    let clause = |figure: &Figure| reading.slice(figure.clause.clone());
    let (close, share) = similar::likeness(clause(goal), clause(other));
    let whole_goal = reading.slice(goal.sentence.start.max(part.start)..goal.sentence.end.min(part.end));
    let sentence = reading.slice(other.sentence.clone());
    let (wide, _) = similar::likeness(whole_goal, sentence);
    let only = goal.kind() == Kind::Rank;
    let bonus = if inside { 4 } else { 0 };
    if close == 0 && (wide < 3 || (!only && !inside && !lonely(reading, goal, other))) {
        return 0;
    }
    if close == 1 && share < 20 && wide < 3 && !inside {
        return 0;
    }
    close * 10 + wide.min(9) * 2 + bonus * 3
}

/// The clause of the goal has no words of its own (完成年度投资65亿元), so the sentence must do.
fn lonely(reading: &Reading<'_>, goal: &Figure, other: &Figure) -> bool {
    similar::pairs(reading.slice(goal.clause.clone())).len() <= 3 && goal.kind() != Kind::Count && other.is_plain()
}
