//! Units and measure words behind a numeral.

use super::lex::Lex;

/// What a unit makes of its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Family {
    /// A currency by its ISO code.
    Money(&'static str),
    Percent,
    Point,
    /// 倍
    Times,
    /// A physical unit.
    Measure(&'static str),
    /// A measure word.
    Count(&'static str),
}

/// A unit found behind a numeral.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    pub(crate) family: Family,
    /// Where the first part ends.
    pub(crate) end: usize,
    /// Where the whole ends when it is compound (蒸吨/小时).
    pub(crate) compound_end: Option<usize>,
}

const MONEY: &[(&str, &str)] = &[
    ("元人民币", "CNY"), ("元", "CNY"), ("人民币", "CNY"), ("块钱", "CNY"), ("美元", "USD"), ("美金", "USD"),
    ("欧元", "EUR"), ("港元", "HKD"), ("港币", "HKD"), ("日元", "JPY"), ("英镑", "GBP"), ("韩元", "KRW"),
    ("新台币", "TWD"), ("澳元", "AUD"), ("卢布", "RUB"),
];

const MEASURES: &[&str] = &[
    "平方公里", "平方千米", "平方米", "平方", "平米", "立方米", "立方", "方", "公里", "千米", "海里", "厘米", "毫米", "微米", "纳米", "米",
    "吨标准煤", "吨标煤", "标准吨", "载重吨", "标箱", "蒸吨", "吨", "公斤", "千克", "毫克", "微克", "克", "斤", "千瓦时", "兆瓦时", "千瓦",
    "兆瓦", "吉瓦", "瓦", "千伏安", "千伏", "伏", "公顷", "升", "毫升", "分贝", "摄氏度", "℃", "度", "米2", "㎡", "m²", "m2", "m³",
    "km²", "km", "kWh", "kW", "KW", "kV", "kg", "MW", "GW", "mm", "cm", "TEU", "比特", "字节", "蒸发吨", "车公里", "人公里", "标立方米",
    "当量", "千焦", "大卡", "TB", "PB", "GB", "Mbps", "Gbps", "P",
];

/// Measure words behind Arabic numerals; longer ones first where one begins another.
const COUNTS: &[&str] = &[
    "个工作日", "个百分比", "个", "家次", "家", "项次", "项", "宗", "亩次", "亩", "人次", "人份", "人天", "人", "次", "台次", "台套", "台", "条", "张次",
    "张", "场次", "场", "位", "名次", "名", "批次", "批", "类", "件次", "件", "户次", "户", "套次", "套", "座", "处", "所", "份", "期",
    "篇次", "篇", "种", "款", "辆次", "辆", "艘次", "艘", "架次", "架", "列次", "列", "对", "株", "头", "只", "羽", "粒", "册", "部门", "部次",
    "部", "支", "枚", "块", "片", "栋", "幢", "间", "轮次", "轮", "起", "例", "道", "笔", "单", "班次", "班", "组", "团", "页", "字",
    "课时", "学时", "床", "席", "股", "届", "口", "眼", "颗", "棵", "盏", "面", "桩", "根", "把", "节", "章", "样次", "样", "门", "则", "封",
    "人日", "尾", "匹", "站", "车次", "车", "箱", "包", "袋", "瓶", "盒", "岁", "票", "标段", "航次", "班列", "趟", "梯次", "层", "级", "环",
    "省区市", "省", "州市", "市州", "市", "县区", "县", "区县", "区", "镇街", "镇", "乡镇", "乡", "街道", "村", "社区", "国", "企", "校", "园",
    "倍次", "遍", "步", "路", "线", "分", "点", "卷", "首", "幅", "尊", "本", "扇", "堂", "桶", "框", "版", "例次", "孔", "井", "机柜", "机架",
    "核", "席位", "床位", "车位", "泊位", "学位", "岗位", "工位",
];

/// Characters that make a longer word of the measure word before them, so that it is none.
const TRAPS: &[(&str, &[&str])] = &[
    ("分", &["分别", "分之", "分析", "分布", "分局", "分类", "分钟", "分批", "分期", "分工", "分配", "分解", "分公司", "分管", "分级", "分区", "分行", "分步"]),
    ("点", &["点多", "点半", "点对", "点至", "点到", "点前", "点起"]),
    ("位", &["位数", "位于", "位居"]),
    ("区", &["区间"]),
    ("线", &["线工程"]),
    ("级", &["级以"]),
    ("国", &["国家"]),
    ("市", &["市级", "市场", "市委", "市政"]),
    ("省", &["省级", "省委", "省政"]),
    ("县", &["县级"]),
    ("企", &["企业"]),
    ("园", &["园区"]),
    ("面", &["面积", "面向"]),
    ("路", &["路线"]),
    ("本", &["本地", "本年", "本科"]),
    ("首", &["首次", "首批", "首位"]),
    ("组", &["组织"]),
    ("支", &["支持", "支付", "支出"]),
    ("节", &["节约", "节能"]),
    ("单", &["单位", "单个"]),
    ("对", &["对接", "对口", "对外", "对应"]),
    ("包", &["包括", "包含"]),
    ("环", &["环境", "环保", "环节"]),
    ("度", &["度假"]),
    ("方", &["方面", "方案", "方式"]),
    ("例", &["例如"]),
    ("首", &["首届"]),
    ("部", &["部分"]),
    ("升", &["升级", "升至"]),
    ("站", &["站点"]),
];

/// Measure words that Chinese numerals may count; far fewer, because 一线, 两手, 三农 are words.
const HAN_COUNTS: &[&str] = &[
    "个工作日", "个", "家", "项", "人次", "名", "位", "条", "件", "场次", "场", "批次", "批", "次", "台", "座", "张", "份", "款", "所", "支",
    "处", "亩", "宗", "起", "户", "辆", "篇", "栋", "艘", "架", "册", "类", "人", "种", "部", "轮", "期", "组", "套", "倍次", "届", "岁", "分", "块", "间", "只", "头", "盏", "扇",
];

/// Finds the unit at `at`. `han` says that the numeral was written in Chinese digits.
pub(crate) fn unit_at(lex: Lex<'_>, at: usize, han: bool) -> Option<Found> {
    let rest = lex.after(at);
    let first = rest.chars().next()?;
    if let Some(found) = sign(lex, at, first) {
        return Some(found);
    }
    if !first.is_alphabetic() && !matches!(first, '℃' | '㎡') {
        return None;
    }
    if let Some((word, code)) = MONEY.iter().find(|(word, _)| rest.starts_with(word)) {
        let end = at + word.len();
        return Some(compound(lex, Found { family: Family::Money(code), end, compound_end: None }));
    }
    if !han || first != '方' {
        if let Some(word) = MEASURES.iter().find(|word| rest.starts_with(**word))
            && !trapped(word, rest)
            && !followed_by_letter(lex, word, at)
        {
            let end = at + word.len();
            return Some(compound(lex, Found { family: Family::Measure(word), end, compound_end: None }));
        }
    }
    let words = if han { HAN_COUNTS } else { COUNTS };
    let word = words.iter().find(|word| rest.starts_with(**word))?;
    if trapped(word, rest) {
        return None;
    }
    Some(Found { family: Family::Count(word), end: at + word.len(), compound_end: None })
}

fn sign(lex: Lex<'_>, at: usize, first: char) -> Option<Found> {
    let simple = |family, end| Some(Found { family, end, compound_end: None });
    match first {
        '%' | '％' | '﹪' => simple(Family::Percent, at + first.len_utf8()),
        '个' | '百' => {
            let end = lex.eat(at, &["个百分点", "百分点", "个百份点"])?;
            simple(Family::Point, end)
        }
        '倍' => simple(Family::Times, at + "倍".len()),
        _ => None,
    }
}

fn trapped(word: &str, rest: &str) -> bool {
    TRAPS.iter().any(|(trap, longer)| *trap == word && longer.iter().any(|l| rest.starts_with(l)))
}

fn followed_by_letter(lex: Lex<'_>, word: &str, at: usize) -> bool {
    word.is_ascii() && lex.char_at(at + word.len()).is_some_and(|c| c.is_ascii_alphanumeric())
}

/// 蒸吨/小时, 元/立方米, 万元/亩: a slash and one more unit word.
fn compound(lex: Lex<'_>, found: Found) -> Found {
    const PARTS: &[&str] = &[
        "平方公里", "平方米", "立方米", "千瓦时", "小时", "分钟", "公里", "人次", "个月", "公斤", "吨标准煤", "公顷", "车公里", "工日", "吨", "亩", "人",
        "年", "月", "日", "天", "度", "米", "斤", "户", "家", "个", "次", "件", "台", "秒", "时", "升", "套", "辆", "条", "箱", "标箱", "h", "t", "kg", "km", "m",
    ];
    let Some(slash) = lex.eat(found.end, &["/", "／"]) else { return found };
    match lex.eat(slash, PARTS) {
        Some(end) => {
            let end = lex.eat(end, &["·"]).and_then(|dot| lex.eat(dot, PARTS)).unwrap_or(end);
            Found { compound_end: Some(end), ..found }
        }
        None => found,
    }
}
