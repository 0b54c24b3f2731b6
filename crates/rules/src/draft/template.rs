//! Sentence patterns: small templates over official Chinese, matched with backtracking on characters.
//!
//! `[甲|乙|]` is a choice of words (the last one may be nothing), `<…>` may be left out (`<甲|乙>` is a choice that may), `{t}` is a run of words, `{T}` one that
//! may have 、 in it, `{n}` a number, `{p}` a number of points (分 may be missing; not in `{P}`), `{q}` a number with a unit, `{u}` a unit alone,
//! `~` the end of a phrase.

use crate::measure;
use crate::number::half_width;

/// The characters of a text, in half-width form, as many as in the original.
pub(super) struct Text {
    original: Vec<char>,
    folded: Vec<char>,
}

impl Text {
    pub(super) fn new(text: &str) -> Self {
        let original: Vec<char> = text.chars().collect();
        let folded = original.iter().map(|&c| fold(c)).collect();
        Self { original, folded }
    }

    pub(super) fn len(&self) -> usize {
        self.original.len()
    }

    pub(super) fn at(&self, place: usize) -> Option<char> {
        self.folded.get(place).copied()
    }

    /// The original characters of a range.
    pub(super) fn slice(&self, from: usize, to: usize) -> String {
        self.original.get(from..to).unwrap_or_default().iter().collect()
    }

    fn folded(&self, from: usize, to: usize) -> String {
        self.folded.get(from..to).unwrap_or_default().iter().collect()
    }

    fn begins_with(&self, at: usize, word: &str) -> Option<usize> {
        let mut end = at;
        for c in word.chars() {
            if self.at(end) != Some(c) {
                return None;
            }
            end += 1;
        }
        Some(end)
    }
}

/// One spelling for signs that mean the same.
fn fold(c: char) -> char {
    match half_width(c) {
        '。' => ';',
        '﹪' => '%',
        '—' | '–' | '~' | '―' => '-',
        other => other,
    }
}

/// Whether a phrase ends before this character.
pub(super) fn is_break(c: char) -> bool {
    matches!(c, ',' | '、' | ';' | ':' | '(' | ')' | '\n')
}

#[derive(Clone, Debug)]
enum Part {
    Words(Vec<String>),
    Maybe(Vec<Part>),
    /// Whether 、 may stand in it.
    Run(bool),
    Number,
    /// Whether 分 must stand behind it.
    Points(bool),
    Quantity,
    Unit,
    Boundary,
}

/// A compiled template.
pub(super) struct Template(Vec<Part>);

/// What a hole of a template took.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Hole {
    /// A run of words.
    Run(String),
    /// A decimal number as text.
    Number(String),
    /// A number and its unit.
    Quantity(String, String),
}

/// A match: where it ends and what its holes took, in order.
#[derive(Clone, Debug, Default)]
pub(super) struct Found {
    pub(super) end: usize,
    pub(super) holes: Vec<Hole>,
}

impl Found {
    /// The `n`-th run of words.
    pub(super) fn run(&self, n: usize) -> Option<&str> {
        let runs =
            self.holes.iter().filter_map(|h| if let Hole::Run(t) = h { Some(t.as_str()) } else { None });
        runs.into_iter().nth(n)
    }

    /// The `n`-th number without a unit.
    pub(super) fn number(&self, n: usize) -> Option<&str> {
        let numbers =
            self.holes.iter().filter_map(|h| if let Hole::Number(t) = h { Some(t.as_str()) } else { None });
        numbers.into_iter().nth(n)
    }

    /// The `n`-th number with a unit.
    pub(super) fn quantity(&self, n: usize) -> Option<(&str, &str)> {
        let found = self.holes.iter().filter_map(|h| match h {
            Hole::Quantity(value, unit) => Some((value.as_str(), unit.as_str())),
            Hole::Run(_) | Hole::Number(_) => None,
        });
        found.into_iter().nth(n)
    }
}

impl Template {
    /// Compiles a template; the table of patterns is the only caller, so a slip in one shows in its test.
    pub(super) fn new(source: &str) -> Self {
        let mut chars = source.chars().peekable();
        Self(parts(&mut chars, None))
    }

    /// Matches at `place`.
    pub(super) fn find_at(&self, text: &Text, place: usize) -> Option<Found> {
        let rest: Vec<&Part> = self.0.iter().collect();
        follow(text, place, &rest, Vec::new())
    }
}

fn parts(chars: &mut std::iter::Peekable<std::str::Chars<'_>>, close: Option<char>) -> Vec<Part> {
    let mut out: Vec<Part> = Vec::new();
    let mut word = String::new();
    let flush = |word: &mut String, out: &mut Vec<Part>| {
        if !word.is_empty() {
            out.push(Part::Words(vec![std::mem::take(word)]));
        }
    };
    while let Some(c) = chars.next() {
        if Some(c) == close {
            break;
        }
        match c {
            '[' => {
                flush(&mut word, &mut out);
                let inner: String = chars.by_ref().take_while(|&c| c != ']').collect();
                out.push(Part::Words(inner.split('|').map(str::to_owned).collect()));
            }
            '<' => {
                flush(&mut word, &mut out);
                out.push(Part::Maybe(choice(parts(chars, Some('>')))));
            }
            '{' => {
                flush(&mut word, &mut out);
                let inner: String = chars.by_ref().take_while(|&c| c != '}').collect();
                out.push(match inner.as_str() {
                    "n" => Part::Number,
                    "p" => Part::Points(false),
                    "P" => Part::Points(true),
                    "q" => Part::Quantity,
                    "u" => Part::Unit,
                    "T" => Part::Run(true),
                    _ => Part::Run(false),
                });
            }
            '~' => {
                flush(&mut word, &mut out);
                out.push(Part::Boundary);
            }
            c => word.push(c),
        }
    }
    flush(&mut word, &mut out);
    out
}

