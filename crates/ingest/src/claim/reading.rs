//! A document as the checks see it: its figures with the sentence, clause and cell each stands in.

use super::exact::{Interval, Rational};
use crate::document::{BlockKind, Document, Part, Span};
use crate::quantity::{Day, Ignored, Kind, Number, Qualifier, Quantity, Unit, Value, scan};
use crate::table::Meaning;
use std::ops::Range;

/// Where a piece of text stands in the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// Running text.
    Text,
    /// A cell below the head of a table.
    Cell { table: usize, row: usize, row_span: usize, meaning: Meaning },
}

/// A paragraph or a cell, in bytes of the text.
#[derive(Clone, Debug)]
pub(crate) struct Region {
    pub(crate) bytes: Range<usize>,
    pub(crate) place: Place,
}

/// A figure with its surroundings, in bytes of the text.
#[derive(Clone, Debug)]
pub(crate) struct Figure {
    pub(crate) quantity: Quantity,
    /// A unit that is not a set word, as written: 微克/立方米.
    written: Option<Box<str>>,
    pub(crate) region: usize,
    /// Between full stops, semicolons and line ends.
    pub(crate) sentence: Range<usize>,
    /// From the last comma, enumeration mark, bracket or figure to the next.
    pub(crate) clause: Range<usize>,
    /// From the last comma (or the sentence's start) to the figure's end.
    pub(crate) part: Range<usize>,
}

/// The figures of a document and what surrounds them.
pub(crate) struct Reading<'d> {
    pub(crate) document: &'d Document,
    pub(crate) text: &'d str,
    pub(crate) anchor: Day,
    pub(crate) regions: Vec<Region>,
    pub(crate) figures: Vec<Figure>,
    pub(crate) ignored: Vec<Ignored>,
    /// There were more figures than are checked.
    pub(crate) limited: bool,
}

impl<'d> Reading<'d> {
    pub(crate) fn new(document: &'d Document) -> Self {
        let text = document.text.as_str();
        let anchor = anchor_of(document);
        let mut reading = Self {
            document,
            text,
            anchor,
            regions: regions(document),
            figures: Vec::new(),
            ignored: Vec::new(),
            limited: false,
        };
        for index in 0..reading.regions.len() {
            if reading.figures.len() > FIGURES_MAX {
                break;
            }
            reading.scan_region(index);
        }
        reading.limited = reading.figures.len() > FIGURES_MAX;
        reading.figures.truncate(FIGURES_MAX);
        reading
    }

    fn scan_region(&mut self, index: usize) {
        let Some(place) = self.regions.get(index).map(|region| region.place) else { return };
        let Some(region) = self.regions.get(index).map(|region| region.bytes.clone()) else { return };
        let Some(part) = self.text.get(region.clone()) else { return };
        let mut found = scan(part, self.anchor);
        if found.items.is_empty()
            && let Some(number) = bare_number(part, place)
        {
            found.ignored.clear();
            found.items.push(number);
        }
        let shift = |span: Range<usize>| span.start + region.start..span.end + region.start;
        self.ignored.extend(found.ignored.into_iter().map(|i| Ignored { span: shift(i.span), what: i.what }));
        let spans: Vec<Range<usize>> = found.items.iter().map(|item| shift(item.span.clone())).collect();
        let times: Vec<bool> = found.items.iter().map(|item| item.kind.is_time()).collect();
        for (at, mut item) in found.items.into_iter().enumerate().take(FIGURES_MAX + 1) {
            item.span = shift(item.span);
            let mut written = None;
            if let Some(Unit::Written(span)) = &mut item.unit {
                *span = shift(span.clone());
                written = self.text.get(span.clone()).map(Box::from);
            }
            // Times in a clause do not cut it: 煤炭消费总量比2015年下降5%.
            let is_time = |i: &usize| times.get(*i).copied().unwrap_or(false);
            let before = (0..at)
                .rev()
                .find(|i| !is_time(i))
                .and_then(|i| spans.get(i))
                .map_or(region.start, |s| s.end);
            let after = (at + 1..spans.len())
                .find(|i| !is_time(i))
                .and_then(|i| spans.get(i))
                .map_or(region.end, |s| s.start);
            let sentence = self.around(&item.span, &region, SENTENCE);
            let clause = self.around(&item.span, &(before.max(region.start)..after.min(region.end)), CLAUSE);
            let part = self.around(&item.span, &sentence, COMMA).start..item.span.end;
            self.figures.push(Figure { quantity: item, written, region: index, sentence, clause, part });
        }
    }

