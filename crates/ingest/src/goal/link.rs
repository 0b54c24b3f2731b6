//! Links each figure that a goal sets to the one that answers it: same unit, the most words in common, the same numbering.

use super::{Role, Row, is_rate, split};
use crate::claim::{Figure, Rational, Reading, completion_rate, similar};
use crate::quantity::{Kind, Qualifier, Value};
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
                let own =
                    pieces.iter().find(|(marker, _)| *marker != 0 && *marker == number_of(&part.marker));
                for (answer, other) in figures_in(reading, cell) {
                    if !answers(figure, other)
                        || is_target(reading, other, figure)
                        || is_stock(reading, figure, other)
                    {
                        continue;
                    }
                    let inside = own.is_some_and(|(_, bytes)| bytes.contains(&other.quantity.span.start));
                    let score = score(reading, &part.bytes, figure, other, inside);
                    let score = if score > 0 && gives_completion(reading, row, figure, other) {
                        score + 60
                    } else {
                        score
                    };
                    // The month's own figure answers a year's goal only when no cumulative one does.
                    let month = row.period.as_ref() == Some(cell) && !row.actual.is_empty();
                    let score = if month { score / 2 } else { score };
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
        let Some(goal) = row.parts.get_mut(part).and_then(|part| part.figures.get_mut(figure)) else {
            continue;
        };
        let shared = goal.role != Role::Own;
        if goal.answer.is_none() && (shared || used.insert(candidate.answer)) {
            goal.answer = Some(candidate.answer);
        }
    }
}

fn number_of(marker: &str) -> u32 {
    split::split(&format!("{marker}x"))
        .first()
        .map_or(0, |_| marker.chars().filter(char::is_ascii_digit).collect::<String>().parse().unwrap_or(0))
}

fn pieces(reading: &Reading<'_>, cell: &Range<usize>) -> Vec<(u32, Range<usize>)> {
    split::split(reading.slice(cell.clone()))
        .into_iter()
        .map(|piece| (piece.number, cell.start + piece.bytes.start..cell.start + piece.bytes.end))
        .collect()
}

fn figures_in<'r>(
    reading: &'r Reading<'_>,
    cell: &Range<usize>,
) -> impl Iterator<Item = (usize, &'r Figure)> {
    let (from, to) = (cell.start, cell.end);
    let first = reading.figures.partition_point(|figure| figure.quantity.span.start < from);
    reading
        .figures
        .iter()
        .enumerate()
        .skip(first)
        .take_while(move |(_, figure)| figure.quantity.span.start < to)
        .filter(|(_, figure)| can_be_set(reading, figure))
}

/// Whether a figure can answer a goal's figure at all.
fn answers(goal: &Figure, other: &Figure) -> bool {
    let number_for_rate = goal.kind() == Kind::Number && other.kind() == Kind::Percent;
    let length = match (goal.quantity.value, other.quantity.value) {
        (Value::Length(a), Value::Length(b)) => a.grain == b.grain && goal.quantity.qualifier.is_some(),
        _ => true,
    };
    goal.same_unit(other) && length || number_for_rate
}

/// Times set nothing, but for a length that is all of its cell: 优良天数 不少于300天.
pub(super) fn can_be_set(reading: &Reading<'_>, figure: &Figure) -> bool {
    !figure.kind().is_time() || figure.kind() == Kind::Duration && alone(reading, figure)
}

/// 完成700亿元年度目标任务的66.5%: the amount repeats the goal; it answers nothing unless it is reached as such.
fn is_target(reading: &Reading<'_>, other: &Figure, goal: &Figure) -> bool {
    let tail = reading.tail(other);
    let lead = reading.part_lead(other);
    let target = ["年度目标", "目标任务的", "的目标"].iter().any(|word| tail.starts_with(word))
        || ["年度计划", "目标任务", "下达目标", "年度目标", "计划的"]
            .iter()
            .any(|word| lead.contains(word) && !lead.contains("超额"));
    let same = goal.value() == other.value();
    let rate = other.is_percent()
        && lead.contains("完成")
        && (lead.contains("任务") || lead.contains("目标") || lead.contains("计划"));
    let measured = other.is_percent() && (lead.contains('占') || lead.contains("完成率"));
    let named = tail.starts_with('的') && tail.contains("目标");
    let capped = goal.quantity.qualifier == Some(Qualifier::AtMost);
    // "完成增点扩面50家的目标任务" does say that the goal of 50 was done; a cap that is only repeated says nothing.
    let restated = same && !capped && (named || target) && lead.contains("完成");
    ((target || named || rate) && !restated) || measured
}

/// 新增2个信用贷款产品 is not answered by 上线产品287个,其中信用类138个: what is to be added is not what there is.
fn is_stock(reading: &Reading<'_>, goal: &Figure, other: &Figure) -> bool {
    const NEW: &[&str] = &["新增", "新设", "新建", "新推", "净增", "推出", "新引进", "新签"];
    let new = |figure: &Figure| {
        let part = reading.part_lead(figure);
        NEW.iter().any(|word| part.contains(word))
    };
    let part = reading.part_lead(other);
    let standing = ["其中", "共有", "现有", "累计有", "已有", "总数"].iter().any(|word| part.contains(word));
    goal.kind() == Kind::Count && new(goal) && standing && !new(other)
}

