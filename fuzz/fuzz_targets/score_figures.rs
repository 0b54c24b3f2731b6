//! Any figures in a fixed scheme of many verbs: scoring never panics, a what-if equals a full recomputation.
#![no_main]

use libfuzzer_sys::fuzz_target;
use rules::{Change, Decimal, Facts, Scheme, Sources, Unit, Value, compile, evaluate};
use std::sync::LazyLock;

static SCHEME: LazyLock<Scheme> = LazyLock::new(|| {
    let text = "```考核\n方案 \"甲\" 年度 2026 单位类别 区, 县 总分 40分\n修约 计分 2位 四舍五入\n缺报 待补\n排名 全体 占位\n\
        指标 产值 亿元 2位 来源 局 目标大于零\n指标 增速 % 2位 来源 局\n\
        项 1 \"一\" 10分\n计分 1.1 产值 10分\n  实绩 >= 目标 → 满分 并 超额率 每满 10% 加 1分 限 3分 满分外\n  否则 → 满分 并 欠额率 每 5% 扣 1分 按比例 不低于 0分\n\
        加分 1.2 产值 满分外\n  (实绩 - 上年) 每满 50亿元 加 1分 不封顶\n\
        项 2 \"二\" 10分\n计分 2.1 增速 10分\n  功效系数 实绩 基础 60% 全体 极值相等 满分\n\
        项 3 \"三\" 10分\n计分 3.1 产值 10分\n  名次计分 实绩 全体 占位 第1名 100% 每降1名 减 10% 不低于 0%\n\
        项 4 \"四\" 10分\n计分 4.1 产值 10分\n  按 完成率 得分 限 满分 不低于 0分\n\
        等次 优 = 名次 <= 1\n等次 其他等 = 其余\n```\n";
    compile(&Sources::new("办法", text)).scheme.expect("the scheme of this target compiles")
});

const UNITS: usize = 3;

fn value(bytes: [u8; 8]) -> Value {
    let raw = i64::from_le_bytes(bytes);
    match raw % 13 {
        0 => Value::Missing,
        1 => Value::NotApplicable,
        _ => Decimal::new(i128::from(raw), 2).map_or(Value::Missing, Value::Number),
    }
}

fuzz_target!(|bytes: &[u8]| {
    let class = |u: usize| if u == 0 { "县" } else { "区" };
    let units = (0..UNITS).map(|u| Unit { name: u.to_string(), class: class(u).to_owned() }).collect();
    let mut facts =
        Facts::new(&SCHEME, units, vec!["2026".to_owned()]).expect("the classes are the scheme's own");
    let (figures, _) = bytes.as_chunks::<8>();
    let mut last = None;
    for (at, figure) in figures.iter().enumerate().take(UNITS * SCHEME.inputs().len()) {
        let change = Change { unit: at % UNITS, period: 0, input: at / UNITS, value: value(*figure) };
        if facts.set_input(change.unit, 0, change.input, change.value).is_ok() {
            last = Some(change);
        }
    }
    let full = evaluate(&facts);
    let Some(change) = last else { return };
    let undone = Change { value: Value::Missing, ..change.clone() };
    let again =
        full.amend(&[undone]).and_then(|s| s.amend(&[change])).expect("the same fact was accepted before");
    for unit in 0..UNITS {
        assert_eq!(full.total(unit, 0), again.total(unit, 0));
        assert_eq!(full.rank(unit, 0), again.rank(unit, 0));
        assert_eq!(full.lines(unit, 0), again.lines(unit, 0));
    }
});
