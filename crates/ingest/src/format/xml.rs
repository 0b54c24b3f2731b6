//! XML of Office files, step by step: no tree, no entities but the five and characters by number, bounded depth.

use super::{Format, limits};
use crate::document::Refusal;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use std::borrow::Cow;

/// One step through a part.
#[derive(Debug)]
pub(crate) enum Step<'x> {
    /// An element begins.
    Open(Element<'x>),
    /// An element ends; its name without prefix.
    Close(String),
    /// Words.
    Words(Cow<'x, str>),
    /// The part is over.
    End,
}

/// An element that begins.
#[derive(Debug)]
pub(crate) struct Element<'x>(BytesStart<'x>);

impl Element<'_> {
    /// Its name without prefix.
    pub(crate) fn name(&self) -> &str {
        self.0.local_name().into_inner()
    }

    /// An attribute by its name without prefix.
    pub(crate) fn attribute(&self, name: &str) -> Option<String> {
        let mut attributes = self.0.attributes();
        let found = attributes
            .with_checks(false)
            .flatten()
            .find(|found| found.key.local_name().into_inner() == name)?;
        found.normalized_value(XmlVersion::Implicit1_0).ok().map(Cow::into_owned)
    }

    /// An attribute as a number.
    pub(crate) fn number(&self, name: &str) -> Option<usize> {
        self.attribute(name)?.trim().parse().ok()
    }

    /// A Word switch: present means on unless it says otherwise.
    pub(crate) fn is_on(&self) -> bool {
        self.attribute("val").is_none_or(|value| !matches!(value.as_str(), "0" | "false" | "off" | "none"))
    }
}

/// A part being read.
pub(crate) struct Xml<'x> {
    reader: Reader<&'x [u8]>,
    depth: usize,
    format: Format,
}

impl<'x> Xml<'x> {
    /// Starts at the beginning of a part.
    pub(crate) fn new(part: &'x str, format: Format) -> Self {
        let mut reader = Reader::from_str(part.trim_start_matches('\u{feff}'));
        reader.config_mut().expand_empty_elements = true;
        Self { reader, depth: 0, format }
    }

    /// The next step.
    pub(crate) fn step(&mut self) -> Result<Step<'x>, Refusal> {
        loop {
            let event = self.reader.read_event().map_err(|_error| Refusal::Broken { format: self.format })?;
            match event {
                Event::Start(element) => {
                    self.depth += 1;
                    if self.depth > limits::DEPTH {
                        return Err(Refusal::TooDeep { limit: limits::DEPTH });
                    }
                    return Ok(Step::Open(Element(element)));
                }
                Event::End(element) => {
                    self.depth = self.depth.saturating_sub(1);
                    return Ok(Step::Close(element.local_name().into_inner().to_owned()));
                }
                Event::Text(words) => return Ok(Step::Words(words.into_inner())),
                Event::CData(words) => return Ok(Step::Words(words.into_inner())),
                Event::GeneralRef(reference) => {
                    let resolved = match reference.resolve_char_ref() {
                        Ok(Some(ch)) => Some(Cow::Owned(ch.to_string())),
                        Ok(None) => predefined(&reference.xml10_content()).map(Cow::Borrowed),
                        Err(_) => None,
                    };
                    // An entity that is not XML's own can only come from a definition in the file.
                    return resolved.map(Step::Words).ok_or(Refusal::Entities);
                }
                // Office writes no DOCTYPE; one in an Office file is there to define entities.
                Event::DocType(_) => return Err(Refusal::Entities),
                Event::Eof if self.depth > 0 => return Err(Refusal::Truncated { format: self.format }),
                Event::Eof => return Ok(Step::End),
                Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
            }
        }
    }
}

fn predefined(name: &str) -> Option<&'static str> {
    Some(match name {
        "lt" => "<",
        "gt" => ">",
        "amp" => "&",
        "quot" => "\"",
        "apos" => "'",
        _ => return None,
    })
}
