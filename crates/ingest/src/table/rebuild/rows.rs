//! Rows of a flattened table: by running numbers, or by the figure that closes each row.

use super::fill::fill;
use super::heads::Head;
use super::pieces::{Before, Piece, Token, closing_percent, gapped, numbering};
use super::{Heads, Line, Row};
use crate::document::Span;
use crate::table::{Confidence, Meaning};

/// Rows that were found below a head.
#[derive(Debug)]
pub(crate) struct Built {
    pub(crate) head: Heads,
    pub(crate) rows: Vec<Row>,
    /// Lines taken, head included.
    pub(crate) lines: usize,
    pub(crate) confidence: Confidence,
    pub(crate) how: &'static str,
}

/// A piece and the line it stands on.
#[derive(Debug, Clone, Copy)]
struct Placed<'t> {
    piece: Piece<'t>,
    line: usize,
}

/// Most lines one table may take.
const MOST_LINES: usize = 20_000;

/// Builds the rows below the head, or nothing where no row can be told.
pub(crate) fn build(head: &Head, lines: &[Line<'_>]) -> Option<Built> {
    let meanings: Vec<Meaning> = head.columns.iter().map(|(_, words)| Meaning::of(words)).collect();
    let closes = meanings.last() == Some(&Meaning::Completion);
    let placed = pieces(head, lines, closes);
    let numbered = meanings.contains(&Meaning::Number);
    let (rows, last_line, sure, how) = if numbered {
        by_number(&meanings, &placed, closes)?
    } else if closes {
        by_closing_figure(&meanings, &placed)?
    } else {
        by_count(&meanings, &placed, head)?
    };
    let low = sure.iter().filter(|&&sure| sure == Confidence::Low).count();
    let high = sure.iter().filter(|&&sure| sure == Confidence::High).count();
    let confidence = if high == sure.len() {
        Confidence::High
    } else if low * 4 > sure.len() {
        Confidence::Low
    } else {
        Confidence::Medium
    };
    Some(Built { head: head.columns.clone(), rows, lines: last_line + 1, confidence, how })
}

/// Pieces of the body: lines, cut at gaps where the head was cut so, and the closing figure taken off.
fn pieces<'t>(head: &Head, lines: &[Line<'t>], closes: bool) -> Vec<Placed<'t>> {
    let gap = if head.cell_a_line {
        usize::MAX
    } else if head.rest_of_line.is_some() {
        3
    } else {
        4
    };
    let mut placed = Vec::new();
    let first = head.lines - usize::from(head.rest_of_line.is_some());
    for (index, line) in lines.iter().enumerate().take(MOST_LINES).skip(first) {
        let skip = if index < head.lines { head.rest_of_line.unwrap_or(0) } else { 0 };
        if index > first && (super::heads::find(lines.get(index..index + 1).unwrap_or_default()).is_some()) {
            break;
        }
        let mut before = Before::Line;
        for token in gapped(line.words, gap).into_iter().filter(|token| token.start >= skip) {
            let (token, figure) = match closing_percent(token).filter(|_| closes) {
                Some((sentence, figure)) => (sentence, Some(figure)),
                None => (token, None),
            };
            placed.push(Placed { piece: Piece::new(line.at, token, before), line: index });
            before = Before::Gap;
            if let Some(figure) = figure {
                placed.push(Placed { piece: Piece::new(line.at, figure, Before::Gap), line: index });
            }
        }
    }
    placed
}

type Rows = (Vec<Row>, usize, Vec<Confidence>, &'static str);

/// Where a numbered row starts: index of the piece, the number's place, and what is left of the piece.
struct Start<'t> {
    index: usize,
    number: Span,
    rest: Option<Piece<'t>>,
    band: Option<Span>,
}

