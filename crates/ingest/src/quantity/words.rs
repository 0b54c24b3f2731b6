//! Words that say something about the figures near them. One table, keyed by the first character.

/// What a word means to the scanner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Word {
    /// A sign for the next figures of the clause.
    Cue(Cue),
    /// 今年, 全年, 上半年 and their like; the number tells which.
    Time(TimeWord),
    /// 目前, 截至: what governed so far governs no longer.
    Reset,
    /// 截至 and 截止, with a date behind.
    AsOf,
    /// 每年, 每月 …
    Each,
    /// 首位
    First,
    /// A longer word that only looks like one of ours.
    Skip,
}

/// Signs the scanner remembers with their place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Cue {
    /// 不少于
    AtLeast,
    /// 不超过
    AtMost,
    /// 超过
    More,
    /// 不足
    Less,
    /// 约
    About,
    /// 增长
    Up,
    /// 下降
    Down,
    /// 高于: more than an amount, up for a rate
    Above,
    /// 低于: less than an amount, down for a rate
    Below,
    /// 目标 任务 计划
    Target,
    /// 完成 实现
    Done,
    /// 占
    Share,
    /// 比 较
    Compare,
    /// 年度
    Yearly,
    /// 上年 去年
    LastYear,
    /// 资金 贷款 …
    Money,
    /// 达 为
    Is,
    /// 增 and 升 alone: up, when a number follows at once
    Grow,
}

/// Number of cues, for the table that remembers them.
pub(crate) const CUES: usize = 18;

/// Named times.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TimeWord {
    /// 今年 本年: this year, then perhaps a part of it
    ThisYear,
    /// 去年 上年
    LastYear,
    /// 明年
    NextYear,
    /// 全年 年内 本年度
    WholeYear,
    /// 上半年
    FirstHalf,
    /// 下半年
    SecondHalf,
    /// 年底 年末
    YearEnd,
    /// 年初
    YearStart,
}

use super::lex::begins;
use Cue::{
    About, Above, AtLeast, AtMost, Below, Compare, Done, Down, Grow, Is, Less, Money, More, Share, Target,
    Up, Yearly,
};
use Word::{AsOf, Each, First, Reset, Skip};

