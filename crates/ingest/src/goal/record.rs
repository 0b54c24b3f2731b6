//! Goals as they go out: owned text and character spans.

use super::{Goal, GoalFigure, Row, SubGoal};
use crate::claim::Reading;
use crate::document::Span;
use serde::Serialize;
use std::ops::Range;

/// One goal.
#[derive(Clone, Debug, Serialize)]
pub struct GoalRecord {
    /// Number as printed.
    pub number: Option<String>,
    /// Name of the goal.
    pub name: Option<String>,
    /// 类型, or the band it stands under.
    pub category: Option<String>,
    /// Points the form gives it, in words: 共12分.
    pub points: Option<String>,
    /// Its parts, in order.
    pub parts: Vec<SubGoalRecord>,
}

/// One part of a goal.
#[derive(Clone, Debug, Serialize)]
pub struct SubGoalRecord {
    /// `1.`, empty when it has no number.
    pub marker: String,
    /// Words of the goal.
    pub text: String,
    /// First character.
    pub start: usize,
    /// Behind the last character.
    pub end: usize,
    /// What was done, in words.
    pub actual: Vec<String>,
    /// The completion column as printed.
    pub completion: Option<String>,
    /// 自评分 as printed.
    pub self_score: Option<String>,
    /// 考核分 as printed.
    pub assessed_score: Option<String>,
    /// Figures the part sets.
    pub figures: Vec<FigureRecord>,
}

/// A figure of a goal.
#[derive(Clone, Debug, Serialize)]
pub struct FigureRecord {
    /// As printed.
    pub text: String,
    /// First character.
    pub start: usize,
    /// Behind the last character.
    pub end: usize,
    /// own, challenge, superior, base, growth.
    pub role: &'static str,
    /// ≥ ≤ > < when the text bounds it.
    pub bound: Option<&'static str>,
    /// What answers it.
    pub answer: Option<AnswerRecord>,
}

/// The figure that answers a goal's figure.
#[derive(Clone, Debug, Serialize)]
pub struct AnswerRecord {
    /// As printed.
    pub text: String,
    /// First character.
    pub start: usize,
    /// Behind the last character.
    pub end: usize,
    /// The time it belongs to, when that is stated.
    pub period: Option<String>,
}

/// The goals in their outgoing form.
pub(crate) fn out(reading: &Reading<'_>, goals: &[Goal]) -> Vec<GoalRecord> {
    goals.iter().map(|goal| one(reading, goal)).collect()
}

/// Reads a document's goals.
pub fn records(document: &crate::Document) -> Vec<GoalRecord> {
    let reading = Reading::new(document);
    let goals = super::find(&reading);
    out(&reading, &goals)
}

fn one(reading: &Reading<'_>, goal: &Goal) -> GoalRecord {
    let words = |bytes: &Range<usize>| squeeze(reading.slice(bytes.clone()));
    let points = goal.rows.iter().find_map(|row| {
        let standard = row.points.as_ref().or(row.standard.as_ref())?;
        points_of(reading, standard)
    });
    // Room for as many as there are: a vector that grows begins with four, and most goals have one part.
    let mut parts = Vec::with_capacity(goal.rows.iter().map(|row| row.parts.len()).sum());
    parts.extend(goal.rows.iter().flat_map(|row| row.parts.iter().map(move |part| sub(reading, row, part))));
    GoalRecord {
        number: goal.number.as_ref().map(words),
        name: goal.name.as_ref().map(words),
        category: goal.category.as_ref().or(goal.section.as_ref()).map(words),
        points,
        parts,
    }
}

/// The points a cell gives first: 共12分, 完成目标10分, or the bare number of a points column.
fn points_of(reading: &Reading<'_>, cell: &Range<usize>) -> Option<String> {
    let from = reading.figures.partition_point(|figure| figure.quantity.span.start < cell.start);
    let first = reading.figures.get(from).filter(|figure| figure.quantity.span.start < cell.end);
    match first {
        Some(figure) => Some(reading.figure_text(figure).to_owned()),
        None => Some(reading.slice(cell.clone()).trim().to_owned()).filter(|text| text.chars().count() <= 6),
    }
}

fn sub(reading: &Reading<'_>, row: &Row, part: &SubGoal) -> SubGoalRecord {
    let words = |bytes: &Range<usize>| squeeze(reading.slice(bytes.clone()));
    let span = reading.span(part.bytes.clone());
    SubGoalRecord {
        marker: part.marker.clone(),
        text: words(&part.bytes),
        start: span.start,
        end: span.end,
        actual: row.actual.iter().map(words).collect(),
        completion: row.completion.as_ref().map(words),
        self_score: row.self_score.as_ref().map(words),
        assessed_score: row.assessed_score.as_ref().map(words),
        figures: part.figures.iter().filter_map(|figure| figure_record(reading, figure)).collect(),
    }
}

fn figure_record(reading: &Reading<'_>, goal: &GoalFigure) -> Option<FigureRecord> {
    let figure = reading.figures.get(goal.figure)?;
    let Span { start, end } = reading.span(figure.quantity.span.clone());
    let answer = goal.answer.and_then(|index| reading.figures.get(index)).map(|answer| {
        let Span { start, end } = reading.span(answer.quantity.span.clone());
        AnswerRecord {
            text: reading.figure_text(answer).to_owned(),
            start,
            end,
            period: answer.quantity.period.map(|period| match period {
                crate::quantity::Period::Days(days) => days.to_string(),
                crate::quantity::Period::Length(length) => length.to_string(),
            }),
        }
    });
    Some(FigureRecord {
        text: reading.figure_text(figure).to_owned(),
        start,
        end,
        role: goal.role.code(),
        bound: figure.quantity.qualifier.map(crate::quantity::Qualifier::name),
        answer,
    })
}

/// Words without the line breaks and indents of the page.
fn squeeze(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
