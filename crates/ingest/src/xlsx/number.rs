//! Numbers as a sheet shows them: 0.6478 under the format 0.00% is 64.78%.

use jiff::ToSpan;
use jiff::civil::Date;

/// How numbers of a style are shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct NumberFormat {
    code: String,
}

/// Formats that Excel knows by number.
fn known(id: usize) -> &'static str {
    match id {
        1 => "0",
        2 => "0.00",
        3 | 37 | 38 => "#,##0",
        4 | 39 | 40 => "#,##0.00",
        9 => "0%",
        10 => "0.00%",
        14 => "yyyy/m/d",
        15 => "d-mmm-yy",
        17 | 27 | 36 | 50 | 52 | 57 => "yyyy\"年\"m\"月\"",
        22 => "yyyy/m/d h:mm",
        16 | 28 | 29 | 51 | 53 | 54 | 58 => "m\"月\"d\"日\"",
        30 => "m/d/yy",
        31 => "yyyy\"年\"m\"月\"d\"日\"",
        // General, text and times of day.
        _ => "",
    }
}

/// A piece of a format code.
#[derive(Debug, PartialEq, Eq)]
enum Piece {
    /// Shown as it stands.
    Literal(String),
    /// 0 # ? . , in a row.
    Digits(String),
    /// y m d h s in a row.
    Time(char, usize),
    /// Percent sign.
    Percent,
}

impl NumberFormat {
    /// The format of a number, by its code or by what Excel knows under its number.
    pub(super) fn new(id: usize, code: Option<&str>) -> Self {
        let code = code.unwrap_or_else(|| known(id));
        // Longer codes are no format of a person's; General and text show the number itself.
        let plain = code.len() > 200 || code.eq_ignore_ascii_case("general") || code == "@";
        Self { code: if plain { String::new() } else { code.to_owned() } }
    }

    /// The number as shown. What is no number is shown as it is.
    pub(super) fn show(&self, raw: &str, from_1904: bool) -> String {
        let Some(number) = Decimal::parse(raw) else { return raw.to_owned() };
        if self.code.is_empty() {
            return number.to_plain();
        }
        let sections: Vec<&str> = split_sections(&self.code);
        let (section, signed) = match (number.negative, sections.as_slice()) {
            (true, [_, negative, ..]) => (*negative, false),
            (false, [_, _, zero, ..]) if number.is_zero() => (*zero, true),
            (_, [first, ..]) => (*first, true),
            (_, []) => return number.to_plain(),
        };
        let pieces = pieces(section);
        if pieces.iter().any(|piece| matches!(piece, Piece::Time('y' | 'd', _))) {
            return date(&number, &pieces, from_1904).unwrap_or_else(|| number.to_plain());
        }
        if pieces.iter().any(|piece| matches!(piece, Piece::Time(..)))
            || !pieces.iter().any(|p| matches!(p, Piece::Digits(_)))
        {
            // A section of its own for zero may hold words only: 0.00;-0.00;"—".
            return words_of_zero(&number, &pieces, sections.len()).unwrap_or_else(|| number.to_plain());
        }
        show_digits(number, &pieces, signed)
    }
}

/// What a section without digits shows of zero; quoted words only.
fn words_of_zero(number: &Decimal, pieces: &[Piece], sections: usize) -> Option<String> {
    if !number.is_zero() || sections < 3 {
        return None;
    }
    let words = pieces
        .iter()
        .map(|piece| if let Piece::Literal(words) = piece { Some(words.as_str()) } else { None });
    words.collect::<Option<String>>().filter(|words| !words.is_empty())
}

fn show_digits(mut number: Decimal, pieces: &[Piece], signed: bool) -> String {
    if pieces.contains(&Piece::Percent) {
        number.shift(2);
    }
    let mut result = String::new();
    let mut shown = false;
    for piece in pieces {
        match piece {
            Piece::Literal(words) => result.push_str(words),
            Piece::Percent => result.push('%'),
            Piece::Digits(mask) if !shown => {
                shown = true;
                result.push_str(&number.masked(mask));
            }
            Piece::Time(..) | Piece::Digits(_) => {}
        }
    }
    let zero = !result.chars().any(|ch| ('1'..='9').contains(&ch));
    if number.negative && signed && !zero { format!("-{result}") } else { result }
}

/// Sections of a code, `;` inside quotes kept.
fn split_sections(code: &str) -> Vec<&str> {
    let mut sections = Vec::new();
    let (mut start, mut quoted) = (0, false);
    for (at, ch) in code.char_indices() {
        match ch {
            '"' => quoted = !quoted,
            ';' if !quoted => {
                sections.push(code.get(start..at).unwrap_or_default());
                start = at + 1;
            }
            _ => {}
        }
    }
    sections.push(code.get(start..).unwrap_or_default());
    sections
}

