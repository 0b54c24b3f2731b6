//! 得分表 and 排名表 as officials know them: data for the merged-cell table, filled from a scheme's scores.

mod rank;

pub use rank::{CategoryTotal, Movement, RankRow, RankTable};

use rules::{Decimal, Value};

use crate::{Period, UnitId};

/// 得分表: one unit's form for one period, category → item → line.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct ScoreSheet {
    /// Title as printed: 江州市2026年度工业和信息化工作目标责任制考核得分表.
    pub title: String,
    /// Whose.
    pub unit: UnitId,
    /// Its name.
    pub unit_name: String,
    /// For which period.
    pub period: Period,
    /// The categories in the scheme's order.
    pub categories: Vec<SheetCategory>,
    /// Full points of the scheme.
    pub points: Decimal,
    /// Σ of the self scores; what was not self-scored is said.
    pub self_total: Value,
    /// The total, or why there is none yet.
    pub total: Value,
    /// Its explanation's id.
    pub explanation: String,
    /// 等次, once there is one.
    pub grade: Option<String>,
    /// 名次.
    pub rank: Option<u32>,
    /// Vetoes that hit the unit, kept apart from the score.
    pub vetoes: Vec<String>,
    /// Notes printed below: roundings, rulings, data that is missing.
    pub notes: Vec<String>,
}

/// 类: a top division with its points.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct SheetCategory {
    /// Name: 一类目标.
    pub name: String,
    /// Its points.
    pub points: Decimal,
    /// Its score.
    pub score: Value,
    /// Its items.
    pub items: Vec<SheetItem>,
}

/// 项: a numbered row of the form, merged over its lines.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct SheetItem {
    /// Code in the scheme.
    pub code: String,
    /// Number as printed within its category.
    pub number: String,
    /// What is asked for: 考核内容.
    pub name: String,
    /// Its points.
    pub points: Decimal,
    /// Its score after caps and floors.
    pub score: Value,
    /// The unit's own score of the item, where it gave one for the whole item.
    pub self_score: Option<Decimal>,
    /// Its explanation's id.
    pub explanation: String,
    /// Its lines.
    pub lines: Vec<SheetLine>,
}

/// One scored line.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct SheetLine {
    /// Code in the scheme: 1.1.
    pub code: String,
    /// What is scored: the indicator, or the words of a judgement.
    pub name: String,
    /// The clause that it rests on, quoted.
    pub clause: String,
    /// How it enters the item: points, bonus, deduction, judgement.
    pub kind: LineKind,
    /// Its points; a bonus or a deduction may have none.
    pub points: Option<Decimal>,
    /// Measure of target and actual, as written in the head: 亿元.
    pub measure: String,
    /// Target as shown: ≥1,200.00.
    pub target: Option<String>,
    /// The actual, or why there is none.
    pub actual: Value,
    /// The actual in words, where it is no number (是, 2026-05-31).
    pub actual_text: Option<String>,
    /// 完成率, as shown.
    pub completion: Option<String>,
    /// 自评分.
    pub self_score: Option<Decimal>,
    /// 考核分.
    pub score: Value,
    /// Its explanation's id.
    pub explanation: String,
    /// The explanation in words, as a comment of the printed cell.
    pub comment: String,
}

/// How a line enters its item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LineKind {
    /// 计分.
    Score,
    /// 加分.
    Bonus,
    /// 扣分.
    Deduction,
    /// 评判.
    Judgement,
}
crate::coded::coded!(LineKind {
    Score = "score" "计分",
    Bonus = "bonus" "加分",
    Deduction = "deduction" "扣分",
    Judgement = "judgement" "评判",
});

impl SheetLine {
    /// 差异: assessed score less self score, where both are there.
    pub fn difference(&self) -> Option<Decimal> {
        self.score.number()?.checked_sub(self.self_score?)
    }
}

impl SheetItem {
    /// The self score of the item: its own, or the sum of its lines' where every scored line has one.
    pub fn self_total(&self) -> Option<Decimal> {
        self.self_score.or_else(|| {
            let scores = self.lines.iter().map(|line| match (line.self_score, line.kind) {
                (None, LineKind::Bonus | LineKind::Deduction) => Some(Decimal::ZERO),
                (own, _) => own,
            });
            scores.collect::<Option<Vec<_>>>()?.into_iter().try_fold(Decimal::ZERO, Decimal::checked_add)
        })
    }

    /// 差异 of the item.
    pub fn difference(&self) -> Option<Decimal> {
        self.score.number()?.checked_sub(self.self_total()?)
    }
}

impl ScoreSheet {
    /// Every line in order, with its category and item.
    pub fn lines(&self) -> impl Iterator<Item = (&SheetCategory, &SheetItem, &SheetLine)> {
        self.categories.iter().flat_map(|category| {
            category
                .items
                .iter()
                .flat_map(move |item| item.lines.iter().map(move |line| (category, item, line)))
        })
    }

    /// Σ of the items' self scores; 未评 while one is not there.
    pub fn sum_self_scores(&self) -> Value {
        let items = self.categories.iter().flat_map(|category| &category.items);
        let sum = items.map(SheetItem::self_total).try_fold(Decimal::ZERO, |sum, own| sum.checked_add(own?));
        sum.map_or(Value::Missing, Value::Number)
    }

    /// 差异 of the whole.
    pub fn difference(&self) -> Option<Decimal> {
        self.total.number()?.checked_sub(self.self_total.number()?)
    }
}

#[cfg(test)]
mod tests;
