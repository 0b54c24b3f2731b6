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

/// Head words by meaning, the more telling first: the first whose word occurs in the head decides.
const WORDS: &[(Meaning, &[&str])] = &[
    (Meaning::SelfScore, &["自评得分", "自评分", "自评", "自查得分", "自查分"]),
    (
        Meaning::AssessedScore,
        &["考核得分", "考评得分", "考核分", "考评分", "评审得分", "评价得分", "最终得分", "实得分", "核定分"],
    ),
    (Meaning::ChallengeTarget, &["挑战目标", "挑战值", "奋斗目标", "力争目标"]),
    (Meaning::SuperiorTarget, &["省下达", "市下达", "上级下达", "省定目标", "上级目标"]),
    (
        Meaning::Base,
        &["上年实绩", "去年同期", "上年同期", "基期", "基数", "上年完成", "上年值", "同期值", "上年数"],
    ),
    (
        Meaning::Completion,
        &[
            "完成率",
            "完成比例",
            "完成进度",
            "完成百分比",
            "年度完成工作量",
            "完成工作量",
            "执行率",
            "完成占比",
            "目标完成%",
            "占年度目标",
            "占全年任务",
            "占年计划",
            "占目标",
            "完成年度目标的",
            "进度%",
            "完成%",
            "达成率",
            "到位率",
            "完成程度",
            "计划比例",
            "任务比例",
            "目标比例",
            "占年度计划",
        ],
    ),
    (
        Meaning::Standard,
        &[
            "评分标准",
            "计分办法",
            "计分标准",
            "扣分标准",
            "评分办法",
            "评价标准",
            "评分细则",
            "考核标准",
            "计分方法",
            "评分方法",
            "考核办法",
            "评价要点",
        ],
    ),
    (Meaning::Weight, &["权重", "权数"]),
    (Meaning::Points, &["分值", "满分", "标准分", "基本分", "基准分", "基础分", "配分", "总分值"]),
    (Meaning::Growth, &["同比", "增长", "增幅", "增速", "环比", "增减", "涨幅", "±%"]),
    (Meaning::Share, &["占比", "比重", "所占比例"]),
    (Meaning::Rank, &["排名", "名次", "位次", "排序"]),
    (Meaning::Unit, &["计量单位", "单位:", "度量单位"]),
    (Meaning::Deadline, &["完成时限", "完成时间", "时间节点", "时限", "完成期限"]),
    (
        Meaning::Owner,
        &[
            "责任单位",
            "牵头单位",
            "责任部门",
            "牵头部门",
            "配合单位",
            "责任科室",
            "责任处室",
            "责任人",
            "责任领导",
            "承办单位",
            "数据来源",
        ],
    ),
    (Meaning::Evidence, &["佐证", "印证材料", "证明材料", "支撑材料"]),
    (Meaning::Remark, &["备注", "说明", "偏差原因", "原因分析", "存在问题", "改进措施"]),
    (Meaning::Cumulative, &["累计情况", "累计完成", "累计", "1-", "年初至今", "本年累计"]),
    (Meaning::PeriodValue, &["当月情况", "当月", "本月", "本期", "当期", "本季", "当季", "月度完成"]),
    (
        Meaning::Actual,
        &[
            "完成情况",
            "进展情况",
            "实绩",
            "实际完成",
            "完成值",
            "完成数",
            "实际值",
            "实际数",
            "实际完成值",
            "全年完成",
            "本年完成",
            "今年完成",
            "本年度完成",
            "落实情况",
            "工作进展",
            "完成内容",
            "执行数",
            "推进情况",
            "实施情况",
            "完成额",
            "已完成",
            "实际",
        ],
    ),
    (
        Meaning::Target,
        &[
            "目标值",
            "目标数",
            "计划数",
            "任务数",
            "指标值",
            "下达任务",
            "年度任务",
            "计划值",
            "预算数",
            "年度计划",
            "全年任务",
            "全年目标",
            "全年计划",
            "年度目标",
            "年初目标",
            "计划目标",
            "下达目标",
            "任务额",
            "目标额",
        ],
    ),
    (
        Meaning::Goal,
        &[
            "考核内容",
            "考核指标",
            "目标(指标)",
            "目标（指标）",
            "目标任务",
            "工作目标",
            "工作任务",
            "目标内容",
            "任务内容",
            "主要任务",
            "重点任务",
            "考核要求",
            "工作要求",
            "达到的要求",
            "主要内容",
            "目标要求",
            "指标要求",
            "工作内容",
            "重点工作",
            "任务要求",
            "具体任务",
            "具体内容",
            "绩效目标",
            "考核要点",
            "年度任务和要求",
        ],
    ),
    (Meaning::Division, &["分项", "一级指标", "指标类别", "项目类别", "二级指标", "目标类别"]),
    (Meaning::Category, &["类型", "类别", "分类", "大类"]),
    (
        Meaning::Name,
        &[
            "目标名称",
            "指标名称",
            "考核项目",
            "项目名称",
            "三级指标",
            "任务名称",
            "工作名称",
            "名称",
            "指标",
            "事项",
            "项目",
            "考核项",
            "目标",
            "工作",
            "任务",
            "内容",
        ],
    ),
    (
        Meaning::Subject,
        &[
            "被考核单位",
            "县区",
            "区县",
            "县(市",
            "县（市",
            "区(县",
            "区（县",
            "地区",
            "乡镇",
            "镇街",
            "街道",
            "园区",
            "开发区",
            "单位",
            "部门",
            "城市",
            "区域",
        ],
    ),
    (Meaning::AssessedScore, &["得分", "总分", "评分", "分数"]),
    (Meaning::Number, &["序号", "编号", "序", "号"]),
];

