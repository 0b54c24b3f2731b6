//! Sums written as lists of bare numbers: 项目78个:续建31、新建28、完工19 and 全市125(75)=宝应9(6)、高邮9(6)…

use super::exact::Rational;
use super::{Check, Claim, Verdict};
use std::ops::Range;

/// Longest words of a total, in bytes.
const TOTAL_BYTES: usize = 90;

/// Longest stretch of a list, in bytes.
const LIST_BYTES: usize = 1_200;

/// One number of a list: its text, value, the number in brackets behind it, and its unit.
struct Entry {
    text: String,
    value: Rational,
    bracket: Option<Rational>,
    unit: String,
}

pub(super) fn run(check: &mut Check<'_, '_>) {
    let mut claims = Vec::new();
    for region in &check.reading.regions {
        let text = check.reading.slice(region.bytes.clone());
        for (at, mark) in text.match_indices([':', '：', '=', '＝']) {
            // Only the words right before the sign can be the total.
            let near = at.saturating_sub(TOTAL_BYTES);
            let near = (near..=at).find(|&i| text.is_char_boundary(i)).unwrap_or(at);
            let Some(left) = text.get(near..at) else { continue };
            let right = text.get(at + mark.len()..).unwrap_or("");
            let equals = matches!(mark, "=" | "＝");
            claims.extend(claim(left, right, equals, region.bytes.start + at, mark.len()));
        }
    }
    check.claims.extend(claims);
}

fn claim(left: &str, right: &str, equals: bool, at: usize, mark: usize) -> Vec<Claim> {
    let Some(total) = total(left).or_else(|| hundred(left, equals)) else { return Vec::new() };
    let headed = total.text == WEIGHTS;
    let right = if headed { right.split([';', '；']).next().unwrap_or("") } else { right };
    let (entries, length) = entries(right, &total, equals);
    let enough = if equals { 2 } else { 3 };
    if headed && entries.iter().try_fold(Rational::ZERO, |sum, e| sum.add(e.value)) != Some(Rational::HUNDRED)
    {
        return Vec::new();
    }
    if entries.len() < enough {
        return Vec::new();
    }
    let tail = left.char_indices().rev().nth(9).map_or(0, |(from, _)| from);
    let quote = at - (left.len() - tail)..at + mark + length;
    let mut claims: Vec<Claim> =
        weigh(&total.text, total.value, &entries, |e| Some(e.value), quote.clone()).into_iter().collect();
    if let Some(bracket) = total.bracket {
        let words = format!("({})", bracket.text(2));
        claims.extend(weigh(&words, bracket, &entries, |entry| entry.bracket, quote));
    }
    claims
}

fn weigh(
    printed: &str,
    total: Rational,
    entries: &[Entry],
    of: impl Fn(&Entry) -> Option<Rational>,
    quote: Range<usize>,
) -> Option<Claim> {
    let mut sum = Rational::ZERO;
    for entry in entries {
        sum = sum.add(of(entry)?)?;
    }
    let text = sum.text(4);
    let inputs: Vec<&str> = entries.iter().map(|entry| entry.text.as_str()).collect();
    let (verdict, code, why) = if sum == total {
        (Verdict::Agrees, "exact", format!("所列{}项之和为{text}，与总数{printed}一致。", entries.len()))
    } else {
        let gap = total.sub(sum)?.div(total)?;
        let near = gap.at_most(Rational::new(1, 10)?) && Rational::new(-1, 10)?.at_most(gap);
        if entries.len() < 4 || !near {
            return None;
        }
        (
            Verdict::Disagrees,
            "sum-differs",
            format!("所列{}项之和为{text}，与总数{printed}不符。", entries.len()),
        )
    };
    Some(Claim::new("sum", quote, verdict, code, why).inputs(inputs).recomputed(text).published(printed))
}