fn pieces(section: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut chars = section.chars().peekable();
    while let Some(ch) = chars.next() {
        match ch {
            '"' => pieces.push(Piece::Literal(chars.by_ref().take_while(|&ch| ch != '"').collect())),
            // Colours, conditions, locales; [$¥-804] shows its sign.
            '[' => {
                let inner: String = chars.by_ref().take_while(|&ch| ch != ']').collect();
                if let Some(sign) = inner.strip_prefix('$') {
                    pieces.push(Piece::Literal(sign.split('-').next().unwrap_or_default().to_owned()));
                }
            }
            '\\' => pieces.extend(chars.next().map(|ch| Piece::Literal(ch.to_string()))),
            // A space as wide as the next character, or filling.
            '_' | '*' => {
                chars.next();
            }
            '%' => pieces.push(Piece::Percent),
            '0' | '#' | '?' | '.' | ',' => {
                let mut mask = ch.to_string();
                while let Some(next) = chars.next_if(|ch| matches!(ch, '0' | '#' | '?' | '.' | ',')) {
                    mask.push(next);
                }
                pieces.push(Piece::Digits(mask));
            }
            'y' | 'Y' | 'm' | 'M' | 'd' | 'D' | 'h' | 'H' | 's' | 'S' => {
                let letter = ch.to_ascii_lowercase();
                let mut count = 1;
                while chars.next_if(|next| next.to_ascii_lowercase() == letter).is_some() {
                    count += 1;
                }
                pieces.push(Piece::Time(letter, count));
            }
            ch => pieces.push(Piece::Literal(ch.to_string())),
        }
    }
    pieces
}

/// A day by its number, as the code shows it.
fn date(number: &Decimal, pieces: &[Piece], from_1904: bool) -> Option<String> {
    let days: i64 = number.whole().parse().ok()?;
    if number.negative || days > 2_958_465 {
        return None;
    }
    // Excel counts a 29 February 1900 that never was.
    let (base, days) = match (from_1904, days) {
        (true, days) => (Date::new(1904, 1, 1).ok()?, days),
        (false, days) if days < 60 => (Date::new(1899, 12, 31).ok()?, days),
        (false, days) => (Date::new(1899, 12, 30).ok()?, days),
    };
    let day = base.checked_add(days.days()).ok()?;
    let mut result = String::new();
    for piece in pieces {
        match piece {
            Piece::Literal(words) => result.push_str(words),
            Piece::Time('y', 1 | 2) => push(&mut result, format_args!("{:02}", day.year().rem_euclid(100))),
            Piece::Time('y', _) => result.push_str(&day.year().to_string()),
            Piece::Time('m', 2) => push(&mut result, format_args!("{:02}", day.month())),
            Piece::Time('m', _) => result.push_str(&day.month().to_string()),
            Piece::Time('d', 2) => push(&mut result, format_args!("{:02}", day.day())),
            Piece::Time('d', 1) => result.push_str(&day.day().to_string()),
            // The hour of a day ends the words a person needs.
            Piece::Time('h', _) => break,
            _ => {}
        }
    }
    Some(result.trim().to_owned())
}

/// Appends formatted words; writing to a string cannot fail.
fn push(result: &mut String, words: std::fmt::Arguments<'_>) {
    use std::fmt::Write;
    let written = result.write_fmt(words);
    debug_assert!(written.is_ok(), "a string takes everything");
}

/// A decimal number with at most the fifteen digits that Excel keeps.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Decimal {
    negative: bool,
    digits: Vec<u8>,
    /// Digits before the point; may be negative or beyond the digits.
    point: i32,
}

impl Decimal {
    fn parse(raw: &str) -> Option<Self> {
        let value: f64 = raw.trim().parse().ok().filter(|value: &f64| value.is_finite())?;
        // Fifteen digits: what Excel shows of 0.64780000000000004.
        let text = format!("{value:.14e}");
        let (mantissa, exponent) = text.split_once('e')?;
        let exponent: i32 = exponent.parse().ok()?;
        let negative = mantissa.starts_with('-');
        let mut digits: Vec<u8> =
            mantissa.bytes().filter(u8::is_ascii_digit).map(|digit| digit - b'0').collect();
        while digits.last() == Some(&0) {
            digits.pop();
        }
        // Beyond any figure of a form: shown as it is stored.
        if exponent.abs() > 30 {
            return None;
        }
        Some(Self { negative: negative && !digits.is_empty(), digits, point: exponent + 1 })
    }

    fn is_zero(&self) -> bool {
        self.digits.is_empty()
    }

    /// Moves the point to the right.
    fn shift(&mut self, places: i32) {
        self.point += places;
    }

