//! Which pieces of a row belong to which column.

use super::pieces::{Before, Piece, Style, numbering};
use crate::document::Span;
use crate::table::{Confidence, Meaning, head::is_figure};

/// A row filled: the pieces of each column, and how sure that is.
#[derive(Debug, Clone)]
pub(crate) struct Filled {
    /// By column; empty where nothing stands.
    pub(crate) cells: Vec<Span>,
    pub(crate) confidence: Confidence,
}

/// Distributes pieces over columns. The number column is not among the pieces.
pub(crate) fn fill(meanings: &[Meaning], pieces: &[Piece<'_>]) -> Filled {
    let mut filled = Filled { cells: vec![Span::default(); meanings.len()], confidence: Confidence::High };
    let columns: Vec<usize> =
        (0..meanings.len()).filter(|&column| meanings.get(column) != Some(&Meaning::Number)).collect();
    if pieces.len() == columns.len()
        && pieces.iter().zip(&columns).all(|(piece, &column)| fits(meanings, column, piece))
    {
        for (piece, &column) in pieces.iter().zip(&columns) {
            set(&mut filled, column, std::slice::from_ref(piece));
        }
        return filled;
    }
    let (columns, pieces) = take_closing(&mut filled, meanings, &columns, pieces);
    let (columns, pieces) = take_labels(&mut filled, meanings, columns, pieces);
    take_prose(&mut filled, meanings, columns, pieces);
    filled
}

fn meaning(meanings: &[Meaning], column: usize) -> Meaning {
    meanings.get(column).copied().unwrap_or_default()
}

/// A column of figures takes only figures; a label column only short words.
fn fits(meanings: &[Meaning], column: usize, piece: &Piece<'_>) -> bool {
    match meaning(meanings, column) {
        Meaning::Completion | Meaning::Growth | Meaning::Share => {
            is_figure(piece.words) || piece.words.len() < 40
        }
        Meaning::Points | Meaning::Weight | Meaning::SelfScore | Meaning::AssessedScore | Meaning::Rank => {
            piece.words.chars().count() <= 12
        }
        _ => true,
    }
}

fn set(filled: &mut Filled, column: usize, pieces: &[Piece<'_>]) {
    if let (Some(slot), Some(first), Some(last)) =
        (filled.cells.get_mut(column), pieces.first(), pieces.last())
    {
        *slot = first.span_to(last);
    }
}

/// Figures at the end of the row go to the columns of figures at its end.
fn take_closing<'c, 'p, 't>(
    filled: &mut Filled,
    meanings: &[Meaning],
    mut columns: &'c [usize],
    mut pieces: &'p [Piece<'t>],
) -> (&'c [usize], &'p [Piece<'t>]) {
    let figures = |column: usize| {
        matches!(
            meaning(meanings, column),
            Meaning::Completion
                | Meaning::SelfScore
                | Meaning::AssessedScore
                | Meaning::Points
                | Meaning::Weight
                | Meaning::Growth
                | Meaning::Rank
                | Meaning::Share
        )
    };
    let trailing = columns.iter().rev().take_while(|&&column| figures(column)).count();
    let printed = pieces.iter().rev().take_while(|piece| is_figure(piece.words)).count();
    // As many figures as columns: each its own. Fewer: the first columns have them, scores are still empty.
    let start = columns.len() - trailing;
    let first = pieces.len() - printed.min(trailing);
    for (column, piece) in columns.iter().skip(start).zip(pieces.iter().skip(first)) {
        set(filled, *column, std::slice::from_ref(piece));
    }
    columns = columns.get(..start).unwrap_or_default();
    pieces = pieces.get(..first).unwrap_or_default();
    (columns, pieces)
}

/// Short words in front go to the columns of names.
fn take_labels<'c, 'p, 't>(
    filled: &mut Filled,
    meanings: &[Meaning],
    columns: &'c [usize],
    pieces: &'p [Piece<'t>],
) -> (&'c [usize], &'p [Piece<'t>]) {
    let places = columns.iter().take_while(|&&column| meaning(meanings, column).is_label()).count();
    let prose = columns.len() - places;
    let most = pieces.len().saturating_sub(usize::from(prose > 0));
    let labels = pieces.iter().take_while(|piece| piece.is_label()).count().min(most);
    let (place, rest) = columns.split_at_checked(places).unwrap_or((columns, &[]));
    if labels >= places {
        // More words than columns: the last name runs over several lines.
        for (index, &column) in place.iter().enumerate() {
            let end = if index + 1 == places { labels } else { index + 1 };
            set(filled, column, pieces.get(index..end).unwrap_or_default());
        }
        if labels > places && places > 0 {
            filled.confidence = filled.confidence.min(Confidence::Medium);
        }
        let taken = if places == 0 { 0 } else { labels };
        return (rest, pieces.get(taken..).unwrap_or_default());
    }
    // Fewer: the divisions on the left go on from the row above.
    for (piece, &column) in pieces.iter().take(labels).zip(place.iter().skip(places - labels)) {
        set(filled, column, std::slice::from_ref(piece));
    }
    (rest, pieces.get(labels..).unwrap_or_default())
}

/// Sentences go to the columns of sentences, by gaps, numbering and wording.
fn take_prose(filled: &mut Filled, meanings: &[Meaning], columns: &[usize], pieces: &[Piece<'_>]) {
    let Some((&column, rest)) = columns.split_first() else {
        if !pieces.is_empty() {
            filled.confidence = Confidence::Low;
        }
        return;
    };
    if pieces.is_empty() {
        return;
    }
    if rest.is_empty() || pieces.len() == 1 {
        set(filled, column, pieces);
        return;
    }
    if pieces.len() == columns.len() && columns.len() > 2 {
        for (piece, &column) in pieces.iter().zip(columns) {
            set(filled, column, std::slice::from_ref(piece));
        }
        filled.confidence = filled.confidence.min(Confidence::Medium);
        return;
    }
    let next = rest.first().map(|&column| meaning(meanings, column)).unwrap_or_default();
    let (at, confidence) = boundary(meaning(meanings, column), next, pieces);
    filled.confidence = filled.confidence.min(confidence);
    let (left, right) = pieces.split_at_checked(at).unwrap_or((pieces, &[]));
    set(filled, column, left);
    take_prose(filled, meanings, rest, right);
}

/// Where the column ends and the next begins: index of the next column's first piece.
fn boundary(left: Meaning, right: Meaning, pieces: &[Piece<'_>]) -> (usize, Confidence) {
    let by_mark = marked(pieces);
    if right == Meaning::Cumulative && matches!(left, Meaning::PeriodValue | Meaning::Goal) {
        let at = pieces.iter().skip(1).position(|piece| opens_cumulative(piece.words)).map(|at| at + 1);
        return at.map_or((pieces.len() - 1, Confidence::Low), |at| (at, Confidence::Medium));
    }
    if let Some(found) = by_mark {
        return found;
    }
    if right == Meaning::Standard {
        let at = pieces.iter().skip(1).position(|piece| piece.words.contains('分')).map(|at| at + 1);
        return at.map_or((1, Confidence::Low), |at| (at, Confidence::Medium));
    }
    let at = pieces.iter().skip(1).position(|piece| reports(piece.words)).map(|at| at + 1);
    match at {
        Some(at) => (at, Confidence::Medium),
        None if pieces.len() == 2 => (1, Confidence::Medium),
        None => (1, Confidence::Low),
    }
}

/// The earliest boundary that gaps or numbering mark.
fn marked(pieces: &[Piece<'_>]) -> Option<(usize, Confidence)> {
    let mut style: Option<Style> = None;
    for (index, piece) in pieces.iter().enumerate() {
        let before = index.checked_sub(1).and_then(|before| pieces.get(before));
        let ended = before.is_some_and(|piece| piece.words.ends_with(['。', ';', '；', '.', '!', '！']));
        if piece.before == Before::Gap && ended {
            return Some((index, Confidence::High));
        }
        match (numbering(piece.words), style) {
            (Some((now, 1)), Some(known)) if now == known => return Some((index, Confidence::High)),
            (Some((now, 1)), Some(known)) if now != known => return Some((index, Confidence::Medium)),
            (Some((now, _)), None) => style = Some(now),
            (None, Some(_)) => return Some((index, Confidence::Medium)),
            _ => {}
        }
    }
    None
}

/// Words that report what was done, not what is to be done.
fn reports(words: &str) -> bool {
    const OPENINGS: [&str; 12] = [
        "完成情况",
        "截至",
        "截止",
        "已",
        "目前",
        "今年以来",
        "经",
        "全年",
        "本年",
        "1-",
        "上半年",
        "前三季度",
    ];
    let words = words.trim_start();
    let head: String = words.chars().take(60).collect();
    let dated = words.chars().next().is_some_and(|ch| ch.is_ascii_digit()) && numbering(words).is_none();
    dated
        || OPENINGS.iter().any(|opening| words.starts_with(opening))
        || head.contains('了')
        || head.contains("已完成")
}

/// 1-8月, 年初, 截至, 上半年: words that open a cumulative report.
fn opens_cumulative(words: &str) -> bool {
    const OPENINGS: [&str; 9] =
        ["年初", "今年以来", "截至", "截止", "上半年", "前三季度", "全年累计", "累计", "一季度"];
    let words = words.trim_start();
    if OPENINGS.iter().any(|opening| words.starts_with(opening)) {
        return true;
    }
    let rest = words.trim_start_matches(|ch: char| ch.is_ascii_digit());
    let from = words.len() - rest.len();
    let to = rest.trim_start_matches(['-', '—', '~', '至', '－', '～', '–']);
    let after = to.trim_start_matches(|ch: char| ch.is_ascii_digit());
    from > 0 && from <= 2 && to.len() < rest.len() && after.len() < to.len() && after.starts_with('月')
}
