//! What stands around a document on a web page: menus, buttons, footers; and what others slipped into it.

use super::{Block, BlockKind, Note, NoteKind, Part, Span, Whole};

/// Words that only page furniture uses.
const FURNITURE: &[&str] = &[
    "您当前所在",
    "当前位置",
    "您的位置",
    "您现在的位置",
    "打印本页",
    "关闭窗口",
    "关闭本页",
    "返回顶部",
    "返回列表",
    "版权所有",
    "ICP备",
    "公网安备",
    "Powered by",
    "Produced By",
    "Processed in",
    "Discuz",
    "扫一扫",
    "分享到",
    "上一篇",
    "下一篇",
    "上一主题",
    "下一主题",
    "浏览次数",
    "免责声明",
    "客服热线",
    "网站地图",
    "主办单位:",
    "承办单位:",
    "技术支持",
    "网站标识码",
    "请输入关键字",
    "热搜",
    "回帖奖励",
    "只看该作者",
    "复制链接",
    "跳转到指定楼层",
    "登录 |",
    "立即注册",
    "收藏收藏",
    "快速回复",
    "本版积分",
    "使用道具",
    "责任编辑",
    "无障碍",
    "长者模式",
    "简体",
    "繁体",
    "加入收藏",
    "设为首页",
    "政务邮箱",
    "相关信息",
    "相关链接",
    "相关阅读",
    "附件下载",
    "文件下载",
    "字体:",
    "字号:",
    "【字体",
    "【打印",
    "【关闭",
    "共收录",
    "手机版",
    "微信公众号",
    "阅读模式",
    "电子政务",
    "QQ好友",
    "腾讯微博",
    "遇事找法",
    "All Rights Reserved",
    "Copyright",
];

/// Short lines that are furniture only as the whole line.
const WHOLE_LINE: &[&str] = &[
    "打印",
    "关闭",
    "搜索",
    "首页",
    "确定",
    "返回",
    "回复",
    "举报",
    "登录",
    "注册",
    "收藏",
    "字号",
    "大 中 小",
    "大",
    "中",
    "小",
    "法规库",
    "?",
    "？",
    "上一页",
    "下一页",
    "分享",
    "楼主",
    "政府信息公开",
    "信息公开",
    "政务公开",
    "通知公告",
];

/// Longest line that furniture words condemn; longer lines are prose that mentions them.
const LONGEST: usize = 90;

/// Marks furniture: by its words anywhere, and short lines above and below the document that stand among it.
pub(crate) fn mark(blocks: &mut [Block], text: &Whole) {
    for block in blocks.iter_mut().filter(|block| block.part == Part::Body) {
        if matches!(block.kind, BlockKind::Table(_)) {
            continue;
        }
        let words = text.slice(block.span).trim();
        let known = FURNITURE.iter().any(|known| words.contains(known));
        let path = words.starts_with(['>', '»']) || words.matches('>').count() >= 2;
        let only_marks = words.chars().all(|ch| matches!(ch, '?' | '？') || ch.is_whitespace());
        if (block.span.len() <= LONGEST && (known || path)) || WHOLE_LINE.contains(&words) || only_marks {
            block.part = Part::Furniture;
        }
    }
    edges(blocks, text);
}

/// Short lines outside the first and last furniture line belong to the same frame.
fn edges(blocks: &mut [Block], text: &Whole) {
    let short = |block: &Block| {
        let words = text.slice(block.span);
        !matches!(block.kind, BlockKind::Table(_) | BlockKind::Heading { .. })
            && block.span.len() <= 14
            && !words.contains(['。', '年', ':', '：'])
            && crate::table::numbering(words).is_none()
    };
    let content = |block: &Block| matches!(block.kind, BlockKind::Table(_)) || block.span.len() > 40;
    let first_content = blocks.iter().position(|block| block.part == Part::Body && content(block));
    let last_content = blocks.iter().rposition(|block| block.part == Part::Body && content(block));
    if let Some(first) = first_content {
        let frame = blocks.iter().take(first).rposition(|block| block.part == Part::Furniture);
        for block in blocks.iter_mut().take(frame.unwrap_or(0)) {
            if block.part == Part::Body && short(block) {
                block.part = Part::Furniture;
            }
        }
    }
    if let Some(last) = last_content {
        let frame = blocks.iter().skip(last + 1).position(|block| block.part == Part::Furniture);
        if let Some(frame) = frame {
            for block in blocks.iter_mut().skip(last + 1 + frame) {
                if block.part == Part::Body && short(block) {
                    block.part = Part::Furniture;
                }
            }
        }
    }
}

/// Trades that break into official pages.
const TRADES: [&str; 14] = [
    "体育手机投注",
    "体育投注",
    "体育APP",
    "体育app",
    "体育平台",
    "体育官网",
    "彩票",
    "娱乐城",
    "博彩",
    "棋牌",
    "真人视讯",
    "投注平台",
    "百家乐",
    "手机投注",
];

/// Marks advertisements that were slipped in: whole lines as spam, words inside a sentence as damage.
pub(crate) fn spam(blocks: &mut [Block], text: &Whole, notes: &mut Vec<Note>) {
    let places = spam_places(text.as_str());
    if places.is_empty() {
        return;
    }
    for bytes in &places {
        let span = text.span_of(bytes.clone());
        let index = blocks.partition_point(|block| block.span.end <= span.start);
        if let Some(block) = blocks.get_mut(index)
            && block.span.overlaps(span)
        {
            let inside: usize = places
                .iter()
                .map(|bytes| text.span_of(bytes.clone()))
                .filter(|span| block.span.contains(*span))
                .map(Span::len)
                .sum();
            if inside * 2 > block.span.len() && !matches!(block.kind, BlockKind::Table(_)) {
                block.part = Part::Spam;
            }
        }
        let message = format!("“{}”像是被植入网页的广告词，其中的数字不作数据", text.slice(span));
        notes.push(Note::at(NoteKind::Spam, span, message));
    }
}

/// Byte ranges of advertisers' names: digits in front, the trade, and what hangs on with commas.
fn spam_places(text: &str) -> Vec<std::ops::Range<usize>> {
    let mut places: Vec<std::ops::Range<usize>> = Vec::new();
    for trade in TRADES {
        for (at, _) in text.match_indices(trade) {
            let head = text.get(..at).unwrap_or_default();
            let digits = head.chars().rev().take_while(char::is_ascii_alphanumeric).count();
            // Trades that are words of ordinary administration need the advertiser's digits in front.
            if digits < 2 {
                continue;
            }
            places.push(at - digits..at + trade.len());
        }
        if places.len() > 200 {
            break;
        }
    }
    places.sort_by_key(|range| (range.start, std::cmp::Reverse(range.end)));
    let mut merged: Vec<std::ops::Range<usize>> = Vec::new();
    for place in places {
        let joined = merged.last_mut().filter(|last| {
            place.start <= last.end
                || text.get(last.end..place.start).is_some_and(|gap| matches!(gap, "," | "，"))
        });
        match joined {
            Some(last) => last.end = last.end.max(place.end),
            None => merged.push(place),
        }
    }
    merged
}