/// Common words of the two clauses; more for the same numbered piece, and for words before in the sentence.
fn score(reading: &Reading<'_>, part: &Range<usize>, goal: &Figure, other: &Figure, inside: bool) -> usize {
    if alone(reading, goal) && alone(reading, other) {
        return 30;
    }
    if only_ones(reading, goal, other) {
        return 20;
    }
    let clause = |figure: &Figure| reading.slice(figure.clause.clone());
    let (close, share) = similar::likeness(clause(goal), clause(other));
    let whole_goal = reading.slice(goal.sentence.start.max(part.start)..goal.sentence.end.min(part.end));
    let sentence = reading.slice(other.sentence.clone());
    let (wide, _) = similar::likeness(whole_goal, sentence);
    let only = goal.kind() == Kind::Rank;
    let bonus = if inside { 4 } else { 0 };
    if close == 0
        && (wide < 3 || (!only && !lonely(reading, goal, other) && (!inside || goal.kind() == Kind::Count)))
    {
        return 0;
    }
    if close == 1 && share < 20 && wide < 3 && !inside {
        return 0;
    }
    if goal.kind() == Kind::Count && similar::likeness(noun(reading, goal), &head_noun(reading, other)).0 == 0
    {
        return 0;
    }
    // 其中 speaks of a part; 推荐…申报 is not yet achieved.
    let among = if sentence.trim_start().starts_with("其中") { 8 } else { 0 };
    let done = |figure: &Figure| reading.part_lead(figure).contains("完成");
    let verb = if done(goal) && done(other) { 8 } else { 0 };
    let score = (verb + close * 10 + wide.min(9) * 2 + bonus * 3).saturating_sub(among);
    let not_yet =
        ["推荐", "申报", "拟", "预计", "计划"].iter().any(|word| reading.lead(other).contains(word));
    if not_yet { score / 2 } else { score }
}

/// 新建农村公路80公里 against 已完成72公里: each cell has one figure of the unit, and the answer has no words of its own.
fn only_ones(reading: &Reading<'_>, goal: &Figure, other: &Figure) -> bool {
    let own = reading.slice(other.clause.start..other.quantity.span.start);
    let said = ["完成", "建成", "实现", "达"].iter().any(|word| own.contains(word));
    let behind = reading.slice(other.quantity.span.end..other.clause.end);
    let bare = said && similar::pairs(own).is_empty() && behind.trim().is_empty();
    let single = |figure: &Figure| {
        let cell = reading.regions.get(figure.region).map(|region| region.bytes.clone());
        cell.is_some_and(|cell| {
            figures_in(reading, &cell).filter(|(_, f)| f.same_unit(figure)).take(2).count() == 1
        })
    };
    bare && !goal.kind().is_time() && !is_rate(goal) && single(goal) && single(other)
}

/// The figure with its bound is all that stands in its cell: 不少于100亿元 against 85亿元.
fn alone(reading: &Reading<'_>, figure: &Figure) -> bool {
    const BOUNDS: &[&str] = &[
        "不低于",
        "不少于",
        "不高于",
        "不超过",
        "控制在",
        "达到",
        "力争",
        "约",
        "≥",
        "≤",
        ">",
        "<",
        "＞",
        "＜",
        "及",
        "以上",
        "以下",
        "以内",
        "左右",
        "内",
        "。",
        ";",
        "；",
    ];
    let Some(region) = reading.regions.get(figure.region) else { return false };
    let before = reading.slice(region.bytes.start..figure.quantity.span.start);
    let behind = reading.slice(figure.quantity.span.end..region.bytes.end);
    let bare = |text: &str| {
        let mut rest = text.trim();
        while let Some(shorter) = BOUNDS.iter().find_map(|word| rest.strip_prefix(word)) {
            rest = shorter.trim_start();
        }
        rest.is_empty()
    };
    bare(before) && bare(behind)
}

/// What a count counts: the words behind it, or before it when nothing follows.
fn noun<'r>(reading: &'r Reading<'_>, goal: &Figure) -> &'r str {
    let tail = reading.tail(goal);
    let bare = tail.trim_start_matches("及").trim_start_matches("以上");
    if similar::pairs(bare).is_empty() {
        reading.slice(goal.clause.start..goal.quantity.span.start)
    } else {
        tail
    }
}

/// The first words behind a count, or the words before it when nothing follows.
fn head_noun(reading: &Reading<'_>, figure: &Figure) -> String {
    let tail = reading.tail(figure);
    if similar::pairs(tail).is_empty() {
        reading.slice(figure.clause.start..figure.quantity.span.start).to_owned()
    } else {
        tail.chars().take(6).collect()
    }
}

/// The pair gives the percent of the row's completion cell: hardly by chance.
fn gives_completion(reading: &Reading<'_>, row: &Row, goal: &Figure, answer: &Figure) -> bool {
    let Some(cell) = &row.completion else { return false };
    let first = reading.figures.partition_point(|figure| figure.quantity.span.start < cell.start);
    let Some(printed) =
        reading.figures.get(first).filter(|f| f.quantity.span.end <= cell.end && f.is_percent())
    else {
        return false;
    };
    let meets = completion_rate(answer, goal)
        .zip(printed.interval())
        .is_some_and(|(rate, printed)| rate.meets(printed));
    // 100 is printed for everything; 99.7 may be chance.
    meets && goal.is_plain() && printed.value() != Some(Rational::HUNDRED)
}

/// The clause of the goal has no words of its own (完成年度投资65亿元), so the sentence must do.
fn lonely(reading: &Reading<'_>, goal: &Figure, other: &Figure) -> bool {
    similar::pairs(reading.slice(goal.clause.clone())).len() <= 3
        && goal.kind() != Kind::Count
        && other.is_plain()
}
