//! Heads whose cells were run together when the table lost its lines.

/// Heads that occur run together without a separator; longest first where one begins another.
const RUN_TOGETHER: &[&str] = &[
    "考核内容及达到的要求",
    "考核内容及指标",
    "年度完成工作量",
    "年度完成情况",
    "目标完成情况",
    "年度目标任务",
    "年度目标值",
    "实际完成情况",
    "实际完成值",
    "累计完成情况",
    "当月完成情况",
    "完成情况说明",
    "目标(指标)",
    "目标（指标）",
    "指标名称",
    "目标名称",
    "考核指标",
    "考核内容",
    "考核项目",
    "考核标准",
    "考核得分",
    "考核单位",
    "考核办法",
    "评分标准",
    "评分细则",
    "计分办法",
    "当月情况",
    "累计情况",
    "完成情况",
    "完成时限",
    "完成比例",
    "完成进度",
    "完成值",
    "完成率",
    "责任单位",
    "责任部门",
    "责任人",
    "牵头单位",
    "配合单位",
    "目标任务",
    "工作目标",
    "重点任务",
    "工作内容",
    "进展情况",
    "项目名称",
    "计量单位",
    "一级指标",
    "二级指标",
    "三级指标",
    "目标值",
    "计划数",
    "任务数",
    "自评得分",
    "自评分",
    "考核分",
    "评价得分",
    "同比增长",
    "存在问题",
    "时间节点",
    "佐证材料",
    "增幅",
    "同比",
    "排名",
    "序号",
    "编号",
    "类型",
    "类别",
    "分项",
    "指标",
    "分值",
    "权重",
    "得分",
    "单位",
    "县区",
    "地区",
    "备注",
    "序",
];

/// Splits a head whose cells were run together, `序号目标名称考核指标`; each part with its character range. `None` if
/// anything but heads is in it.
pub(crate) fn split_head(line: &str) -> Option<Vec<(std::ops::Range<usize>, &'static str)>> {
    let mut found = Vec::new();
    let mut rest = line;
    let mut at = 0;
    while let Some(first) = rest.chars().next() {
        if first.is_whitespace() || first == '|' {
            rest = rest.strip_prefix(first)?;
            at += 1;
            continue;
        }
        let head =
            RUN_TOGETHER.iter().filter(|head| rest.starts_with(**head)).max_by_key(|head| head.len())?;
        let length = head.chars().count();
        found.push((at..at + length, *head));
        at += length;
        rest = rest.strip_prefix(head)?;
    }
    (!found.is_empty()).then_some(found)
}
