//! The title of a document: the line that says what kind of paper it is.

use super::Placed;
use crate::document::{Block, BlockKind, Part, Span, Whole};

/// What official papers call themselves.
const KINDS: [&str; 28] = [
    "通知",
    "报告",
    "公示",
    "通报",
    "情况",
    "方案",
    "办法",
    "意见",
    "答复",
    "总结",
    "计划",
    "要点",
    "汇报",
    "考核表",
    "责任书",
    "公告",
    "规定",
    "细则",
    "函",
    "决定",
    "批复",
    "目标",
    "任务",
    "纲要",
    "公报",
    "简报",
    "清单",
    "自评表",
];

/// How many of the first blocks may hold the title.
const FIRST_BLOCKS: usize = 60;

/// Finds the title: the field 名称, what the format calls the title, or the best line near the top.
pub(crate) fn find(
    blocks: &[Block],
    text: &Whole,
    field: Option<Span>,
    named: Option<&str>,
) -> Option<Placed<String>> {
    let mut best: Option<(i32, Span)> = None;
    for (index, block) in blocks.iter().enumerate().take(FIRST_BLOCKS) {
        if matches!(block.kind, BlockKind::Table(_)) || block.part != Part::Body {
            continue;
        }
        let words = text.slice(block.span).trim();
        let length = words.chars().count();
        if length > 80 {
            break;
        }
        if let Some(score) = score(block, words, length, index, field.map(|span| text.slice(span)).or(named))
            && best.is_none_or(|(known, _)| score > known)
        {
            best = Some((score, block.span));
        }
    }
    let span = best.map(|(_, span)| span).or(field)?;
    let value: String =
        text.slice(span).trim().chars().map(|ch| if ch.is_whitespace() { ' ' } else { ch }).collect();
    Some(Placed { value, span })
}

fn score(block: &Block, words: &str, length: usize, index: usize, known: Option<&str>) -> Option<i32> {
    if length < 5 || words.ends_with(['。', ';', '；', ':', '：', ',', '，']) {
        return None;
    }
    let plain = words.trim_end_matches([')', '）']);
    let ends = KINDS.iter().any(|kind| plain.ends_with(kind)) || ended_before_bracket(words);
    let holds = KINDS.iter().any(|kind| words.contains(kind));
    if !holds && known.is_none() && !matches!(block.kind, BlockKind::Heading { level: 0 | 1 }) {
        return None;
    }
    let mut score = 0;
    score += if ends { 6 } else { 0 };
    score += if words.contains("关于") { 2 } else { 0 };
    score += if length >= 10 { 2 } else { 0 };
    score +=
        if known.is_some_and(|known| known.contains(words) || words.contains(known.trim())) { 8 } else { 0 };
    score += if matches!(block.kind, BlockKind::Heading { level: 0 | 1 }) { 6 } else { 0 };
    // A breadcrumb or a tag in front is no part of a title.
    score -= if words.contains(['>', '＞', '|', '[', '【', '»']) { 8 } else { 0 };
    score -= if crate::table::numbering(words).is_some() { 6 } else { 0 };
    score -= if words.starts_with("附件") { 4 } else { 0 };
    score -= i32::try_from(index / 12).unwrap_or(0);
    (score > 0).then_some(score)
}

/// 公示(1-8月份): the kind stands before the brackets.
fn ended_before_bracket(words: &str) -> bool {
    let head = words.rfind(['(', '（']).and_then(|at| words.get(..at)).unwrap_or_default();
    KINDS.iter().any(|kind| head.ends_with(kind))
}