fn by_number(meanings: &[Meaning], placed: &[Placed<'_>], closes: bool) -> Option<Rows> {
    let starts = starts(placed);
    if starts.len() < 2 {
        return None;
    }
    let mut rows = Vec::new();
    let mut sure = Vec::new();
    let mut last_line = 0;
    for (order, start) in starts.iter().enumerate() {
        let next = starts.get(order + 1);
        // A band in front of the next row belongs to that row.
        let end = next.map_or(placed.len(), |next| next.index - usize::from(next.band.is_some()));
        let mut content: Vec<Placed<'_>> = start
            .rest
            .map(|piece| Placed { piece, line: line_of(placed, start.index) })
            .into_iter()
            .collect();
        content.extend(placed.get(start.index + 1..end).unwrap_or_default());
        if next.is_none() {
            content.truncate(last_row(&content, closes, meanings.len()));
        }
        if let Some(band) = start.band {
            rows.push(Row { band: Some(band), ..Row::default() });
        }
        last_line = content.last().map_or(line_of(placed, start.index), |last| last.line);
        numbered_row(meanings, start.number, &content, closes, &mut rows, &mut sure);
    }
    let how = if closes { "按序号和行末的完成率还原" } else { "按序号还原" };
    Some((rows, last_line, sure, how))
}

fn line_of(placed: &[Placed<'_>], index: usize) -> usize {
    placed.get(index).map_or(0, |placed| placed.line)
}

/// Row starts: 1, 2, 3 … each the next number; back to 1 only behind a band.
fn starts<'t>(placed: &[Placed<'t>]) -> Vec<Start<'t>> {
    let mut starts: Vec<Start<'t>> = Vec::new();
    let mut expected = 1;
    for (index, Placed { piece, .. }) in placed.iter().enumerate() {
        let band = index.checked_sub(1).and_then(|before| placed.get(before)).map(|placed| placed.piece);
        let band = band.filter(is_band).map(|piece| piece.span);
        let number = number_in_front(piece, expected)
            .or_else(|| number_in_front(piece, 1).filter(|_| band.is_some() && expected > 1));
        let Some((value, number, rest)) = number else { continue };
        expected = value + 1;
        starts.push(Start { index, number, rest, band });
    }
    starts
}

/// 一类目标(56分): a division with its points, or with its own numeral.
fn is_band(piece: &Piece<'_>) -> bool {
    let words = piece.words;
    piece.words.chars().count() <= 30
        && !words.contains('。')
        && (words.ends_with("分)")
            || words.ends_with("分）")
            || words.contains("类目标")
            || words.contains("类指标"))
}

/// The expected number in front of a piece: alone, or run together with a name.
fn number_in_front<'t>(piece: &Piece<'t>, expected: u32) -> Option<(u32, Span, Option<Piece<'t>>)> {
    let digits = expected.to_string();
    let rest = piece.words.strip_prefix(digits.as_str())?;
    let number = Span::new(piece.span.start, piece.span.start + digits.len());
    if rest.is_empty() {
        return Some((expected, number, None));
    }
    let name = rest.trim_start();
    let spaced = name.len() < rest.len();
    let first = name.chars().next()?;
    let marks = ['.', '、', '．', ')', '）', '%', '％', '-', '—', '~', '～', ',', '，', '/', '〔', ':', '：'];
    let unit = [
        '年', '月', '日', '个', '家', '项', '次', '号', '类', '万', '亿', '元', '宗', '倍', '分', '人', '条',
        '名',
    ];
    if first.is_ascii_digit() || marks.contains(&first) {
        return None;
    }
    let start = piece.span.end - name.chars().count();
    let token = Token { start: 0, words: name };
    let rest = Piece::new(start, token, Before::Line);
    // Run together only with a name, and only at the start of a line: 1稳定物价.
    let named = piece.before == Before::Line && rest.is_label() && !unit.contains(&first);
    (spaced || named).then_some((expected, number, Some(rest)))
}

