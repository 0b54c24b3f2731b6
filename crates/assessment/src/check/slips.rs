//! Checks of a figure's size against what is known: the unit's own months, last year's month, the year's target.

use rules::Decimal;

use super::{Entered, Finding, FindingCode, Timeline};
use crate::{Basis, Bound, Figures, Period, Progress};

/// Months of history without which nothing is called an outlier.
const HISTORY_MIN: usize = 4;

impl Timeline<'_> {
    pub(super) fn check_sizes(&self, from: usize, found: &mut Vec<Finding>) {
        if !crate::measure::is_numeric(&self.indicator.measure)
            || !matches!(self.indicator.basis, Basis::Flow | Basis::Stock)
        {
            return;
        }
        for (at, (period, entered)) in self.entries.iter().enumerate().skip(from) {
            let Entered::Figures(figures) = entered else { continue };
            let Some(value) =
                figures.period_value.or(figures.cumulative).filter(|value| *value > Decimal::ZERO)
            else {
                continue;
            };
            let whole = figures.period_value.is_none();
            let earlier = self.entries.get(..at).unwrap_or_default();
            let Some(usual) = self.usual(*period, earlier, whole) else { continue };
            if let Some(finding) =
                self.slip(*period, value, usual).or_else(|| self.outlier(*period, value, usual, earlier))
            {
                found.push(finding);
            }
        }
    }

    /// What the figure is usually about: last year's same period, else the median of the year's earlier ones, else the
    /// period's part of the target by its schedule. `whole` asks for the cumulative figure.
    fn usual(&self, period: Period, earlier: &[(Period, Entered)], whole: bool) -> Option<Decimal> {
        let pick = |figures: &Figures| if whole { figures.cumulative } else { figures.period_value };
        let last_year = self.last_year.iter().find(|(before, _)| period.last_year() == Some(*before));
        if let Some(value) =
            last_year.and_then(|(_, figures)| pick(figures)).filter(|value| *value > Decimal::ZERO)
        {
            return Some(value);
        }
        if !whole && let Some(median) = median(values(earlier)) {
            return Some(median);
        }
        let Some(Bound::AtLeast(target)) = self.bound.filter(|_| self.indicator.basis == Basis::Flow) else {
            return None;
        };
        // What is due by the period's end; of the period's own value what falls due within it.
        let due = |period| Progress::new(Decimal::ZERO, target, self.schedule, period)?.due_amount(6);
        let before = period.previous().filter(|_| !whole && !period.opens_year());
        let part = match before {
            Some(before) => due(period)?.checked_sub(due(before)?)?,
            None => due(period)?,
        };
        Some(part).filter(|part| *part > Decimal::ZERO)
    }

    /// Off by about a power of ten: 10^4 and 10^8 are measures mixed up, 10 and 100 a decimal point.
    fn slip(&self, period: Period, value: Decimal, usual: Decimal) -> Option<Finding> {
        for (exponent, code) in [(8, FindingCode::ScaleSlip), (4, FindingCode::ScaleSlip)] {
            let power = Decimal::from_int(10_i64.pow(exponent));
            // Within a factor of three on either side of the power.
            let near = |big: Decimal, small: Decimal| {
                let shifted = small.checked_mul(power)?;
                let three = Decimal::from_int(3);
                Some(big.checked_mul(three)? >= shifted && big <= shifted.checked_mul(three)?)
            };
            let over = near(value, usual)?;
            if over || near(usual, value)? {
                let word = if over { "大" } else { "小" };
                let times = if exponent == 4 { "一万倍" } else { "一亿倍" };
                let message = format!("{}比通常的{}{word}约{times}", self.shown(value), self.shown(usual));
                return Some(self.finding(code, period, &message, "请核对是否把元、万元、亿元混用"));
            }
        }
        self.point_slip(period, value, usual)
    }

    /// Off by ten or a hundred, within a third of the power: real growth hardly lands there.
    fn point_slip(&self, period: Period, value: Decimal, usual: Decimal) -> Option<Finding> {
        for power in [10, 100] {
            let near = |big: Decimal, small: Decimal| {
                let shifted = small.checked_mul(Decimal::from_int(power))?;
                let (low, high) = (Decimal::from_int(3), Decimal::from_int(4));
                // 3/4 … 4/3 of the power.
                let above = big.checked_mul(high)? >= shifted.checked_mul(low)?;
                Some(above && big.checked_mul(low)? <= shifted.checked_mul(high)?)
            };
            let over = near(value, usual)?;
            if over || near(usual, value)? {
                let word = if over { "的" } else { "的1/" };
                let message = format!("{}约为通常{}{word}{power}倍", self.shown(value), self.shown(usual));
                let message = if over { message } else { message.replace("倍", "") };
                return Some(self.finding(FindingCode::PointSlip, period, &message, "请核对小数点位置"));
            }
        }
        None
    }

    /// Far from the year's own months: more than five times their usual spread and more than three times or under a
    /// third of what is usual.
    fn outlier(
        &self,
        period: Period,
        value: Decimal,
        usual: Decimal,
        earlier: &[(Period, Entered)],
    ) -> Option<Finding> {
        let mut months = values(earlier);
        if months.len() < HISTORY_MIN {
            // Early in the year the unit's own history is last year's months.
            let before = self.last_year.iter().filter_map(|(_, figures)| figures.period_value);
            months.extend(before.filter(|value| *value > Decimal::ZERO));
        }
        if months.len() < HISTORY_MIN {
            return None;
        }
        let middle = median(months.clone())?;
        let distances: Vec<Decimal> = months.iter().filter_map(|month| distance(*month, middle)).collect();
        let spread = median(distances)?;
        let far = distance(value, middle)? > spread.checked_mul(Decimal::from_int(5))?;
        let three = Decimal::from_int(3);
        let unusual =
            |one: Decimal, other: Decimal| one.checked_mul(three).is_some_and(|threefold| threefold < other);
        if far
            && (unusual(usual, value) || unusual(value, usual))
            && (unusual(middle, value) || unusual(value, middle))
        {
            let message = format!("{}明显偏离历史，通常约{}", self.shown(value), self.shown(usual));
            return Some(self.finding(
                FindingCode::Outlier,
                period,
                &message,
                "请核对；确属实际的，请说明原因",
            ));
        }
        None
    }
}

fn values(entries: &[(Period, Entered)]) -> Vec<Decimal> {
    let pick = |entered: &Entered| match entered {
        Entered::Figures(figures) => figures.period_value,
        Entered::Nothing | Entered::Absent(_) => None,
    };
    entries.iter().filter_map(|(_, entered)| pick(entered)).filter(|value| *value > Decimal::ZERO).collect()
}

/// The upper median.
fn median(mut values: Vec<Decimal>) -> Option<Decimal> {
    values.sort_unstable();
    values.get(values.len() / 2).copied()
}

fn distance(one: Decimal, other: Decimal) -> Option<Decimal> {
    if one >= other { one.checked_sub(other) } else { other.checked_sub(one) }
}
