//! One sentence for every word of the language.

use crate::lex::Keyword;

/// What the word says, for a person who meets it for the first time.
#[expect(
    clippy::too_many_lines,
    reason = "one row a word; a second function would only hide the end of the table"
)]
pub const fn says(word: Keyword) -> &'static str {
    match word {
        Keyword::Scheme => "一份考核办法的开头：名称、年度、单位类别、总分。全文只有一句。",
        Keyword::Round => "得分保留几位小数、按什么规则修约、在哪一级修约。只修约一次。",
        Keyword::MissingData => {
            "该报的数没有报时怎么计分：待补、零分、满分、组均值或基本分。没有缺省，必须写明。"
        }
        Keyword::Ranking => "在哪些单位中排名、并列怎么排、总分相同先比哪一条。",
        Keyword::Import => "引用另一个文件里的指标、参数和计量单位。",
        Keyword::Parameter => "给一个数起名字，可以写明从哪天起用哪个值。",
        Keyword::Measure => "声明一个目录里没有的计量单位，如标箱。",
        Keyword::Indicator => "声明一个指标：计量单位、小数位数、口径、频率、来源部门。",
        Keyword::Category => "考核表的一大类和它的分值；其后各项都属于它，直到下一类。",
        Keyword::Item => "考核表的一行：编号、名称、分值。其后的计分、加分、扣分都属于它。",
        Keyword::Score => "一条计分规则：完成什么得几分。它的分值计入本项。",
        Keyword::Bonus => {
            "一条加分规则。要写明计入满分之外还是之内，以及限几分或不封顶；条件不成立时加 0 分。"
        }
        Keyword::Deduction => "一条扣分规则。条件不成立时不扣。",
        Keyword::Judged => {
            "由某个机构评定的分数：谁评、在什么范围或哪几个等级中评。没有评就是未评，不当零分。"
        }
        Keyword::Grade => "一个等次和它的条件；从上到下，先成立的先定。",
        Keyword::Veto => "一票否决的事项和后果。分数照样算出，后果另外标明。",
        Keyword::Light => "红黄绿灯的条件；对每个有目标的指标都判断一次。",
        Keyword::Ledger => "逐条登记的台账（项目、表彰、事件）有哪些字段；规则可以数它、加它、按级别计分。",
        Keyword::Outcome => "由得分算出的金额等结果，不影响得分。",
        Keyword::Year => "考核年度。",
        Keyword::Classes => "被考核单位分成哪几类；规则可以对某几类单独规定。",
        Keyword::Total => "全部分值的合计；各类、各项加起来必须等于它。也指单位的总得分。",
        Keyword::Cap => "得分最多到多少。",
        Keyword::Floor => "得分最少到多少。",
        Keyword::Basis => "这条规则依据的原文，照抄在【】里；检查时核对原文中确有这句话。",
        Keyword::Source => "提供和核定这个指标数据的部门。",
        Keyword::AppliesTo => "只对哪几类单位适用。",
        Keyword::By => "由哪个机构评判。",
        Keyword::Outside => "加的分不占本项分值，总分可以超过满分。",
        Keyword::Inside => "加的分计入本项分值之内，本项合计不超过满分。",
        Keyword::TargetPositive => "这个指标的目标总是大于零，可以放心用完成率。",
        Keyword::NotAdditive => "各单位的数不能相加，如增速、比率。",
        Keyword::Additive => "各单位的数可以相加。",
        Keyword::Places => "小数位数，如 2位。",
        Keyword::Since => "从哪一天起用这个值。",
        Keyword::Fields => "台账的字段。",
        Keyword::Options => "字段只能填这些词中的一个。",
        Keyword::When => "在什么条件下。",
        Keyword::HalfUp => "四舍五入：恰好一半向上进。",
        Keyword::HalfEven => "GB/T 8170 的修约：恰好一半时取偶数，如 0.35 修约为 0.4、28.250 修约为 28.2。",
        Keyword::Truncate => "多余的小数直接去掉。",
        Keyword::AwaitData => "数没有报，得分先空着，等补报。",
        Keyword::ZeroPoints => "得 0 分。",
        Keyword::FullPoints => "得这一条的全部分值。",
        Keyword::GroupMean => "取同组其他单位这一条得分的平均。",
        Keyword::BasePoints => "得一个固定的基本分。",
        Keyword::NotApplicable => "这个单位没有这项任务，不计这一条。",
        Keyword::Everyone => "在全体被考核单位中比较。",
        Keyword::SameClass => "只和同一类单位比较。",
        Keyword::Gapped => "并列占用名次：1、2、2、4。",
        Keyword::Dense => "并列不占名次：1、2、2、3。",
        Keyword::Then => "总分相同时，先比这一条的得分。",
        Keyword::WithSelf => "求平均时把本单位算在内。",
        Keyword::WithoutSelf => "求平均时不算本单位。",
        Keyword::YesNo => "只有是和否两种取值的指标。",
        Keyword::Date => "取值是日期的指标。",
        Keyword::Yes => "是。",
        Keyword::No => "否。",
        Keyword::Flow => "流量：累计等于各期之和，如到位资金。",
        Keyword::Stock => "存量：期末的数，不能跨期相加，如贷款余额。",
        Keyword::Rate => "比率：不能相加，如增速、占比。",
        Keyword::Rank => "名次。在等次条件里指单位的总分名次。",
        Keyword::Milestone => "里程碑：到哪天做成，如开工。",
        Keyword::Words => "文字说明，由人评判。",
        Keyword::OfMonth => "取当期的数，不取累计。",
        Keyword::Cumulative => "取年初以来的累计数。",
        Keyword::OfYear => "取全年的数。",
        Keyword::AtPoint => "取期末时点的数。",
        Keyword::HigherBetter => "数越大越好。",
        Keyword::LowerBetter => "数越小越好，如事故起数；超出和不足随之反过来。",
        Keyword::Monthly => "每月报一次。",
        Keyword::Quarterly => "每季报一次。",
        Keyword::HalfYearly => "每半年报一次。",
        Keyword::Yearly => "每年报一次。",
        Keyword::Otherwise => "前面的条件都不成立时。",
        Keyword::And => "两个条件都成立。",
        Keyword::Or => "两个条件有一个成立。",
        Keyword::Not => "条件不成立。",
        Keyword::Also => "再加上后面这一部分。",
        Keyword::Limit => "最多到多少分。",
        Keyword::NoLess => "最少到多少分。",
        Keyword::Unlimited => "没有上限。原文确实没有限，才写这个词。",
        Keyword::DeductToZero => "扣到 0 分为止。",
        Keyword::MayGoNegative => "可以扣成负分。",
        Keyword::EachFull => "每满一步计一次，不满一步的不计。",
        Keyword::Each => "每一步计一次；不足一步的部分必须写明怎么算。",
        Keyword::Add => "加分。",
        Keyword::Take => "扣分。",
        Keyword::ProRata => "不足一步的部分按比例计。",
        Keyword::PartIgnored => "不足一步的部分不计。",
        Keyword::PartCounts => "不足一步也按一步计。",
        Keyword::PartNearest => "步数四舍五入取整。",
        Keyword::Over => "实绩比标准（没有写标准就是目标）好出来的部分。",
        Keyword::Short => "实绩比标准（没有写标准就是目标）差的部分。",
        Keyword::Standard => "这一条用来衡量的标准；可以分单位类别写。",
        Keyword::AsRate => "按一个比率乘以分值得分。",
        Keyword::Gives => "得多少分；写成 得分(1.1) 时指另一条的得分。",
        Keyword::Ladder => "阶梯：达到哪一级就得哪一级的分，级间不插值。",
        Keyword::Reaches => "达到这一级（含）。",
        Keyword::Extends => "按同样的间隔继续往下推，直到写明的那一级。",
        Keyword::Bands => "分档：数落在哪一档就得哪一档的分；各档不得重叠，不得有空档。",
        Keyword::AtLeast => "这个数以上；要写明含不含它本身。",
        Keyword::AtMost => "这个数以下；要写明含不含它本身。",
        Keyword::Upto => "从前一个数到后一个数。",
        Keyword::Included => "包含端点。",
        Keyword::Excluded => "不包含端点。",
        Keyword::Efficacy => {
            "功效系数法：基础分加上按位置分配的其余分，位置 =（本单位值 − 最小值）÷（最大值 − 最小值）。"
        }
        Keyword::Base => "功效系数的基础分，占满分的百分之几。",
        Keyword::WhenEqual => "所有单位的值都相等时怎么计分。",
        Keyword::RankPoints => "按名次给分：第几名得多少，往后每名递减多少。",
        Keyword::Nth => "第几名。",
        Keyword::EachRankDown => "名次每往后（阶梯每往下）这么多。",
        Keyword::TruthTable => "真值表：几个条件的每种组合各得多少分。",
        Keyword::OneByOne => "逐项核对几个条件，每完成或每未完成一项计一次分。",
        Keyword::EachFailure => "每有一项没有完成。",
        Keyword::EachSuccess => "每有一项完成。",
        Keyword::Progressive => "分段累进：第一段按第一个系数，第二段按第二个系数……",
        Keyword::InTurn => "各段依次用的系数。",
        Keyword::Weighted => "几个得分按权重相加；权重合计必须是 100%。",
        Keyword::ByLevel => "台账里的每条记录按级别得分。",
        Keyword::SameMatterHighest => "同一事项有几个级别的，只取最高的一次。",
        Keyword::EveryRecord => "每条记录都计。",
        Keyword::HighestOnly => "所有记录只取最高的一条。",
        Keyword::ForEach => "对台账里的每条记录逐条计分。",
        Keyword::OncePerMatter => "同一事项（项目）只计一次。",
        Keyword::ZeroTarget => "目标为 0 时这一条怎么计分。",
        Keyword::MissingHere => "这一条缺报时怎么计分，不按全办法的规定。",
        Keyword::Doubt => "原文没有写清或互相矛盾的地方；有裁定才能计分。",
        Keyword::With => "两处原文之间。",
        Keyword::AdoptFirst => "按前一处原文执行。",
        Keyword::AdoptSecond => "按后一处原文执行。",
        Keyword::Ruling => "谁在哪一天作出的裁定；凡受它影响的得分说明都会引用。",
        Keyword::If => "按条件取值：若……则……否则……。",
        Keyword::So => "条件成立时取这个值，如 若 甲 则 乙 否则 丙。",
        Keyword::Quota => "这个等次最多几个单位，或百分之几的单位。",
        Keyword::NoGrade => "不排名，不定等次。",
        Keyword::TotalZero => "总分按 0 分计。",
        Keyword::Unranked => "不参加排名。",
        Keyword::NotIn => "不得评为这个等次。",
        Keyword::RaiseGrade => "等次上升一等。",
        Keyword::LowerGrade => "等次下降一等。",
    }
}

