//! Figures that a page has damaged: told with their possible readings, never guessed silently.

use super::{Check, Claim, Figure, Verdict};
use crate::document::NoteKind;
use crate::quantity::{NotQuantity, Value};
use std::ops::Range;

pub(super) fn run(check: &mut Check<'_, '_>) {
    let mut claims = Vec::new();
    for figure in check.reading.figures.iter().filter(|f| f.quantity.damaged) {
        claims.push(one_reading(check, figure));
    }
    for ignored in &check.reading.ignored {
        claims.extend(ignored_claim(check, &ignored.span, ignored.what));
    }
    for index in 0..check.reading.figures.len() {
        claims.extend(run_together(check, index));
    }
    for note in check.reading.document.notes.iter().filter(|note| note.kind == NoteKind::Spam) {
        if let Some(span) = note.span {
            let text = &check.reading.document.text;
            let quote = text.byte_of(span.start)..text.byte_of(span.end);
            let why = "像是被植入网页的广告词，其中的数字不作数据。".to_owned();
            claims.push(Claim::new("injected-text", quote, Verdict::Damaged, "injected", why));
        }
    }
    check.claims.extend(claims);
}

/// 822日: only 8月22日 is possible; told, because the page does not say so.
fn one_reading(check: &Check<'_, '_>, figure: &Figure) -> Claim {
    let words = check.words(figure);
    let reading = match figure.quantity.value {
        Value::Day(day) => format!("{}月{}日", day.month, day.day),
        Value::Days(days) if days.first.day == 1 && days.first.month != days.last.month => {
            format!("{}至{}月", days.first.month, days.last.month)
        }
        Value::Days(days) => {
            format!("{}月{}日至{}月{}日", days.first.month, days.first.day, days.last.month, days.last.day)
        }
        _ => words.to_owned(),
    };
    let why = format!("“{words}”掉了字，只能读作{reading}。");
    Claim::new("date", figure.quantity.span.clone(), Verdict::Damaged, "separator-lost", why)
        .recomputed(reading)
        .published(words)
        .settle("原件上的写法")
}

fn ignored_claim(check: &Check<'_, '_>, span: &Range<usize>, what: NotQuantity) -> Option<Claim> {
    let words = check.reading.slice(span.clone());
    let claim = |kind, why: String, readings: Vec<String>| {
        let claim = Claim::new(kind, span.clone(), Verdict::Damaged, "separator-lost", why)
            .published(words)
            .settle("原件上的写法");
        if readings.is_empty() { claim } else { claim.recomputed(readings.join(" 或 ")) }
    };
    match what {
        NotQuantity::DocumentNumber if broken_number(words) => {
            let readings = number_readings(words);
            let why = format!("文号“{words}”掉了括号，可能是{}。", readings.join("或"));
            Some(claim("document-number", why, readings))
        }
        NotQuantity::Damaged => {
            let readings = dotted_readings(words);
            let why = if readings.is_empty() {
                format!("“{words}”掉了分隔，有几种读法，不能确定。")
            } else {
                format!("“{words}”掉了分隔，可能是{}。", readings.join("或"))
            };
            Some(claim("list", why, readings))
        }
        NotQuantity::Ordinal => {
            let readings = ordinal_readings(words)?;
            Some(claim("list", format!("“{words}”掉了顿号，可能是{readings}。"), vec![readings]))
        }
        NotQuantity::Unknown => unknown(check, span),
        _ => None,
    }
}

/// 〔20162号
fn broken_number(words: &str) -> bool {
    words.starts_with(['〔', '[', '【']) && !words.contains(['〕', ']', '】'])
}

fn number_readings(words: &str) -> Vec<String> {
    let digits: String = words.chars().filter(char::is_ascii_digit).collect();
    match (digits.get(..4), digits.get(4..)) {
        (Some(year), Some(number)) if !number.is_empty() => vec![format!("〔{year}〕{number}号")],
        _ => Vec::new(),
    }
}

