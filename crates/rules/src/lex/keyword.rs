//! The words of the language. This table is the only place where they are spelt; the printer writes the first spelling of each.

macro_rules! keywords {
    ($($variant:ident: $first:literal $(| $other:literal)*;)*) => {
        /// A reserved word. It is reserved only where the grammar looks for it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[expect(missing_docs, reason = "the Chinese spelling beside each variant is its documentation")]
        pub enum Keyword { $($variant,)* }

        impl Keyword {
            /// The word that `text` spells, if it is one of the language.
            pub fn find(text: &str) -> Option<Self> {
                match text { $($first $(| $other)* => Some(Self::$variant),)* _ => None }
            }

            /// The canonical spelling.
            pub const fn text(self) -> &'static str {
                match self { $(Self::$variant => $first,)* }
            }

            /// Every word, in the order of the table.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];
        }
    };
}

keywords! {
    // statements
    Scheme: "方案" | "办法";
    Round: "修约";
    MissingData: "缺报";
    Ranking: "排名";
    Import: "引用";
    Parameter: "参数";
    Measure: "计量";
    Indicator: "指标";
    Category: "类";
    Item: "项";
    Score: "计分";
    Bonus: "加分";
    Deduction: "扣分";
    Judged: "评判";
    Grade: "等次";
    Veto: "否决" | "一票否决";
    Light: "灯";
    Ledger: "台账";
    Outcome: "结果" | "奖励";
    // parts of heads
    Year: "年度";
    Classes: "单位类别";
    Total: "总分";
    Cap: "上限";
    Floor: "下限";
    Basis: "依据";
    Source: "来源";
    AppliesTo: "适用";
    By: "由";
    Outside: "满分外" | "计入本项满分之外" | "计入满分之外";
    Inside: "满分内" | "计入本项满分之内" | "计入满分之内";
    TargetPositive: "目标大于零";
    NotAdditive: "不可加";
    Additive: "可加";
    Places: "位";
    Since: "自";
    Fields: "字段";
    Options: "选项";
    When: "当";
    // rounding
    HalfUp: "四舍五入";
    HalfEven: "进舍";
    Truncate: "舍去";
    // policies
    AwaitData: "待补";
    ZeroPoints: "零分";
    FullPoints: "满分" | "分值";
    GroupMean: "组均值";
    BasePoints: "基本分";
    NotApplicable: "不适用";
    // populations and ties
    Everyone: "全体";
    SameClass: "同类别";
    Gapped: "占位";
    Dense: "不占位";
    Then: "先比";
    WithSelf: "含本单位";
    WithoutSelf: "不含本单位";
    // measures with a meaning of their own
    YesNo: "是否";
    Date: "日期";
    Yes: "是";
    No: "否";
    // bases, views, directions, frequencies
    Flow: "流量";
    Stock: "存量";
    Rate: "比率";
    Rank: "名次";
    Milestone: "里程碑";
    Words: "文字";
    OfMonth: "当月";
    Cumulative: "累计";
    OfYear: "全年";
    AtPoint: "时点";
    HigherBetter: "越高越好";
    LowerBetter: "越低越好";
    Monthly: "每月";
    Quarterly: "每季";
    HalfYearly: "每半年";
    Yearly: "每年";
    // clauses
    Otherwise: "否则" | "其余" | "其他";
    And: "且";
    Or: "或";
    Not: "非";
    Also: "并";
    Limit: "限";
    NoLess: "不低于";
    Unlimited: "不封顶";
    DeductToZero: "扣完为止";
    MayGoNegative: "倒扣";
    EachFull: "每满";
    Each: "每" | "每超";
    Add: "加" | "得";
    Take: "扣" | "减";
    ProRata: "按比例";
    PartIgnored: "不足一步不计";
    PartCounts: "不足一步按一步";
    PartNearest: "四舍五入取步";
    Over: "超出";
    Short: "不足";
    Standard: "标准";
    AsRate: "按";
    Gives: "得分";
    Ladder: "阶梯";
    Reaches: "达到";
    Extends: "类推";
    Bands: "分档";
    AtLeast: "以上";
    AtMost: "以下" | "以内";
    Upto: "到" | "至";
    Included: "含";
    Excluded: "不含";
    Efficacy: "功效系数";
    Base: "基础";
    WhenEqual: "极值相等";
    RankPoints: "名次计分";
    Nth: "第";
    EachRankDown: "每降";
    TruthTable: "真值表";
    OneByOne: "逐项";
    EachFailure: "每未完成一项";
    EachSuccess: "每完成一项";
    Progressive: "累进";
    InTurn: "依次";
    Weighted: "加权";
    ByLevel: "按级别";
    SameMatterHighest: "同一事项取最高";
    EveryRecord: "逐件累计";
    HighestOnly: "只取最高";
    ForEach: "逐个";
    OncePerMatter: "同一事项计一次";
    ZeroTarget: "零目标";
    MissingHere: "本条缺报";
    Doubt: "存疑";
    With: "与";
    AdoptFirst: "采用前者";
    AdoptSecond: "采用后者";
    Ruling: "裁定";
    // expressions
    If: "若";
    So: "则";
    // grades and vetoes
    Quota: "名额";
    NoGrade: "不定等次";
    TotalZero: "总分为零";
    Unranked: "不参加排名";
    NotIn: "不得评为";
    RaiseGrade: "升一等";
    LowerGrade: "降一等";
}

impl Keyword {
    /// Whether the word begins a statement when it is the first of its line.
    pub const fn begins_statement(self) -> bool {
        matches!(
            self,
            Self::Scheme
                | Self::Round
                | Self::MissingData
                | Self::Ranking
                | Self::Import
                | Self::Parameter
                | Self::Measure
                | Self::Indicator
                | Self::Category
                | Self::Item
                | Self::Score
                | Self::Bonus
                | Self::Deduction
                | Self::Judged
                | Self::Grade
                | Self::Veto
                | Self::Light
                | Self::Ledger
                | Self::Outcome
        )
    }

    /// Whether a line that begins with this word goes on with the clause of the line before.
    pub const fn continues(self) -> bool {
        matches!(self, Self::Also | Self::And | Self::Or | Self::Limit | Self::NoLess | Self::Unlimited)
    }
}
