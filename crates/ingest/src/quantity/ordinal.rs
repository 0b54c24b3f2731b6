//! 第N and 前N: a place in an order, an edition of something, or a part of the year.

use super::lex::Lex;
use super::number::Number;
use super::numeral::{Reading, ascii, han, small};

/// What stands behind 第 or 前.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// A rank; `top` for 前N.
    Rank { end: usize, rank: Number, top: bool },
    /// An edition, meeting, chapter …; perhaps several (第40次、41次).
    Ordinal { end: usize },
}

/// Characters that end a bare rank: 全省第一,… · 第1。 · 第二、…
const AFTER_RANK: &[char] = &[
    ',', '，', '。', ';', '；', '、', ')', '）', '"', '”', '》', '!', '！', ':', '：', '\n', '\r', ' ',
    '\u{3000}', '\u{a0}', '的', '和', '与', '及', '且', '(', '（', '并', '/', '|', '\t', '？', '?', '.', '…',
    '·', '-', '】', ']',
];

/// Reads what follows 第 (which stands at `at`).
pub(crate) fn ordinal(lex: Lex<'_>, at: usize) -> Option<Place> {
    let from = at + "第".len();
    let from = lex.skip_spaces(from);
    let (rank, end) = ordinal_number(lex, from)?;
    let after = lex.skip_spaces(end);
    if let Some(end) = lex.eat(after, &["位", "名"])
        && !lex.is(after, &["位次", "名单"])
    {
        return Some(Place::Rank { end, rank, top: false });
    }
    let next = lex.char_at(end);
    if next.is_none_or(|c| AFTER_RANK.contains(&c)) && !is_heading(lex, at, next) {
        // 第38、39次会议: the measure word comes with the last number.
        if let Some(end) = listed(lex, end, None) {
            return Some(Place::Ordinal { end });
        }
        return Some(Place::Rank { end, rank, top: false });
    }
    let word = lex.after(end).chars().next().map_or(0, char::len_utf8);
    let measure = lex.slice(end, end + word);
    let end = if is_ordinal_word(measure) { end + word } else { end };
    Some(Place::Ordinal { end })
}

/// A chapter's head: 第一、… at the start of a line.
fn is_heading(lex: Lex<'_>, at: usize, next: Option<char>) -> bool {
    next == Some('、') && lex.is_line_start(at)
}

fn is_ordinal_word(word: &str) -> bool {
    !word.is_empty() && "次届批期轮号条款章节项个季页版卷集类组家回辆只次代线".contains(word)
}

fn ordinal_number(lex: Lex<'_>, at: usize) -> Option<(Number, usize)> {
    match ascii(lex, at) {
        Some(Reading::Numeral(n)) if n.number.places == 0 && n.number.zeros == 0 && !n.over => {
            Some((n.number, n.end))
        }
        Some(_) => None,
        None => {
            let n = han(lex, at).filter(|n| !n.over && !n.bare)?;
            Some((n.number, n.end))
        }
    }
}

/// The further members of 第40次、41次 or 第38、39次 behind the first: `unit` is the first one's measure word.
pub(crate) fn listed(lex: Lex<'_>, at: usize, unit: Option<&str>) -> Option<usize> {
    let mut end = None;
    let mut from = at;
    while let Some(next) = lex.eat(from, &["、", "和", "及", "至", "-"]) {
        let Some((_, number_end, _)) = small(lex, next) else { break };
        let closes = match unit {
            Some(word) => lex.eat(number_end, &[word]),
            None => lex.eat(number_end, &["次", "届", "批", "期", "轮", "号", "条"]),
        };
        match closes {
            Some(close) => {
                end = Some(close);
                from = close;
            }
            None if unit.is_none() => from = number_end,
            None => break,
        }
    }
    end
}

/// Reads 前三名, 前九, 前10位 where 前 stands at `at`.
pub(crate) fn top(lex: Lex<'_>, at: usize) -> Option<Place> {
    // 目前, 之前, 年底前 … end with this character.
    const WORDS: &[char] = &[
        '目', '当', '之', '以', '年', '月', '日', '底', '提', '此', '空', '先', '向', '面', '眼', '会', '事',
        '产', '税', '季', '期',
    ];
    if lex.char_before(at).is_some_and(|c| WORDS.contains(&c)) {
        return None;
    }
    let (rank, end) = ordinal_number(lex, lex.skip_spaces(at + "前".len()))?;
    if let Some(end) = lex.eat(lex.skip_spaces(end), &["名", "位"]) {
        return Some(Place::Rank { end, rank, top: true });
    }
    let ranked = lex.ends(
        at,
        &[
            "进入",
            "居",
            "列",
            "全省",
            "全国",
            "全市",
            "排",
            "排名",
            "跻身",
            "保持",
            "位",
            "西部",
            "行业",
            "全球",
            "世界",
            "进",
            "入围",
            "第一方阵",
            "区域",
            "总量",
            "增速",
            "在",
        ],
    );
    let closed = lex.char_at(end).is_none_or(|c| AFTER_RANK.contains(&c));
    (ranked && closed).then_some(Place::Rank { end, rank, top: true })
}