/// The number that ends `left`, perhaps with a unit and a second number in brackets: 344个, 125(75), 重大40.
fn total(left: &str) -> Option<Entry> {
    let clause = left.rsplit([',', '，', '。', ';', '；', '、', '\n', ':', '：', '】', ']']).next()?;
    let entry = number_in(clause)?;
    let behind = clause.rsplit_once(|c: char| c.is_ascii_digit() || c == ')').map_or("", |(_, rest)| rest);
    // 145项任务细化为222个具体内容: a short noun may stand between.
    (behind.chars().count() <= 6 && !clause.contains(['-', '/', '月', '日', '年', '%'])).then_some(entry)
}

/// What stands for the total of a list of weights.
const WEIGHTS: &str = "100";

/// 五项权重:亩均税收45、…: weights make 100 though no total is printed.
fn hundred(left: &str, equals: bool) -> Option<Entry> {
    let named = ["权重", "比重", "占比"].iter().any(|word| left.trim_end().ends_with(word));
    (named && !equals).then(|| Entry {
        text: WEIGHTS.to_owned(),
        value: Rational::HUNDRED,
        bracket: None,
        unit: String::new(),
    })
}

/// The entries of a list and its length in bytes.
fn entries(right: &str, total: &Entry, equals: bool) -> (Vec<Entry>, usize) {
    let mut found = Vec::new();
    let mut length = 0;
    let reach = (0..=right.len().min(LIST_BYTES)).rev().find(|&at| right.is_char_boundary(at)).unwrap_or(0);
    let list = right.get(..reach).unwrap_or(right);
    let list = list.split(['。', '\n', '=', '＝']).next().unwrap_or("");
    let separators: &[char] = if equals { &['、', '+', '＋'] } else { &['、', ';', '；', ',', '，'] };
    for token in list.split_inclusive(separators) {
        let words = token.trim_end_matches(separators);
        let words = if equals { words.split([';', '；', ',', '，']).next().unwrap_or("") } else { words };
        let last = equals && token.contains([';', '；', ',', '，']);
        if words.contains('%') || words.contains('％') {
            length += token.len();
            continue; // the share of the entry before
        }
        let Some(entry) = number_in(words) else { break };
        let alike = entry.unit.is_empty()
            || total.unit.is_empty()
            || entry.unit.starts_with(&total.unit)
            || total.unit.starts_with(&entry.unit);
        if !alike || is_time(words) || words.contains("其中") {
            break;
        }
        length += token.len();
        found.push(entry);
        if last || words.ends_with(';') {
            break;
        }
    }
    (found, length)
}

/// 8月, 2020年, 3-5: digits that date or span, not digits that count.
fn is_time(words: &str) -> bool {
    let mut before_digit = false;
    for c in words.chars() {
        if before_digit && matches!(c, '月' | '日' | '年' | '-') {
            return true;
        }
        before_digit = c.is_ascii_digit();
    }
    false
}

/// The last number of a few words.
fn number_in(words: &str) -> Option<Entry> {
    let words = words.trim();
    let (head, bracket) = match words.strip_suffix([')', '）']).and_then(|w| w.rsplit_once(['(', '（'])) {
        Some((head, inner)) => (head, parse(inner)),
        None => (words, None),
    };
    let end = head.rfind(|c: char| c.is_ascii_digit())? + 1;
    let body = head.get(..end)?;
    let start = body
        .rfind(|c: char| !(c.is_ascii_digit() || c == '.'))
        .map_or(0, |at| at + body.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8));
    let text = body.get(start..)?.trim_start_matches('.');
    let unit: String = head.get(end..)?.chars().take(2).collect();
    Some(Entry { text: format!("{text}{unit}"), value: parse(text)?, bracket, unit })
}

fn parse(text: &str) -> Option<Rational> {
    let text = text.trim();
    let (whole, rest) = text.split_once('.').unwrap_or((text, ""));
    let valid = !whole.is_empty()
        && whole.bytes().chain(rest.bytes()).all(|b| b.is_ascii_digit())
        && text.len() <= 15;
    let digits = format!("{whole}{rest}");
    valid
        .then(|| Rational::new(digits.parse().ok()?, 10_i128.checked_pow(u32::try_from(rest.len()).ok()?)?))?
}