/// 3.234.2: 3.2 and 34.2, or 3.23 and 4.2.
fn dotted_readings(words: &str) -> Vec<String> {
    let digits: String = words.chars().take_while(|c| c.is_ascii_digit() || *c == '.').collect();
    let parts: Vec<&str> = digits.split('.').collect();
    let [first, middle, last] = parts.as_slice() else { return Vec::new() };
    (1..middle.len())
        .filter_map(|at| {
            let (a, b) = (middle.get(..at)?, middle.get(at..)?);
            let padded = b.len() > 1 && b.starts_with('0');
            (!padded).then(|| format!("{first}.{a}、{b}.{last}"))
        })
        .collect()
}

/// 第3839次: 第38、39次.
fn ordinal_readings(words: &str) -> Option<String> {
    let digits: String = words.chars().filter(char::is_ascii_digit).collect();
    if !words.starts_with('第') || digits.len() != 4 {
        return None;
    }
    let (a, b) = (digits.get(..2)?, digits.get(2..)?);
    let (x, y): (u32, u32) = (a.parse().ok()?, b.parse().ok()?);
    let unit = words.chars().next_back()?;
    (y == x + 1).then(|| format!("第{a}、{b}{unit}"))
}

/// 17产业链 at the start of a sentence: digits that count nothing.
fn unknown(check: &Check<'_, '_>, span: &Range<usize>) -> Option<Claim> {
    let region = check.reading.region_at(span.start)?;
    let injected = check
        .reading
        .document
        .notes
        .iter()
        .filter(|note| note.kind == NoteKind::Spam)
        .filter_map(|note| note.span);
    let at = check.reading.document.text.char_of(span.start);
    if injected.into_iter().any(|place| place.start <= at && at < place.end) {
        return None;
    }
    let words = check.reading.slice(span.clone());
    let before = check.reading.slice(0..span.start).chars().next_back();
    let after: String =
        check.reading.slice(span.end..region.bytes.end.max(span.end)).chars().take(3).collect();
    let begins = before.is_none_or(|c| matches!(c, '。' | ';' | '；' | '\n' | ',' | '，'));
    let noun = after.chars().next().is_some_and(|c| c.is_alphabetic() && !c.is_ascii());
    let digits = words.chars().all(|c| c.is_ascii_digit());
    let hundred = words.ends_with('百') && after.starts_with('日');
    if !(hundred || (begins && noun && digits && (2..=3).contains(&words.len()))) {
        return None;
    }
    let quote = span.start..span.end + after.len();
    let mut readings = vec![format!("{words}（个、条等量词掉了）")];
    if let (Some(a), Some(b)) = (words.get(..1), words.get(1..))
        && words.len() == 2
        && a < b
    {
        readings.push(format!("{a}-{b}月"));
    }
    let why = format!("“{words}{after}”掉了字，可能是{}。", readings.join("或"));
    let claim = Claim::new("list", quote, Verdict::Damaged, "separator-lost", why).published(words);
    Some(claim.recomputed(readings.join(" 或 ")).settle("原件上的写法"))
}

/// 88.05%87.3%, 60%80%50%: the marks between are lost, each percent is whole.
fn run_together(check: &Check<'_, '_>, index: usize) -> Option<Claim> {
    let first = check.figure(index).filter(|f| f.is_percent())?;
    let touches = |a: &Figure, b: &Figure| b.is_percent() && a.quantity.span.end == b.quantity.span.start;
    if index.checked_sub(1).and_then(|at| check.figure(at)).is_some_and(|before| touches(before, first)) {
        return None;
    }
    let mut last = index;
    while let (Some(a), Some(b)) = (check.figure(last), check.figure(last + 1)) {
        if !touches(a, b) {
            break;
        }
        last += 1;
    }
    if last == index {
        return None;
    }
    let end = check.figure(last)?;
    let parts: Vec<&str> = (index..=last).filter_map(|at| check.figure(at)).map(|f| check.words(f)).collect();
    let readings = parts.join("、");
    let quote = first.quantity.span.start..end.quantity.span.end;
    let words = check.reading.slice(quote.clone());
    let why = format!("“{words}”掉了顿号，读作{readings}。");
    let claim = Claim::new("list", quote, Verdict::Damaged, "separator-lost", why)
        .recomputed(readings)
        .published(words);
    Some(claim.settle("原件上的写法"))
}
