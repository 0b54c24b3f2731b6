use std::collections::BTreeMap;

use assessment::{
    Basis, Bound, Decimal, Direction, Entered, Figures, Gathering, Grain, Indicator, IndicatorId, LineKind,
    Origin, Period, Schedule, ScoreBook, ScoringError, TargetUse, Unit, UnitClass, UnitId, UnitKind, Value,
    YearFigures, measure_named,
};
use rules::{Scheme, Sources, compile};

const SCHEME: &str = "\
# 办法

销售产值10分,按完成率计分,超额不加分。比上年增加的,每增加50亿元加1分,最多加2分。分析质量由市经信局评定。领导班子出问题的,不定等次。

```考核
方案 \"江州市考核\" 年度 2026 单位类别 区 总分 12分
修约 计分 2位 四舍五入
缺报 待补
排名 全体 占位

指标 销售产值 亿元 2位 累计 每月 来源 市统计局 目标大于零

类 一类目标 12分
项 1 \"工业\" 12分 依据【销售产值10分，按完成率计分，超额不加分】
计分 1.1 销售产值 10分 依据【销售产值10分，按完成率计分，超额不加分】
  按 完成率 得分 限 满分
加分 1.2 销售产值 满分外 依据【每增加50亿元加1分，最多加2分】
  （实绩 - 上年） 每满 50亿元 加 1分 限 2分
评判 1.3 \"分析质量\" 2分 由 市经信局 0分 到 2分 依据【分析质量由市经信局评定】

等次 达标 = 得分 >= 6分
等次 不达标 = 其余
否决 党风廉政 依据【领导班子出问题的，不定等次】 → 不定等次
```
";

fn scheme() -> Scheme {
    let compilation = compile(&Sources::new("test.md", SCHEME));
    let told: Vec<_> = compilation.diagnostics.iter().map(|found| found.message.clone()).collect();
    compilation.scheme.unwrap_or_else(|| unreachable!("{told:?}"))
}

fn number(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn unit(id: i64, name: &str) -> Unit {
    Unit {
        id: UnitId::new(id),
        name: name.into(),
        full_name: name.into(),
        credit_code: None,
        region_code: None,
        kind: UnitKind::Assessed,
        class: UnitClass::new("区"),
        order: 0,
    }
}

fn output() -> Indicator {
    Indicator {
        id: IndicatorId::new(1),
        name: "销售产值".into(),
        measure: measure_named("亿元"),
        decimals: 2,
        basis: Basis::Flow,
        direction: Direction::More,
        frequency: Grain::Month,
        source: None,
        additive: true,
        origin: Origin::Reported,
    }
}

fn so_far(text: &str) -> Entered {
    Entered::Figures(Figures { period_value: None, cumulative: Some(number(text)) })
}

fn known<'a>(schedule: &'a Schedule, now: Entered, last_year: &str, target: &str) -> YearFigures<'a> {
    YearFigures {
        now,
        before: None,
        last_year: Some(so_far(last_year)),
        target: Some(Bound::AtLeast(number(target))),
        challenge: None,
        superior: None,
        schedule,
    }
}

/// June: 东 did 620 of 1200 (600 due), 西 did 300 of 1200, 南 reported nothing, 北 is vetoed.
fn book(target_use: TargetUse) -> ScoreBook {
    let units = [unit(1, "东区"), unit(2, "西区"), unit(3, "南区"), unit(4, "北区")];
    let june: Period = "2026-06".parse().unwrap();
    let schedule = Schedule::default();
    let mut gathering = Gathering::new(&scheme(), &units, &[june]).unwrap().with_targets(target_use);
    let entries = [so_far("620"), so_far("300"), Entered::Nothing, so_far("600")];
    for (unit, now) in units.iter().zip(entries) {
        gathering.indicator(unit.id, june, &output(), known(&schedule, now, "515", "1200")).unwrap();
        gathering.judgement(unit.id, june, "1.3", Value::Number(number("1.5"))).unwrap();
    }
    gathering.veto(UnitId::new(4), june, "党风廉政").unwrap();
    gathering.score()
}

