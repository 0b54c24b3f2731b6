//! What the head of a column means.

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Meaning {
    /// 序号, 编号.
    Number,
    /// 类型, 类别, 考核类别: the top division.
    Category,
    /// 分项, 一级指标, 项目: the division below.
    Division,
    /// 目标名称, 指标名称, 指标, 三级指标, 单位 in a ranking: what the row is about.
    Name,
    /// 考核指标, 目标(指标), 考核内容及指标, 目标任务: the goal in words, with its figures.
    Goal,
    /// 年度目标值, 目标值, 计划数, 下达任务: the goal as a figure.
    Target,
    /// 挑战目标.
    ChallengeTarget,
    /// 省下达目标, 上级目标.
    SuperiorTarget,
    /// 上年实绩, 基数, 去年同期.
    Base,
    /// 计量单位.
    Unit,
    /// 分值, 满分, 标准分.
    Points,
    /// 权重.
    Weight,
    /// 评分标准, 计分办法, 扣分标准.
    Standard,
    /// 当月情况, 本月: the period's own figure.
    PeriodValue,
    /// 累计情况, 1-8月累计.
    Cumulative,
    /// 完成情况, 年度完成情况, 实绩, 实际完成值: what was done.
    Actual,
    /// 完成率, 完成比例, 年度完成工作量, 执行率.
    Completion,
    /// 同比, 增长, 增幅.
    Growth,
    /// 占比, 比重.
    Share,
    /// 排名, 名次, 位次.
    Rank,
    /// 自评分, 自评得分.
    SelfScore,
    /// 考核分, 得分, 考评得分.
    AssessedScore,
    /// 责任单位, 牵头单位.
    Owner,
    /// 被考核单位, 地区, 县区: whom a row of a list is about.
    Subject,
    /// 完成时限, 时间节点.
    Deadline,
    /// 佐证材料.
    Evidence,
    /// 备注, 偏差原因.
    Remark,
    /// Nothing known.
    #[default]
    Other,
}
