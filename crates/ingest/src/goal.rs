//! Goals: rows of 目标—指标—完成情况—完成率, split by their own numbering, each figure linked to the figure that answers it.

mod link;
mod record;
mod split;

pub(crate) use record::out;
pub use record::{AnswerRecord, FigureRecord, GoalRecord, SubGoalRecord, records};

use crate::claim::{Figure, Place, Reading};
use crate::quantity::{Day, Days, Kind, Period, Qualifier, Unit, Value};
use crate::table::{Field, Meaning, Record};
use std::cmp::Ordering;
use std::ops::Range;

/// A goal of the form: one number, one name, perhaps several rows.
#[derive(Clone, Debug, Default)]
pub(crate) struct Goal {
    /// Index of its table among the document's tables.
    pub(crate) table: usize,
    pub(crate) number: Option<Range<usize>>,
    pub(crate) name: Option<Range<usize>>,
    pub(crate) category: Option<Range<usize>>,
    pub(crate) section: Option<Range<usize>>,
    pub(crate) rows: Vec<Row>,
}

/// One row of the form.
#[derive(Clone, Debug, Default)]
pub(crate) struct Row {
    /// Row of the grid.
    pub(crate) at: usize,
    pub(crate) parts: Vec<SubGoal>,
    /// Cells that say what was done, the cumulative one first.
    pub(crate) actual: Vec<Range<usize>>,
    /// The month's own cell.
    pub(crate) period: Option<Range<usize>>,
    pub(crate) completion: Option<Range<usize>>,
    pub(crate) points: Option<Range<usize>>,
    pub(crate) standard: Option<Range<usize>>,
    pub(crate) self_score: Option<Range<usize>>,
    pub(crate) assessed_score: Option<Range<usize>>,
}

/// One numbered piece of a row's goals.
#[derive(Clone, Debug)]
pub(crate) struct SubGoal {
    pub(crate) marker: String,
    pub(crate) bytes: Range<usize>,
    pub(crate) figures: Vec<GoalFigure>,
}

/// A figure that a goal sets, and what answers it.
#[derive(Clone, Debug)]
pub(crate) struct GoalFigure {
    /// Index into the reading's figures.
    pub(crate) figure: usize,
    pub(crate) role: Role,
    /// Index of the figure that answers it.
    pub(crate) answer: Option<usize>,
}

/// What a figure in a goal is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Assigned to the unit that reports.
    Own,
    /// 挑战: beyond what is assigned.
    Challenge,
    /// 省下达: what the superior asks of the unit.
    Superior,
    /// 上年实绩: where the growth is counted from.
    Base,
    /// The growth that goes with an amount.
    Growth,
}

impl Role {
    /// Stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Own => "own",
            Self::Challenge => "challenge",
            Self::Superior => "superior",
            Self::Base => "base",
            Self::Growth => "growth",
        }
    }
}

/// Reads the goals of every table that has a column of goals.
pub(crate) fn find(reading: &Reading<'_>) -> Vec<Goal> {
    let mut goals: Vec<Goal> = Vec::new();
    for (index, table) in reading.document.tables().enumerate() {
        if table.column_of(Meaning::Goal).is_none() && table.column_of(Meaning::Target).is_none() {
            continue;
        }
        let mut last: Option<usize> = None;
        for record in table.records(&reading.document.text) {
            let Some(row) = row_of(reading, &record) else { continue };
            let key = record.find(Meaning::Number).map(|field| field.first_row);
            let same = key.is_some() && key == last;
            last = key;
            match goals.last_mut() {
                Some(goal) if same && goal.table == index => goal.rows.push(row),
                _ => goals.push(goal_of(reading, index, &record, row)),
            }
        }
    }
    goals
}

fn bytes(reading: &Reading<'_>, field: Field) -> Range<usize> {
    let text = &reading.document.text;
    text.byte_of(field.span.start)..text.byte_of(field.span.end)
}

fn goal_of(reading: &Reading<'_>, table: usize, record: &Record, row: Row) -> Goal {
    let cell = |meaning| record.find(meaning).map(|field| bytes(reading, field));
    let text = &reading.document.text;
    Goal {
        table,
        number: cell(Meaning::Number),
        name: cell(Meaning::Name).or_else(|| cell(Meaning::Division)),
        category: cell(Meaning::Category),
        section: record.section.map(|span| text.byte_of(span.start)..text.byte_of(span.end)),
        rows: vec![row],
    }
}

fn row_of(reading: &Reading<'_>, record: &Record) -> Option<Row> {
    let cell = |meaning| record.find(meaning).map(|field| bytes(reading, field));
    let goal = cell(Meaning::Goal).or_else(|| cell(Meaning::Target))?;
    let actual: Vec<Range<usize>> =
        [Meaning::Cumulative, Meaning::Actual].into_iter().filter_map(cell).collect();
    let mut row = Row {
        at: record.row,
        parts: Vec::new(),
        actual,
        period: cell(Meaning::PeriodValue),
        completion: cell(Meaning::Completion),
        points: cell(Meaning::Points).or_else(|| cell(Meaning::Weight)),
        standard: cell(Meaning::Standard),
        self_score: cell(Meaning::SelfScore),
        assessed_score: cell(Meaning::AssessedScore),
    };
    for piece in split::split(reading.slice(goal.clone())) {
        let bytes = goal.start + piece.bytes.start..goal.start + piece.bytes.end;
        let figures = figures(reading, &bytes);
        row.parts.push(SubGoal { marker: piece.marker, bytes, figures });
    }
    link::link(reading, &mut row);
    Some(row)
}

