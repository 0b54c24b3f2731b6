//! A document after somebody corrected words that were misread: every place moves with the text, and heads of tables are
//! read anew.

use super::{BlockKind, Document, Note, Span, Whole};
use crate::metadata::{Metadata, Placed};
use crate::table::{Origin, Table, head};

impl Document {
    /// The document with other words at one place. The place counts characters of this document's text; everything behind
    /// it moves. An empty place, or one outside the text, changes nothing.
    #[must_use]
    pub fn corrected(&self, place: Span, words: &str) -> Document {
        let mut corrected = self.clone();
        if place.is_empty() || place.end > self.text.chars() {
            return corrected;
        }
        let mut text = String::with_capacity(self.text.as_str().len() + words.len());
        text.push_str(self.slice(Span::new(0, place.start)));
        text.push_str(words);
        text.push_str(self.slice(Span::new(place.end, self.text.chars())));
        corrected.text = Whole::new(text);
        let moved = Moved { place, to: place.start + words.chars().count() };
        for block in &mut corrected.blocks {
            block.span = moved.span(block.span);
            if let BlockKind::Table(table) = &mut block.kind {
                moved.table(table, &corrected.text);
            }
        }
        for Note { span, .. } in &mut corrected.notes {
            *span = span.map(|span| moved.span(span));
        }
        moved.metadata(&mut corrected.metadata, &corrected.text);
        corrected
    }
}

/// Where characters went when the words of a place were exchanged.
struct Moved {
    place: Span,
    /// End of the new words.
    to: usize,
}

impl Moved {
    fn span(&self, span: Span) -> Span {
        Span::new(self.at(span.start, self.place.start), self.at(span.end, self.to))
    }

    /// Where a character went; `inside` for one whose words are gone.
    fn at(&self, at: usize, inside: usize) -> usize {
        if at <= self.place.start {
            at
        } else if at >= self.place.end {
            at - self.place.end + self.to
        } else {
            inside
        }
    }

    fn table(&self, table: &mut Table, text: &Whole) {
        table.span = self.span(table.span);
        let mut in_head = false;
        for cell in &mut table.cells {
            in_head |= cell.row < table.head_rows && cell.span.overlaps(self.place);
            cell.span = self.span(cell.span);
        }
        // A rebuilt table's head was settled with its lines.
        if in_head && !matches!(table.origin, Origin::Rebuilt(_)) {
            head::read(table, text);
        }
    }

    fn metadata(&self, metadata: &mut Metadata, text: &Whole) {
        fn placed<T>(moved: &Moved, field: &mut Option<Placed<T>>) {
            if let Some(field) = field {
                field.span = moved.span(field.span);
            }
        }
        let titled = metadata.title.as_ref().is_some_and(|title| title.span.overlaps(self.place));
        placed(self, &mut metadata.title);
        placed(self, &mut metadata.index_number);
        placed(self, &mut metadata.document_number);
        placed(self, &mut metadata.issuer);
        placed(self, &mut metadata.signed);
        placed(self, &mut metadata.published);
        if let Some(title) = metadata.title.as_mut().filter(|_| titled) {
            text.slice(title.span).trim().clone_into(&mut title.value);
        }
    }
}
