//! What holds for every text of the language: it is read without a complaint, printing it keeps its meaning, and what is printed is
//! printed again as it stands. The texts are made from the grammar, statement by statement.

use proptest::prelude::*;
use rules::Sources;
use rules::fmt::{format, print_block};

type Made = BoxedStrategy<String>;

fn pick(words: &'static [&'static str]) -> Made {
    prop::sample::select(words).prop_map(ToOwned::to_owned).boxed()
}

/// The strategy's text, or nothing.
fn maybe(made: impl Strategy<Value = String> + 'static) -> Made {
    prop_oneof![Just(String::new()), made].boxed()
}

fn name() -> Made {
    pick(&["产值", "增速", "GDP", "S7", "亩均_税收", "\"1.5万家培训\"", "\"销售 产值\""])
}

fn points() -> Made {
    pick(&["10分", "0分", "0.5分", "满分"])
}

fn quantity() -> Made {
    pick(&["50亿元", "5%", "1个百分点", "3家", "0", "12.50", "2万平方米", "1起", "100%"])
}

fn class() -> Made {
    pick(&["区", "县", "区, 县", "其他县"])
}

fn date() -> Made {
    pick(&["2026-05-20", "2025-12-31"])
}

fn atom() -> Made {
    prop_oneof![
        quantity(),
        name(),
        date(),
        points(),
        pick(&["实绩", "目标", "完成率", "产值.目标", "增速.上年", "是", "否", "超出", "不足", "标准"]),
    ]
    .boxed()
}

fn sum() -> Made {
    atom()
        .prop_recursive(3, 16, 3, |inner| {
            prop_oneof![
                (inner.clone(), pick(&["+", "-", "×", "÷", "－", "*", "/"]), inner.clone())
                    .prop_map(|(a, sign, b)| format!("({a} {sign} {b})")),
                (inner.clone(), pick(&["+", "-"]), inner.clone(), pick(&["×", "÷"]), inner.clone())
                    .prop_map(|(a, s, b, t, c)| format!("({a} {s} {b} {t} {c})")),
                inner.clone().prop_map(|a| format!("({a})")),
                inner.clone().prop_map(|a| format!("-({a})")),
                (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("较大({a}, {b})")),
                inner.clone().prop_map(|a| format!("均值({a}, 同类别, 含本单位)")),
                inner.clone().prop_map(|a| format!("四舍五入({a}, 2位)")),
                inner.prop_map(|a| format!("名次({a}, 全体, 占位)")),
            ]
        })
        .boxed()
}

fn comparison() -> Made {
    (sum(), pick(&[">=", "<=", ">", "<", "=", "≠", "≥", "≤", "＞"]), sum())
        .prop_map(|(a, sign, b)| format!("{a} {sign} {b}"))
        .boxed()
}

fn condition() -> Made {
    comparison()
        .prop_recursive(2, 8, 2, |inner| {
            prop_oneof![
                (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("{a} 且 {b}")),
                (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a} 或 {b})")),
                inner.prop_map(|a| format!("非 ({a})")),
            ]
        })
        .boxed()
}

fn value() -> Made {
    prop_oneof![
        3 => sum(),
        1 => (condition(), sum(), sum()).prop_map(|(c, a, b)| format!("若 {c} 则 {a} 否则 {b}")),
    ]
    .boxed()
}

fn bounds() -> Made {
    pick(&["", " 限 3分", " 不封顶", " 不低于 0分", " 限 3分 不低于 0分", " 扣完为止"])
}

fn steps() -> Made {
    let mode = pick(&["按比例", "不足一步不计", "不足一步按一步", "四舍五入取步"]);
    let amount = pick(&["超出", "不足", "超额率", "(实绩 - 上年)", "实绩"]);
    prop_oneof![
        (
            amount.clone(),
            quantity(),
            pick(&["加", "扣"]),
            pick(&["1分", "0.5分"]),
            pick(&["", " 限 2分", " 不封顶"])
        )
            .prop_map(|(a, w, verb, p, b)| format!("{a} 每满 {w} {verb} {p}{b}")),
        (amount, quantity(), pick(&["加", "扣"]), pick(&["1分", "0.5分"]), mode)
            .prop_map(|(a, w, verb, p, m)| format!("{a} 每 {w} {verb} {p} {m}")),
    ]
    .boxed()
}

fn effect() -> Made {
    prop_oneof![
        (points(), bounds()).prop_map(|(p, b)| format!("{p}{b}")),
        (sum(), bounds()).prop_map(|(p, b)| format!("{p}{b}")),
        Just("扣 2分".to_owned()),
        (points(), steps()).prop_map(|(p, s)| format!("{p} 并 {s}")),
        (points(), steps(), steps()).prop_map(|(p, s, t)| format!("{p} 并 {s} 并 {t}")),
    ]
    .boxed()
}

fn selection() -> Made {
    (prop::collection::vec((condition(), effect()), 1..3), maybe(effect()))
        .prop_map(|(rows, rest)| {
            let mut out: Vec<String> = rows.into_iter().map(|(c, e)| format!("{c} → {e}")).collect();
            if !rest.is_empty() {
                out.push(format!("否则 -> {rest}"));
            }
            out.join("\n  ")
        })
        .boxed()
}

