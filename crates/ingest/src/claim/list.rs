//! 北京、上海、深圳等3个: the names reach the count. 4-6月连续三次: the months are as many.

use super::{Check, Claim, Figure, Verdict};
use crate::quantity::{Days, Kind, Period, Value};
use std::ops::Range;

/// More such lists than this are no report.
const GREAT_MAX: usize = 2_000;
/// How far back the names of a list may begin, in bytes.
const LIST_BYTES: usize = 1_200;

pub(super) fn run(check: &mut Check<'_, '_>) {
    let mut claims = Vec::new();
    for index in 0..check.reading.figures.len() {
        claims.extend(named(check, index));
        claims.extend(closed(check, index));
        claims.extend(in_a_row(check, index));
    }
    claims.extend(great(check));
    check.claims.extend(claims);
}

/// Names before 等 against the count behind it.
fn named(check: &Check<'_, '_>, index: usize) -> Option<Claim> {
    let figure = check.figure(index).filter(|f| f.kind() == Kind::Count)?;
    let count = whole(figure)?;
    let before = check.reading.slice(figure.sentence.start..figure.quantity.span.start);
    let list_end = before.strip_suffix('等')?;
    let names = names(list_end);
    if !(2..=60).contains(&count) || names.words.len() < 2 {
        return None;
    }
    let from = figure.sentence.start + names.start;
    Some(judge(check, from..figure.quantity.span.end, check.words(figure), count, &names))
}

/// 招商引资、项目建设、安全生产三个办法: names right before a count in words. Told when they are as many; without 等 other
/// things stand before a count too.
fn closed(check: &Check<'_, '_>, index: usize) -> Option<Claim> {
    let figure = check.figure(index).filter(|f| f.kind() == Kind::Count)?;
    let words = check.words(figure);
    let count = whole(figure).filter(|n| (2..=20).contains(n))?;
    if !words.starts_with(|c: char| "两二三四五六七八九十".contains(c)) {
        return None;
    }
    let before = check.reading.slice(figure.sentence.start..figure.quantity.span.start);
    let found = names(before);
    let plain = found.words.len() == count
        && found
            .words
            .iter()
            .all(|name| name.chars().count() >= 2 && !name.chars().any(|c| c.is_ascii_digit()));
    let from = figure.sentence.start + found.start;
    plain.then(|| judge(check, from..figure.quantity.span.end, words, count, &found))
}

fn judge(check: &Check<'_, '_>, quote: Range<usize>, printed: &str, count: usize, names: &Names) -> Claim {
    let _ = check;
    let found = names.words.len();
    let listed = names.words.join("、");
    let base = |verdict, code, why: String| {
        Claim::new("list-count", quote.clone(), verdict, code, why)
            .inputs([listed.clone()])
            .published(printed)
    };
    if found == count {
        let why = format!("列出{found}个名称，与{printed}一致。");
        return base(Verdict::Agrees, "exact", why).recomputed(found.to_string());
    }
    if found > count {
        let why = format!("按顿号数有{found}个名称，所印为{printed}；顿号也可能在一个名称之内，名称足数。");
        return base(Verdict::Agrees, "names-reach", why).recomputed(found.to_string());
    }
    let why = format!("只列出{found}个名称，所印为{printed}，其余没有列出。");
    base(Verdict::Unsupported, "list-short", why).recomputed(found.to_string()).settle("完整的名单")
}

fn whole(figure: &Figure) -> Option<usize> {
    let Value::One(number) = figure.quantity.value else { return None };
    usize::try_from(number.as_whole()?).ok()
}

/// The names at the end of a text and where the first begins.
struct Names {
    start: usize,
    words: Vec<String>,
}