#[test]
fn a_month_is_scored_against_what_is_due_by_then() {
    let june: Period = "2026-06".parse().unwrap();
    let own = BTreeMap::from([("1.1".to_owned(), number("10")), ("1.3".to_owned(), number("2"))]);
    let sheet = book(TargetUse::Scheduled).sheet(UnitId::new(1), june, &own, |_| String::new()).unwrap();
    let lines: Vec<_> = sheet.lines().map(|(_, _, line)| line).collect();
    let [first, bonus, judged] = lines.as_slice() else { unreachable!("three lines") };
    assert_eq!(first.target.as_deref(), Some("600.00"));
    assert_eq!(first.completion.as_deref(), Some("103.33%"));
    assert_eq!(first.score, Value::Number(number("10")));
    assert_eq!((bonus.kind, bonus.score), (LineKind::Bonus, Value::Number(number("2"))));
    assert_eq!((judged.kind, judged.difference()), (LineKind::Judgement, Some(number("-0.5"))));
    assert_eq!(sheet.total, Value::Number(number("13.5")));
    assert_eq!(sheet.self_total, Value::Number(number("12")));
    assert_eq!((sheet.rank, sheet.grade.as_deref()), (Some(1), Some("达标")));
}

#[test]
fn the_same_month_against_the_whole_year_is_half_done() {
    let june: Period = "2026-06".parse().unwrap();
    let sheet =
        book(TargetUse::Annual).sheet(UnitId::new(1), june, &BTreeMap::new(), |_| String::new()).unwrap();
    let (_, _, first) = sheet.lines().next().unwrap();
    assert_eq!(first.completion.as_deref(), Some("51.67%"));
    assert_eq!(first.score, Value::Number(number("5.17")));
}

#[test]
fn what_was_not_reported_is_no_zero_and_is_named_below_the_form() {
    let june: Period = "2026-06".parse().unwrap();
    let sheet =
        book(TargetUse::Scheduled).sheet(UnitId::new(3), june, &BTreeMap::new(), |_| String::new()).unwrap();
    assert_eq!(sheet.total, Value::Missing);
    assert_eq!((sheet.rank, sheet.grade.clone()), (None, None));
    assert!(sheet.notes.iter().any(|note| note.starts_with("待补：1.1 销售产值")), "{:?}", sheet.notes);
}

#[test]
fn a_vetoed_unit_keeps_its_score_and_stands_behind_the_ranked() {
    let june: Period = "2026-06".parse().unwrap();
    let table = book(TargetUse::Scheduled).rank_table(june, None).unwrap();
    let rows: Vec<_> =
        table.rows.iter().map(|row| (row.name.as_str(), row.rank, row.total.to_string())).collect();
    assert_eq!(rows[..2], [("东区", Some(1), "13.50".to_owned()), ("西区", Some(2), "6.50".to_owned())]);
    let vetoed = table.rows.iter().find(|row| row.name == "北区").unwrap();
    assert_eq!(vetoed.total, Value::Number(number("12.5")));
    assert_eq!((vetoed.rank, vetoed.grade.as_deref()), (None, Some("不定等次")));
    assert_eq!(vetoed.vetoes, ["党风廉政"]);
    assert_eq!(table.categories, [("一类目标".to_owned(), number("12"))]);
}

#[test]
fn a_figure_with_too_many_decimals_is_refused_by_name() {
    let june: Period = "2026-06".parse().unwrap();
    let units = [unit(1, "东区")];
    let schedule = Schedule::default();
    let mut gathering = Gathering::new(&scheme(), &units, &[june]).unwrap();
    let refused =
        gathering.indicator(UnitId::new(1), june, &output(), known(&schedule, so_far("1.234"), "1", "2"));
    let error = refused.unwrap_err();
    assert!(matches!(error, ScoringError::Fact { .. }));
    assert!(error.to_string().contains("销售产值"), "{error}");
    let stranger = gathering.judgement(UnitId::new(9), june, "1.3", Value::Unjudged);
    assert!(matches!(stranger, Err(ScoringError::NotScored { .. })));
}
