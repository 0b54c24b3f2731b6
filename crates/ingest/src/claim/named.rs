//! Lists by name: 来源:电话50154(60.27%)、…; 开工率:金安93.5%、叶集89.5%… against the lists of starts and signings before it; two
//! columns of weights 生产总值10/6、财政收入12/7….

use super::exact::Rational;
use super::numbers::{self, Printed};
use super::{Check, Claim, Verdict};
use std::ops::Range;

/// Longest list, in bytes.
const LIST_BYTES: usize = 1_500;
/// How far before a list its total is looked for, in bytes.
const BEFORE_BYTES: usize = 12_000;
/// More lists than this are not looked at.
const LISTS_MAX: usize = 500;

/// A name with its number, and the percent in brackets behind it.
struct Entry<'t> {
    name: &'t str,
    value: Printed,
    share: Option<Printed>,
    is_percent: bool,
    text: &'t str,
}

/// A list behind a colon.
struct List<'t> {
    /// Words before the colon.
    title: &'t str,
    entries: Vec<Entry<'t>>,
    bytes: Range<usize>,
}

pub(super) fn run(check: &mut Check<'_, '_>) {
    let mut claims = Vec::new();
    for region in &check.reading.regions {
        let text = check.reading.slice(region.bytes.clone());
        let lists = lists(text);
        for (at, list) in lists.iter().enumerate() {
            claims.extend(bracketed(text, list, region.bytes.start));
            claims.extend(rates(&lists, at, region.bytes.start));
        }
        claims.extend(weight_columns(text, region.bytes.start));
        claims.extend(pairs(text, region.bytes.start));
    }
    check.claims.extend(claims);
}

fn lists(text: &str) -> Vec<List<'_>> {
    let mut found = Vec::new();
    for (at, mark) in text.match_indices([':', '：']).take(LISTS_MAX) {
        let title = text.get(..at).unwrap_or("");
        let title = title.rsplit(['。', ';', '；', '\n', ',', '，', '】']).next().unwrap_or("");
        let from = at + mark.len();
        let rest = text.get(from..).unwrap_or("");
        let end = rest.find(['。', ';', '；', '\n', ':', '：']).unwrap_or(rest.len());
        let Some(body) = rest.get(..end).filter(|body| body.len() <= LIST_BYTES) else { continue };
        let entries: Vec<Entry<'_>> = body.split('、').map_while(entry).collect();
        if entries.len() >= 3 {
            found.push(List { title, entries, bytes: from..from + end });
        }
    }
    found
}

/// 电话50154(60.27%), 金安93.5%, 霍邱52个.
fn entry(token: &str) -> Option<Entry<'_>> {
    let text = token.trim();
    let at = text.find(|c: char| c.is_ascii_digit())?;
    let name = text.get(..at)?.trim();
    let value = numbers::at_start(text.get(at..)?)?;
    let behind = text.get(at + value.length..)?;
    let share = behind
        .split_once(['(', '（'])
        .and_then(|(_, inner)| numbers::percent(inner.trim_end_matches([')', '）'])));
    let is_percent = behind.starts_with(['%', '％', '﹪']);
    let plain = name.chars().any(char::is_alphabetic) && !name.ends_with(['第', '年', '月']);
    let unit = behind.chars().next().is_none_or(|c| !matches!(c, '月' | '年' | '日' | '-' | '/' | '.'));
    (plain && unit).then_some(Entry { name, value, share, is_percent, text })
}