fn tables() -> Made {
    prop_oneof![
        (sum(), effect(), maybe(Just("\n    类推 每降 10% 减 4分 到 50%".to_owned())), maybe(effect()))
            .prop_map(|(s, e, more, rest)| {
                let rest = if rest.is_empty() { rest } else { format!("\n    其余 → {rest}") };
                format!("阶梯 {s}\n    达到 100% → {e}\n    达到 90% → 8分{more}{rest}")
            }),
        (sum(), effect(), pick(&["其余 → 0分", "10%(不含)以下 → 0分"])).prop_map(|(s, e, rest)| format!(
            "分档 {s}\n    20%(含)以上 → {e}\n    10%(含)到20%(不含) → 6分\n    {rest}"
        )),
        (pick(&["实绩 >= 目标", "实绩 > 上年"]), effect()).prop_map(|(t, e)| format!(
            "真值表 {t}, 实绩 >= 目标\n    是 是 → {e}\n    是 否 → 6分\n    否 是 → 4分\n    否 否 → 0分"
        )),
        (sum(), pick(&["全体", "同类别"]), pick(&["满分", "零分", "基本分 6分"]))
            .prop_map(|(s, p, q)| format!("功效系数 {s} 基础 60% {p} 极值相等 {q}")),
        (sum(), pick(&["占位", "不占位"]))
            .prop_map(|(s, t)| format!("名次计分 {s} 全体 {t} 第1名 100% 第2名 95% 每降1名 减 5% 不低于 0%")),
        (condition(), condition()).prop_map(|(a, b)| format!("逐项 每未完成一项 扣 2分: {a}, {b}")),
        sum().prop_map(|s| format!("累进 {s} 每 10个百分点 依次 0.2分, 0.1分")),
        (sum(), sum()).prop_map(|(a, b)| format!("加权 {a} 40%, {b} 60%")),
        (pick(&["逐件累计", "同一事项取最高", "只取最高"]), pick(&["限 2分", "不封顶"]))
            .prop_map(|(c, b)| format!("按级别 表彰 {c}\n    国家级 → 1分\n    省级 → 0.5分\n  {b}")),
        (pick(&["逐件累计", "同一事项计一次"]), condition(), effect())
            .prop_map(|(c, when, e)| format!("逐个 招商项目 {c} 当 {when} → {e}")),
        (pick(&["完成率", "序时完成率", "四舍五入(完成率, 2位)"]), pick(&["限 满分", "不封顶", "限 120%"]))
            .prop_map(|(r, b)| format!("按 {r} 得分 {b}")),
    ]
    .boxed()
}

fn clauses() -> Made {
    let define = prop_oneof![
        value().prop_map(|v| format!("标准 = {v}")),
        (sum(), sum()).prop_map(|(a, b)| format!("标准 = 区: {a} ； 其他: {b}")),
        value().prop_map(|v| format!("总量分 = {v}")),
    ]
    .boxed();
    let tail = pick(&[
        "零目标 满分",
        "零目标 基本分 6分",
        "本条缺报 组均值",
        "本条缺报 零分",
        "存疑 【甲】与【乙】 采用前者 裁定 市经委 2026-07-20",
        "存疑 E0301 \"文字只分配 8 分\" 裁定 市经委 2026-07-20",
        "不低于 0分",
    ]);
    (maybe(define), prop_oneof![selection(), tables(), steps(), effect()], maybe(tail))
        .prop_map(|(first, body, last)| {
            [first, body, last].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n  ")
        })
        .boxed()
}

fn rule() -> Made {
    let quote = pick(&["", " 依据【完成目标得4分】", " 依据【甲】【乙】"]);
    prop_oneof![
        (name(), maybe(class().prop_map(|c| format!(" 适用 {c}"))), quote.clone(), clauses())
            .prop_map(|(n, c, q, body)| format!("计分 1.1 {n} 10分{c}{q}\n  {body}")),
        (name(), pick(&["满分外", "满分内"]), pick(&["", " 限 3分", " 不封顶"]), quote, clauses())
            .prop_map(|(n, o, b, q, body)| format!("加分 1.2 {n} {o}{b}{q}\n  {body}")),
        clauses().prop_map(|body| format!("扣分 \"一.3\" \"三项工作\" 扣完为止\n  {body}")),
        pick(&["0分 到 8分", "好 10分 ； 中 6分 ； 差 0分"])
            .prop_map(|body| format!("评判 1.4 \"工作有规划\" 10分 由 考核办\n  {body}")),
    ]
    .boxed()
}

