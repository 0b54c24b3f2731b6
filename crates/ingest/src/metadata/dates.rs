//! Dates as pages print them: 2016-09-19, 2016年9月19日, 二○○七年七月六日, 2021/8/31.

use jiff::civil::Date;

/// A date and the bytes it takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Dated {
    pub(crate) date: Date,
    pub(crate) bytes: std::ops::Range<usize>,
    /// Separators were lost on the way; the date is the only one that fits.
    pub(crate) damaged: bool,
}

/// The first date in a text.
pub(crate) fn find(text: &str) -> Option<Dated> {
    let starts = text.char_indices().filter(|(_, ch)| digit(*ch).is_some());
    let mut before = None;
    for (at, ch) in starts {
        // Only the first digit of a run can open a date.
        let follows = before == Some(at);
        before = Some(at + ch.len_utf8());
        if follows {
            continue;
        }
        if let Some((date, length)) = text.get(at..).and_then(opening) {
            return Some(Dated { date, bytes: at..at + length, damaged: false });
        }
    }
    None
}

/// A line that is a date and nothing else, also one that lost its separators (2021830).
pub(crate) fn alone(line: &str) -> Option<Dated> {
    let trimmed = line
        .trim_matches(|ch: char| ch.is_whitespace() || matches!(ch, '?' | '？' | '(' | ')' | '（' | '）'));
    let lead = line.find(trimmed)?;
    if let Some((date, length)) = opening(trimmed) {
        let rest = trimmed.get(length..).unwrap_or_default().trim();
        return (rest.is_empty() || rest == "印发").then(|| Dated {
            date,
            bytes: lead..lead + length,
            damaged: false,
        });
    }
    let digits = trimmed.bytes().all(|byte| byte.is_ascii_digit());
    if !digits || !(6..=8).contains(&trimmed.len()) {
        return None;
    }
    let date = run_together(trimmed)?;
    Some(Dated { date, bytes: lead..lead + trimmed.len(), damaged: trimmed.len() < 8 })
}

/// Year, month and day without separators, if only one way to read them is a date.
fn run_together(digits: &str) -> Option<Date> {
    let year: i16 = digits.get(..4)?.parse().ok().filter(|year| (1990..2100).contains(year))?;
    let rest = digits.get(4..)?;
    let mut found = (1..rest.len()).filter_map(|split| {
        let (month, day) = (rest.get(..split)?, rest.get(split..)?);
        let padded = month.starts_with('0') || day.starts_with('0');
        if padded && rest.len() < 4 {
            return None;
        }
        Date::new(year, month.parse().ok()?, day.parse().ok()?).ok()
    });
    let only = found.next()?;
    found.next().is_none().then_some(only)
}

/// The date a text opens with, and its length in bytes.
fn opening(text: &str) -> Option<(Date, usize)> {
    let mut rest = text;
    let year = number(&mut rest, 4).filter(|year| (1949..2100).contains(year))?;
    let mark = rest.chars().next()?;
    let marks: &[char] = match mark {
        '年' => &['年', '月'],
        '-' | '/' | '.' => &[mark],
        _ => return None,
    };
    rest = rest.strip_prefix(mark)?.trim_start();
    let month = number(&mut rest, 3)?;
    let second = rest.chars().next()?;
    if second != *marks.last()? {
        return None;
    }
    rest = rest.strip_prefix(second)?.trim_start();
    let day = number(&mut rest, 3)?;
    if mark == '年' {
        rest = rest.strip_prefix(['日', '号'])?;
    }
    let date =
        Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    Some((date, text.len() - rest.len()))
}

/// A number of at most `most` digits or numerals in front; years are read digit by digit, 十 as ten.
fn number(rest: &mut &str, most: usize) -> Option<u32> {
    let digits: Vec<char> = rest.chars().take_while(|ch| digit(*ch).is_some()).take(most + 1).collect();
    if digits.is_empty() || digits.len() > most {
        return None;
    }
    let words: String = digits.iter().collect();
    let value = if digits.contains(&'十') {
        ten(&words)?
    } else {
        digits.iter().try_fold(0_u32, |sum, ch| Some(sum * 10 + digit(*ch)?))?
    };
    *rest = rest.get(words.len()..)?;
    Some(value)
}

/// 十, 十一, 二十, 二十三.
fn ten(words: &str) -> Option<u32> {
    let (tens, ones) = words.split_once('十')?;
    let part = |words: &str, blank: u32| match words.chars().next() {
        None => Some(blank),
        Some(ch) => digit(ch),
    };
    Some(part(tens, 1)? * 10 + part(ones, 0)?)
}

/// Digits of dates: ASCII, full width, Chinese, and what stands for zero.
fn digit(ch: char) -> Option<u32> {
    Some(match ch {
        '0'..='9' => u32::from(ch) - u32::from('0'),
        '０'..='９' => u32::from(ch) - u32::from('０'),
        '○' | '〇' | 'O' | 'o' | '零' | 'Ο' | '◯' => 0,
        _ => return crate::table::numeral_digit(ch),
    })
}

/// Years named in a text, `2016年` and 二○一六年, in order.
pub(crate) fn years(text: &str) -> Vec<i16> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices('年') {
        let head = text.get(..at).unwrap_or_default();
        let letters: Vec<char> = head.chars().rev().take_while(|ch| digit(*ch).is_some()).take(5).collect();
        if letters.len() != 4 || letters.contains(&'十') {
            continue;
        }
        let year = letters.iter().rev().try_fold(0_u32, |sum, ch| Some(sum * 10 + digit(*ch)?));
        if let Some(year) =
            year.and_then(|year| i16::try_from(year).ok()).filter(|year| (1980..2100).contains(year))
        {
            found.push(year);
        }
    }
    found
}