    /// The stretch between separators around `span`, inside `within`; a closed bracket beside the figure is passed over.
    fn around(&self, span: &Range<usize>, within: &Range<usize>, separators: &[char]) -> Range<usize> {
        let near = self.boundary(span.start.saturating_sub(REACH_BYTES));
        let start = within.start.max(near).min(span.start);
        let mut depth = 0_u32;
        let mut from = start;
        for (at, c) in self.slice(start..span.start).char_indices().rev() {
            match c {
                ')' | '）' => depth += 1,
                '(' | '（' if depth > 0 => depth -= 1,
                c if depth == 0 && separators.contains(&c) => {
                    from = start + at + c.len_utf8();
                    break;
                }
                _ => {}
            }
        }
        let far = self.boundary(span.end.saturating_add(REACH_BYTES).min(self.text.len()));
        let end = within.end.min(far).max(span.end);
        let mut to = end;
        depth = 0;
        for (at, c) in self.slice(span.end..end).char_indices() {
            match c {
                '(' | '（' => depth += 1,
                ')' | '）' if depth > 0 => depth -= 1,
                c if depth == 0 && separators.contains(&c) => {
                    to = span.end + at;
                    break;
                }
                _ => {}
            }
        }
        from..to
    }

    /// The nearest start of a character at or before `at`.
    pub(crate) fn boundary(&self, at: usize) -> usize {
        (0..4).map(|back| at.saturating_sub(back)).find(|&at| self.text.is_char_boundary(at)).unwrap_or(0)
    }

    /// The region that holds a place.
    pub(crate) fn region_at(&self, at: usize) -> Option<&Region> {
        let next = self.regions.partition_point(|region| region.bytes.start <= at);
        self.regions.get(next.checked_sub(1)?).filter(|region| region.bytes.contains(&at))
    }

    /// Figures within [`NEAR_FIGURES`] of one, for searches that may not walk the whole of a long document.
    pub(crate) fn near(&self, index: usize) -> Range<usize> {
        index.saturating_sub(NEAR_FIGURES)..(index + NEAR_FIGURES).min(self.figures.len())
    }

    pub(crate) fn slice(&self, bytes: Range<usize>) -> &'d str {
        self.text.get(bytes).unwrap_or("")
    }

    /// The text of a figure.
    pub(crate) fn figure_text(&self, figure: &Figure) -> &'d str {
        self.slice(figure.quantity.span.clone())
    }

    /// The words of a figure's clause in front of it.
    pub(crate) fn lead(&self, figure: &Figure) -> &'d str {
        self.slice(figure.clause.start..figure.quantity.span.start)
    }

    /// The words of a figure's part (since the last comma) in front of it.
    pub(crate) fn part_lead(&self, figure: &Figure) -> &'d str {
        self.slice(figure.part.start..figure.quantity.span.start)
    }

    /// The words behind a figure up to the clause's end.
    pub(crate) fn tail(&self, figure: &Figure) -> &'d str {
        self.slice(figure.quantity.span.end..figure.clause.end)
    }

    pub(crate) fn place(&self, figure: &Figure) -> Place {
        self.regions.get(figure.region).map_or(Place::Text, |region| region.place)
    }

    /// Figures of one sentence, by index.
    pub(crate) fn sentence_of(&self, index: usize) -> Range<usize> {
        let Some(sentence) = self.figures.get(index).map(|f| f.sentence.clone()) else { return 0..0 };
        let same = |f: &Figure| f.sentence == sentence;
        let mut from = index;
        while from > 0 && self.figures.get(from - 1).is_some_and(same) {
            from -= 1;
        }
        let mut to = index + 1;
        while self.figures.get(to).is_some_and(same) {
            to += 1;
        }
        from..to
    }

    /// Characters of a byte range, for output.
    pub(crate) fn span(&self, bytes: Range<usize>) -> Span {
        let trimmed = self.slice(bytes.clone());
        let start = bytes.start + (trimmed.len() - trimmed.trim_start().len());
        let end = start + trimmed.trim().len();
        self.document.text.span_of(start..end.max(start))
    }
}

/// 目标(亿元) over 100: a whole number without its unit is a figure where the head says that figures stand.
fn bare_number(cell: &str, place: Place) -> Option<Quantity> {
    let Place::Cell { meaning, .. } = place else { return None };
    let counted = matches!(
        meaning,
        Meaning::Goal
            | Meaning::Target
            | Meaning::ChallengeTarget
            | Meaning::SuperiorTarget
            | Meaning::Base
            | Meaning::PeriodValue
            | Meaning::Cumulative
            | Meaning::Actual
    );
    let digits = cell.trim();
    let written = digits.len() <= DIGITS_MAX && digits.bytes().all(|b| b.is_ascii_digit()) && counted;
    let value = Number::whole(digits.parse().ok().filter(|_| written)?);
    let start = cell.len() - cell.trim_start().len();
    Some(Quantity {
        span: start..start + digits.len(),
        kind: Kind::Number,
        value: Value::One(value),
        unit: None,
        qualifier: None,
        change: None,
        period: None,
        damaged: false,
    })
}