type Entry = (&'static str, Word);

const fn cue(word: &'static str, cue: Cue) -> Entry {
    (word, Word::Cue(cue))
}

const fn time(word: &'static str, time: TimeWord) -> Entry {
    (word, Word::Time(time))
}

/// Longer words stand before their beginnings.
const TABLE: &[(char, &[Entry])] = &[
    (
        '不',
        &[
            cue("不少于", AtLeast),
            cue("不低于", AtLeast),
            cue("不小于", AtLeast),
            cue("不得少于", AtLeast),
            cue("不得低于", AtLeast),
            cue("不得小于", AtLeast),
            cue("不能低于", AtLeast),
            cue("不能少于", AtLeast),
            cue("不超过", AtMost),
            cue("不高于", AtMost),
            cue("不大于", AtMost),
            cue("不多于", AtMost),
            cue("不得超过", AtMost),
            cue("不得高于", AtMost),
            cue("不得大于", AtMost),
            cue("不能超过", AtMost),
            cue("不突破", AtMost),
            cue("不足", Less),
            cue("不到", Less),
            cue("不满", Less),
        ],
    ),
    ('至', &[cue("至少", AtLeast), cue("至多", AtMost)]),
    (
        '最',
        &[
            cue("最多", AtMost),
            cue("最少", AtLeast),
            cue("最低", Is),
            cue("最高", Is),
            ("最近", Skip),
            ("最大", Skip),
            ("最小", Skip),
        ],
    ),
    ('控', &[cue("控制在", AtMost), cue("控制指标", AtMost), cue("控制目标", AtMost)]),
    ('限', &[cue("限加", AtMost), cue("限扣", AtMost), ("限额", Skip)]),
    (
        '超',
        &[
            cue("超过", More),
            cue("超出", More),
            cue("超额", Up),
            ("超市", Skip),
            ("超前", Skip),
            ("超级", Skip),
            cue("超", More),
        ],
    ),
    ('突', &[cue("突破", More)]),
    ('大', &[cue("大于", More), cue("大约", About), ("大幅", Skip)]),
    (
        '高',
        &[
            cue("高于", Above),
            cue("高出", Above),
            ("高质量", Skip),
            ("高新", Skip),
            ("高技术", Skip),
            ("高速", Skip),
            ("高端", Skip),
            ("高校", Skip),
            ("高等", Skip),
            ("高铁", Skip),
            cue("高", Up),
        ],
    ),
    ('多', &[cue("多于", More)]),
    ('逾', &[cue("逾", More)]),
    ('小', &[cue("小于", Less)]),
    ('低', &[cue("低于", Below), ("低碳", Skip), ("低空", Skip), ("低保", Skip), cue("低", Down)]),
    ('少', &[cue("少于", Less)]),
    ('约', &[("约束", Skip), ("约定", Skip), cue("约", About)]),
    ('近', &[("近期", Skip), ("近日", Skip), ("近年", Skip), cue("近", About)]),
    ('将', &[cue("将近", About)]),
    ('接', &[cue("接近", About)]),
    ('附', &[("附近", Skip)]),
    ('邻', &[("邻近", Skip)]),
    (
        '增',
        &[
            ("增加值", Skip),
            ("增值", Skip),
            ("增长贡献", Skip),
            cue("增长到", Is),
            cue("增长至", Is),
            cue("增加到", Is),
            cue("增加至", Is),
            cue("增至", Is),
            cue("增到", Is),
            cue("增长", Up),
            cue("增幅", Up),
            cue("增加", Up),
            cue("增速", Up),
            cue("增", Grow),
        ],
    ),
    (
        '上',
        &[
            time("上半年", TimeWord::FirstHalf),
            time("上年", TimeWord::LastYear),
            cue("上限", AtMost),
            cue("上涨到", Is),
            cue("上涨至", Is),
            cue("上升到", Is),
            cue("上升至", Is),
            cue("上调至", Is),
            cue("上调到", Is),
            cue("上涨", Up),
            cue("上升", Up),
            cue("上调", Up),
        ],
    ),
    (
        '提',
        &[
            cue("提高到", Is),
            cue("提高至", Is),
            cue("提升到", Is),
            cue("提升至", Is),
            cue("提高", Up),
            cue("提升", Up),
        ],
    ),
    ('涨', &[cue("涨幅", Up), cue("涨", Up)]),
    (
        '回',
        &[
            cue("回升到", Is),
            cue("回升至", Is),
            cue("回落到", Is),
            cue("回落至", Is),
            cue("回升", Up),
            cue("回落", Down),
        ],
    ),
    ('扩', &[cue("扩大到", Is), cue("扩大至", Is), cue("扩大", Up)]),
    ('升', &[("升级", Skip), cue("升至", Is), cue("升到", Is), cue("升", Grow)]),
    (
        '下',
        &[
            time("下半年", TimeWord::SecondHalf),
            cue("下降到", Is),
            cue("下降至", Is),
            cue("下调到", Is),
            cue("下调至", Is),
            cue("下降", Down),
            cue("下调", Down),
            cue("下滑", Down),
            cue("下达", Target),
        ],
    ),
    (
        '降',
        &[
            cue("降低到", Is),
            cue("降低至", Is),
            cue("降低", Down),
            cue("降幅", Down),
            cue("降至", Is),
            cue("降到", Is),
            cue("降为", Is),
            cue("降", Down),
        ],
    ),
    ('减', &[cue("减少", Down)]),
    ('目', &[cue("目标", Target), ("目前", Reset), ("目录", Skip)]),
    ('任', &[cue("任务", Target)]),
    ('计', &[cue("计划", Target)]),
    ('完', &[cue("完成", Done)]),
    ('占', &[cue("占", Share)]),
    ('较', &[("较大", Skip), ("较高", Skip), ("较快", Skip), ("较好", Skip), cue("较", Compare)]),
    (
        '比',
        &[
            ("比例", Skip),
            ("比率", Skip),
            ("比重", Skip),
            ("比如", Skip),
            ("比较", Skip),
            ("比赛", Skip),
            cue("比", Compare),
        ],
    ),
    (
        '年',
        &[
            cue("年度", Yearly),
            time("年底", TimeWord::YearEnd),
            time("年末", TimeWord::YearEnd),
            time("年初", TimeWord::YearStart),
            time("年内", TimeWord::WholeYear),
        ],
    ),
    ('全', &[time("全年度", TimeWord::WholeYear), time("全年", TimeWord::WholeYear)]),
    ('本', &[time("本年度", TimeWord::WholeYear), time("本年", TimeWord::ThisYear)]),
    ('今', &[time("今年", TimeWord::ThisYear)]),
    ('去', &[time("去年", TimeWord::LastYear)]),
    ('明', &[time("明年", TimeWord::NextYear)]),
    ('截', &[("截至目前", Reset), ("截止目前", Reset), ("截至", AsOf), ("截止", AsOf)]),
    ('每', &[("每", Each)]),
    ('首', &[("首位度", Skip), ("首位产业", Skip), ("首位经济", Skip), ("首位城市", Skip), ("首位", First)]),
    ('资', &[cue("资金", Money), cue("资产", Money)]),
    ('贷', &[cue("贷款", Money)]),
    ('投', &[cue("投资", Money), cue("投入", Money)]),
    ('收', &[cue("收入", Money)]),
    ('产', &[cue("产值", Money)]),
    ('补', &[cue("补助", Money), cue("补贴", Money)]),
    ('金', &[cue("金额", Money)]),
    ('税', &[cue("税收", Money)]),
    ('利', &[cue("利润", Money), cue("利税", Money)]),
    ('支', &[cue("支出", Money)]),
    ('总', &[cue("总额", Money), cue("总投资", Money), cue("总值", Money)]),
    ('融', &[cue("融资", Money)]),
    ('授', &[cue("授信", Money)]),
    ('预', &[cue("预算", Money)]),
    ('拨', &[cue("拨款", Money)]),
    ('存', &[cue("存款", Money)]),
    ('债', &[cue("债券", Money), cue("债务", Money)]),
    ('达', &[("达标", Skip), cue("达", Is)]),
    ('为', &[cue("为", Is)]),
];

/// One more than the place in `TABLE` of each head; 0 for other characters.
static HEADS: [u8; 65_536] = heads();

#[expect(clippy::indexing_slicing, reason = "evaluated while compiling: a wrong index fails the build")]
#[expect(clippy::large_stack_arrays, reason = "evaluated while compiling: no stack is used")]
#[expect(
    clippy::cast_possible_truncation,
    reason = "the table has fewer than 255 heads, all in the basic plane"
)]
const fn heads() -> [u8; 65_536] {
    let mut heads = [0_u8; 65_536];
    let mut at = 0;
    while at < TABLE.len() {
        heads[TABLE[at].0 as usize] = (at + 1) as u8;
        at += 1;
    }
    heads
}

/// The word that begins `rest`, with its length in bytes.
pub(crate) fn word_at(first: char, rest: &str) -> Option<(usize, Word)> {
    let head = usize::try_from(u32::from(first)).ok().and_then(|code| HEADS.get(code))?;
    let (_, entries) = TABLE.get(usize::from(*head).checked_sub(1)?)?;
    entries.iter().find(|(word, _)| begins(rest, word)).map(|(word, meaning)| (word.len(), *meaning))
}

#[cfg(test)]
mod tests {
    use super::TABLE;
    use crate::quantity::lex::{Class, class_at};

    #[test]
    fn the_scanner_stops_at_the_head_of_every_word() {
        for (head, entries) in TABLE {
            let text = head.to_string();
            assert_eq!(class_at(text.as_bytes(), 0).0, Class::Word, "{head}");
            assert!(entries.iter().all(|(word, _)| word.starts_with(*head)), "{head}");
        }
    }
}
