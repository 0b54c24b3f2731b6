//! Words on a page, and lines of words.

use pdf_oxide::layout::TextSpan;

/// Words that stand together; points, y upwards.
#[derive(Debug, Clone)]
pub(super) struct Word {
    pub(super) text: String,
    pub(super) left: f32,
    pub(super) right: f32,
    pub(super) bottom: f32,
    pub(super) size: f32,
}

impl Word {
    /// The middle of the word.
    pub(super) fn middle(&self) -> (f32, f32) {
        (f32::midpoint(self.left, self.right), self.bottom + self.size / 2.0)
    }
}

/// A line: words from the left.
#[derive(Debug, Clone)]
pub(super) struct Line {
    pub(super) text: String,
    pub(super) left: f32,
    pub(super) right: f32,
    pub(super) bottom: f32,
    pub(super) size: f32,
}

/// Most words of a page; a page of text has some hundreds.
const MOST_WORDS: usize = 40_000;

/// The words of a page.
pub(super) fn words(spans: &[TextSpan]) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    for span in spans.iter().take(MOST_WORDS) {
        let numbers = [span.bbox.x, span.bbox.y, span.bbox.width, span.font_size];
        if span.text.trim().is_empty() || numbers.iter().any(|number| !number.is_finite()) {
            continue;
        }
        let size = if span.font_size > 0.5 { span.font_size } else { span.bbox.height.max(1.0) };
        let word = Word {
            text: span.text.clone(),
            left: span.bbox.x,
            right: span.bbox.x + span.bbox.width.max(0.0),
            bottom: span.bbox.y,
            size,
        };
        // Bold by printing twice.
        let again = words.iter().rev().take(8).any(|known| {
            known.text == word.text
                && (known.left - word.left).abs() < 1.5
                && (known.bottom - word.bottom).abs() < 1.5
        });
        if !again {
            words.push(word);
        }
    }
    words
}

/// Lines from the top, each with its words from the left and gaps kept as spaces.
pub(super) fn lines(mut words: Vec<&Word>) -> Vec<Line> {
    words.sort_by(|one, other| other.bottom.total_cmp(&one.bottom).then(one.left.total_cmp(&other.left)));
    let mut lines: Vec<Vec<&Word>> = Vec::new();
    for word in words {
        match lines.last_mut() {
            Some(line) if line.first().is_some_and(|first| same_line(first, word)) => line.push(word),
            _ => lines.push(vec![word]),
        }
    }
    lines.into_iter().filter_map(line).collect()
}

fn same_line(first: &Word, word: &Word) -> bool {
    (first.bottom - word.bottom).abs() < first.size.min(word.size) * 0.45
}

fn line(mut words: Vec<&Word>) -> Option<Line> {
    words.sort_by(|one, other| one.left.total_cmp(&other.left));
    let first = words.first()?;
    let mut line = Line {
        text: String::new(),
        left: first.left,
        right: first.left,
        bottom: first.bottom,
        size: first.size,
    };
    for word in words {
        let gap = (word.left - line.right) / word.size.max(1.0);
        line.text.push_str(gap_words(&line.text, &word.text, gap));
        line.text.push_str(word.text.trim_matches(['\n', '\r']));
        line.right = line.right.max(word.right);
        line.size = line.size.max(word.size);
        line.bottom = line.bottom.min(word.bottom);
    }
    let text = line.text.trim().to_owned();
    (!text.is_empty()).then_some(Line { text, ..line })
}

/// What stands for a gap of so many character widths.
fn gap_words(before: &str, after: &str, gap: f32) -> &'static str {
    let latin = |ch: Option<char>| ch.is_some_and(|ch| ch.is_ascii_alphanumeric());
    if before.is_empty() || gap < 0.15 {
        ""
    } else if gap >= 2.0 {
        "    "
    } else if gap >= 1.2 {
        "  "
    } else if gap >= 0.6 || (latin(before.chars().last()) && latin(after.chars().next())) {
        " "
    } else {
        // Programs leave a quarter of a character between Chinese and Latin.
        ""
    }
}
