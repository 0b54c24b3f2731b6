//! How much two pieces of text speak of the same thing: common pairs of characters, set phrases of reporting left out.

/// Words that occur in every report and tell nothing of what is reported. 指数 names are spelt out first.
const COMMON: &[&str] = &[
    "年度",
    "全年",
    "完成",
    "实现",
    "达到",
    "不少于",
    "不低于",
    "不超过",
    "以上",
    "以下",
    "累计",
    "截至",
    "目标任务",
    "目标",
    "任务",
    "计划",
    "全市",
    "我市",
    "今年",
    "确保",
    "力争",
    "继续",
    "共",
    "已",
    "其中",
    "进行",
    "开展",
    "组织",
    "前三季度",
    "上半年",
    "同比",
    "增长",
    "下降",
    "控制在",
    "控制",
    "超过",
    "等",
    "左右",
    "约",
    "为",
    "的",
    "在",
    "了",
    "和",
    "与",
    "由",
    "对",
    "并",
    "及",
    "市",
];

const SPELT: &[(&str, &str)] = &[("CPI", "居民消费价格"), ("GDP", "生产总值"), ("固投", "固定资产投资")];

/// Pairs of neighbouring characters that carry meaning, sorted.
pub(crate) fn pairs(text: &str) -> Vec<[char; 2]> {
    let mut words = text.to_owned();
    for (short, long) in SPELT {
        if words.contains(short) {
            words = words.replace(short, long);
        }
    }
    for word in COMMON {
        if words.contains(word) {
            words = words.replace(word, " ");
        }
    }
    let characters: Vec<char> = words.chars().collect();
    let mut pairs: Vec<[char; 2]> = characters
        .windows(2)
        .filter_map(|pair| match pair {
            [a, b] if a.is_alphabetic() && b.is_alphabetic() => Some([*a, *b]),
            _ => None,
        })
        .collect();
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// How many pairs the two have in common.
pub(crate) fn common(a: &[[char; 2]], b: &[[char; 2]]) -> usize {
    a.iter().filter(|pair| b.binary_search(pair).is_ok()).count()
}

/// Common pairs of two texts, and that number in hundredths of the first text's pairs.
pub(crate) fn likeness(a: &str, b: &str) -> (usize, usize) {
    let (a, b) = (pairs(a), pairs(b));
    let count = common(&a, &b);
    (count, count * 100 / a.len().max(1))
}
