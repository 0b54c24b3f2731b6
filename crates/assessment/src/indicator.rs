//! Indicators: one measured quantity each, in a catalogue that schemes share.

use rules::Measure;

use crate::coded::coded;
use crate::{Grain, IndicatorId, UnitId, View};

/// 口径: how the values of periods combine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Basis {
    /// 流量: the cumulative figure is the sum of the year's periods.
    Flow,
    /// 存量: the value at the period's end, never summed over time.
    Stock,
    /// 比率: the period's and the cumulative rate are two figures; neither is summed.
    Rate,
    /// 名次: as at a date.
    Rank,
    /// 里程碑: reached on a date, or not yet.
    Milestone,
    /// 文字: words, judged.
    Text,
}
coded!(Basis {
    Flow = "flow" "流量",
    Stock = "stock" "存量",
    Rate = "rate" "比率",
    Rank = "rank" "名次",
    Milestone = "milestone" "里程碑",
    Text = "text" "文字",
});

impl Basis {
    /// The views in which figures of this basis are kept.
    pub fn views(self) -> &'static [View] {
        match self {
            Self::Flow | Self::Rate => &[View::PeriodValue, View::Cumulative],
            Self::Stock | Self::Rank | Self::Milestone | Self::Text => &[View::Point],
        }
    }

    /// Whether the year's figure grows month by month, so that a schedule has a meaning.
    pub fn accumulates(self) -> bool {
        matches!(self, Self::Flow)
    }

    /// The view that a year's target is compared with.
    pub fn main_view(self) -> View {
        match self {
            Self::Flow | Self::Rate => View::Cumulative,
            Self::Stock | Self::Rank | Self::Milestone | Self::Text => View::Point,
        }
    }
}

/// Which way is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Direction {
    /// 越高越好.
    More,
    /// 越低越好.
    Less,
    /// 在区间内.
    Within,
}
coded!(Direction { More = "more" "越高越好", Less = "less" "越低越好", Within = "within" "在区间内" });

/// Where an indicator's figures come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Origin {
    /// 填报: reported by the unit.
    Reported,
    /// 台账: counted from the ledger.
    Ledger,
    /// 计算: computed from others.
    Computed,
}
coded!(Origin { Reported = "reported" "填报", Ledger = "ledger" "台账", Computed = "computed" "计算" });

/// 指标: a measured quantity.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Indicator {
    /// Its id.
    pub id: IndicatorId,
    /// Its name, as schemes write it.
    pub name: String,
    /// Measure and scale of its figures.
    pub measure: Measure,
    /// Decimals of its figures.
    pub decimals: u8,
    /// How periods combine.
    pub basis: Basis,
    /// Which way is better.
    pub direction: Direction,
    /// How often it is reported.
    pub frequency: Grain,
    /// The department that verifies it.
    pub source: Option<UnitId>,
    /// Whether figures of units may be summed to the whole.
    pub additive: bool,
    /// Where its figures come from.
    pub origin: Origin,
}

impl Indicator {
    /// Whether the figures of units sum to the whole's: flows and stocks that are additive, never rates or ranks.
    pub fn sums_over_units(&self) -> bool {
        self.additive && matches!(self.basis, Basis::Flow | Basis::Stock)
    }

    /// 销售产值（亿元）, as heads of tables write it.
    pub fn head(&self) -> String {
        if crate::measure::is_numeric(&self.measure) && self.basis != Basis::Text {
            format!("{}（{}）", self.name, self.measure.name)
        } else {
            self.name.clone()
        }
    }
}
