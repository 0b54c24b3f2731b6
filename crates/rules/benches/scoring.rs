//! What a person waits for: a what-if and an explanation on 3,000 units × 300 indicators, and compiling a 300-item scheme.
#![expect(clippy::unwrap_used, reason = "a measuring program may stop at the first surprise")]

use criterion::Criterion;
use rules::{Change, Decimal, Facts, Scheme, Sources, Subject, Unit, Value, compile_rules, evaluate};
use std::fmt::Write as _;

const ITEMS: usize = 300;
const UNITS: usize = 3000;

fn text() -> String {
    let mut text = format!(
        "```考核\n方案 \"三百项\" 年度 2026 单位类别 区, 县 总分 {}分\n修约 计分 2位 四舍五入\n缺报 待补\n排名 全体 占位\n",
        ITEMS * 10
    );
    for at in 0..ITEMS {
        let name: String = at.to_string().bytes().map(|b| char::from(b - b'0' + b'A')).collect();
        let body = match at % 4 {
            0 => "实绩 >= 目标 → 满分\n  否则 → 0分",
            1 => "按 完成率 得分 限 满分",
            2 => {
                "实绩 >= 目标 → 满分 并 超额率 每满 10% 加 1分 限 3分 满分外\n  否则 → 满分 并 欠额率 每 5% 扣 1分 按比例 不低于 0分"
            }
            _ => "阶梯 完成率\n  达到 100% → 10分\n  达到 90% → 8分\n  其余 → 0分",
        };
        write!(text, "指标 指标{name} 亿元 2位 来源 统计局 目标大于零\n项 {at} \"第{at}项\" 10分\n计分 {at}.1 指标{name} 10分\n  {body}\n")
            .unwrap();
    }
    text.push_str("等次 优秀 = 名次 <= 3\n等次 达标 = 其余\n```\n");
    text
}

fn facts(scheme: &Scheme) -> Facts {
    let class = |u: usize| if u.is_multiple_of(3) { "县" } else { "区" };
    let units = (0..UNITS).map(|u| Unit { name: format!("单位{u}"), class: class(u).to_owned() }).collect();
    let mut facts = Facts::new(scheme, units, vec!["2026".to_owned()]).unwrap();
    let mut state = 88_172_645_463_325_252_u64;
    for input in 0..scheme.inputs().len() {
        let column = (0..UNITS)
            .map(|_| {
                state ^= state << 13;
                state ^= state >> 7;
                state ^= state << 17;
                i64::try_from(state % 90_000 + 10_000).unwrap()
            })
            .collect();
        facts.set_column(input, column).unwrap();
    }
    facts
}

fn benches(c: &mut Criterion) {
    let sources = Sources::new("三百项", text());
    c.bench_function("compile 300 items", |b| b.iter(|| compile_rules(&sources)));
    let scheme = compile_rules(&sources).scheme.unwrap();
    let scores = evaluate(&facts(&scheme));
    let value = Value::Number(Decimal::new(54_321, 2).unwrap());
    let input = scheme.input("指标BA", "实绩").unwrap();
    let change = [Change { unit: 1234, period: 0, input, value }];
    c.bench_function("what-if of one figure, 3,000 x 300", |b| b.iter(|| scores.amend(&change).unwrap()));
    c.bench_function("explanation of one line, 3,000 x 300", |b| {
        b.iter(|| scores.explain(1234, 0, Subject::Line(10)).unwrap().text());
    });
    c.bench_function("explanation of one total, 3,000 x 300", |b| {
        b.iter(|| scores.explain(1234, 0, Subject::Total).unwrap().text());
    });
    c.bench_function("all of it, 3,000 x 300", |b| b.iter(|| evaluate(scores.facts())));
}

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    benches(&mut criterion);
    criterion.final_summary();
}
