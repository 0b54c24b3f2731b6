//! What people type: full-width forms, brackets and spaces that mean the same.

/// The half-width form of a full-width digit, letter or sign; other characters stay.
pub(crate) fn half_width(character: char) -> char {
    match character {
        '　' | '\u{a0}' => ' ',
        '。' | '．' => '.',
        '，' => ',',
        '－' | '−' | '–' | '—' | '―' | '‐' | '‑' => '-',
        '：' => ':',
        '％' => '%',
        '（' => '(',
        '）' => ')',
        '！'..='～' => char::from_u32(u32::from(character) - 0xFEE0).unwrap_or(character),
        other => other,
    }
}

/// Half-width, without white space, lower-case letters made upper-case.
pub(crate) fn plain(text: &str) -> String {
    text.chars().map(half_width).filter(|c| !c.is_whitespace()).map(|c| c.to_ascii_uppercase()).collect()
}

/// A number in Chinese or Arabic digits up to 99 (十二, 12); `None` when it is neither.
pub(crate) fn small_number(text: &str) -> Option<u8> {
    if let Ok(number) = text.parse() {
        return Some(number);
    }
    let digit =
        |c: char| "零一二三四五六七八九".chars().position(|d| d == c).and_then(|at| u8::try_from(at).ok());
    let characters: Vec<char> = text.chars().map(|c| if c == '〇' || c == '○' { '零' } else { c }).collect();
    match *characters.as_slice() {
        ['十'] => Some(10),
        ['十', units] => Some(10 + digit(units)?),
        [tens, '十'] => Some(digit(tens)? * 10),
        [tens, '十', units] => Some(digit(tens)? * 10 + digit(units)?),
        [units] => digit(units),
        _ => None,
    }
}
