//! 核验: what is odd about figures, found the moment they are entered. A finding is a warning to explain or an error to
//! mend; nothing is changed by itself.

mod beside;
mod slips;
mod stated;
#[cfg(test)]
mod tests;
mod timeline;

use std::fmt;

use rules::{Decimal, Value};

pub use self::beside::{Beside, Narrated, Published};
use crate::coded::coded;
use crate::{Bound, Figures, Indicator, IndicatorId, Period, Schedule, UnitId};

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// 提示: explain it or leave it.
    Warning,
    /// 错误: mend it before submitting.
    Error,
}
coded!(Severity { Warning = "warning" "提示", Error = "error" "错误" });

/// What kind of oddity was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FindingCode {
    /// Due and not there.
    Missing,
    /// The cumulative figure is not the earlier one plus the period's.
    SumDiffers,
    /// A cumulative figure fell.
    CumulativeFell,
    /// Off by about 10^4 or 10^8: 元, 万元 and 亿元 were mixed.
    ScaleSlip,
    /// Off by about ten or a hundred: a decimal point was lost or moved.
    PointSlip,
    /// Far from the unit's own history.
    Outlier,
    /// The stated completion is not the computed one.
    CompletionDiffers,
    /// Stated as complete, and the target is not reached.
    ClaimedComplete,
    /// The stated growth is not the computed one.
    GrowthDiffers,
    /// A share above 100% or below zero.
    ShareOutOfRange,
    /// The same cumulative figure as last period's: perhaps last month's table was sent again.
    Repeated,
    /// Not the figure that the superior published.
    SuperiorDiffers,
    /// A target below the superior's.
    SuperiorTarget,
    /// The unit's words state another figure than its row.
    NarrativeDiffers,
    /// The unit's words contradict themselves.
    NarrativeContradicts,
    /// A figure that has to be proved and is not.
    EvidenceMissing,
    /// More decimals than the indicator has: the scores cannot read it.
    TooManyDecimals,
}
coded!(FindingCode {
    Missing = "missing" "缺报",
    SumDiffers = "sum_differs" "当期与累计不符",
    CumulativeFell = "cumulative_fell" "累计下降",
    ScaleSlip = "scale_slip" "疑似计量单位混用",
    PointSlip = "point_slip" "疑似小数点错位",
    Outlier = "outlier" "明显偏离历史",
    CompletionDiffers = "completion_differs" "完成率与计算不符",
    ClaimedComplete = "claimed_complete" "未达目标而称完成",
    GrowthDiffers = "growth_differs" "同比与计算不符",
    ShareOutOfRange = "share_out_of_range" "比率超出范围",
    Repeated = "repeated" "与上期相同",
    SuperiorDiffers = "superior_differs" "与上级公布数不符",
    SuperiorTarget = "superior_target" "低于上级目标",
    NarrativeDiffers = "narrative_differs" "文字与数字不符",
    NarrativeContradicts = "narrative_contradicts" "文字前后不符",
    EvidenceMissing = "evidence_missing" "缺佐证",
    TooManyDecimals = "too_many_decimals" "小数位过多",
});

impl FindingCode {
    /// Whether it must be mended or may be explained.
    pub fn severity(self) -> Severity {
        match self {
            Self::Missing
            | Self::SumDiffers
            | Self::CumulativeFell
            | Self::ScaleSlip
            | Self::CompletionDiffers
            | Self::ClaimedComplete
            | Self::ShareOutOfRange
            | Self::TooManyDecimals => Severity::Error,
            Self::PointSlip
            | Self::Outlier
            | Self::GrowthDiffers
            | Self::Repeated
            | Self::SuperiorDiffers
            | Self::SuperiorTarget
            | Self::NarrativeDiffers
            | Self::NarrativeContradicts
            | Self::EvidenceMissing => Severity::Warning,
        }
    }

    /// Whether a reason may settle it. What is impossible or undone can only be mended: no reason makes a sum right.
    pub fn explainable(self) -> bool {
        !matches!(
            self,
            Self::Missing
                | Self::SumDiffers
                | Self::ShareOutOfRange
                | Self::CompletionDiffers
                | Self::ClaimedComplete
                | Self::TooManyDecimals
        )
    }
}

/// 问题: one oddity with the figures that show it.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Finding {
    /// What kind.
    pub code: FindingCode,
    /// Of which unit.
    pub unit: UnitId,
    /// Of which indicator.
    pub indicator: IndicatorId,
    /// In which period.
    pub period: Period,
    /// What is odd, with the figures.
    pub message: String,
    /// What to do.
    pub hint: String,
}

impl Finding {
    /// Whether it must be mended.
    pub fn severity(&self) -> Severity {
        self.code.severity()
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}：{}。{}", self.severity(), self.message, self.hint)
    }
}

/// What a unit entered for one period: a figure, a stated absence, or nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entered {
    /// Nothing was entered.
    Nothing,
    /// 待补, 不适用 or 未评.
    Absent(Value),
    /// Figures.
    Figures(Figures),
}

/// What a unit says about its figure, in a column or in words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stated {
    /// The completion it prints, in percent.
    pub completion: Option<Decimal>,
    /// The growth it prints, in percent.
    pub growth: Option<Decimal>,
    /// Whether it says that the target is reached.
    pub complete: Option<bool>,
}

/// One indicator of one unit over the periods of a year.
#[derive(Clone, Copy, Debug)]
pub struct Timeline<'a> {
    /// Whose.
    pub unit: UnitId,
    /// Of what.
    pub indicator: &'a Indicator,
    /// The year's periods in order, up to the one that is checked.
    pub entries: &'a [(Period, Entered)],
    /// Last year's periods in order, for comparison.
    pub last_year: &'a [(Period, Figures)],
    /// The year's target.
    pub bound: Option<Bound>,
    /// How the year's target falls due.
    pub schedule: &'a Schedule,
    /// What is stated about the last period.
    pub stated: Stated,
}

impl Timeline<'_> {
    /// Every finding over the whole timeline, in order of periods.
    pub fn findings(&self) -> Vec<Finding> {
        self.findings_from(0)
    }

    /// The findings of the last period only: what a clerk who enters it has to see.
    pub fn latest(&self) -> Vec<Finding> {
        self.findings_from(self.entries.len().saturating_sub(1))
    }

    /// The findings of the entries from this place on; those before it are only what they are compared with.
    fn findings_from(&self, from: usize) -> Vec<Finding> {
        let mut found = Vec::new();
        self.check_sums(from, &mut found);
        self.check_sizes(from, &mut found);
        self.check_stated(&mut found);
        found.sort_by_key(|finding| (finding.period, finding.code));
        found
    }

    fn finding(&self, code: FindingCode, period: Period, message: &str, hint: &str) -> Finding {
        let message = format!("{}{}：{message}", period.label(), self.indicator.name);
        Finding {
            code,
            unit: self.unit,
            indicator: self.indicator.id,
            period,
            message,
            hint: hint.to_owned(),
        }
    }

    /// A figure with its measure, as messages quote it.
    fn shown(&self, number: Decimal) -> String {
        format!("{}{}", number.grouped(), self.indicator.measure.name)
    }
}