/// The entries make a total that is printed before them, and each share is of that total.
fn bracketed(text: &str, list: &List<'_>, base: usize) -> Vec<Claim> {
    let shares = list.entries.iter().filter(|entry| entry.share.is_some()).count();
    if shares < 2 || list.entries.iter().any(|entry| entry.is_percent) {
        return Vec::new();
    }
    let mut sum = Rational::ZERO;
    for entry in &list.entries {
        let Some(next) = sum.add(entry.value.value) else { return Vec::new() };
        sum = next;
    }
    let before = text.get(..list.bytes.start).unwrap_or("");
    let printed = printed_before(before, sum);
    let fitting = list.entries.iter().filter(|entry| share_fits(entry, sum) == Some(true)).count();
    if printed.is_none() && fitting < 2 {
        return Vec::new();
    }
    let quote = |part: &str| {
        let at = text.get(list.bytes.clone()).and_then(|body| body.find(part)).unwrap_or(0);
        base + list.bytes.start + at..base + list.bytes.start + at + part.len()
    };
    let total = sum.text(4);
    let mut claims = Vec::new();
    if let Some(printed) = &printed {
        let inputs: Vec<&str> = list.entries.iter().map(|entry| entry.text).collect();
        let why = format!("所列{}项之和为{total}，与前面的{printed}一致。", list.entries.len());
        let bytes = base + list.bytes.start..base + list.bytes.end;
        claims.push(
            Claim::new("sum", bytes, Verdict::Agrees, "exact", why)
                .inputs(inputs)
                .recomputed(&total)
                .published(printed),
        );
    }
    for entry in &list.entries {
        let (Some(fits), Some(share)) = (share_fits(entry, sum), entry.share) else { continue };
        let exact = entry.value.value.div(sum).and_then(|v| v.mul(Rational::HUNDRED));
        let exact = exact.map_or_else(String::new, |v| format!("{}%", v.text(4)));
        let shown = format!("{}%", share.value.text(6));
        let number = entry.value.value.text(6);
        let (verdict, code, why) = if fits {
            (Verdict::Agrees, "rounded", format!("{number}÷{total}={exact}，与所印{shown}一致。"))
        } else if fitting >= 2 {
            (Verdict::Disagrees, "differs", format!("{number}÷{total}={exact}，所印为{shown}。"))
        } else {
            continue;
        };
        claims.push(
            Claim::new("share", quote(entry.text), verdict, code, why)
                .inputs([number, total.clone()])
                .recomputed(exact)
                .published(shown),
        );
    }
    claims
}

fn share_fits(entry: &Entry<'_>, whole: Rational) -> Option<bool> {
    let share = entry.share?.interval()?;
    let part = entry.value.value.div(whole)?.mul(Rational::HUNDRED)?;
    Some(share.low.at_most(part) && part.at_most(share.high))
}

/// The same number standing on its own before the list.
fn printed_before(before: &str, sum: Rational) -> Option<String> {
    let from = before.len().saturating_sub(BEFORE_BYTES);
    let from = (from..=before.len()).find(|&at| before.is_char_boundary(at)).unwrap_or(0);
    let before = before.get(from..).unwrap_or("");
    let digits = sum.text(4);
    if digits.len() < 2 {
        return None;
    }
    before
        .match_indices(digits.as_str())
        .any(|(at, _)| {
            let left = before.get(..at).and_then(|t| t.chars().next_back());
            let right = before.get(at + digits.len()..).and_then(|t| t.chars().next());
            !left.is_some_and(|c| c.is_ascii_digit() || c == '.')
                && !right.is_some_and(|c| c.is_ascii_digit() || matches!(c, '.' | '%' | '年' | '月' | '日'))
        })
        .then_some(digits)
}

