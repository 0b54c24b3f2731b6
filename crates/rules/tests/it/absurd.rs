//! Schemes and figures that nobody should write: each has a defined result, none stops the program.

use rules::{Compilation, Decimal, FactError, Facts, Sources, Unit, Value, compile, evaluate};
use std::fmt::Write as _;

fn scheme(body: &str, total: &str) -> Compilation {
    let head = format!(
        "方案 \"试\" 年度 2026 单位类别 县 总分 {total}\n修约 总分 4位 四舍五入\n缺报 待补\n排名 全体 占位\n"
    );
    compile(&Sources::new("试.md", format!("依据\n\n```考核\n{head}{body}```\n")))
}

fn units(count: usize) -> Vec<Unit> {
    (1..=count).map(|n| Unit { name: format!("第{n}县"), class: "县".to_owned() }).collect()
}

fn number(text: &str) -> Value {
    Value::Number(text.parse().unwrap())
}

fn codes(compilation: &Compilation) -> Vec<&'static str> {
    compilation.diagnostics.iter().map(|d| d.code.id()).collect()
}

#[test]
fn ten_thousand_rules_score_exactly() {
    let mut body = String::new();
    for item in 1..=100 {
        writeln!(body, "指标 产值{item} 亿元 2位 全年 来源 统计局 目标大于零").unwrap();
    }
    // A word holds no digits behind Chinese letters: the names are quoted where they are used.
    let body_of_indicators = body.replace("指标 产值", "指标 \"产值").replace(" 亿元", "\" 亿元");
    let mut body = body_of_indicators;
    for item in 1..=100 {
        writeln!(body, "项 {item} \"第{item}项\" 1分").unwrap();
        for line in 1..=100 {
            writeln!(body, "计分 {item}.{line} \"产值{item}\" 0.01分 依据【依据】\n  按 完成率 得分 限 满分")
                .unwrap();
        }
    }
    let compilation = scheme(&body, "100分");
    let scheme = compilation.scheme.as_ref().unwrap();
    assert_eq!(scheme.lines().len(), 10_000);
    let mut facts = Facts::new(scheme, units(3), vec!["2026".to_owned()]).unwrap();
    for item in 1..=100 {
        let name = format!("产值{item}");
        for (unit, actual) in [(0, "3"), (1, "1.5"), (2, "1")] {
            facts.set(unit, 0, &name, "实绩", number(actual)).unwrap();
            facts.set(unit, 0, &name, "目标", number("3")).unwrap();
        }
    }
    let scores = evaluate(&facts);
    assert_eq!(scores.total(0, 0), number("100"));
    assert_eq!(scores.total(1, 0), number("50"));
    // Ten thousand thirds of a hundredth, rounded once.
    assert_eq!(scores.total(2, 0), number("33.3333"));
    assert_eq!((scores.rank(0, 0), scores.rank(2, 0)), (number("1"), number("3")));
}

/// The sum of rates over many targets has a denominator far beyond 128 bits; it is still rounded once, from the exact value.
#[test]
fn a_sum_of_many_rates_is_exact_before_its_one_rounding() {
    // Primes, so that no two denominators share a factor.
    let targets = [100_003, 100_019, 100_043, 100_049, 100_057, 100_069, 100_103, 100_109, 100_129, 100_151];
    let mut body = String::new();
    for at in 0..20 {
        writeln!(body, "指标 \"产值{at}\" 亿元 2位 全年 来源 统计局 目标大于零").unwrap();
    }
    for at in 0..20 {
        writeln!(
            body,
            "项 {at} \"第{at}项\" 1分\n计分 {at}.1 \"产值{at}\" 1分 依据【依据】\n  按 完成率 得分 限 满分"
        )
        .unwrap();
    }
    let compilation = scheme(&body, "20分");
    let mut facts = Facts::new(compilation.scheme.as_ref().unwrap(), units(2), vec![String::new()]).unwrap();
    for (pair, target) in targets.into_iter().enumerate() {
        // The two parts of a pair make one whole; for the second unit one hundredth of 亿元 is wanting in the last pair.
        for (half, part) in [(2 * pair, 37_000), (2 * pair + 1, target - 37_000)] {
            let name = format!("产值{half}");
            for unit in 0..2 {
                facts.set(unit, 0, &name, "目标", number(&target.to_string())).unwrap();
                let short = if unit == 1 && half == 19 { "0.01" } else { "0" };
                let actual = number(&part.to_string());
                let less = match (actual, number(short)) {
                    (Value::Number(a), Value::Number(b)) => Value::Number(a.checked_sub(b).unwrap()),
                    _ => unreachable!(),
                };
                facts.set(unit, 0, &name, "实绩", less).unwrap();
            }
        }
    }
    let scores = evaluate(&facts);
    assert_eq!(scores.total(0, 0), number("10"));
    // 10 − 0.01 ÷ 100151 rounds back to 10 at four decimals, and the item shows what it is.
    assert_eq!(scores.total(1, 0), number("10"));
    assert_eq!((scores.rank(0, 0), scores.rank(1, 0)), (number("1"), number("1")));
}

