//! The indicators of the sample with what their figures look like over a year.

use assessment::{Basis, Direction, Grain, Indicator, IndicatorId, Origin, measure_named};

use crate::names::department;

/// How an indicator's figures come about. Numbers are in the last decimal of the indicator.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Shape {
    /// Amounts of a year for districts and for counties; growth and target growth in tenths of a percent.
    Amount { district: (i64, i64), county: (i64, i64), growth: (i64, i64), target_growth: (i64, i64) },
    /// Things counted over a year; a target where the scheme reads one.
    Count { year: (i64, i64), target: bool },
    /// A rate of the year with the jitter of its months.
    Rate { level: (i64, i64), jitter: i64 },
    /// A balance at a month's end, growing from last year's.
    Balance { level: (i64, i64), growth: (i64, i64) },
    /// A part of another count that stands at the year's beginning, in percent.
    PartOf { whole: &'static str, percent: (i64, i64) },
    /// Done or not, in so many cases of a hundred, in one of these months.
    Done { chance: i64, months: (i64, i64) },
}

/// One row of the catalogue.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Spec {
    pub(crate) name: &'static str,
    pub(crate) measure: &'static str,
    pub(crate) decimals: u8,
    pub(crate) source: &'static str,
    pub(crate) direction: Direction,
    pub(crate) shape: Shape,
}

const fn spec(
    name: &'static str,
    measure: &'static str,
    decimals: u8,
    source: &'static str,
    shape: Shape,
) -> Spec {
    Spec { name, measure, decimals, source, direction: Direction::More, shape }
}

const fn fewer(name: &'static str, measure: &'static str, source: &'static str, shape: Shape) -> Spec {
    Spec { name, measure, decimals: 0, source, direction: Direction::Less, shape }
}

const fn rate(low: i64, high: i64, jitter: i64) -> Shape {
    Shape::Rate { level: (low, high), jitter }
}

const fn count(low: i64, high: i64, target: bool) -> Shape {
    Shape::Count { year: (low, high), target }
}

const fn done(chance: i64) -> Shape {
    Shape::Done { chance, months: (2, 11) }
}

const OUTPUT: Shape = Shape::Amount {
    district: (70_000, 165_000),
    county: (28_000, 64_000),
    growth: (5, 165),
    target_growth: (50, 75),
};
const INVESTMENT: Shape = Shape::Amount {
    district: (3_200, 9_800),
    county: (1_600, 4_200),
    growth: (20, 270),
    target_growth: (100, 130),
};
const RENEWAL: Shape = Shape::Amount {
    district: (1_900, 6_400),
    county: (900, 2_600),
    growth: (-20, 330),
    target_growth: (110, 145),
};
const FLOORS: Shape =
    Shape::Amount { district: (120, 420), county: (90, 260), growth: (-160, 220), target_growth: (0, 80) };
const LAND: Shape =
    Shape::Amount { district: (260, 900), county: (300, 1_100), growth: (-80, 240), target_growth: (20, 90) };
const FUNDS: Shape = Shape::Amount {
    district: (1_800, 7_600),
    county: (900, 3_300),
    growth: (-70, 330),
    target_growth: (80, 120),
};
const TRAINING: Shape = Shape::Amount {
    district: (600, 1_900),
    county: (380, 1_100),
    growth: (-20, 180),
    target_growth: (20, 80),
};

