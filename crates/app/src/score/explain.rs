//! Why a line, an item or the total got its score.

use assessment::{Period, ScoreBook, UnitId, Value};

use crate::{Error, Result};

/// Id of the explanation of the total.
const TOTAL: &str = "总分";

/// Why a line or item got its score.
#[derive(Clone, Debug, Default)]
pub struct Explanation {
    /// Number and name of the item.
    pub title: String,
    /// `6.00 分`.
    pub total: String,
    /// How it was rounded, as the scheme declares.
    pub rounding: String,
    /// The lines.
    pub parts: Vec<Part>,
}

/// One scored line with its derivation.
#[derive(Clone, Debug, Default)]
pub struct Part {
    /// Stable id.
    pub id: String,
    /// `1.1 工业销售产值`.
    pub title: String,
    /// `4.00 / 4 分`.
    pub points: String,
    /// The official words.
    pub clause: String,
    /// Where they stand.
    pub place: String,
    /// Statements, each with what follows from it.
    pub lines: Vec<(String, String)>,
    /// Doubts with their rulings.
    pub doubts: Vec<String>,
}

pub(crate) fn build(book: &ScoreBook, unit: UnitId, period: Period, id: &str) -> Result<Explanation> {
    let nothing = || Error::NotFound("这项得分");
    let (row, month) = book.unit_index(unit).zip(book.period_index(period)).ok_or_else(nothing)?;
    let scores = book.scores();
    let scheme = scores.scheme();
    let (title, total, lines) = if let Some(at) = scheme.line_by_id(id) {
        let line = scheme.lines().get(at).ok_or_else(nothing)?;
        let item = scheme.items().get(line.item).ok_or_else(nothing)?;
        (format!("{} {}", item.code, item.title), scores.line(row, month, at), vec![at])
    } else if let Some(at) = scheme.items().iter().position(|item| item.id == id) {
        let item = scheme.items().get(at).ok_or_else(nothing)?;
        (format!("{} {}", item.code, item.title), scores.item(row, month, at), item.lines.clone())
    } else if id == TOTAL {
        ("总分".to_owned(), scores.total(row, month), Vec::new())
    } else {
        return Err(nothing());
    };
    Ok(Explanation {
        title,
        total: format!("{total} 分"),
        rounding: scheme.rounding_text().to_owned(),
        parts: lines.into_iter().filter_map(|at| part(book, (row, month), at)).collect(),
    })
}

fn part(book: &ScoreBook, (row, month): (usize, usize), at: usize) -> Option<Part> {
    let scores = book.scores();
    let line = scores.scheme().lines().get(at)?;
    let value = scores.line(row, month, at);
    let points = match line.points {
        Some(points) => format!("{value} / {points} 分"),
        None => format!("{value} 分"),
    };
    let ruling = |note: &rules::scheme::RulingNote| {
        format!("{}：{}（{} {}）", note.doubt, note.decision, note.body, note.date)
    };
    Some(Part {
        id: line.id.clone(),
        title: format!("{} {}", line.code, line.title),
        points,
        clause: line.quotes.join("；"),
        place: String::new(),
        lines: statements(book, (row, month), line, value),
        doubts: line.rulings.iter().map(ruling).collect(),
    })
}

/// The figures that the line reads, then what it gives.
fn statements(
    book: &ScoreBook,
    (row, month): (usize, usize),
    line: &rules::scheme::Line,
    value: Value,
) -> Vec<(String, String)> {
    let scores = book.scores();
    let scheme = scores.scheme();
    let name = line.indicator.and_then(|at| scheme.indicators().get(at)).map_or(&line.code, |one| &one.name);
    let inputs = scheme.inputs().iter().enumerate().filter(|(_, input)| input.name == *name);
    let mut lines: Vec<_> = inputs
        .map(|(at, input)| {
            let given = scores.facts().get(row, month, at);
            let unit = if given.number().is_some() { input.measure.after_number() } else { String::new() };
            (format!("{} {given}{unit}", input.field), String::new())
        })
        .collect();
    lines.push((format!("{} {}", line.kind.word(), line.title), format!("得 {value} 分")));
    lines
}
