//! Places: editors count lines and UTF-16 units, the compiler counts bytes. And file names: editors write URIs.

use serde_json::{Value, json};
use std::path::PathBuf;

/// Line and UTF-16 column of a byte.
pub(super) fn position(text: &str, byte: usize) -> Value {
    let before = text.get(..byte.min(text.len())).unwrap_or(text);
    let line = before.matches('\n').count();
    let column: usize = before.rsplit('\n').next().unwrap_or_default().chars().map(char::len_utf16).sum();
    json!({ "line": line, "character": column })
}

pub(super) fn range(text: &str, start: usize, end: usize) -> Value {
    json!({ "start": position(text, start), "end": position(text, end) })
}

/// The byte of `position` in a request; the end of the line for a column behind it.
pub(super) fn byte(text: &str, params: &Value) -> Option<usize> {
    let position = params.get("position")?;
    let line = usize::try_from(position.get("line")?.as_u64()?).ok()?;
    let column = usize::try_from(position.get("character")?.as_u64()?).ok()?;
    let mut start = 0;
    for _ in 0..line {
        start += text.get(start..)?.find('\n')? + 1;
    }
    let mut units = 0;
    for (at, c) in text.get(start..)?.char_indices() {
        if units >= column || c == '\n' {
            return Some(start + at);
        }
        units += c.len_utf16();
    }
    Some(text.len())
}

/// The path in a `file:` URI; percent signs are taken apart.
pub(super) fn path(uri: &str) -> PathBuf {
    let rest = uri.strip_prefix("file://").unwrap_or(uri);
    let mut bytes = Vec::with_capacity(rest.len());
    let mut raw = rest.bytes();
    while let Some(byte) = raw.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let digit =
            |b: Option<u8>| b.and_then(|b| char::from(b).to_digit(16)).and_then(|d| u8::try_from(d).ok());
        match (digit(raw.next()), digit(raw.next())) {
            (Some(high), Some(low)) => bytes.push(high * 16 + low),
            _ => bytes.push(b'%'),
        }
    }
    PathBuf::from(String::from_utf8_lossy(&bytes).into_owned())
}

#[cfg(test)]
mod tests {
    use super::{byte, path, position};
    use serde_json::json;

    #[test]
    fn columns_count_utf16_units_in_both_directions() {
        let text = "计分 1.1\n  𠮷 产值\n";
        let at = text.find("产值").unwrap();
        let place = position(text, at);
        assert_eq!(place, json!({ "line": 1, "character": 5 }));
        assert_eq!(byte(text, &json!({ "position": place })), Some(at));
    }

    #[test]
    fn a_column_behind_the_line_is_its_end() {
        assert_eq!(byte("甲\n乙", &json!({ "position": { "line": 0, "character": 9 } })), Some("甲".len()));
    }

    #[test]
    fn a_uri_with_percent_signs_is_a_chinese_path() {
        assert_eq!(path("file:///tmp/%E5%8A%9E%E6%B3%95.md").to_str(), Some("/tmp/办法.md"));
    }
}
