//! Words that are names, not keywords: fields of an indicator, derived figures, functions.

/// The actual figure: what a bare indicator name means.
pub(crate) const ACTUAL: &str = "实绩";
/// The target.
pub(crate) const TARGET: &str = "目标";
/// Last year's actual.
pub(crate) const LAST_YEAR: &str = "上年";
/// What is due by now.
pub(crate) const SCHEDULE: &str = "序时";
/// The field of a judgement's input.
pub(crate) const JUDGED: &str = "评分";
/// The field of a veto's input.
pub(crate) const VETOED: &str = "否决";

/// Rank over the number ranked, %.
pub(crate) const RANK_SHARE: &str = "名次百分比";

/// Fields an indicator may be asked for.
pub(crate) const FIELDS: &[&str] = &[
    ACTUAL,
    TARGET,
    LAST_YEAR,
    SCHEDULE,
    "上级",
    "上期",
    "挑战目标",
    "本级目标",
    "上级目标",
    "当月",
    "累计",
    "当季",
    "全市",
    "基数",
    "前年",
];

/// Figures derived from fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Derived {
    /// Actual over target, %.
    Completion,
    /// Completion less 100%.
    Excess,
    /// 100% less completion.
    Shortfall,
    /// Growth over last year, %.
    Growth,
    /// Actual less last year.
    Increase,
    /// Actual over what is due by now, %.
    ScheduleCompletion,
    /// Share of the target that is done less the share that is due, percentage points.
    ScheduleGap,
}

/// The derived figure of this name.
pub(crate) fn derived(word: &str) -> Option<Derived> {
    Some(match word {
        "完成率" => Derived::Completion,
        "超额率" => Derived::Excess,
        "欠额率" => Derived::Shortfall,
        "增长率" => Derived::Growth,
        "增量" => Derived::Increase,
        "序时完成率" => Derived::ScheduleCompletion,
        "序时差" => Derived::ScheduleGap,
        _ => return None,
    })
}

/// Functions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Function {
    Max,
    Min,
    Abs,
    Round,
    Mean,
    Highest,
    Lowest,
    Sum,
    Rank,
    ScoreOf,
    Count,
    MonthsLate,
    DaysLate,
    Contribution,
}

/// The function of this name.
pub(crate) fn function(word: &str) -> Option<Function> {
    Some(match word {
        "较大" => Function::Max,
        "较小" => Function::Min,
        "绝对值" => Function::Abs,
        "四舍五入" | "进舍" | "舍去" => Function::Round,
        "均值" => Function::Mean,
        "最高" => Function::Highest,
        "最低" => Function::Lowest,
        "合计" => Function::Sum,
        "名次" => Function::Rank,
        "得分" => Function::ScoreOf,
        "个数" => Function::Count,
        "逾期月数" => Function::MonthsLate,
        "逾期天数" => Function::DaysLate,
        "贡献率" => Function::Contribution,
        _ => return None,
    })
}

/// The info word of a fence that holds rules.
pub(crate) const RULES_FENCE: &str = "考核";
/// The info word of a fence that holds sample cases.
pub(crate) const SAMPLE_FENCE: &str = "样例";

/// What explanations of the total are called.
pub(crate) const TOTAL_ID: &str = "总分";
/// What explanations of the rank are called.
pub(crate) const RANK_ID: &str = "名次";
/// What explanations of the grade are called.
pub(crate) const GRADE_ID: &str = "等次";