/// Where the last row ends: nothing below tells, so at its closing figure, or when a line ends with the row filled.
fn last_row(content: &[Placed<'_>], closes: bool, columns: usize) -> usize {
    if closes && let Some(last) = content.iter().rposition(|placed| placed.piece.is_percent()) {
        return last + 1;
    }
    let enough = columns.saturating_sub(3).clamp(1, 3);
    let mut before = None;
    for (index, placed) in content.iter().enumerate() {
        let new_line = before.is_some_and(|line| line != placed.line);
        if new_line && index >= enough && numbering(placed.piece.words).is_none() {
            return index;
        }
        before = Some(placed.line);
    }
    content.len()
}

/// One numbered row, which may hold several rows of its own, each closed by a figure.
fn numbered_row(
    meanings: &[Meaning],
    number: Span,
    content: &[Placed<'_>],
    closes: bool,
    rows: &mut Vec<Row>,
    sure: &mut Vec<Confidence>,
) {
    let pieces: Vec<Piece<'_>> = content.iter().map(|placed| placed.piece).collect();
    let parts: Vec<&[Piece<'_>]> = if closes { closed_parts(&pieces) } else { vec![&pieces] };
    for (index, part) in parts.iter().enumerate() {
        let unclosed = !part.last().is_some_and(Piece::is_percent);
        if index > 0 && closes && unclosed {
            more_goals(meanings, part, rows, sure);
            continue;
        }
        let filled = fill(if index == 0 { meanings } else { after_labels(meanings) }, part);
        let offset = meanings.len() - filled.cells.len();
        let mut row = Row { cells: vec![Span::default(); meanings.len()], shared: vec![], band: None };
        row.shared = meanings
            .iter()
            .map(|meaning| index > 0 && (meaning.is_label() || *meaning == Meaning::Number))
            .collect();
        for (slot, cell) in row.cells.iter_mut().skip(offset).zip(&filled.cells) {
            *slot = *cell;
        }
        if index == 0 {
            for (slot, meaning) in row.cells.iter_mut().zip(meanings) {
                if *meaning == Meaning::Number {
                    *slot = number;
                    break;
                }
            }
        }
        sure.push(filled.confidence);
        rows.push(row);
    }
}

/// The columns behind number and names.
fn after_labels(meanings: &[Meaning]) -> &[Meaning] {
    let labels =
        meanings.iter().take_while(|meaning| meaning.is_label() || **meaning == Meaning::Number).count();
    meanings.get(labels..).unwrap_or_default()
}

/// Parts of a row, each ending in a percent; what follows the last percent is a part of its own.
fn closed_parts<'p, 't>(pieces: &'p [Piece<'t>]) -> Vec<&'p [Piece<'t>]> {
    pieces.split_inclusive(Piece::is_percent).collect()
}

/// Goals printed behind the closing figure: the cells for what was done are merged over them.
fn more_goals(meanings: &[Meaning], part: &[Piece<'_>], rows: &mut Vec<Row>, sure: &mut Vec<Confidence>) {
    let goal = meanings.iter().position(|meaning| matches!(meaning, Meaning::Goal | Meaning::Target));
    let Some(goal) = goal else { return };
    for piece in part {
        let mut row = Row {
            cells: vec![Span::default(); meanings.len()],
            shared: vec![true; meanings.len()],
            band: None,
        };
        if let (Some(cell), Some(shared)) = (row.cells.get_mut(goal), row.shared.get_mut(goal)) {
            *cell = piece.span;
            *shared = false;
        }
        sure.push(Confidence::Medium);
        rows.push(row);
    }
}

/// Rows that end in a percent on a line of its own.
fn by_closing_figure(meanings: &[Meaning], placed: &[Placed<'_>]) -> Option<Rows> {
    let last = placed.iter().rposition(|placed| placed.piece.is_percent())?;
    let pieces: Vec<Piece<'_>> = placed.iter().take(last + 1).map(|placed| placed.piece).collect();
    let parts = closed_parts(&pieces);
    if parts.len() < 2 {
        return None;
    }
    let mut rows = Vec::new();
    let mut sure = Vec::new();
    for (index, part) in parts.into_iter().enumerate() {
        let filled = fill(meanings, part);
        let shared = meanings
            .iter()
            .zip(&filled.cells)
            .map(|(meaning, cell)| index > 0 && meaning.is_label() && cell.is_empty())
            .collect();
        sure.push(filled.confidence);
        rows.push(Row { cells: filled.cells, shared, band: None });
    }
    Some((rows, line_of(placed, last), sure, "按行末的完成率还原"))
}

/// A cell a line without numbers: as many lines a row as there are heads, if the columns of figures agree.
fn by_count(meanings: &[Meaning], placed: &[Placed<'_>], head: &Head) -> Option<Rows> {
    let width = meanings.len();
    if !head.cell_a_line || width < 4 {
        return None;
    }
    let figures = |part: &[Placed<'_>]| {
        let columns = meanings.iter().zip(part).filter(|(meaning, _)| {
            !meaning.is_label()
                && !meaning.is_prose()
                && !matches!(meaning, Meaning::Other | Meaning::Unit | Meaning::Owner)
        });
        let (mut expected, mut found) = (0, 0);
        for (_, placed) in columns {
            expected += 1;
            found += usize::from(crate::table::head::is_figure(placed.piece.words));
        }
        (expected, found)
    };
    let mut rows = Vec::new();
    let mut last = 0;
    for part in placed.chunks_exact(width) {
        let (expected, found) = figures(part);
        if expected == 0 || found < expected {
            break;
        }
        rows.push(Row {
            cells: part.iter().map(|placed| placed.piece.span).collect(),
            shared: vec![false; width],
            band: None,
        });
        last = part.last().map_or(last, |placed| placed.line);
    }
    (rows.len() > 1).then(|| {
        let sure = vec![Confidence::Medium; rows.len()];
        (rows, last, sure, "按每行的格数还原")
    })
}