impl Meaning {
    /// What a head means. White space and line ends inside it do not matter.
    pub fn of(head: &str) -> Self {
        let words: String = head.chars().filter(|ch| !ch.is_whitespace()).collect();
        if words.is_empty() {
            return Self::Other;
        }
        match words.as_str() {
            "序" | "序号" | "编号" | "NO" | "No." | "№" => return Self::Number,
            "单位" => return Self::Subject,
            "指标" | "目标" => return Self::Name,
            "得分" => return Self::AssessedScore,
            "完成" | "实际" => return Self::Actual,
            "目标(指标)" | "目标（指标）" => return Self::Goal,
            _ => {}
        }
        // 目标(亿元): a unit in the bracket makes it the figure.
        if let Some((noun, _)) = words.split_once(['(', '（']).filter(|(_, unit)| is_unit(unit)) {
            match noun {
                "目标" | "任务" | "计划" | "全年" => return Self::Target,
                "完成" => return Self::Actual,
                _ => {}
            }
        }
        let cumulative = ["1-", "1—", "1~", "1至", "1～", "1－"].iter().any(|from| words.contains(from))
            && words.contains('月');
        let found = WORDS.iter().find(|(_, list)| list.iter().any(|word| words.contains(word)));
        let meaning = found.map_or(Self::Other, |&(meaning, _)| meaning);
        if cumulative && matches!(meaning, Self::Other | Self::Actual | Self::PeriodValue) {
            return Self::Cumulative;
        }
        meaning
    }

    /// What a column means by its whole path: the lowest head decides unless it says nothing, and a head above turns
    /// 目标 into the superior's or the challenge target, 得分 into self or assessed score.
    pub fn of_path(path: &[String]) -> Self {
        let joined = path.concat();
        let whole = Self::of(&joined);
        if matches!(
            whole,
            Self::SelfScore | Self::AssessedScore | Self::ChallengeTarget | Self::SuperiorTarget | Self::Base
        ) {
            return whole;
        }
        let lowest = path.iter().rev().map(|head| Self::of(head)).find(|&meaning| meaning != Self::Other);
        // 目标 over 全年: the words below say which target, not what the row is about.
        if path.len() > 1 && matches!(lowest, Some(Self::Name) | None) && joined.contains("目标") {
            return Self::Target;
        }
        match lowest {
            Some(Self::Name | Self::Subject) | None if path.len() > 1 => whole,
            Some(meaning) => meaning,
            None => whole,
        }
    }

    /// Columns whose words say what a row is about rather than what was done.
    pub fn is_label(self) -> bool {
        matches!(self, Self::Category | Self::Division | Self::Name | Self::Subject)
    }

    /// Columns that hold sentences.
    pub fn is_prose(self) -> bool {
        matches!(
            self,
            Self::Goal | Self::Standard | Self::PeriodValue | Self::Cumulative | Self::Actual | Self::Remark
        )
    }

    /// Stable code, for machines.
    pub fn code(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Category => "category",
            Self::Division => "division",
            Self::Name => "name",
            Self::Goal => "goal",
            Self::Target => "target",
            Self::ChallengeTarget => "challenge_target",
            Self::SuperiorTarget => "superior_target",
            Self::Base => "base",
            Self::Unit => "unit",
            Self::Points => "points",
            Self::Weight => "weight",
            Self::Standard => "standard",
            Self::PeriodValue => "period_value",
            Self::Cumulative => "cumulative",
            Self::Actual => "actual",
            Self::Completion => "completion",
            Self::Growth => "growth",
            Self::Share => "share",
            Self::Rank => "rank",
            Self::SelfScore => "self_score",
            Self::AssessedScore => "assessed_score",
            Self::Owner => "owner",
            Self::Subject => "subject",
            Self::Deadline => "deadline",
            Self::Evidence => "evidence",
            Self::Remark => "remark",
            Self::Other => "other",
        }
    }
}

/// 亿元), 万平方米）, 个): the rest of a head behind its bracket.
fn is_unit(rest: &str) -> bool {
    const UNITS: &[&str] = &[
        "元",
        "个",
        "家",
        "户",
        "人",
        "人次",
        "项",
        "件",
        "亩",
        "吨",
        "台",
        "套",
        "公里",
        "千米",
        "平方米",
        "公顷",
        "%",
        "％",
        "美元",
        "辆",
        "场",
        "次",
        "处",
        "座",
        "条",
        "间",
        "篇",
        "名",
    ];
    let unit = rest.trim_end_matches([')', '）']);
    let bare = unit.trim_start_matches(['百', '千', '万', '亿', '十']);
    UNITS.contains(&bare)
}
