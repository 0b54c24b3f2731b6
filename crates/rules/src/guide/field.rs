//! Names that the language gives a meaning without reserving them: fields, derived figures, functions.

/// A name with a meaning of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Known {
    /// As written.
    pub name: &'static str,
    /// What it is.
    pub says: &'static str,
    /// Whether arguments follow it.
    pub function: bool,
}

/// Every such name.
pub const KNOWN: &[Known] = &[
    field("实绩", "单位报送并核定的完成数。"),
    field("目标", "下达给单位的目标值。"),
    field("上年", "上年同期的完成数。"),
    field("序时", "按序时进度到这一期应完成的数。"),
    field("上级", "上级（如全市、全省）的水平。"),
    field("上期", "上一期的数。"),
    field("挑战目标", "单位自报的挑战目标。"),
    field("本级目标", "本级自定的目标。"),
    field("上级目标", "上级下达给本级的目标。"),
    field("当月", "当月的数。"),
    field("累计", "年初以来的累计数。"),
    field("当季", "当季的数。"),
    field("全市", "全市的数。"),
    field("基数", "计算增长或减少所用的基数。"),
    field("前年", "前年的数。"),
    field("完成率", "实绩 ÷ 目标。目标可能为零时，要写明“零目标”怎么办。"),
    field("超额率", "完成率超过 100% 的部分。"),
    field("欠额率", "完成率不到 100% 的差额。"),
    field("增长率", "（实绩 − 上年）÷ 上年。"),
    field("增量", "实绩 − 上年。"),
    field("序时完成率", "实绩 ÷ 按序时进度应完成的数。"),
    field("序时差", "完成目标的比例减去时间过去的比例，单位是百分点。"),
    function("较大", "几个数中最大的。"),
    function("较小", "几个数中最小的。"),
    function("绝对值", "去掉负号。"),
    function("四舍五入", "四舍五入到写明的小数位。"),
    function("均值", "一组单位的平均；要写明在哪些单位中、含不含本单位。"),
    function("最高", "一组单位中最高的；要写明在哪些单位中。"),
    function("最低", "一组单位中最低的；要写明在哪些单位中。"),
    function("名次", "在一组单位中的名次；要写明在哪些单位中、并列怎么排。"),
    function("得分", "另一条、另一项的得分，如 得分(1.1)。"),
    function("逾期月数", "做成的日期比期限晚几个月；没有晚是 0。"),
    function("逾期天数", "做成的日期比期限晚几天；没有晚是 0。"),
    function("贡献率", "本单位的增量占全体增量的比例。"),
    function("个数", "台账里符合条件的记录有几条。"),
    function("合计", "台账里某个字段的合计。"),
];

const fn field(name: &'static str, says: &'static str) -> Known {
    Known { name, says, function: false }
}

const fn function(name: &'static str, says: &'static str) -> Known {
    Known { name, says, function: true }
}

/// The name's meaning.
pub fn known(name: &str) -> Option<&'static Known> {
    KNOWN.iter().find(|known| known.name == name)
}

#[cfg(test)]
mod tests {
    use super::{KNOWN, known};
    use crate::lex::words::{FIELDS, derived, function};

    #[test]
    fn every_field_of_the_language_is_known_and_nothing_else() {
        for field in FIELDS {
            assert!(known(field).is_some(), "{field}");
        }
        for one in KNOWN {
            let exists =
                FIELDS.contains(&one.name) || derived(one.name).is_some() || function(one.name).is_some();
            assert!(exists, "{}", one.name);
        }
    }
}
