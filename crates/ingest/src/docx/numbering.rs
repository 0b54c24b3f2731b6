//! List numbers that Word prints but does not store in the text: 一、（一）1. ①. Goals are split by them, so they are put
//! back into the text.

use crate::document::Refusal;
use crate::format::xml::{Step, Xml};
use std::collections::BTreeMap;

/// Levels a list may have in Word.
const LEVELS: usize = 9;

/// How one level of a list is numbered.
#[derive(Debug, Clone)]
struct Level {
    format: String,
    /// `%1、`, `（%2）`, `%1.%2`.
    pattern: String,
    start: usize,
}

/// The lists of a document and how far each has counted.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    /// Levels by abstract list.
    patterns: BTreeMap<String, Vec<Level>>,
    /// Abstract list by list.
    lists: BTreeMap<String, String>,
    counts: BTreeMap<String, [usize; LEVELS]>,
}

impl Numbering {
    /// The number that Word prints in front of the next paragraph of a list, and counts it.
    pub(super) fn next(&mut self, list: &str, level: usize) -> Option<String> {
        let pattern_id = self.lists.get(list)?;
        let levels = self.patterns.get(pattern_id)?;
        let own = levels.get(level)?.clone();
        // Lists that share a pattern go on counting together.
        let counts = self.counts.entry(pattern_id.clone()).or_insert([0; LEVELS]);
        for (index, count) in counts.iter_mut().enumerate() {
            match index.cmp(&level) {
                std::cmp::Ordering::Less if *count == 0 => {
                    *count = levels.get(index).map_or(1, |level| level.start);
                }
                std::cmp::Ordering::Less => {}
                std::cmp::Ordering::Equal => *count = if *count == 0 { own.start } else { *count + 1 },
                std::cmp::Ordering::Greater => *count = 0,
            }
        }
        if own.format == "none" {
            return None;
        }
        if own.format == "bullet" {
            return Some("•".to_owned());
        }
        let mut marker = own.pattern.clone();
        for (index, count) in counts.iter().enumerate() {
            let format = levels.get(index).map_or("decimal", |level| level.format.as_str());
            marker = marker.replace(&format!("%{}", index + 1), &number(*count, format));
        }
        Some(marker)
    }
}

/// Reads `numbering.xml`.
pub(super) fn read(xml: &mut Xml<'_>) -> Result<Numbering, Refusal> {
    let mut numbering = Numbering::default();
    let mut pattern: Option<String> = None;
    let mut list: Option<String> = None;
    loop {
        match xml.step()? {
            Step::Open(element) => {
                let value = element.attribute("val");
                match element.name() {
                    "abstractNum" => pattern = element.attribute("abstractNumId"),
                    "num" => list = element.attribute("numId"),
                    "abstractNumId" => {
                        if let (Some(list), Some(value)) = (&list, value) {
                            numbering.lists.insert(list.clone(), value);
                        }
                    }
                    "lvl" => {
                        if let Some(pattern) = &pattern {
                            let levels = numbering.patterns.entry(pattern.clone()).or_default();
                            if levels.len() < LEVELS {
                                levels.push(Level {
                                    format: "decimal".into(),
                                    pattern: "%1.".into(),
                                    start: 1,
                                });
                            }
                        }
                    }
                    name @ ("numFmt" | "lvlText" | "start") => {
                        let level =
                            pattern.as_ref().and_then(|id| numbering.patterns.get_mut(id)?.last_mut());
                        if let (Some(level), Some(value)) = (level, value) {
                            match name {
                                "numFmt" => level.format = value,
                                "lvlText" => level.pattern = value.chars().take(20).collect(),
                                _ => level.start = value.parse().unwrap_or(1),
                            }
                        }
                    }
                    _ => {}
                }
            }
            Step::Close(name) if name == "abstractNum" => pattern = None,
            Step::Close(name) if name == "num" => list = None,
            Step::End => return Ok(numbering),
            _ => {}
        }
    }
}

/// A number as Word writes it in a format.
fn number(count: usize, format: &str) -> String {
    match format {
        "chineseCounting"
        | "chineseCountingThousand"
        | "taiwaneseCountingThousand"
        | "japaneseCounting"
        | "taiwaneseCounting"
        | "chineseLegalSimplified" => chinese(count),
        "ideographDigital" => count
            .to_string()
            .chars()
            .filter_map(|digit| "〇一二三四五六七八九".chars().nth(digit as usize - 48))
            .collect(),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" if (1..=20).contains(&count) => {
            u32::try_from(count - 1)
                .ok()
                .and_then(|offset| char::from_u32(0x2460 + offset))
                .map(String::from)
                .unwrap_or_default()
        }
        "decimalZero" => format!("{count:02}"),
        "lowerLetter" => letter(count, b'a'),
        "upperLetter" => letter(count, b'A'),
        "lowerRoman" => roman(count).to_lowercase(),
        "upperRoman" => roman(count),
        _ => count.to_string(),
    }
}

fn letter(count: usize, first: u8) -> String {
    let offset = u8::try_from((count.max(1) - 1) % 26).unwrap_or(0);
    char::from(first + offset).to_string()
}

/// 一 … 九十九, 一百零二.
fn chinese(count: usize) -> String {
    const DIGITS: [&str; 10] = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let digit = |value: usize| DIGITS.get(value).copied().unwrap_or_default();
    match count {
        0..=9 => digit(count).to_owned(),
        10..=19 => format!("十{}", if count == 10 { "" } else { digit(count - 10) }),
        20..=99 => format!(
            "{}十{}",
            digit(count / 10),
            if count.is_multiple_of(10) { "" } else { digit(count % 10) }
        ),
        _ => count.to_string(),
    }
}

fn roman(mut count: usize) -> String {
    const PARTS: [(usize, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let mut result = String::new();
    if count > 3999 {
        return count.to_string();
    }
    for (value, letters) in PARTS {
        while count >= value {
            result.push_str(letters);
            count -= value;
        }
    }
    result
}

#[cfg(test)]
mod tests {
    use super::{chinese, number, roman};

    #[test]
    fn numbers_print_as_word_prints_them() {
        assert_eq!(chinese(10), "十");
        assert_eq!(chinese(11), "十一");
        assert_eq!(chinese(20), "二十");
        assert_eq!(chinese(35), "三十五");
        assert_eq!(number(3, "decimalEnclosedCircle"), "③");
        assert_eq!(number(2, "upperLetter"), "B");
        assert_eq!(roman(1994), "MCMXCIV");
    }
}
