//! Markdown → prose and fenced blocks.

use crate::number::half_width;

/// A fenced block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fence {
    /// The words behind the opening fence: `考核`, `样例`, `解释 城东区 1.1`.
    pub info: String,
    /// Byte where the text begins.
    pub offset: u32,
    /// The text between the fences.
    pub text: String,
}

/// A scheme file taken apart.
#[derive(Clone, Debug, Default)]
pub struct Literate {
    /// Every fenced block in order.
    pub fences: Vec<Fence>,
    /// The prose, folded for comparison: no blanks, half-width.
    pub(crate) prose: String,
    /// A fence that is never closed: where it begins.
    pub(crate) unclosed: Option<u32>,
}

impl Literate {
    /// Takes a file apart.
    pub fn read(text: &str) -> Self {
        let mut out = Self::default();
        let mut open: Option<(char, usize, Fence)> = None;
        let mut prose = String::new();
        let mut at = 0;
        for line in text.split_inclusive('\n') {
            let start = at;
            at += line.len();
            let trimmed = line.trim();
            let mark = trimmed.chars().next().filter(|c| matches!(c, '`' | '~'));
            let run = mark.map_or(0, |mark| trimmed.chars().take_while(|c| *c == mark).count());
            if let Some((mark_open, length, fence)) = &mut open {
                let closes =
                    mark == Some(*mark_open) && run >= *length && trimmed.chars().all(|c| Some(c) == mark);
                if closes {
                    out.fences.extend(open.take().map(|(_, _, fence)| fence));
                } else {
                    fence.text.push_str(line);
                }
            } else if let (Some(mark), 3..) = (mark, run) {
                let info = trimmed.trim_start_matches(mark).trim().to_owned();
                let offset = u32::try_from(at).unwrap_or(u32::MAX);
                open = Some((mark, run, Fence { info, offset, text: String::new() }));
                out.unclosed = Some(u32::try_from(start).unwrap_or(u32::MAX));
            } else {
                prose.push_str(line);
            }
        }
        match open {
            Some((_, _, fence)) => out.fences.push(fence),
            None => out.unclosed = None,
        }
        out.prose = fold(&prose);
        out
    }

    /// Whether the prose holds the quote, blanks and widths aside.
    pub(crate) fn holds(&self, quote: &str) -> bool {
        let quote = fold(quote);
        !quote.is_empty() && self.prose.contains(&quote)
    }
}

/// Without blanks and Markdown marks, half-width.
pub(crate) fn fold(text: &str) -> String {
    text.chars()
        .map(half_width)
        .filter(|c| !c.is_whitespace() && !matches!(c, '*' | '|' | '>' | '#' | '`'))
        .map(|c| match c {
            '“' | '”' | '「' | '」' => '"',
            '‘' | '’' => '\'',
            '、' => ',',
            other => other,
        })
        .collect()
}
