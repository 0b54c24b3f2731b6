//! Which paragraph styles are headings, and which carry a list number.

use crate::document::Refusal;
use crate::format::xml::{Step, Xml};
use std::collections::BTreeMap;

/// What a style makes of a paragraph.
#[derive(Debug, Clone, Default)]
pub(super) struct Style {
    /// Heading depth; 0 for the title.
    pub(super) heading: Option<u8>,
    /// List and level that the style puts its paragraphs in.
    pub(super) list: Option<(String, usize)>,
}

/// Styles by their id.
#[derive(Debug, Default)]
pub(super) struct Styles(BTreeMap<String, Style>);

impl Styles {
    pub(super) fn get(&self, id: &str) -> Option<&Style> {
        self.0.get(id)
    }
}

/// Reads `styles.xml`.
pub(super) fn read(xml: &mut Xml<'_>) -> Result<Styles, Refusal> {
    let mut styles = BTreeMap::new();
    let mut id: Option<String> = None;
    let mut style = Style::default();
    loop {
        match xml.step()? {
            Step::Open(element) => match element.name() {
                "style" => {
                    id = element.attribute("styleId");
                    style = Style::default();
                }
                "name" if id.is_some() => {
                    style.heading = heading(&element.attribute("val").unwrap_or_default());
                }
                "outlineLvl" if id.is_some() && style.heading.is_none() => {
                    style.heading = element
                        .number("val")
                        .filter(|&level| level < 9)
                        .and_then(|l| u8::try_from(l + 1).ok());
                }
                "numId" if id.is_some() => {
                    let level = style.list.as_ref().map_or(0, |(_, level)| *level);
                    style.list = element.attribute("val").map(|list| (list, level));
                }
                "ilvl" if id.is_some() => {
                    let level = element.number("val").unwrap_or(0);
                    style.list = Some((style.list.map(|(list, _)| list).unwrap_or_default(), level));
                }
                _ => {}
            },
            Step::Close(name) if name == "style" => {
                if let Some(id) = id.take() {
                    style.list = style.list.take().filter(|(list, _)| !list.is_empty());
                    styles.insert(id, std::mem::take(&mut style));
                }
            }
            Step::End => return Ok(Styles(styles)),
            _ => {}
        }
    }
}

/// Title is 0, heading 1 is 1; the names stay English in the file whatever the language of Word.
fn heading(name: &str) -> Option<u8> {
    let name = name.to_lowercase();
    if matches!(name.as_str(), "title" | "标题") {
        return Some(0);
    }
    let level = name.strip_prefix("heading").or_else(|| name.strip_prefix("标题"))?;
    level.trim().parse().ok().filter(|level| (1..=9).contains(level))
}
