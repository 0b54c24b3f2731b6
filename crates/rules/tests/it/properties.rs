//! What holds for every scheme and all facts: nothing panics, parts add up, a what-if is a full recomputation, columns agree with rows.

use proptest::prelude::*;
use rules::{Change, Decimal, Facts, Scheme, Sources, Unit, Value, compile, evaluate};

/// Clauses of a line of 10 points, as officials write them.
const CLAUSES: &[&str] = &[
    "实绩 >= 目标 → 满分\n  否则 → 0分",
    "按 完成率 得分 限 满分",
    "按 完成率 得分 限 120%",
    "实绩 >= 目标 → 满分 并 超额率 每满 10% 加 1分 限 3分 满分外\n  否则 → 满分 并 欠额率 每 5% 扣 1分 按比例 不低于 0分",
    "实绩 >= 目标 → 满分 并 超出 每满 7亿元 加 0.3分 不封顶 满分外\n  否则 → 满分 并 不足 每 3亿元 扣 1分 四舍五入取步 不低于 0分",
    "阶梯 完成率\n  达到 100% → 10分\n  达到 90% → 8分\n  其余 → 0分",
    "分档 超额率\n  20%(含)以上 → 10分\n  0%(含)到20%(不含) → 7.5分\n  0%(不含)以下 → 1分",
    "功效系数 实绩 基础 60% 全体 极值相等 满分",
    "功效系数 实绩 基础 40% 同类别 极值相等 零分",
    "名次计分 实绩 同类别 占位 第1名 100% 每降1名 减 15% 不低于 20%",
    "实绩 >= 均值(实绩, 全体, 含本单位) → 满分\n  否则 → 3分",
    "标准 = 区: 50亿元 ； 其他: 30亿元\n  实绩 >= 标准 → 满分\n  否则 → 满分 并 不足 每满 1亿元 扣 0.7分 扣完为止",
    "真值表 实绩 >= 目标, 实绩 >= 上年\n  是 是 → 10分\n  是 否 → 8分\n  否 是 → 3分\n  否 否 → 0分",
    "逐项 每未完成一项 扣 2.5分 : 实绩 >= 目标, 实绩 >= 上年",
    "实绩 >= 上年 且 实绩 < 目标 → 5分\n  实绩 >= 上年 且 实绩 >= 目标 → 满分\n  实绩 < 上年 → 0分",
];

const ROUNDINGS: &[&str] =
    &["计分 2位 四舍五入", "计分 1位 进舍", "项 2位 四舍五入", "总分 3位 四舍五入", "计分 0位 舍去"];
const POLICIES: &[&str] = &["待补", "零分", "组均值", "满分"];

fn scheme(picks: &[usize], rounding: usize, policy: usize) -> Scheme {
    use std::fmt::Write as _;
    let mut text = format!(
        "```考核\n方案 \"随机\" 年度 2026 单位类别 区, 县 总分 {}分\n修约 {}\n缺报 {}\n排名 全体 占位\n",
        picks.len() * 10,
        ROUNDINGS.get(rounding).unwrap(),
        POLICIES.get(policy).unwrap()
    );
    for (at, pick) in picks.iter().enumerate() {
        let name: String =
            ["甲", "乙", "丙", "丁", "戊", "己", "庚", "辛"].get(at).map(|n| format!("{n}值")).unwrap();
        write!(text, "指标 {name} 亿元 2位 来源 统计局 目标大于零\n项 {at} \"{name}\" 10分\n计分 {at}.1 {name} 10分 满分外\n  {}\n", CLAUSES.get(*pick).unwrap()).unwrap();
    }
    text.push_str("等次 优秀 = 名次 <= 2\n等次 其他等 = 其余\n否决 造假 → 不定等次\n```\n");
    let sources = Sources::new("随机", text);
    let found = compile(&sources);
    let said: String = found.diagnostics.iter().map(|d| d.render(&sources, false)).collect();
    found.scheme.expect(&said)
}

fn figure(raw: i64) -> Value {
    match raw {
        -2 => Value::Missing,
        -1 => Value::NotApplicable,
        cents => Value::Number(Decimal::new(i128::from(cents), 2).unwrap()),
    }
}

fn facts(scheme: &Scheme, units: usize, raw: &[i64]) -> Facts {
    let class = |u: usize| if u.is_multiple_of(3) { "县" } else { "区" };
    let units = (0..units).map(|u| Unit { name: format!("单位{u}"), class: class(u).to_owned() }).collect();
    let mut facts = Facts::new(scheme, units, vec!["1月".to_owned(), "2月".to_owned()]).unwrap();
    let mut next = raw.iter().copied().cycle();
    for input in 0..scheme.inputs().len() {
        for period in 0..2 {
            for unit in 0..facts.units().len() {
                let value = fact_for(scheme, input, next.next().unwrap());
                facts.set_input(unit, period, input, value).unwrap();
            }
        }
    }
    facts
}

/// A fact that the input accepts: a yes-or-no, a target above zero, or any figure.
fn fact_for(scheme: &Scheme, input: usize, raw: i64) -> Value {
    let spec = scheme.inputs().get(input).unwrap();
    match spec.field.as_str() {
        "否决" => Value::Number(Decimal::from_int(i64::from(raw % 11 == 0))),
        "目标" if raw >= 0 => figure(raw + 1),
        _ => figure(raw),
    }
}

