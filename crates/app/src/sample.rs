//! Data for measuring: as many units, indicators and months as asked for, every value different, the same in every run.

use assessment::{
    Basis, Direction, Grain, Grant, Indicator, IndicatorId, Origin, Period, Role, Unit, UnitClass, UnitId,
    UnitKind, measure_named,
};
use store::{AuditEntry, NewFigure, NewScheme, NumberKind};

use crate::account::{NewPerson, OneTime, create_sample_person, prepare};
use crate::catalogue::indicator_row;
use crate::{App, Error, Result};

/// How much.
#[derive(Clone, Debug)]
pub struct Bench {
    /// Units.
    pub units: i64,
    /// Indicators.
    pub indicators: i64,
    /// Months of 2026.
    pub months: u8,
    /// Sign-in name of the clerk of all units.
    pub user: String,
}

const YEAR: i16 = 2026;
/// Values have four decimals.
const DECIMALS: u8 = 4;
const VALUES: u64 = 10_000_000_000;
const NARRATIVE: &str = "本月完成投资进度符合年度计划，重点项目开工率较上月提高，主要受土地平整进度影响的两个项目已协调解决，下月继续跟踪。";

/// Fills an empty store; the answer is the clerk's sign-in.
pub async fn fill_bench(app: &App, bench: &Bench) -> Result<OneTime> {
    prepare(app, "测试市").await?;
    let mut change = app.store.change(app.tenant, app.now()).await?;
    for unit in 1..=bench.units {
        change.put_unit(&unit_of(unit)).await?;
    }
    let rows = (1..=bench.indicators).map(|id| indicator_row(&indicator_of(id), id));
    change.put_indicators(&rows.collect::<Result<Vec<_>>>()?).await?;
    change.reserve_ids_up_to(bench.units.max(bench.indicators));
    let scheme = scheme_of(bench.indicators);
    crate::scheme::compile(&scheme)?;
    let cycle = change.create_cycle("测试考核", i64::from(YEAR), "open").await?;
    let new = NewScheme {
        cycle,
        title: "测试考核",
        source: &scheme,
        valid_from: 20_260_101,
        published: true,
        reason: "",
        author: assessment::AccountId::new(0),
    };
    change.create_scheme(&new).await?;
    change.commit().await?;
    let cells = usize::try_from(bench.units * bench.indicators).unwrap_or(0);
    let mut cumulative = vec![0_i64; cells];
    for month in 1..=bench.months {
        let figures = figures_of(bench, month, &mut cumulative)?;
        let mut change = app.store.change(app.tenant, app.now()).await?;
        change.fill_figures(&figures).await?;
        change.audit(AuditEntry {
            account: 0,
            action: "figure.fill".to_owned(),
            subject: format!("figure/{YEAR}-{month:02}"),
            detail: format!("{}", figures.len()),
        });
        change.commit().await?;
    }
    let person = NewPerson {
        name: bench.user.clone(),
        display_name: "填报员".to_owned(),
        grants: vec![Grant { role: Role::Clerk, unit: None }],
    };
    create_sample_person(app, &person).await
}

fn figures_of(bench: &Bench, month: u8, cumulative: &mut [i64]) -> Result<Vec<NewFigure>> {
    let period = Period::month(YEAR, month).ok_or_else(|| Error::Internal(format!("month {month}")))?;
    let cells = bench.units * bench.indicators;
    let mut figures = Vec::with_capacity(cumulative.len());
    for (cell, sum) in (0..cells).zip(cumulative) {
        let value = value_of(u64::try_from((i64::from(month) - 1) * cells + cell).unwrap_or(0));
        *sum += value;
        figures.push(NewFigure {
            period,
            unit: UnitId::new(cell / bench.indicators + 1),
            indicator: IndicatorId::new(cell % bench.indicators + 1),
            kind: NumberKind::Number,
            decimals: DECIMALS,
            value: Some(value),
            cumulative: Some(*sum),
            self_score: None,
            narrative: NARRATIVE.to_owned(),
            explanation: String::new(),
            source: "import".to_owned(),
            author: assessment::AccountId::new(0),
        });
    }
    Ok(figures)
}

/// splitmix64: every value is different and nothing has to be kept. Ten-thousandths, 0 to 999,999.9999.
fn value_of(row: u64) -> i64 {
    let mut z = row.wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    i64::try_from((z ^ (z >> 31)) % VALUES).unwrap_or(0)
}

/// One line for every indicator: every save changes a score, its item, the total and perhaps the ranks.
fn scheme_of(indicators: i64) -> String {
    let mut text = format!(
        "# 测试考核\n\n每项累计达到600万元得1分,未达到的按比例计分。\n\n```考核\n方案 \"测试考核\" 年度 {YEAR} 单位类别 区 \
         总分 {indicators}分\n修约 计分 2位 四舍五入\n缺报 待补\n排名 全体 占位\n"
    );
    for id in 1..=indicators {
        text.push_str(&format!("指标 \"考核指标{id}\" 万元 4位 累计 每月 来源 统计局\n"));
    }
    text.push_str(&format!("类 一类目标 {indicators}分\n项 1 \"各项指标\" {indicators}分\n"));
    for id in 1..=indicators {
        text.push_str(&format!(
            "计分 1.{id} \"考核指标{id}\" 1分 依据【每项累计达到600万元得1分】\n  实绩 >= 600万元 → 满分\n  否则 → 满分 × 实绩 ÷ 600万元\n"
        ));
    }
    text.push_str("```\n");
    text
}

fn unit_of(id: i64) -> Unit {
    Unit {
        id: UnitId::new(id),
        name: format!("第{id}责任单位"),
        full_name: format!("第{id}责任单位"),
        credit_code: None,
        region_code: None,
        kind: UnitKind::Assessed,
        class: UnitClass::new("区"),
        order: i32::try_from(id).unwrap_or(i32::MAX),
    }
}

fn indicator_of(id: i64) -> Indicator {
    Indicator {
        id: IndicatorId::new(id),
        name: format!("考核指标{id}"),
        measure: measure_named("万元"),
        decimals: DECIMALS,
        basis: Basis::Flow,
        direction: Direction::More,
        frequency: Grain::Month,
        source: None,
        additive: true,
        origin: Origin::Reported,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_scheme_of_the_benchmark_compiles() {
        let scheme = crate::scheme::compile(&scheme_of(30)).unwrap();
        assert_eq!(scheme.lines().len(), 30);
    }

    #[test]
    fn values_are_those_of_the_benchmark() {
        // The same function of the harness: val(0), val(1).
        assert_eq!(value_of(0), i64::try_from(0xE220_A839_7B1D_CDAF_u64 % VALUES).unwrap());
        assert_eq!(value_of(1), i64::try_from(0x6E78_9E6A_A1B9_65F4_u64 % VALUES).unwrap());
    }
}