    /// The digit at a place: 0 is the first before the point, 1 the first after it is -1.
    fn digit(&self, place: i32) -> u8 {
        usize::try_from(self.point - 1 - place).ok().and_then(|at| self.digits.get(at)).copied().unwrap_or(0)
    }

    fn whole(&self) -> String {
        if self.point <= 0 || self.is_zero() {
            return "0".to_owned();
        }
        (0..self.point).rev().map(|place| char::from(b'0' + self.digit(place))).collect()
    }

    fn fraction(&self, places: usize) -> String {
        let places = i32::try_from(places).unwrap_or(0);
        (1..=places).map(|place| char::from(b'0' + self.digit(-place))).collect()
    }

    fn to_plain(&self) -> String {
        let places = i32::try_from(self.digits.len()).unwrap_or(0) - self.point;
        let fraction = self.fraction(usize::try_from(places).unwrap_or(0));
        let sign = if self.negative { "-" } else { "" };
        let point = if fraction.is_empty() { "" } else { "." };
        format!("{sign}{}{point}{fraction}", self.whole())
    }

    /// Rounded half away from zero, as Excel shows numbers.
    fn rounded(&self, places: usize) -> Self {
        let keep = self.point + i32::try_from(places).unwrap_or(0);
        let Ok(keep) = usize::try_from(keep) else {
            return Self { negative: false, digits: Vec::new(), point: 1 };
        };
        let up = self.digits.get(keep).is_some_and(|&digit| digit >= 5);
        let mut digits: Vec<u8> = self.digits.iter().copied().take(keep).collect();
        let mut point = self.point;
        if up {
            digits.resize(keep, 0);
            let mut carry = true;
            for digit in digits.iter_mut().rev() {
                if carry {
                    *digit += 1;
                    carry = *digit == 10;
                    if carry {
                        *digit = 0;
                    }
                }
            }
            if carry {
                digits.insert(0, 1);
                point += 1;
            }
        }
        Self { negative: self.negative, digits, point }
    }

    /// By a mask of 0 # . and commas, without sign.
    fn masked(&self, mask: &str) -> String {
        let (whole_mask, fraction_mask) = mask.split_once('.').unwrap_or((mask, ""));
        let most = fraction_mask.chars().filter(|ch| matches!(ch, '0' | '#' | '?')).count();
        let least = fraction_mask.chars().filter(|&ch| ch == '0').count();
        let rounded = self.rounded(most);
        let mut fraction = rounded.fraction(most);
        while fraction.len() > least && fraction.ends_with('0') {
            fraction.pop();
        }
        let mut whole = rounded.whole();
        let least_whole = whole_mask.chars().filter(|&ch| ch == '0').count().min(30);
        while whole.len() < least_whole {
            whole.insert(0, '0');
        }
        if whole_mask.trim_end_matches(',').contains(',') {
            whole = grouped(&whole);
        }
        if fraction.is_empty() { whole } else { format!("{whole}.{fraction}") }
    }
}

/// 1234567 as 1,234,567.
fn grouped(whole: &str) -> String {
    let mut result = String::new();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            result.push(',');
        }
        result.push(digit);
    }
    result
}

#[cfg(test)]
mod tests {
    use super::NumberFormat;

    fn show(raw: &str, code: &str) -> String {
        NumberFormat::new(164, Some(code)).show(raw, false)
    }

    #[test]
    fn numbers_are_shown_as_excel_shows_them() {
        for (raw, code, shown) in [
            ("0.64780000000000004", "0.00%", "64.78%"),
            ("0.665", "0%", "67%"),
            ("894.01", "General", "894.01"),
            ("894.00999999999999", "General", "894.01"),
            ("1380", "#,##0.00", "1,380.00"),
            ("-8.92", "0.0", "-8.9"),
            ("-8.92", "0.00_);(0.00)", "(8.92)"),
            ("12.345", "0.00\"亿元\"", "12.35亿元"),
            ("999.995", "0.00", "1000.00"),
            ("0.05", "0.0", "0.1"),
            ("0", "0.00;-0.00;\"—\"", "—"),
            ("1234567.5", "[$¥-804]#,##0.0", "¥1,234,567.5"),
            ("1e3", "0", "1000"),
            ("-0.001", "0.0", "0.0"),
            ("abc", "0.0", "abc"),
        ] {
            assert_eq!(show(raw, code), shown, "{raw} under {code}");
        }
    }

    #[test]
    fn days_are_shown_as_dates() {
        assert_eq!(show("42632", "yyyy\"年\"m\"月\"d\"日\""), "2016年9月19日");
        assert_eq!(show("42632", "yyyy/m/d"), "2016/9/19");
        assert_eq!(show("42614.5", "yyyy\"年\"m\"月\""), "2016年9月");
        assert_eq!(NumberFormat::new(31, None).show("1", false), "1900年1月1日");
    }
}
