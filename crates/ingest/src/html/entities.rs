//! Character references of HTML.

/// Names that occur on official pages; an unknown name stays as it is printed.
const NAMES: &[(&str, char)] = &[
    ("nbsp", '\u{a0}'),
    ("lt", '<'),
    ("gt", '>'),
    ("amp", '&'),
    ("quot", '"'),
    ("apos", '\''),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("mdash", '—'),
    ("ndash", '–'),
    ("hellip", '…'),
    ("middot", '·'),
    ("bull", '•'),
    ("times", '×'),
    ("divide", '÷'),
    ("plusmn", '±'),
    ("le", '≤'),
    ("ge", '≥'),
    ("ne", '≠'),
    ("permil", '‰'),
    ("deg", '°'),
    ("yen", '¥'),
    ("euro", '€'),
    ("copy", '©'),
    ("reg", '®'),
    ("ensp", '\u{2002}'),
    ("emsp", '\u{2003}'),
    ("thinsp", '\u{2009}'),
    ("laquo", '«'),
    ("raquo", '»'),
    ("sup2", '²'),
    ("sup3", '³'),
    ("frac12", '½'),
    ("radic", '√'),
    ("sum", '∑'),
    ("rarr", '→'),
    ("larr", '←'),
    ("zwnj", '\u{200c}'),
    ("zwj", '\u{200d}'),
    ("shy", '\u{ad}'),
];

/// Replaces character references by their characters.
pub(super) fn resolve(words: &str) -> String {
    if !words.contains('&') {
        return words.to_owned();
    }
    let mut result = String::with_capacity(words.len());
    let mut rest = words;
    while let Some(at) = rest.find('&') {
        result.push_str(rest.get(..at).unwrap_or_default());
        rest = rest.get(at..).unwrap_or_default();
        let (ch, length) = reference(rest).unwrap_or(('&', 1));
        if !matches!(ch, '\u{ad}' | '\u{200c}' | '\u{200d}') {
            result.push(ch);
        }
        rest = rest.get(length..).unwrap_or_default();
    }
    result.push_str(rest);
    result
}

/// The character a reference in front stands for, and its length.
fn reference(rest: &str) -> Option<(char, usize)> {
    let body = rest.strip_prefix('&')?;
    let name: String =
        body.chars().take(10).take_while(|ch| ch.is_ascii_alphanumeric() || *ch == '#').collect();
    let closed = usize::from(body.as_bytes().get(name.len()) == Some(&b';'));
    let length = 1 + name.len() + closed;
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        let ch = char::from_u32(code).filter(|ch| !ch.is_control() || matches!(ch, '\t' | '\n'))?;
        return Some((ch, length));
    }
    // Without the semicolon only the oldest names count, as in browsers.
    let known = NAMES.iter().find(|(known, _)| *known == name);
    known
        .filter(|(known, _)| closed == 1 || matches!(*known, "nbsp" | "lt" | "gt" | "amp" | "quot"))
        .map(|&(_, ch)| (ch, length))
}