impl Figure {
    pub(crate) fn kind(&self) -> Kind {
        self.quantity.kind
    }

    /// Whether it is an amount, count, measure or plain number: something that can be divided by its like.
    pub(crate) fn is_plain(&self) -> bool {
        matches!(self.kind(), Kind::Amount | Kind::Count | Kind::Measure | Kind::Number)
    }

    pub(crate) fn is_percent(&self) -> bool {
        self.kind() == Kind::Percent
    }

    /// The printed value without its rounding.
    pub(crate) fn value(&self) -> Option<Rational> {
        match self.quantity.value {
            Value::One(number) => Rational::of(number),
            // 30天: so many of its grain.
            Value::Length(length) => Some(Rational::whole(i128::from(length.count))),
            _ => None,
        }
    }

    /// What the printed number may stand for.
    pub(crate) fn interval(&self) -> Option<Interval> {
        if let Value::Length(_) = self.quantity.value {
            return self.value().map(Interval::point);
        }
        let Value::One(number) = self.quantity.value else { return None };
        let printed = Interval::printed(number, self.kind() == Kind::Count)?;
        match self.quantity.qualifier {
            // 余: up to one more of the last printed digit; 约: a twentieth either way.
            Some(Qualifier::Over) => {
                let step = printed.high.sub(printed.low)?;
                let step = if step.is_zero() { Rational::ONE } else { step };
                Some(Interval { low: Rational::of(number)?, high: Rational::of(number)?.add(step)? })
            }
            Some(Qualifier::About) => Some(Interval {
                low: printed.low.mul(Rational::new(19, 20)?)?,
                high: printed.high.mul(Rational::new(21, 20)?)?,
            }),
            _ => Some(printed),
        }
    }

    /// Whether nothing is printed: 0.
    pub(crate) fn is_zero(&self) -> bool {
        self.value().is_some_and(Rational::is_zero)
    }

    /// Whether the two can be set against each other: same kind and unit.
    pub(crate) fn same_unit(&self, other: &Figure) -> bool {
        let alike = match (&self.quantity.unit, &other.quantity.unit) {
            (Some(Unit::Written(_)), Some(Unit::Written(_))) => self.written == other.written,
            (a, b) => a == b,
        };
        self.kind() == other.kind() && alike
    }
}

/// Longest whole number that a cell may hold, in digits.
const DIGITS_MAX: usize = 15;
/// More figures than this are not checked, and that is said. A long annual report has under 4,000.
pub(crate) const FIGURES_MAX: usize = 40_000;
/// How far a sentence is followed either way, in bytes; the longest real one has under 1,200.
const REACH_BYTES: usize = 2_400;
/// How far other figures are looked for, in figures; a report of 60 pages has about 1,500.
const NEAR_FIGURES: usize = 600;

const SENTENCE: &[char] = &['。', ';', '；', '\n', '!', '！', '?', '？'];
const CLAUSE: &[char] = &[',', '，', '、', '(', ')', '（', '）', '。', ';', '；', '\n', ':', '：'];
const COMMA: &[char] = &[',', '，', ':', '：', '\n'];

fn anchor_of(document: &Document) -> Day {
    let known = document.metadata.anchor.and_then(|date| {
        Day::new(u16::try_from(date.year()).ok()?, date.month().unsigned_abs(), date.day().unsigned_abs())
    });
    known.or_else(|| named_year(document.text.as_str())).unwrap_or(Day { year: 2000, month: 12, day: 31 })
}

/// The first year a text without any date names.
fn named_year(text: &str) -> Option<Day> {
    let at = text.find("年")?;
    let head = text.get(..at)?;
    let digits = head.get(head.len().checked_sub(4)?..)?;
    let year = digits.parse().ok().filter(|y| (1990..=2100).contains(y))?;
    Day::new(year, 12, 31)
}

/// Paragraphs and cells of the document proper, in reading order.
fn regions(document: &Document) -> Vec<Region> {
    let bytes = |span: Span| document.text.byte_of(span.start)..document.text.byte_of(span.end);
    let mut regions = Vec::new();
    let mut tables = 0;
    for block in &document.blocks {
        if block.part != Part::Body {
            continue;
        }
        let BlockKind::Table(table) = &block.kind else {
            regions.push(Region { bytes: bytes(block.span), place: Place::Text });
            continue;
        };
        for cell in table.cells.iter().filter(|cell| cell.row >= table.head_rows && !cell.span.is_empty()) {
            let meaning = table.columns.get(cell.column).map(|column| column.meaning).unwrap_or_default();
            let place = Place::Cell { table: tables, row: cell.row, row_span: cell.row_span.max(1), meaning };
            regions.push(Region { bytes: bytes(cell.span), place });
        }
        tables += 1;
    }
    regions
}