#[test]
fn nobody_to_score_is_no_error() {
    let compilation = scheme(
        "指标 产值 亿元 2位 全年 来源 统计局\n项 1 \"产值\" 10分\n计分 1.1 产值 10分 依据【依据】\n  功效系数 实绩 基础 60% 全体 极值相等 满分\n",
        "10分",
    );
    let facts =
        Facts::new(compilation.scheme.as_ref().unwrap(), Vec::new(), vec!["2026".to_owned()]).unwrap();
    let scores = evaluate(&facts);
    assert_eq!(scores.total_column().map(<[i64]>::len), Some(0));
    assert!(matches!(scores.total(0, 0), Value::Missing | Value::Undefined));
}

#[test]
fn figures_beyond_reason_are_refused_and_products_of_the_largest_stay_exact() {
    let compilation = scheme(
        "指标 系数甲 数值 0位 全年 来源 统计局\n\
         项 1 \"积\" 10分\n计分 1.1 系数甲 10分 依据【依据】\n  \
         实绩 × 实绩 × 实绩 ÷ (实绩 × 实绩 × 实绩) × 7分 限 满分\n\
         项 2 \"幂\" 10分\n计分 2.1 系数甲 10分 依据【依据】\n  \
         实绩 × 实绩 × 实绩 × 实绩 × 实绩 × 实绩 × 实绩 × 1分 限 满分\n",
        "20分",
    );
    let mut facts = Facts::new(compilation.scheme.as_ref().unwrap(), units(2), vec![String::new()]).unwrap();
    let refused = facts.set(0, 0, "系数甲", "实绩", number("1000000000000000001"));
    assert!(matches!(refused, Err(FactError::TooLarge { .. })), "{refused:?}");
    let refused = facts.set(0, 0, "系数甲", "实绩", number("0.5"));
    assert!(matches!(refused, Err(FactError::TooPrecise { .. })), "{refused:?}");
    facts.set(0, 0, "系数甲", "实绩", number("1000000000000000000")).unwrap();
    facts.set(1, 0, "系数甲", "实绩", number("1")).unwrap();
    let scores = evaluate(&facts);
    // 10^54 ÷ 10^54 and 10^126: either exact or said to have no meaning, never a wrong number.
    for (line, exact) in [(0, "7"), (1, "10")] {
        let found = scores.line(0, 0, line);
        assert!(found == number(exact) || found == Value::Undefined, "{found:?}");
    }
    assert_eq!(scores.line(1, 0, 0), number("7"));
    assert_eq!(scores.line(1, 0, 1), number("1"));
}

#[test]
fn absurd_nesting_is_refused_with_a_code() {
    let deep = [
        format!("{}1分{}", "(".repeat(20_000), ")".repeat(20_000)),
        format!("{}1分", "-".repeat(20_000)),
        format!("{}0分{}", "若 实绩 > 1亿元 则 (".repeat(20_000), ") 否则 1分".repeat(20_000)),
        format!("若 {}实绩 > 1亿元 则 1分 否则 0分", "非 ".repeat(20_000)),
        format!("{}0分{}", "较大(".repeat(20_000), ", 1分)".repeat(20_000)),
    ];
    for effect in deep {
        let compilation = scheme(
            &format!(
                "指标 产值 亿元 2位 全年 来源 统计局\n项 1 \"产值\" 10分\n计分 1.1 产值 10分 依据【依据】\n  {effect}\n"
            ),
            "10分",
        );
        assert!(codes(&compilation).contains(&"E0007"), "{:?}", codes(&compilation).first());
    }
}

