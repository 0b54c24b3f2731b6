//! Ranks need the others; 暂未出 admits that a figure is missing; 五个一 and 四个一 should be the same slogan.

use super::{Check, Claim, Figure, Place, Verdict, column};
use crate::quantity::{Kind, Value};
use std::ops::Range;

pub(super) fn run(check: &mut Check<'_, '_>) {
    let mut claims = Vec::new();
    for index in 0..check.reading.figures.len() {
        if !check.explained.contains(&index) {
            claims.extend(rank(check, index));
        }
    }
    claims.extend(not_yet(check));
    claims.extend(slogans(check));
    check.claims.extend(claims);
}

fn rank(check: &Check<'_, '_>, index: usize) -> Option<Claim> {
    let figure = check.figure(index).filter(|f| f.kind() == Kind::Rank && f.quantity.qualifier.is_none())?;
    if column::is_goal(check, figure) || super::growth::in_rules(check, figure) {
        return None;
    }
    let words = check.words(figure);
    let quote = check.clause_quote(figure);
    if let Some(population) = population(check, index)
        && let (Some(rank), Some(all)) = (figure.value(), population.value())
        && !rank.at_most(all)
    {
        let why = format!("{words}超出了{}的范围。", check.words(population));
        return Some(
            Claim::new("rank", quote, Verdict::Disagrees, "rank-out-of-range", why).published(words),
        );
    }
    let why = format!("{words}要有其他地区或单位的数才能核对，文中没有印出。");
    Some(
        Claim::new("rank", quote, Verdict::Unsupported, "no-others", why)
            .published(words)
            .settle("参加排名各方的数"),
    )
}

/// 36个大中城市第21位: how many are ranked.
fn population<'r>(check: &'r Check<'_, '_>, index: usize) -> Option<&'r Figure> {
    let figure = check.figure(index)?;
    let before = index.checked_sub(1).and_then(|at| check.figure(at))?;
    let gap = check.reading.slice(before.quantity.span.end..figure.quantity.span.start);
    let ranked = ["城市", "省", "县", "市", "区", "州", "乡", "镇", "街道", "单位", "部门", "园区"];
    let ends = gap.contains([',', '，', '、', ';', '；']) && !gap.contains("中");
    let places = gap.chars().count() <= 10 && ranked.iter().any(|word| gap.contains(word)) && !ends;
    (before.kind() == Kind::Count && places && matches!(before.quantity.value, Value::One(_)))
        .then_some(before)
}

/// 全年排名暂未出, (1-12月数据未出): the text says itself that the year's figure is missing.
fn not_yet(check: &Check<'_, '_>) -> Vec<Claim> {
    const WORDS: &[&str] = &["暂未出", "数据未出", "尚未公布", "暂无法统计", "暂未公布", "尚未出"];
    let mut claims = Vec::new();
    for region in &check.reading.regions {
        let text = check.reading.slice(region.bytes.clone());
        for word in WORDS {
            for (at, _) in text.match_indices(word) {
                let from = text
                    .get(..at)
                    .unwrap_or("")
                    .rfind([',', '，', '(', '（', '。', ';', '\n'])
                    .map_or(0, |p| p + 1);
                let from = (from..=at).find(|&i| text.is_char_boundary(i)).unwrap_or(at);
                let quote = region.bytes.start + from..region.bytes.start + at + word.len();
                if claims
                    .iter()
                    .rev()
                    .take(8)
                    .any(|c: &Claim| c.quote.end == quote.end || c.quote.contains(&quote.start))
                {
                    continue;
                }
                let why = "文中说明这一期的数还没有出来，本行的完成率依据的是部分月份的数。".to_owned();
                claims.push(
                    Claim::new("period", quote, Verdict::Unsupported, "not-yet-known", why)
                        .settle("全期的数"),
                );
            }
        }
    }
    claims
}

/// A quoted 五个一: what it counts, how many, where, in which row.
struct Slogan {
    stem: String,
    count: char,
    quote: Range<usize>,
    row: (usize, usize),
}

/// “五个一” in the goal and “四个一” in the report of one row.
fn slogans(check: &Check<'_, '_>) -> Vec<Claim> {
    let mut found: Vec<Slogan> = Vec::new();
    for region in &check.reading.regions {
        let text = check.reading.slice(region.bytes.clone());
        for (at, _) in text.match_indices('“') {
            let inner = text.get(at + "“".len()..).unwrap_or("");
            let mut characters = inner.chars();
            let (Some(count), Some('个')) = (characters.next(), characters.next()) else { continue };
            if !"一二三四五六七八九十两".contains(count) {
                continue;
            }
            let Some(end) = inner.find('”') else { continue };
            let stem: String = characters.take_while(|&c| c != '”').take(1).collect();
            let row = match region.place {
                Place::Cell { table, row, .. } => (table, row),
                Place::Text => (usize::MAX, 0),
            };
            let from = region.bytes.start + at;
            let quote = from..from + "“".len() + end + "”".len();
            found.push(Slogan { stem, count, quote, row });
        }
    }
    let mut claims = Vec::new();
    for (at, slogan) in found.iter().enumerate() {
        let before = found.get(at.saturating_sub(40)..at).unwrap_or_default();
        let earlier = before.iter().find(|other| {
            other.stem == slogan.stem && other.count != slogan.count && other.row == slogan.row
        });
        if let Some(Slogan { quote: other, .. }) = earlier {
            let quote = &slogan.quote;
            let (a, b) = (check.reading.slice(other.clone()), check.reading.slice(quote.clone()));
            let why = format!("同一机制前面写作{a}，这里写作{b}，应当只有一个对。");
            claims.push(
                Claim::new("name-consistency", quote.clone(), Verdict::Unsupported, "two-names", why)
                    .inputs([a, b])
                    .with([other.clone()])
                    .published(b)
                    .settle("原文件里的名称"),
            );
        }
    }
    claims
}
