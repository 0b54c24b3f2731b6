//! The whole text of a document, addressed by character.

/// A place in a text: Unicode scalar values, end exclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// First character.
    pub start: usize,
    /// One past the last character.
    pub end: usize,
}

impl Span {
    /// The span from `start` to `end`; an end before the start gives the empty span at `start`.
    pub fn new(start: usize, end: usize) -> Self {
        Self { start, end: end.max(start) }
    }

    /// Number of characters.
    pub fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether no character lies in it.
    pub fn is_empty(self) -> bool {
        self.end == self.start
    }

    /// Whether `other` lies inside.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share a character.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }
}

/// Characters between two marks of the byte index.
const STRIDE: usize = 64;

/// A text with an index from characters to bytes, so that a span is found without walking the whole text.
#[derive(Debug, Clone, Default)]
pub struct Whole {
    text: String,
    /// Byte offset of every `STRIDE`-th character.
    marks: Vec<usize>,
    chars: usize,
}

impl Whole {
    /// Takes a text and indexes it.
    pub fn new(text: String) -> Self {
        let mut marks = Vec::with_capacity(text.len() / (STRIDE * 2) + 1);
        let mut chars = 0;
        for (byte, _) in text.char_indices() {
            if chars % STRIDE == 0 {
                marks.push(byte);
            }
            chars += 1;
        }
        Self { text, marks, chars }
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Number of characters.
    pub fn chars(&self) -> usize {
        self.chars
    }

    /// The span of the whole text.
    pub fn span(&self) -> Span {
        Span::new(0, self.chars)
    }

    /// Byte offset of a character; the length of the text for any character past the end.
    pub fn byte_of(&self, char_at: usize) -> usize {
        let Some(&mark) = self.marks.get(char_at / STRIDE) else { return self.text.len() };
        let rest = self.text.get(mark..).unwrap_or_default();
        rest.char_indices().nth(char_at % STRIDE).map_or(self.text.len(), |(byte, _)| mark + byte)
    }

    /// Character offset of a byte; of the character that covers it.
    pub fn char_of(&self, byte_at: usize) -> usize {
        let next = self.marks.partition_point(|&mark| mark <= byte_at);
        let Some(index) = next.checked_sub(1) else { return 0 };
        let mark = self.marks.get(index).copied().unwrap_or(0);
        let rest = self.text.get(mark..).unwrap_or_default();
        index * STRIDE
            + rest.char_indices().take_while(|(byte, ch)| mark + byte + ch.len_utf8() <= byte_at).count()
    }

    /// The span of a byte range.
    pub fn span_of(&self, bytes: std::ops::Range<usize>) -> Span {
        Span::new(self.char_of(bytes.start), self.char_of(bytes.end))
    }

    /// The text under a span; empty where the span does not lie in the text.
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(self.byte_of(span.start)..self.byte_of(span.end)).unwrap_or_default()
    }
}
