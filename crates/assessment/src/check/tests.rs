use rules::Value;

use super::*;
use crate::{Basis, Direction, Grain, Origin};

fn number(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn indicator(name: &str, measure: &str, basis: Basis) -> Indicator {
    Indicator {
        id: IndicatorId::new(1),
        name: name.into(),
        measure: crate::measure_named(measure),
        decimals: 2,
        basis,
        direction: Direction::More,
        frequency: Grain::Month,
        source: None,
        additive: true,
        origin: Origin::Reported,
    }
}

/// A year as `当期/累计` per month; `-` leaves a figure out, `缺` the month, `待补` states an absence.
fn year(cells: &str) -> Vec<(Period, Entered)> {
    let figure = |cell: &str| (cell != "-").then(|| number(cell));
    let month = |(at, cell): (u8, &str)| {
        let entered = match cell.split_once('/') {
            Some((value, sum)) => {
                Entered::Figures(Figures { period_value: figure(value), cumulative: figure(sum) })
            }
            None if cell == "待补" => Entered::Absent(Value::Missing),
            None => Entered::Nothing,
        };
        (Period::month(2026, at).unwrap(), entered)
    };
    (1..).zip(cells.split_whitespace()).map(month).collect()
}

fn last_year(values: &str) -> Vec<(Period, Figures)> {
    let mut sum = Decimal::ZERO;
    let month = |(at, value): (u8, &str)| {
        sum = sum.checked_add(number(value)).unwrap();
        let figures = Figures { period_value: Some(number(value)), cumulative: Some(sum) };
        (Period::month(2025, at).unwrap(), figures)
    };
    (1..).zip(values.split_whitespace()).map(month).collect()
}

struct Case {
    name: &'static str,
    measure: &'static str,
    cells: &'static str,
    before: &'static str,
    target: Option<&'static str>,
    stated: Stated,
}

impl Default for Case {
    fn default() -> Self {
        let stated = Stated { completion: None, growth: None, complete: None };
        Self { name: "到位资金", measure: "亿元", cells: "", before: "", target: None, stated }
    }
}

impl Case {
    fn findings(&self) -> Vec<Finding> {
        let indicator = indicator(self.name, self.measure, Basis::Flow);
        let (entries, last_year) = (year(self.cells), last_year(self.before));
        let timeline = Timeline {
            unit: UnitId::new(1),
            indicator: &indicator,
            entries: &entries,
            last_year: &last_year,
            bound: self.target.map(|target| Bound::AtLeast(number(target))),
            schedule: &Schedule::Linear,
            stated: self.stated,
        };
        timeline.findings()
    }

    fn codes(&self) -> Vec<(String, FindingCode)> {
        self.findings().iter().map(|finding| (finding.period.to_string(), finding.code)).collect()
    }
}

fn one(period: &str, code: FindingCode) -> Vec<(String, FindingCode)> {
    vec![(period.to_owned(), code)]
}

#[test]
fn a_clean_year_has_no_finding() {
    let case = Case {
        cells: "3.1/3.1 2.9/6.0 3.4/9.4 待补 -/16.0",
        before: "3 3 3 3 3",
        target: Some("40"),
        ..Case::default()
    };
    assert_eq!(case.codes(), []);
}

#[test]
fn a_month_that_does_not_add_up_is_an_error() {
    let case = Case { cells: "3.1/3.1 2.9/6.1", ..Case::default() };
    assert_eq!(case.codes(), one("2026-02", FindingCode::SumDiffers));
    let finding = case.findings().remove(0);
    assert_eq!(finding.message, "2026年2月到位资金：累计6.1亿元，而上期累计3.1亿元加当期2.9亿元为6.0亿元");
    assert_eq!(finding.severity(), Severity::Error);
}

#[test]
fn a_falling_cumulative_is_found_over_a_gap_too() {
    let case = Case { cells: "-/3.1 缺 -/2.8", ..Case::default() };
    let expected =
        [("2026-02".into(), FindingCode::Missing), ("2026-03".into(), FindingCode::CumulativeFell)];
    assert_eq!(case.codes(), expected);
}

#[test]
fn last_months_table_sent_again_is_noticed() {
    let case = Case { cells: "-/3.1 -/3.1", ..Case::default() };
    assert_eq!(case.codes(), one("2026-02", FindingCode::Repeated));
    let standstill = Case { cells: "-/3.1 0/3.1", ..Case::default() };
    assert_eq!(standstill.codes(), []);
}

#[test]
fn mixed_measures_are_found_by_last_year_by_own_months_and_by_the_target() {
    let by_last_year = Case { cells: "31000/31000", before: "3.0", ..Case::default() };
    assert_eq!(by_last_year.codes(), one("2026-01", FindingCode::ScaleSlip));
    let by_months = Case { cells: "3.1/3.1 29000/29003.1", ..Case::default() };
    assert_eq!(by_months.codes(), one("2026-02", FindingCode::ScaleSlip));
    let by_target = Case { cells: "310000000/310000000", target: Some("40"), ..Case::default() };
    assert_eq!(by_target.codes(), one("2026-01", FindingCode::ScaleSlip));
    assert!(by_target.findings()[0].message.contains("大约一亿倍"));
}

#[test]
fn a_moved_decimal_point_is_a_warning() {
    let case = Case { cells: "3.1/3.1 29.5/32.6", before: "3.0 2.8", ..Case::default() };
    assert_eq!(case.codes(), one("2026-02", FindingCode::PointSlip));
    assert_eq!(case.findings()[0].severity(), Severity::Warning);
    assert!(case.findings()[0].message.ends_with("29.5亿元约为通常2.8亿元的10倍"));
}

#[test]
fn a_month_unlike_the_others_is_an_outlier_and_a_season_is_not() {
    let odd = Case { cells: "3/3 3.1/6.1 2.9/9 3/12 14/26", ..Case::default() };
    assert_eq!(odd.codes(), one("2026-05", FindingCode::Outlier));
    let season = Case { cells: "3/3 3.1/6.1 2.9/9 3/12 14/26", before: "3 3 3 3 13", ..Case::default() };
    assert_eq!(season.codes(), []);
}

#[test]
fn the_published_665_percent_is_found_as_a_lost_point() {
    let stated = Stated { completion: Some(number("665")), ..Stated::default() };
    let case = Case { cells: "465.5/465.5", target: Some("700"), before: "400", stated, ..Case::default() };
    assert_eq!(case.codes(), one("2026-01", FindingCode::CompletionDiffers));
    let finding = case.findings().remove(0);
    assert_eq!(finding.message, "2026年1月到位资金：所报完成率665%，而465.5亿元÷700亿元=67%");
    assert_eq!(finding.hint, "疑似小数点错位，请改正");
}

#[test]
fn a_missed_goal_is_not_complete() {
    let stated = Stated { complete: Some(true), ..Stated::default() };
    let case = Case { cells: "30/30", target: Some("40"), before: "28", stated, ..Case::default() };
    assert_eq!(case.codes(), one("2026-01", FindingCode::ClaimedComplete));
    assert!(case.findings()[0].message.ends_with("称已完成，而实际完成75.00%"));
}

#[test]
fn stated_growth_is_recomputed_to_its_own_decimals() {
    let stated = |growth| Stated { growth: Some(number(growth)), ..Stated::default() };
    let case = |growth| Case { cells: "31.3/31.3", before: "30", stated: stated(growth), ..Case::default() };
    assert_eq!(case("4.3").codes(), []);
    assert_eq!(case("4.33").codes(), []);
    assert_eq!(case("15").codes(), one("2026-01", FindingCode::GrowthDiffers));
}

#[test]
fn a_share_above_a_hundred_is_an_error_and_growth_is_not() {
    let rate = |name: &'static str, cells: &'static str| {
        let indicator = indicator(name, "%", Basis::Rate);
        let entries = year(cells);
        let timeline = Timeline {
            unit: UnitId::new(1),
            indicator: &indicator,
            entries: &entries,
            last_year: &[],
            bound: None,
            schedule: &Schedule::Linear,
            stated: Stated::default(),
        };
        timeline.latest().iter().map(|finding| finding.code).collect::<Vec<_>>()
    };
    assert_eq!(rate("考核合格率", "-/855"), [FindingCode::ShareOutOfRange]);
    assert_eq!(rate("销售产值增幅", "-/120"), []);
}