fn heads() -> Made {
    prop_oneof![
        maybe(Just(" 上限 12分".to_owned()))
            .prop_map(|cap| format!("方案 \"甲 乙\" 年度 2026 单位类别 区, 县 总分 10分{cap}")),
        (pick(&["计分", "项", "总分"]), pick(&["四舍五入", "进舍", "舍去"]))
            .prop_map(|(l, m)| format!("修约 {l} 2位 {m}")),
        pick(&["缺报 待补", "缺报 零分", "缺报 基本分 3分", "缺报 组均值"]),
        pick(&["排名 全体 占位", "排名 同类别 不占位 先比 1.1, 2.1"]),
        Just("计量 标箱".to_owned()),
        (name(), value()).prop_map(|(n, v)| format!("参数 {n} = {v}")),
        (name(), sum(), date(), sum(), date())
            .prop_map(|(n, a, d, b, e)| format!("参数 {n} = {a} 自 {d} ； {b} 自 {e}")),
        (
            name(),
            pick(&["亿元", "%", "个", "是否", "日期", "百分点"]),
            pick(&["", " 2位"]),
            pick(&["", " 累计", " 越低越好 每月", " 目标大于零 不可加"])
        )
            .prop_map(|(n, m, d, t)| format!("指标 {n} {m}{d}{t} 来源 统计局")),
        pick(&["类 甲 10分", "类 \"甲 类\" 10分 上限 12分 下限 0分"]),
        (
            pick(&["1", "1.1.2", "\"一\""]),
            pick(&["", " 扣完为止", " 倒扣", " 上限 12分", " 适用 区", " 依据【甲】"])
        )
            .prop_map(|(c, b)| format!("项 {c} \"经济\" 10分{b}")),
    ]
    .boxed()
}

fn tails() -> Made {
    prop_oneof![
        condition().prop_map(|c| format!("等次 优秀 = {c}")),
        pick(&["等次 达标 = 其余", "等次 优秀 = 名额 3个 当 得分 >= 80分", "等次 良好 = 名额 20%"]),
        condition().prop_map(|c| format!("升一等 当 {c}")).prop_map(|t| format!("等次 晋等 = {t}")),
        (
            maybe(condition()),
            pick(&[
                "不定等次",
                "总分为零",
                "降一等 并 扣 5分",
                "项 1 零分 并 不参加排名",
                "等次 不达标",
                "不得评为 优秀"
            ])
        )
            .prop_map(|(c, e)| {
                let when = if c.is_empty() { c } else { format!(" 当 {c}") };
                format!("否决 重大事故{when} 依据【一票否决】 → {e}")
            }),
        (comparison(), comparison()).prop_map(|(a, b)| format!("灯 红 = {a} ； 黄 = {b} ； 绿 = 其余")),
        comparison().prop_map(|a| format!("灯 红 适用 产值 = {a} ； 绿 = 其余")),
        pick(&[
            "台账 表彰 字段 级别 选项(国家级, 省级), 日期 日期",
            "台账 招商项目 字段 投资额 亿元 2位, 类型 选项(\"一 类\", 乙)"
        ]),
        value().prop_map(|v| format!("结果 奖金 万元 = {v}")),
        (sum(), sum()).prop_map(|(a, b)| format!("结果 奖金 万元 = 区: {a} ； 其他: {b}")),
    ]
    .boxed()
}

fn block() -> Made {
    let comment = pick(&["", "# 一行注释\n"]);
    prop::collection::vec((comment, prop_oneof![heads(), rule(), tails()]), 1..5)
        .prop_map(|parts| parts.into_iter().flat_map(|(c, s)| [c, s, "\n".to_owned()]).collect())
        .boxed()
}

/// The tree without its places, from the block as it stands in a file.
fn tree(block: &str) -> (String, Vec<String>) {
    let sources = Sources::new("文.md", format!("```考核\n{block}```\n"));
    let (statements, diagnostics) = rules::parse(&sources);
    let said = diagnostics.iter().map(|d| d.render(&sources, false)).collect();
    let text = format!("{statements:?}");
    // Every place is printed as `Span { … }`; nothing else has that name.
    let mut shape = String::new();
    let mut rest = text.as_str();
    while let Some((before, after)) = rest.split_once("Span {") {
        shape.push_str(before);
        rest = after.split_once('}').map_or("", |(_, rest)| rest);
    }
    shape.push_str(rest);
    (shape, said)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, ..ProptestConfig::default() })]

    #[test]
    fn what_is_printed_means_what_was_read(block in block()) {
        let (before, said) = tree(&block);
        prop_assert!(said.is_empty(), "{block}\n{}", said.concat());
        let printed = print_block(&block);
        prop_assert!(printed.is_ok(), "{:?}\n{block}", printed);
        let printed = printed.unwrap();
        let (after, said) = tree(&printed);
        prop_assert!(said.is_empty(), "{printed}\n{}", said.concat());
        prop_assert_eq!(before, after, "{}\n{}", block, printed);
        prop_assert_eq!(print_block(&printed).unwrap(), printed);
    }

    #[test]
    fn formatting_a_file_twice_is_formatting_it_once(block in block(), prose in "[一-龥。\\n]{0,20}") {
        let file = format!("{prose}\n```考核\n{block}```\n{prose}\n");
        let once = format(&file).text;
        prop_assert_eq!(&format(&once).text, &once);
    }
}