/// In the order of the scheme.
pub(crate) const CATALOGUE: [Spec; 41] = [
    spec("销售产值", "亿元", 2, "市统计局", OUTPUT),
    spec("工业投资增幅", "%", 1, "市统计局", rate(85, 192, 6)),
    spec("能耗降幅", "%", 2, "市统计局", rate(330, 690, 12)),
    spec("工业投资", "亿元", 2, "市统计局", INVESTMENT),
    spec("技改投资", "亿元", 2, "市统计局", RENEWAL),
    spec("厂房面积", "万平方米", 1, "市资规局", FLOORS),
    spec("盘活用地", "亩", 0, "市资规局", LAND),
    spec("双百项目", "个", 0, "市经信局", count(6, 24, true)),
    spec("节能措施", "是否", 0, "市经信局", done(94)),
    spec("监测审计", "是否", 0, "市经信局", done(90)),
    spec("网上报送率", "%", 1, "市经信局", rate(860, 995, 8)),
    spec("清洁生产", "家", 0, "市生态环境局", count(8, 32, true)),
    spec("淘汰设备", "台", 0, "市经信局", count(20, 90, true)),
    spec("关停任务", "是否", 0, "市经信局", done(88)),
    spec("绿色工厂", "家", 0, "市经信局", count(0, 5, false)),
    spec("到位资金", "亿元", 2, "市招商局", FUNDS),
    spec("亿元项目", "个", 0, "市招商局", count(1, 9, false)),
    spec("项目开工率", "%", 1, "市招商局", rate(560, 960, 10)),
    spec("高新增幅", "%", 1, "市统计局", rate(52, 134, 4)),
    spec("规上增幅", "%", 1, "市统计局", rate(48, 96, 3)),
    spec("研发强度", "%", 2, "市科技局", rate(165, 428, 4)),
    spec("小升规", "家", 0, "市统计局", count(14, 60, false)),
    spec("培训人数", "人次", 0, "市经信局", TRAINING),
    spec("担保余额", "亿元", 2, "市财政局", Shape::Balance { level: (1_400, 8_800), growth: (60, 260) }),
    fewer("月报缺报", "次", "市经信局", count(0, 2, false)),
    spec("信息采用", "条", 0, "市经信局", count(15, 38, false)),
    spec("网站更新", "是否", 0, "市经信局", done(92)),
    spec("新产品率", "%", 1, "市统计局", rate(268, 431, 5)),
    spec("中心合格率", "%", 1, "市经信局", rate(800, 985, 10)),
    spec("攻关完成", "个", 0, "市科技局", Shape::PartOf { whole: "攻关任务", percent: (50, 104) }),
    spec("攻关任务", "个", 0, "市科技局", Shape::Balance { level: (6, 12), growth: (0, 0) }),
    spec("上云企业", "家", 0, "市经信局", count(40, 160, true)),
    spec("固废利用率", "%", 1, "市生态环境局", rate(815, 988, 8)),
    fewer("违规事件", "起", "市市场监管局", count(0, 2, false)),
    spec("数据报送率", "%", 1, "市商务局", rate(850, 996, 9)),
    spec("数据准确率", "%", 2, "市经信局", rate(9_972, 10_060, 0)),
    spec("行业统计", "是否", 0, "市经信局", done(92)),
    spec("专项整治", "是否", 0, "市应急局", done(84)),
    fewer("涉企投诉", "起", "市经信局", count(0, 9, false)),
    spec("助企贷款", "亿元", 2, "市财政局", Shape::Balance { level: (9_000, 52_000), growth: (70, 240) }),
    spec("信用评价率", "%", 1, "市市场监管局", rate(36, 78, 2)),
];

impl Spec {
    pub(crate) fn basis(&self) -> Basis {
        match self.shape {
            Shape::Amount { .. } | Shape::Count { .. } | Shape::PartOf { .. } => Basis::Flow,
            Shape::Rate { .. } => Basis::Rate,
            Shape::Balance { .. } => Basis::Stock,
            Shape::Done { .. } => Basis::Milestone,
        }
    }

    #[cfg(test)]
    pub(crate) fn has_target(&self) -> bool {
        matches!(self.shape, Shape::Amount { .. } | Shape::Count { target: true, .. })
    }
}

/// The indicators as the domain knows them.
pub fn indicators() -> Vec<Indicator> {
    (1..)
        .zip(&CATALOGUE)
        .map(|(id, spec)| Indicator {
            id: IndicatorId::new(id),
            name: spec.name.to_owned(),
            measure: measure_named(spec.measure),
            decimals: spec.decimals,
            basis: spec.basis(),
            direction: spec.direction,
            frequency: Grain::Month,
            source: department(spec.source),
            additive: matches!(spec.basis(), Basis::Flow | Basis::Stock),
            origin: Origin::Reported,
        })
        .collect()
}
