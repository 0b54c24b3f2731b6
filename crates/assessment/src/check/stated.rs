//! Checks of what is said about a figure against what follows from it.

use rules::{Decimal, Rounding};

use super::{Entered, Finding, FindingCode, Timeline};
use crate::{Actual, Basis, Completion, Figures, Growth, Period, View};

impl Timeline<'_> {
    pub(super) fn check_stated(&self, found: &mut Vec<Finding>) {
        let Some((period, Entered::Figures(figures))) = self.entries.last() else { return };
        let main = match self.indicator.basis.main_view() {
            View::Cumulative => figures.cumulative,
            View::PeriodValue | View::Point => figures.period_value,
        };
        let Some(actual) = main else { return };
        if let Some(bound) = self.bound {
            let completion = Completion::of(bound, Actual::Figure(rules::Value::Number(actual)));
            self.check_completion(*period, completion, found);
        }
        self.check_growth(*period, actual, found);
    }

    fn check_completion(&self, period: Period, completion: Completion, found: &mut Vec<Finding>) {
        if let (Some(stated), Completion::Rate { actual, target }) = (self.stated.completion, completion)
            && let Some(computed) = completion.percent(stated.decimals())
            && !within_last_digit(stated, computed)
        {
            let slip = [10, 100].into_iter().any(|power| {
                let power = Decimal::from_int(power);
                let nearly = |big: Decimal, small: Decimal| {
                    small.checked_mul(power).is_some_and(|shifted| within(big, shifted, power))
                };
                nearly(stated, computed) || nearly(computed, stated)
            });
            let message =
                format!("所报完成率{stated}%，而{}÷{}={computed}%", self.shown(actual), self.shown(target));
            let hint = if slip {
                "疑似小数点错位，请改正"
            } else {
                "请核对实绩、目标和完成率"
            };
            found.push(self.finding(FindingCode::CompletionDiffers, period, &message, hint));
        }
        if self.stated.complete == Some(true) && completion.is_met() == Some(false) {
            let message = format!("称已完成，而实际{}", in_words(completion));
            found.push(self.finding(
                FindingCode::ClaimedComplete,
                period,
                &message,
                "请改正表述，或核对目标",
            ));
        }
    }

    fn check_growth(&self, period: Period, actual: Decimal, found: &mut Vec<Finding>) {
        let Some(stated) = self.stated.growth else { return };
        let before = self.last_year.iter().find(|(before, _)| period.last_year() == Some(*before));
        let pick = |figures: &Figures| match self.indicator.basis {
            Basis::Flow | Basis::Rate => figures.cumulative,
            Basis::Stock | Basis::Rank | Basis::Milestone | Basis::Text => figures.period_value,
        };
        let Some(before) = before.and_then(|(_, figures)| pick(figures)) else { return };
        let growth = Growth::of(self.indicator.basis, actual, before);
        let Some(Growth::Percent(computed) | Growth::Points(computed)) = growth else { return };
        let Some(rounded) = computed.round(stated.decimals(), Rounding::HalfUp) else { return };
        if !within_last_digit(stated, rounded) {
            let message = format!("所报同比{stated}%，按上年同期{}计算为{rounded}%", self.shown(before));
            found.push(self.finding(
                FindingCode::GrowthDiffers,
                period,
                &message,
                "请核对上年同期数和同比口径",
            ));
        }
    }
}

fn in_words(completion: Completion) -> String {
    match completion {
        Completion::Rate { .. } => format!("完成{completion}"),
        _ => completion.to_string(),
    }
}

/// Equal up to one of the last digit stated: the two may have been rounded differently.
fn within_last_digit(stated: Decimal, computed: Decimal) -> bool {
    within(stated, computed, Decimal::from_int(1))
}

/// |a − b| ≤ `digits` of the last digit of `a`.
fn within(a: Decimal, b: Decimal, digits: Decimal) -> bool {
    let step = Decimal::new(1, a.decimals()).and_then(|unit| unit.checked_mul(digits));
    let distance = if a >= b { a.checked_sub(b) } else { b.checked_sub(a) };
    distance.zip(step).is_some_and(|(distance, step)| distance <= step)
}