/// `<甲|乙>`: a choice of words that may be left out.
fn choice(inner: Vec<Part>) -> Vec<Part> {
    match inner.as_slice() {
        [Part::Words(words)] => match words.as_slice() {
            [one] => vec![Part::Words(one.split('|').map(str::to_owned).collect())],
            _ => inner,
        },
        _ => inner,
    }
}

/// The longest runs of words are tried last: a hole takes as little as it can.
fn follow(text: &Text, at: usize, rest: &[&Part], holes: Vec<Hole>) -> Option<Found> {
    let Some((part, tail)) = rest.split_first() else { return Some(Found { end: at, holes }) };
    let with = |hole: Hole| {
        let mut more = holes.clone();
        more.push(hole);
        more
    };
    match part {
        Part::Words(words) => {
            words.iter().find_map(|word| follow(text, text.begins_with(at, word)?, tail, holes.clone()))
        }
        Part::Maybe(inner) => {
            let longer: Vec<&Part> = inner.iter().chain(tail.iter().copied()).collect();
            follow(text, at, &longer, holes.clone()).or_else(|| follow(text, at, tail, holes))
        }
        Part::Boundary => text.at(at).is_none_or(is_break).then(|| follow(text, at, tail, holes)).flatten(),
        Part::Run(lists) => (at + 1..=text.len())
            .take_while(|&end| {
                text.at(end - 1).is_some_and(|c| !is_break(c) || (*lists && c == '、')) && end - at <= 40
            })
            .find_map(|end| follow(text, end, tail, with(Hole::Run(text.slice(at, end))))),
        Part::Number => {
            let (end, value) = number(text, at)?;
            follow(text, end, tail, with(Hole::Number(value)))
        }
        Part::Points(said) => {
            let (end, value) = number(text, at)?;
            let behind = text.begins_with(end, "分").unwrap_or(end);
            // `4分` is points, `5%` and `3家` are not.
            let bare = text.at(behind).is_none_or(|c| !matches!(c, '%' | '.' | '0'..='9' | '-'));
            let other_unit = behind == end && unit(text, end).is_some();
            let said = !said || behind > end;
            (said && bare && !other_unit)
                .then(|| follow(text, behind, tail, with(Hole::Number(value))))
                .flatten()
        }
        Part::Unit => {
            let (behind, name) = unit(text, at)?;
            follow(text, behind, tail, with(Hole::Quantity("1".to_owned(), name)))
        }
        Part::Quantity => {
            let (end, value) = number(text, at)?;
            let (behind, name) = unit(text, end)?;
            follow(text, behind, tail, with(Hole::Quantity(value, name)))
        }
    }
}

/// A decimal number in digits, or a single Chinese numeral; not one that goes on to the left.
pub(super) fn number(text: &Text, at: usize) -> Option<(usize, String)> {
    let is_digit = |place: usize| text.at(place).is_some_and(|c| c.is_ascii_digit());
    if at > 0 && is_digit(at) && (is_digit(at - 1) || text.at(at - 1) == Some('.')) {
        return None;
    }
    let mut end = at;
    while is_digit(end) {
        end += 1;
    }
    if end > at {
        if text.at(end) == Some('.') && is_digit(end + 1) {
            end += 1;
            while is_digit(end) {
                end += 1;
            }
        }
        return Some((end, text.folded(at, end)));
    }
    let place = "零一二三四五六七八九十".chars().position(|c| Some(c) == text.at(at));
    match (place, text.at(at)) {
        (Some(value), _) => Some((at + 1, value.to_string())),
        (None, Some('两')) => Some((at + 1, "2".to_owned())),
        _ => None,
    }
}

/// The unit that begins at `at`; 分 is not one here.
fn unit(text: &Text, at: usize) -> Option<(usize, String)> {
    if text.at(at) == Some('%') {
        return Some((at + 1, "%".to_owned()));
    }
    if let Some(end) = text.begins_with(at, "个百分点").or_else(|| text.begins_with(at, "百分点")) {
        return Some((end, "个百分点".to_owned()));
    }
    let end = at + measure::longest_prefix(&text.folded(at, at + 8.min(text.len().saturating_sub(at))))?;
    let name = text.folded(at, end);
    (name != "分").then_some((end, name))
}

#[cfg(test)]
mod tests {
    use super::{Found, Template, Text};

    fn find(template: &str, text: &str) -> Option<Found> {
        Template::new(template).find_at(&Text::new(text), 0)
    }

    #[test]
    fn holes_take_as_little_as_they_can() {
        let found = find("完成{t}目标{p}", "完成销售产值目标4分,超额").unwrap();
        assert_eq!(found.run(0), Some("销售产值"));
        assert_eq!(found.number(0), Some("4"));
        assert_eq!(found.end, 10);
    }

    #[test]
    fn a_tail_may_be_left_out() {
        let template = "每超[过|]{q}加{p}<(限加{p})>";
        let with = find(template, "每超一个百分点加0.5分(限加2分),每低").unwrap();
        assert_eq!(with.quantity(0), Some(("1", "个百分点")));
        assert_eq!(with.number(1), Some("2"));
        let without = find(template, "每超10%加3分").unwrap();
        assert_eq!(without.quantity(0), Some(("10", "%")));
        assert_eq!(without.number(1), None);
    }

    #[test]
    fn points_are_not_percentages() {
        assert!(find("得{p}~", "得5%").is_none());
        assert!(find("得{p}~", "得38,").is_some());
    }
}