/// How the word is used, for words that begin something; empty for the others.
pub const fn form(word: Keyword) -> &'static str {
    match word {
        Keyword::Scheme => "方案 \"名称\" 年度 2026 单位类别 区, 县市 总分 100分",
        Keyword::Round => "修约 计分 2位 四舍五入",
        Keyword::MissingData => "缺报 待补",
        Keyword::Ranking => "排名 全体 占位",
        Keyword::Import => "引用 \"指标目录.md\"",
        Keyword::Parameter => "参数 增幅线 = 12% 自 2026-01-01",
        Keyword::Measure => "计量 标箱",
        Keyword::Indicator => "指标 销售产值 亿元 2位 累计 来源 统计局 目标大于零",
        Keyword::Category => "类 一类目标 56分",
        Keyword::Item => "项 1 \"工业经济平稳较快增长\" 12分",
        Keyword::Score => "计分 1.1 销售产值 4分 依据【…】\n  实绩 >= 目标 → 满分\n  否则 → 0分",
        Keyword::Bonus => "加分 1.2 销售产值 1分 满分外 依据【…】\n  完成率 >= 105% → 1分",
        Keyword::Deduction => "扣分 1.3 安全事故 依据【…】\n  每满 1起 扣 1分 扣完为止",
        Keyword::Judged => "评判 1.4 \"有规划有举措\" 8分 由 市经委 依据【…】",
        Keyword::Grade => "等次 优秀 = 名次 <= 3",
        Keyword::Veto => "否决 党风廉政 依据【…】 → 不定等次",
        Keyword::Light => "灯 红 = 完成率 < 60% ； 绿 = 其余",
        Keyword::Ledger => "台账 招商项目 字段 投资额 亿元, 级别 选项(国家级, 省级)",
        Keyword::Outcome => "结果 奖金 万元 = 若 名次 <= 3 则 10万元 否则 0万元",
        Keyword::EachFull => "(实绩 - 上年) 每满 50亿元 加 1分 不封顶",
        Keyword::Each => "不足 每 1个百分点 扣 1分 按比例",
        Keyword::Standard => "标准 = 区: 5% ； 其他: 4%",
        Keyword::AsRate => "按 完成率 得分 限 满分",
        Keyword::Ladder => "阶梯 完成率\n  达到 100% → 40分\n  达到 90% → 36分\n  其余 → 0分",
        Keyword::Bands => "分档 超额率\n  20%(含)以上 → 3分\n  10%(含) 到 20%(不含) → 2分\n  其余 → 0分",
        Keyword::Efficacy => "功效系数 实绩 基础 60% 同类别 极值相等 满分",
        Keyword::RankPoints => "名次计分 实绩 全体 占位 第1名 100% 每降 1名 减 5% 不低于 0%",
        Keyword::TruthTable => {
            "真值表 条件甲, 条件乙\n  是 是 → 60分\n  是 否 → 40分\n  否 是 → 55分\n  否 否 → 0分"
        }
        Keyword::OneByOne => "逐项 每未完成一项 扣 2分: 条件甲, 条件乙",
        Keyword::Progressive => "累进 (实绩 - 上级) 每 10个百分点 依次 满分 ÷ 20, 满分 ÷ 40",
        Keyword::Weighted => "加权 总量分 40%, 增速分 60%",
        Keyword::ByLevel => "按级别 表彰 同一事项取最高\n  国家级 → 1分\n  省级 → 0.8分\n限 3分",
        Keyword::ForEach => "逐个 招商项目 当 投资额 >= 1亿元 → 2分",
        Keyword::ZeroTarget => "零目标 满分",
        Keyword::MissingHere => "本条缺报 零分",
        Keyword::Doubt => "存疑 【甲】与【乙】 采用前者 裁定 市经委 2026-07-20",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::{form, says};
    use crate::lex::Keyword;

    #[test]
    fn every_word_has_a_sentence_and_every_statement_a_form() {
        for word in Keyword::ALL {
            assert!(says(*word).chars().count() >= 2, "{}", word.text());
            assert!(!word.begins_statement() || form(*word).starts_with(word.text()), "{}", word.text());
        }
    }
}