/// The figures a piece of a goal sets.
fn figures(reading: &Reading<'_>, bytes: &Range<usize>) -> Vec<GoalFigure> {
    let mut found = Vec::new();
    for (index, figure) in reading.figures.iter().enumerate() {
        let span = &figure.quantity.span;
        if span.start < bytes.start || span.end > bytes.end || !link::can_be_set(reading, figure) {
            continue;
        }
        if is_class(reading, figure) || is_single(reading, figure) || is_points(figure) {
            continue;
        }
        found.push(GoalFigure { figure: index, role: role(reading, figure), answer: None });
    }
    found
}

/// 【绩效分值:5分】: points of the form, no goal.
fn is_points(figure: &Figure) -> bool {
    figure.quantity.unit == Some(Unit::Word("分"))
}

/// 35蒸吨/小时以下燃煤锅炉, 亿元以上项目: the figure tells the class, not the goal.
fn is_class(reading: &Reading<'_>, figure: &Figure) -> bool {
    let tail = reading.tail(figure);
    let bounded = matches!(figure.quantity.qualifier, Some(Qualifier::AtLeast | Qualifier::AtMost));
    let named = ["以上", "以下", "及以上"].iter().any(|word| {
        tail.strip_prefix(word).is_some_and(|rest| rest.chars().next().is_some_and(char::is_alphabetic))
    });
    bounded && named && !reading.slice(figure.quantity.span.end..figure.sentence.end).is_empty()
}

/// 一个特色小镇: an article, not a goal.
fn is_single(reading: &Reading<'_>, figure: &Figure) -> bool {
    figure.kind() == Kind::Count && reading.figure_text(figure).starts_with('一')
}

fn role(reading: &Reading<'_>, figure: &Figure) -> Role {
    let lead = reading.slice(figure.part.start..figure.quantity.span.start);
    let near = reading.lead(figure);
    if ["上年", "去年", "基数"].iter().any(|word| lead.contains(word)) && !figure.is_percent() {
        return Role::Base;
    }
    let amount_before = reading.slice(figure.sentence.start..figure.quantity.span.start);
    let compared = lead.contains('较') || lead.contains('比');
    if figure.is_percent()
        && figure.quantity.change.is_some()
        && (near.trim_start().starts_with("增长") || compared)
        && has_figure(amount_before)
    {
        return Role::Growth;
    }
    let superior = ["省下达", "市下达", "国家下达", "上级下达", "省定", "省里下达"]
        .iter()
        .any(|word| lead.contains(word));
    if superior {
        return Role::Superior;
    }
    let sentence = reading.slice(figure.sentence.start..figure.quantity.span.start);
    if ["挑战", "奋斗目标", "力争达到", "力争突破"].iter().any(|word| sentence.contains(word)) {
        return Role::Challenge;
    }
    Role::Own
}

fn has_figure(text: &str) -> bool {
    text.contains("元") && text.bytes().any(|b| b.is_ascii_digit())
}

/// Whether the figure's own period covers less than the year, or another year, than the goal's.
pub(crate) fn is_partial(reading: &Reading<'_>, figure: &Figure) -> Partial {
    let year = reading.anchor.year;
    match figure.quantity.period {
        Some(Period::Days(days)) if days.last.year < year => Partial::OtherYear,
        Some(Period::Days(days)) if days.first == Days::year(year).first && days.last.month < 12 => {
            Partial::Part
        }
        None => up_to(reading, figure).map_or(Partial::Whole, |day| match day.year.cmp(&year) {
            Ordering::Less => Partial::OtherYear,
            Ordering::Equal if day.month < 12 => Partial::Part,
            _ => Partial::Whole,
        }),
        _ => Partial::Whole,
    }
}

/// 截至9月底城镇化率达到72%: the day that the last time before the figure in its sentence names.
fn up_to(reading: &Reading<'_>, figure: &Figure) -> Option<Day> {
    let at = reading.figures.partition_point(|f| f.quantity.span.start < figure.quantity.span.start);
    let before = reading.figures.get(at.saturating_sub(TIMES_MAX)..at)?;
    let time = before.iter().rev().find(|f| f.kind().is_time())?;
    match time.quantity.value {
        Value::Day(day)
            if time.quantity.qualifier == Some(Qualifier::AsOf) && time.sentence == figure.sentence =>
        {
            Some(day)
        }
        _ => None,
    }
}

/// How far before a figure its 截至 may stand, in figures.
const TIMES_MAX: usize = 12;

/// How a figure's period lies to the year of the goal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Partial {
    Whole,
    Part,
    OtherYear,
}

/// Whether a figure stands in a cell with this meaning.
pub(crate) fn stands_in(reading: &Reading<'_>, figure: &Figure, wanted: Meaning) -> bool {
    matches!(reading.place(figure), Place::Cell { meaning, .. } if meaning == wanted)
}

/// Whether a goal's figure is a rate or rank, which part of a year does not prove.
pub(crate) fn is_rate(figure: &Figure) -> bool {
    matches!(figure.kind(), Kind::Percent | Kind::PercentagePoint | Kind::Rank)
        || matches!(figure.quantity.value, Value::Fraction(..))
}