fn names(text: &str) -> Names {
    let mut start = 0;
    let mut end = text.len();
    let mut depth = 0_i32;
    if text.ends_with('”') {
        // “甲、乙、丙”等3个: the list is inside one pair of marks.
        let open = text.rfind('“').unwrap_or(0);
        let inner = text.get(open + "“".len()..text.len() - "”".len()).unwrap_or("");
        if inner.contains('、') {
            start = open + "“".len();
            end = text.len() - "”".len();
        }
    }
    if start == 0 {
        for (at, c) in text.char_indices().rev() {
            match c {
                ')' | '）' | '》' => depth += 1,
                '(' | '（' | '《' => depth -= 1,
                ',' | '，' | ':' | '：' | '。' | ';' | '；' | '\n' if depth == 0 => {
                    start = at + c.len_utf8();
                    break;
                }
                _ => {}
            }
            if depth < 0 {
                start = at + c.len_utf8();
                break;
            }
        }
    }
    let list = text.get(start..end).unwrap_or("");
    let mut words: Vec<String> = Vec::new();
    let mut depth = 0_i32;
    let mut word = String::new();
    for c in list.chars() {
        match c {
            '(' | '（' | '《' => depth += 1,
            ')' | '）' | '》' => depth -= 1,
            '、' if depth <= 0 => {
                words.push(std::mem::take(&mut word));
                continue;
            }
            _ => {}
        }
        word.push(c);
    }
    words.push(word);
    let words: Vec<String> =
        words.into_iter().flat_map(|w| split_and(&w)).filter(|w| !w.trim().is_empty()).collect();
    Names { start, words }
}

/// The last two names may be joined by 和; 保护和运用 is one name with the words before it.
fn split_and(word: &str) -> Vec<String> {
    match word.split_once(['和', '及', '与']) {
        Some((a, b)) if a.chars().count() >= 3 && b.chars().count() >= 3 => vec![a.to_owned(), b.to_owned()],
        _ => vec![word.to_owned()],
    }
}

/// 包括甲、乙、丙、丁、戊五大功能: a Chinese numeral with 大 behind a list.
fn great(check: &Check<'_, '_>) -> Vec<Claim> {
    let mut claims = Vec::new();
    for region in &check.reading.regions {
        let text = check.reading.slice(region.bytes.clone());
        for (at, _) in text.match_indices('大') {
            if claims.len() >= GREAT_MAX {
                return claims;
            }
            let Some(numeral) = text.get(..at).and_then(|t| t.chars().next_back()) else { continue };
            let Some(count) = "二三四五六七八九十".chars().position(|c| c == numeral).map(|p| p + 2)
            else {
                continue;
            };
            let from = at - numeral.len_utf8();
            let near = from.saturating_sub(LIST_BYTES);
            let near = (near..from).find(|&i| text.is_char_boundary(i)).unwrap_or(from);
            let line = text
                .get(near..from)
                .unwrap_or("")
                .rfind(['。', ';', '；', '\n'])
                .map_or(near, |p| near + p + 1);
            let line = (line..from).find(|&i| text.is_char_boundary(i)).unwrap_or(from);
            let before = text.get(line..from).unwrap_or("").trim_end_matches('等');
            let mut found = names(before);
            if found.words.len() < 3 || found.words.last().is_some_and(|last| last.contains('等')) {
                continue;
            }
            if let Some(first) = found.words.first_mut()
                && let Some((_, tail)) = first.rsplit_once("包括")
            {
                *first = tail.to_owned();
            }
            let start = region.bytes.start + line + found.start;
            let noun: String = text.get(from..).unwrap_or("").chars().take(4).collect();
            claims.push(judge(check, start..region.bytes.start + at + "大".len(), &noun, count, &found));
        }
    }
    claims
}

/// 4-6月连续三次排名第1: as many months as times.
fn in_a_row(check: &Check<'_, '_>, index: usize) -> Option<Claim> {
    let figure = check.figure(index).filter(|f| f.kind() == Kind::Count)?;
    let lead = check.reading.lead(figure);
    if !lead.trim_end().ends_with("连续") {
        return None;
    }
    let Some(Period::Days(Days { first, last })) = figure.quantity.period else { return None };
    if first.year != last.year || first.day != 1 || first.month == last.month {
        return None;
    }
    let months = usize::from(last.month - first.month) + 1;
    let count = whole(figure)?;
    let printed = check.words(figure);
    let (verdict, code, why) = if months == count {
        (
            Verdict::Agrees,
            "exact",
            format!("{}月至{}月共{months}个月，与连续{printed}一致。", first.month, last.month),
        )
    } else {
        (
            Verdict::Unsupported,
            "count-differs",
            format!("{}月至{}月共{months}个月，所印为连续{printed}。", first.month, last.month),
        )
    };
    let start =
        index.checked_sub(1).and_then(|at| check.figure(at)).filter(|f| f.sentence == figure.sentence);
    let from = start.map_or(figure.clause.start, |f| f.quantity.span.start);
    Some(
        Claim::new("count", from..figure.quantity.span.end, verdict, code, why)
            .recomputed(months.to_string())
            .published(printed),
    )
}
