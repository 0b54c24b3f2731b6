//! Schemes of any size, for measuring: as many items as asked for, each with an indicator of its own, in the forms that
//! real schemes use most.

use std::fmt::Write as _;

use assessment::{Basis, Direction, Grain, Indicator, IndicatorId, Origin, measure_named};

/// A literate scheme of so many items of one point each, over so many indicators.
///
/// It compiles without an error for any size from one item on. The five forms take turns: full points or pro rata, ladder,
/// steps below a standard, so much for each, rank among its class.
pub fn large_scheme(items: usize) -> String {
    let items = items.max(1);
    let mut text = String::from("# 规模测试办法\n\n每项1分,按完成情况计分。\n\n```考核\n");
    let head = format!(
        "方案 \"规模测试\" 年度 2026 单位类别 区, 县市 总分 {items}分\n修约 计分 2位 四舍五入\n缺报 待补\n排名 全体 占位\n\n"
    );
    text.push_str(&head);
    for number in 1..=items {
        // Writing to a string does not fail.
        let _written = writeln!(text, "指标 {} 亿元 2位 累计 每月 来源 市统计局 目标大于零", name(number));
    }
    for number in 1..=items {
        let _written = write!(
            text,
            "\n项 {number} \"第{number}项\" 1分 依据【每项1分】\n计分 {number}.1 {} 1分 依据【按完成情况计分】\n{}",
            name(number),
            form(number)
        );
    }
    text.push_str("\n等次 优秀 = 名次 <= 3\n等次 达标 = 其余\n```\n");
    text
}

/// 产值一二 for 12: names of indicators hold no digits.
fn name(number: usize) -> String {
    let digits = number.to_string();
    let chinese =
        |digit: char| digit.to_digit(10).and_then(|at| "零一二三四五六七八九".chars().nth(at as usize));
    std::iter::once("产值".to_owned()).chain(digits.chars().filter_map(chinese).map(String::from)).collect()
}

fn form(number: usize) -> &'static str {
    match number % 5 {
        0 => "  按 完成率 得分 限 满分\n",
        1 => "  阶梯 完成率\n  达到 100% → 1分\n  达到 90% → 0.6分\n  其余 → 0分\n",
        2 => "  实绩 >= 目标 → 满分\n  否则 → 满分 并 不足 每满 10亿元 扣 0.1分 扣完为止\n",
        3 => "  满分 并 较大(目标 - 实绩, 0亿元) 每满 5亿元 扣 0.05分 扣完为止\n",
        _ => "  名次计分 实绩 同类别 占位 第1名 100% 每降1名 减 5% 不低于 0%\n",
    }
}

/// The indicators of [`large_scheme`].
pub fn large_indicators(items: usize) -> Vec<Indicator> {
    (1..=items.max(1))
        .map(|number| Indicator {
            id: IndicatorId::new(i64::try_from(number).unwrap_or(i64::MAX)),
            name: name(number),
            measure: measure_named("亿元"),
            decimals: 2,
            basis: Basis::Flow,
            direction: Direction::More,
            frequency: Grain::Month,
            source: None,
            additive: true,
            origin: Origin::Reported,
        })
        .collect()
}