/// A sum as long as a book is no deeper than it is wide: it is scored or refused, and the program goes on.
#[test]
fn endless_chains_do_not_exhaust_the_stack() {
    for (sign, one) in [(" + ", "0.0001分"), (" - ", "0分"), (" × ", "1")] {
        let chain = vec![one; 50_000].join(sign);
        let effect = if sign == " × " { format!("1分 × {chain}") } else { chain };
        let compilation = scheme(
            &format!(
                "指标 产值 亿元 2位 全年 来源 统计局\n项 1 \"产值\" 10分\n计分 1.1 产值 10分 依据【依据】\n  {effect}\n"
            ),
            "10分",
        );
        let refused = codes(&compilation).contains(&"E0007");
        assert!(refused || compilation.scheme.is_some(), "{sign}{:?}", codes(&compilation).first());
    }
    // The longest sum that is accepted is scored.
    let longest = vec!["0.01分"; 401].join(" + ");
    let compilation = scheme(
        &format!(
            "指标 产值 亿元 2位 全年 来源 统计局\n项 1 \"产值\" 10分\n计分 1.1 产值 10分 依据【依据】\n  {longest}\n"
        ),
        "10分",
    );
    let facts = Facts::new(compilation.scheme.as_ref().unwrap(), units(1), vec![String::new()]).unwrap();
    assert_eq!(evaluate(&facts).line(0, 0, 0), number("4.01"));
    let conditions = vec!["实绩 >= 1亿元"; 50_000].join(" 且 ");
    let compilation = scheme(
        &format!(
            "指标 产值 亿元 2位 全年 来源 统计局\n项 1 \"产值\" 10分\n计分 1.1 产值 10分 依据【依据】\n  {conditions} → 满分\n  否则 → 0分\n"
        ),
        "10分",
    );
    assert!(codes(&compilation).contains(&"E0007") || compilation.scheme.is_some());
}

#[test]
fn a_hundred_classes_are_refused_and_no_class_is_one() {
    let names: Vec<String> = (0..100).map(|n| format!("\"第{n}类\"")).collect();
    let many = format!(
        "```考核\n方案 \"试\" 年度 2026 单位类别 {} 总分 0分\n修约 总分 2位 四舍五入\n缺报 待补\n```\n",
        names.join(", ")
    );
    let compilation = compile(&Sources::new("试.md", many));
    assert!(codes(&compilation).contains(&"E0007"), "{:?}", codes(&compilation));
    let none = "依据\n```考核\n方案 \"试\" 年度 2026 总分 1分\n修约 总分 2位 四舍五入\n缺报 零分\n指标 到位 是否 来源 局\n\
                项 1 \"到位\" 1分\n计分 1.1 到位 1分 依据【依据】\n```\n";
    let compilation = compile(&Sources::new("试.md", none));
    let scheme = compilation.scheme.as_ref().unwrap();
    let anyone = vec![Unit { name: "某局".to_owned(), class: String::new() }];
    let facts = Facts::new(scheme, anyone, vec![String::new()]).unwrap();
    assert_eq!(evaluate(&facts).total(0, 0), Value::Number(Decimal::ZERO));
}

#[test]
fn what_is_no_scheme_says_so() {
    for text in [
        "",
        "正文",
        "```考核\n```\n",
        "```考核\n指标\n项\n计分\n```\n",
        "```考核\n方案 方案 方案\n```",
        "```考核\n→→→【【【\"\"(((\n",
    ] {
        let compilation = compile(&Sources::new("试.md", text));
        assert!(compilation.scheme.is_none(), "{text:?}");
        assert!(!compilation.diagnostics.is_empty(), "{text:?}");
    }
}