fn raw_figure() -> impl Strategy<Value = i64> {
    prop_oneof![8 => 0_i64..10_000, 2 => Just(5000_i64), 1 => Just(-2_i64), 1 => Just(-1_i64), 1 => 0_i64..900_000_000_000]
}

fn picks() -> impl Strategy<Value = Vec<usize>> {
    prop::collection::vec(0..CLAUSES.len(), 1..6)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn a_what_if_equals_a_full_recomputation(
        picks in picks(), rounding in 0..ROUNDINGS.len(), policy in 0..POLICIES.len(),
        raw in prop::collection::vec(raw_figure(), 7..80),
        changes in prop::collection::vec((0_usize..5, 0_usize..2, 0_usize..64, raw_figure()), 1..4),
    ) {
        let scheme = scheme(&picks, rounding, policy);
        let mut facts = facts(&scheme, 5, &raw);
        let before = evaluate(&facts);
        let inputs = scheme.inputs().len();
        let changes: Vec<Change> = changes
            .into_iter()
            .map(|(unit, period, input, raw)| {
                let input = input % inputs;
                Change { unit, period, input, value: fact_for(&scheme, input, raw) }
            })
            .collect();
        let amended = before.amend(&changes).unwrap();
        for change in &changes {
            facts.set_input(change.unit, change.period, change.input, change.value).unwrap();
        }
        let full = evaluate(&facts);
        for period in 0..2 {
            for unit in 0..5 {
                prop_assert_eq!(amended.total(unit, period), full.total(unit, period));
                prop_assert_eq!(amended.rank(unit, period), full.rank(unit, period));
                prop_assert_eq!(amended.grade(unit, period), full.grade(unit, period));
                prop_assert_eq!(amended.lines(unit, period), full.lines(unit, period));
                for item in 0..scheme.items().len() {
                    prop_assert_eq!(amended.item(unit, period, item), full.item(unit, period, item));
                }
            }
        }
    }

    #[test]
    fn columns_agree_with_rows_and_parts_sum_to_the_total(
        picks in picks(), policy in 0..POLICIES.len(), raw in prop::collection::vec(raw_figure(), 7..80),
    ) {
        let scheme = scheme(&picks, 0, policy);
        let scores = evaluate(&facts(&scheme, 6, &raw));
        for period in 0..2 {
            for unit in 0..6 {
                // The lines of one unit are computed row by row in 128 bits, items and totals by columns in 64.
                let lines = scores.lines(unit, period);
                let mut sum = Some(Decimal::ZERO);
                for (line, value) in scheme.lines().iter().zip(&lines) {
                    prop_assert_eq!(*value, scores.item(unit, period, line.item));
                    sum = match value {
                        Value::Number(n) => sum.and_then(|s| s.checked_add(*n)),
                        Value::NotApplicable => sum,
                        _ => None,
                    };
                }
                if lines.iter().any(|v| v.number().is_some()) {
                    prop_assert_eq!(sum, scores.total(unit, period).number());
                }
            }
        }
    }

    #[test]
    fn every_explanation_exists_and_ends_in_the_score(
        picks in picks(), rounding in 0..ROUNDINGS.len(), policy in 0..POLICIES.len(),
        raw in prop::collection::vec(raw_figure(), 7..80),
    ) {
        let scheme = scheme(&picks, rounding, policy);
        let scores = evaluate(&facts(&scheme, 4, &raw));
        for unit in 0..4 {
            for line in 0..scheme.lines().len() {
                let explanation = scores.explain(unit, 1, rules::Subject::Line(line)).unwrap();
                prop_assert_eq!(explanation.value, scores.line(unit, 1, line));
                prop_assert!(!explanation.steps.is_empty(), "{}", explanation.text());
            }
            for subject in [rules::Subject::Total, rules::Subject::Rank, rules::Subject::Grade, rules::Subject::Item(0)] {
                prop_assert!(scores.explain(unit, 0, subject).is_some());
            }
        }
    }
}

/// Signs, numbers and names of the language.
const SIGNS: &[&str] = &[
    "→",
    ">=",
    "=",
    "(",
    ")",
    "（",
    "：",
    "；",
    "\n",
    "\n",
    "，",
    ".",
    "1.1",
    "2.1.1",
    "100%",
    "4分",
    "50亿元",
    "2026-05-20",
    "\"甲\"",
    "【乙】",
    "实绩",
    "目标",
    "完成率",
    "甲",
    "×",
    "÷",
    "-",
    "# 注",
    "99999999999999999999999999999999999999999",
    "%",
    "“",
    "】",
];

/// Words, signs and numbers of the language, thrown together.
fn soup() -> impl Strategy<Value = String> {
    let words = rules::Keyword::ALL.iter().map(|k| k.text().to_owned()).collect::<Vec<_>>();
    let token =
        prop_oneof![prop::sample::select(words), prop::sample::select(SIGNS).prop_map(ToOwned::to_owned)];
    prop::collection::vec(token, 0..120).prop_map(|tokens| format!("```考核\n{}\n```\n", tokens.join(" ")))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn no_text_whatever_stops_the_compiler(text in soup()) {
        let sources = Sources::new("汤", text);
        let found = compile(&sources);
        for diagnostic in &found.diagnostics {
            prop_assert!(!diagnostic.render(&sources, false).is_empty());
            prop_assert!(diagnostic.span.start <= diagnostic.span.end);
        }
    }

    #[test]
    fn any_characters_can_be_compiled(text in "\\PC{0,200}") {
        let _ = compile(&Sources::new("字", format!("```考核\n{text}\n```")));
    }
}
