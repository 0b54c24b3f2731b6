//! A scheme on last year's facts: how the scores lie.

use super::compare::grade_word;
use crate::number::{Decimal, Rounding, Value};
use crate::scores::Scores;
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// How one score lies over the units.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Spread {
    /// `1 工业经济`, or 总分.
    pub name: String,
    /// The points it is out of.
    pub points: Decimal,
    /// Units with a number.
    pub scored: usize,
    /// Units without one, by reason.
    pub without: BTreeMap<String, usize>,
    /// Least.
    pub lowest: Option<Decimal>,
    /// Most.
    pub highest: Option<Decimal>,
    /// Mean, to two decimals.
    pub mean: Option<Decimal>,
    /// How many different scores there are.
    pub different: usize,
    /// Units with full points or more.
    pub full: usize,
    /// Units with nothing or less.
    pub nothing: usize,
    /// Units by fifths of the points: below 20%, 20–40%, 40–60%, 60–80%, 80% and more.
    pub fifths: [usize; 5],
}

/// Units of one grade.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct GradeCount {
    /// The grade in words.
    pub grade: String,
    /// How many units.
    pub units: usize,
}

/// How a scheme comes out on some facts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Backtest {
    /// The period.
    pub period: String,
    /// Units that were scored.
    pub units: usize,
    /// The total.
    pub total: Spread,
    /// Every item.
    pub items: Vec<Spread>,
    /// Grades, best first, then what is no grade.
    pub grades: Vec<GradeCount>,
    /// Units that share their rank with another.
    pub tied: usize,
}

/// Runs through the scores of one period.
pub fn backtest(scores: &Scores, period: usize) -> Backtest {
    let units = scores.facts().units().len();
    let scheme = scores.scheme();
    let items = scheme.items().iter().enumerate().map(|(at, item)| {
        let values = (0..units).map(|unit| scores.item(unit, period, at));
        spread(&format!("{} {}", item.code, item.title), item.points, values)
    });
    let mut ranks: BTreeMap<Decimal, usize> = BTreeMap::new();
    for rank in (0..units).filter_map(|unit| scores.rank(unit, period).number()) {
        *ranks.entry(rank).or_default() += 1;
    }
    Backtest {
        period: scores.facts().periods().get(period).cloned().unwrap_or_default(),
        units,
        total: spread("总分", scheme.total_points(), (0..units).map(|unit| scores.total(unit, period))),
        items: items.collect(),
        grades: grades(scores, period),
        tied: ranks.values().filter(|count| **count > 1).sum(),
    }
}

fn grades(scores: &Scores, period: usize) -> Vec<GradeCount> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for unit in 0..scores.facts().units().len() {
        *counts.entry(grade_word(&scores.grade(unit, period))).or_default() += 1;
    }
    let mut out: Vec<GradeCount> = scores
        .scheme()
        .grades()
        .iter()
        .map(|grade| GradeCount { grade: grade.clone(), units: counts.remove(grade).unwrap_or(0) })
        .collect();
    out.extend(counts.into_iter().map(|(grade, units)| GradeCount { grade, units }));
    out
}

/// How some values lie.
pub(super) fn spread(name: &str, points: Decimal, values: impl Iterator<Item = Value>) -> Spread {
    let mut numbers = Vec::new();
    let mut without: BTreeMap<String, usize> = BTreeMap::new();
    for value in values {
        match value.number() {
            Some(number) => numbers.push(number),
            None => *without.entry(value.word().unwrap_or_default().to_owned()).or_default() += 1,
        }
    }
    numbers.sort_unstable();
    let mut fifths = [0; 5];
    for number in &numbers {
        let at = fifth(*number, points);
        if let Some(slot) = fifths.get_mut(at) {
            *slot += 1;
        }
    }
    let mut kinds = numbers.clone();
    kinds.dedup();
    Spread {
        name: name.to_owned(),
        points,
        scored: numbers.len(),
        without,
        lowest: numbers.first().copied(),
        highest: numbers.last().copied(),
        mean: mean(&numbers),
        different: kinds.len(),
        full: numbers.iter().filter(|n| **n >= points).count(),
        nothing: numbers.iter().filter(|n| **n <= Decimal::ZERO).count(),
        fifths,
    }
}

/// Which fifth of the points; compared by multiplication, so that 80% is exact.
fn fifth(number: Decimal, points: Decimal) -> usize {
    (1..5_usize)
        .rev()
        .find(|k| {
            let line = i64::try_from(*k).ok().and_then(|k| points.checked_mul(Decimal::from_int(k)));
            number
                .checked_mul(Decimal::from_int(5))
                .zip(line)
                .is_some_and(|(a, b)| a >= b && points > Decimal::ZERO)
        })
        .unwrap_or(0)
}

fn mean(numbers: &[Decimal]) -> Option<Decimal> {
    let sum = numbers.iter().try_fold(Decimal::ZERO, |sum, n| sum.checked_add(*n))?;
    let count = Decimal::from_int(i64::try_from(numbers.len()).ok()?);
    sum.div_round(count, 2, Rounding::HalfUp)
}

impl Spread {
    /// In a sentence.
    pub fn sentence(&self) -> String {
        let Some((lowest, highest)) = self.lowest.zip(self.highest) else {
            return format!("{}（{} 分）：没有单位有得分", self.name, self.points.normalized());
        };
        let mean = self.mean.map(|m| format!("，平均 {m}")).unwrap_or_default();
        let mut out = format!(
            "{}（{} 分）：{lowest} ~ {highest}{mean}，满分 {} 个，零分 {} 个",
            self.name,
            self.points.normalized(),
            self.full,
            self.nothing
        );
        for (reason, count) in &self.without {
            let _ = write!(out, "，{reason} {count} 个");
        }
        out
    }

    /// Everybody has the same score, so the item tells nobody apart.
    pub fn flat(&self) -> bool {
        self.scored > 1 && self.different <= 1
    }
}

#[cfg(test)]
mod tests {
    use super::spread;
    use crate::number::{Decimal, Value};

    #[test]
    fn the_ends_of_the_fifths_are_exact() {
        let values = ["0", "1.99", "2.00", "8.00", "10.00"].map(|n| Value::Number(n.parse().unwrap()));
        let found = spread("产值", Decimal::from_int(10), values.into_iter());
        assert_eq!(found.fifths, [2, 1, 0, 0, 2]);
        assert_eq!((found.full, found.nothing, found.different), (1, 1, 5));
        assert_eq!(found.mean, Some("4.40".parse().unwrap()));
    }

    #[test]
    fn missing_is_counted_apart_and_is_not_zero() {
        let found =
            spread("产值", Decimal::from_int(10), [Value::Missing, Value::Number(Decimal::ZERO)].into_iter());
        assert_eq!((found.scored, found.nothing), (1, 1));
        assert_eq!(found.without.get("待补"), Some(&1));
    }
}