/// 开工率:金安93.5%…: each name's numbers in two earlier lists, the same two for all names.
fn rates(lists: &[List<'_>], at: usize, base: usize) -> Vec<Claim> {
    let Some(list) = lists.get(at) else { return Vec::new() };
    if !list.entries.iter().all(|entry| entry.is_percent) {
        return Vec::new();
    }
    let earlier: Vec<&List<'_>> =
        lists.iter().take(at).filter(|l| l.entries.iter().all(|e| !e.is_percent)).collect();
    let mut best: Option<(usize, &List<'_>, &List<'_>)> = None;
    for part in &earlier {
        for whole in &earlier {
            let fits = list.entries.iter().filter(|entry| quotient(entry, part, whole) == Some(true)).count();
            if !std::ptr::eq(*part, *whole) && best.is_none_or(|(most, ..)| fits > most) {
                best = Some((fits, part, whole));
            }
        }
    }
    let Some((fits, part, whole)) =
        best.filter(|(fits, ..)| *fits >= 3 && fits * 4 >= list.entries.len() * 3)
    else {
        return Vec::new();
    };
    let _ = fits;
    let mut claims = Vec::new();
    let mut from = list.bytes.start;
    for entry in &list.entries {
        let bytes = from..from + entry.text.len();
        from = bytes.end + "、".len();
        let found = value_of(part, entry.name).zip(value_of(whole, entry.name));
        let (Some((a, b)), Some(fits)) = (found, quotient(entry, part, whole)) else { continue };
        let exact = a.div(b).and_then(|v| v.mul(Rational::HUNDRED)).map_or_else(String::new, |v| v.text(4));
        let (a, b) = (a.text(4), b.text(4));
        let shown = format!("{}%", entry.value.value.text(6));
        let (verdict, code, why) = if fits {
            (Verdict::Agrees, "rounded", format!("{}的{a}÷{b}={exact}%，与所印{shown}一致。", entry.name))
        } else {
            (Verdict::Disagrees, "differs", format!("{}的{a}÷{b}={exact}%，所印为{shown}。", entry.name))
        };
        let lists = format!("{}与{}两个名单", part.title.trim(), whole.title.trim());
        claims.push(
            Claim::new(
                "rate",
                base + bytes.start..base + bytes.end,
                verdict,
                code,
                format!("{why}（{lists}）"),
            )
            .inputs([a, b])
            .recomputed(format!("{exact}%"))
            .published(shown),
        );
    }
    claims
}

fn value_of(list: &List<'_>, name: &str) -> Option<Rational> {
    list.entries.iter().find(|entry| entry.name == name).map(|entry| entry.value.value)
}

fn quotient(entry: &Entry<'_>, part: &List<'_>, whole: &List<'_>) -> Option<bool> {
    let rate = value_of(part, entry.name)?.div(value_of(whole, entry.name)?)?.mul(Rational::HUNDRED)?;
    let printed = entry.value.interval()?;
    Some(printed.low.at_most(rate) && rate.at_most(printed.high))
}

/// 直接办理41489、交办41729: two numbers that make one printed before. Small numbers meet by chance; these have four digits.
fn pairs(text: &str, base: usize) -> Vec<Claim> {
    let mut claims = Vec::new();
    let mut from = 0;
    for piece in text.split_inclusive([';', '；', '。', '\n']) {
        let start = from;
        from += piece.len();
        let Some((left, right)) = piece.trim_end_matches([';', '；', '。', '\n']).split_once('、') else {
            continue;
        };
        let (Some(a), Some(b)) = (entry(left), entry(right)) else { continue };
        let bare = |entry: &Entry<'_>| {
            entry.text.ends_with(|c: char| c.is_ascii_digit())
                && !entry.is_percent
                && entry.name.chars().count() <= 8
        };
        let Some(sum) = a.value.value.add(b.value.value).filter(|_| bare(&a) && bare(&b)) else { continue };
        if sum.text(0).len() < 4 || right.contains('、') {
            continue;
        }
        let Some(printed) = printed_before(text.get(..start).unwrap_or(""), sum) else { continue };
        let why = format!("{}＋{}={printed}，与前面的{printed}一致。", a.text, b.text);
        let bytes = base + start..base + start + left.len() + "、".len() + right.len();
        claims.push(
            Claim::new("sum", bytes, Verdict::Agrees, "exact", why)
                .inputs([a.value.value.text(6), b.value.value.text(6)])
                .recomputed(&printed)
                .published(&printed),
        );
    }
    claims
}

/// 生产总值10/6、财政收入12/7、新兴产业比重—/5: two columns that each make 100.
fn weight_columns(text: &str, base: usize) -> Vec<Claim> {
    let mut claims = Vec::new();
    for (at, mark) in text.match_indices([':', '：']).take(LISTS_MAX) {
        let from = at + mark.len();
        let rest = text.get(from..).unwrap_or("");
        let end = rest.find(['。', ';', '；', '\n']).unwrap_or(rest.len());
        let Some(body) = rest.get(..end).filter(|body| body.len() <= LIST_BYTES && body.contains('/')) else {
            continue;
        };
        let rows: Option<Vec<[Option<Rational>; 2]>> = body.split('、').map(two_weights).collect();
        let Some(rows) = rows.filter(|rows| rows.len() >= 4) else { continue };
        for column in 0..2 {
            let cells: Vec<Rational> =
                rows.iter().filter_map(|row| row.get(column).copied().flatten()).collect();
            let sum = cells.iter().try_fold(Rational::ZERO, |sum, cell| sum.add(*cell));
            if sum != Some(Rational::HUNDRED) || cells.len() < 3 {
                continue;
            }
            let inputs: Vec<String> = cells.iter().map(|cell| cell.text(4)).collect();
            let why = format!("第{}列{}项权重之和为100。", column + 1, cells.len());
            let claim = Claim::new("sum", base + from..base + from + end, Verdict::Agrees, "exact", why);
            claims.push(claim.inputs(inputs).recomputed("100").published("100"));
        }
    }
    claims
}

fn two_weights(token: &str) -> Option<[Option<Rational>; 2]> {
    let (head, tail) = token.trim().rsplit_once('/')?;
    let cell = |number: Option<Printed>, blank: bool| match number {
        Some(number) => Some(Some(number.value)),
        None if blank => Some(None),
        None => None,
    };
    let left = cell(numbers::at_end(head).map(|(_, n)| n), head.ends_with(['—', '-', '－', '–']))?;
    let whole = numbers::at_start(tail).filter(|n| n.length == tail.trim_end().len());
    let right = cell(whole, matches!(tail.trim(), "—" | "-" | "－" | "–"))?;
    Some([left, right])
}
