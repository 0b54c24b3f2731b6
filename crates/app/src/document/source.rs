//! The place in a document that a figure names as its source.

use std::fmt;

use assessment::DocumentId;

/// A span of a reading of a document, as it is kept beside a figure: `document:12.2:345-356`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Source {
    /// Which document.
    pub document: DocumentId,
    /// With so many corrections.
    pub version: i64,
    /// First character.
    pub start: usize,
    /// Behind the last character.
    pub end: usize,
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "document:{}.{}:{}-{}", self.document, self.version, self.start, self.end)
    }
}

impl Source {
    /// The place that a source names, if it names a document.
    pub fn find(source: &str) -> Option<Self> {
        let rest = source.strip_prefix("document:")?;
        let (document, place) = rest.split_once(':')?;
        let (document, version) = document.split_once('.')?;
        let (start, end) = place.split_once('-')?;
        Some(Self {
            document: document.parse().ok()?,
            version: version.parse().ok()?,
            start: start.parse().ok()?,
            end: end.parse().ok()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_is_read_as_it_was_written() {
        let source = Source { document: DocumentId::new(12), version: 2, start: 345, end: 356 };
        assert_eq!(source.to_string(), "document:12.2:345-356");
        assert_eq!(Source::find(&source.to_string()), Some(source));
        assert_eq!(Source::find("submission"), None);
    }
}
