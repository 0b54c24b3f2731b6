//! HTML as a stream of tags and words. No tree is built: memory stays a small multiple of the page and time is linear,
//! whatever the nesting.

use super::entities;

/// One piece of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token<'p> {
    /// `<name …>`; the name in lower case.
    Open { name: String, attributes: &'p str },
    /// `</name>`.
    Close { name: String },
    /// Words between tags, entities resolved.
    Words(String),
}

/// Elements whose content is no words of the page.
const RAW: [&str; 9] =
    ["script", "style", "noscript", "template", "svg", "math", "textarea", "iframe", "object"];

/// Goes through a page.
pub(super) struct Lexer<'p> {
    rest: &'p str,
}

impl<'p> Lexer<'p> {
    pub(super) fn new(page: &'p str) -> Self {
        Self { rest: page }
    }

    fn skip_past(&mut self, end: &str) {
        self.rest = match self.rest.find(end) {
            Some(at) => self.rest.get(at + end.len()..).unwrap_or_default(),
            None => "",
        };
    }

    /// Leaves the content of a raw element.
    fn skip_raw(&mut self, name: &str) {
        let bytes = self.rest.as_bytes();
        let mut from = 0;
        while let Some(at) = self.rest.get(from..).and_then(|rest| rest.find("</")) {
            let start = from + at + 2;
            let found = bytes.get(start..start + name.len());
            if found.is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes())) {
                self.rest = self.rest.get(start - 2..).unwrap_or_default();
                return;
            }
            from = start;
        }
        self.rest = "";
    }

    fn tag(&mut self) -> Option<Token<'p>> {
        let after = self.rest.get(1..)?;
        if after.starts_with("!--") {
            self.skip_past("-->");
            return Some(Token::Words(String::new()));
        }
        // `<![if …]>`, `<!DOCTYPE …>`, `<?xml …?>`.
        if after.starts_with(['!', '?']) {
            self.skip_past(">");
            return Some(Token::Words(String::new()));
        }
        let closing = after.starts_with('/');
        let after = after.strip_prefix('/').unwrap_or(after);
        if !after.starts_with(|ch: char| ch.is_ascii_alphabetic()) {
            return None;
        }
        let name_end =
            after.find(|ch: char| ch.is_whitespace() || ch == '>' || ch == '/').unwrap_or(after.len());
        let name = after.get(..name_end)?.to_ascii_lowercase();
        let body = after.get(name_end..)?;
        let end = tag_end(body);
        let attributes = body.get(..end)?;
        self.rest = body.get(end + 1..).unwrap_or_default();
        if closing {
            return Some(Token::Close { name });
        }
        if RAW.contains(&name.as_str()) && !attributes.trim_end().ends_with('/') {
            self.skip_raw(&name);
        }
        Some(Token::Open { name, attributes })
    }
}

/// Where the tag ends; quotes may hold `>`.
fn tag_end(body: &str) -> usize {
    let mut quote = None;
    for (at, byte) in body.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return at,
            (None, b'"' | b'\'') => quote = Some(byte),
            // A quote that never closes is a slip: the tag ends at the next line's tag.
            (Some(open), byte) if byte == open => quote = None,
            (Some(_), _) if at > 65_536 => break,
            _ => {}
        }
    }
    body.find('>').unwrap_or(body.len())
}

impl<'p> Iterator for Lexer<'p> {
    type Item = Token<'p>;

    fn next(&mut self) -> Option<Token<'p>> {
        if self.rest.is_empty() {
            return None;
        }
        if self.rest.starts_with('<')
            && let Some(token) = self.tag()
        {
            return Some(token);
        }
        // A `<` that opens no tag is a character.
        let skip = usize::from(self.rest.starts_with('<'));
        let end = self.rest.get(skip..)?.find('<').map_or(self.rest.len(), |at| at + skip);
        let words = self.rest.get(..end)?;
        self.rest = self.rest.get(end..)?;
        Some(Token::Words(entities::resolve(words)))
    }
}

/// The value of an attribute, quotes taken off, entities kept.
pub(super) fn attribute<'a>(attributes: &'a str, name: &str) -> Option<&'a str> {
    let lower = attributes.to_ascii_lowercase();
    let mut from = 0;
    while let Some(at) = lower.get(from..).and_then(|rest| rest.find(name)) {
        let start = from + at;
        let end = start + name.len();
        from = end;
        let apart = start == 0
            || lower
                .as_bytes()
                .get(start - 1)
                .is_some_and(|byte| byte.is_ascii_whitespace() || matches!(byte, b'"' | b'\''));
        let rest = attributes.get(end..)?.trim_start();
        let Some(value) = rest.strip_prefix('=').filter(|_| apart) else { continue };
        let value = value.trim_start();
        return match value.chars().next() {
            Some(quote @ ('"' | '\'')) => value.get(1..)?.split(quote).next(),
            _ => value.split(|ch: char| ch.is_whitespace() || ch == '>').next(),
        };
    }
    None
}
