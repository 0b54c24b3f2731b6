//! Why a line, an item or the total got its score.

use assessment::{Period, ScoreBook, UnitId};
use rules::Subject;

use crate::{Error, Result};

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
    let subject = scores.subject(id).ok_or_else(nothing)?;
    let explain = |subject| scores.explain(row, month, subject).ok_or_else(nothing);
    let (whole, lines) = match subject {
        Subject::Line(at) => {
            let item = scheme.lines().get(at).map(|line| line.item).ok_or_else(nothing)?;
            (explain(Subject::Item(item))?, vec![explain(subject)?])
        }
        Subject::Item(at) => {
            let whole = explain(subject)?;
            let lines = scheme.items().get(at).map(|item| item.lines.clone()).unwrap_or_default();
            let mut parts =
                lines.into_iter().map(|line| explain(Subject::Line(line))).collect::<Result<Vec<_>>>()?;
            parts.push(whole.clone());
            (whole, parts)
        }
        _ => {
            let whole = explain(subject)?;
            (whole.clone(), vec![whole])
        }
    };
    let value = if let Subject::Line(_) = subject {
        lines.first().map(|line| line.value_text.clone()).unwrap_or_default()
    } else {
        whole.value_text.clone()
    };
    Ok(Explanation {
        title: titled(&whole),
        total: if whole.value.number().is_some() { format!("{value} 分") } else { value },
        rounding: scheme.rounding_text().to_owned(),
        parts: lines.into_iter().map(part).collect(),
    })
}

fn titled(explained: &rules::Explanation) -> String {
    if explained.code.is_empty() {
        explained.title.clone()
    } else {
        format!("{} {}", explained.code, explained.title)
    }
}

fn part(explained: rules::Explanation) -> Part {
    let points = match explained.points {
        Some(points) => format!("{} / {} 分", explained.value_text, points.normalized()),
        None => explained.value_text.clone(),
    };
    let fact = |fact: &rules::FactView| {
        let source = fact.source.as_ref().map_or_else(String::new, |source| format!("（{source}）"));
        (format!("{} {}{source}", fact.label, fact.text), String::new())
    };
    let step = |step: &rules::StepView| match step.text.split_once(" → ") {
        Some((text, gives)) => (text.trim().to_owned(), gives.trim().to_owned()),
        None => (step.text.trim().to_owned(), String::new()),
    };
    let ruling = |note: &rules::scheme::RulingNote| {
        format!("{}：{}（{} {}）", note.doubt, note.decision, note.body, note.date)
    };
    Part {
        title: titled(&explained),
        points,
        clause: explained.quotes.join("】【"),
        place: explained.clause.clone(),
        lines: explained.facts.iter().map(fact).chain(explained.steps.iter().map(step)).collect(),
        doubts: explained.rulings.iter().map(ruling).collect(),
        id: explained.id,
    }
}
