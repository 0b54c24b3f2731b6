//! Checks of periods against each other: gaps, sums, falls and repetitions.

use rules::{Decimal, Kind};

use super::{Entered, Finding, FindingCode, Timeline};
use crate::{Basis, Figures, Period};

impl Timeline<'_> {
    pub(super) fn check_sums(&self, from: usize, found: &mut Vec<Finding>) {
        let mut before: Option<(Period, Figures)> = None;
        for (at, (period, entered)) in self.entries.iter().enumerate() {
            match entered {
                Entered::Figures(figures) if at < from => before = Some((*period, *figures)),
                _ if at < from => {}
                Entered::Nothing => found.push(self.finding(
                    FindingCode::Missing,
                    *period,
                    "未填报",
                    "请填写；暂无数据填“待补”，不承担此项填“不适用”",
                )),
                Entered::Absent(_) => {}
                Entered::Figures(figures) => {
                    self.check_share(*period, *figures, found);
                    self.check_decimals(*period, *figures, found);
                    if self.indicator.basis == Basis::Flow {
                        self.check_flow(*period, *figures, before, found);
                    }
                    before = Some((*period, *figures));
                }
            }
        }
    }

    fn check_flow(
        &self,
        period: Period,
        now: Figures,
        before: Option<(Period, Figures)>,
        found: &mut Vec<Finding>,
    ) {
        let adjacent = before.filter(|(earlier, _)| earlier.next() == Some(period) && !period.opens_year());
        let previous =
            if period.opens_year() { Some(Decimal::ZERO) } else { adjacent.and_then(|(_, f)| f.cumulative) };
        if let (Some(value), Some(sum), Some(previous)) = (now.period_value, now.cumulative, previous) {
            let expected = previous.checked_add(value);
            if expected.is_some_and(|expected| expected != sum) {
                let message = format!(
                    "累计{}，而上期累计{}加当期{}为{}",
                    self.shown(sum),
                    self.shown(previous),
                    self.shown(value),
                    self.shown(expected.unwrap_or(sum)),
                );
                let hint = "请核对当期数与累计数；若更正了以前月份，请以调整数单独说明";
                found.push(self.finding(FindingCode::SumDiffers, period, &message, hint));
            }
        }
        let earlier =
            before.filter(|(earlier, _)| earlier.year() == period.year()).and_then(|(_, f)| f.cumulative);
        if let (Some(sum), Some(earlier)) = (now.cumulative, earlier) {
            if sum < earlier {
                let message = format!("累计{}，低于上期累计{}", self.shown(sum), self.shown(earlier));
                let hint = "累计数不应下降；若核减了以前月份的数，请说明核减原因和依据";
                found.push(self.finding(FindingCode::CumulativeFell, period, &message, hint));
            } else if sum == earlier
                && now.period_value.is_none_or(|value| !value.is_zero())
                && !sum.is_zero()
            {
                let message = format!("累计{}与上期累计相同", self.shown(sum));
                found.push(self.finding(FindingCode::Repeated, period, &message, "请核对是否误报了上期的表"));
            }
        }
    }

    /// A figure with more decimals than its indicator stands from before that was refused; no score reads it.
    fn check_decimals(&self, period: Period, now: Figures, found: &mut Vec<Finding>) {
        let allowed = self.indicator.decimals;
        let numbers = [now.period_value, now.cumulative];
        let surplus = numbers.into_iter().flatten().find(|number| number.normalized().decimals() > allowed);
        if let Some(number) = surplus {
            let keeps =
                if allowed == 0 { "只填整数".to_owned() } else { format!("只保留{allowed}位小数") };
            let message = format!("{}的小数位过多，本项{keeps}，得分无法计算", self.shown(number));
            let hint = "请按规定修约后重新填写";
            found.push(self.finding(FindingCode::TooManyDecimals, period, &message, hint));
        }
    }

    /// Shares (合格率, 占比 …) lie between 0 and 100; growth and intensity do not have to.
    fn check_share(&self, period: Period, now: Figures, found: &mut Vec<Finding>) {
        let name = &self.indicator.name;
        let is_share = [
            "合格率",
            "占比",
            "比重",
            "达标率",
            "完成率",
            "及时率",
            "准确率",
            "报送率",
            "合同率",
            "注册率",
            "开工率",
        ]
        .iter()
        .any(|word| name.ends_with(word));
        if !is_share || self.indicator.measure.kind != Kind::Percent {
            return;
        }
        for value in [now.period_value, now.cumulative].into_iter().flatten() {
            if value < Decimal::ZERO || value > Decimal::from_int(100) {
                let message = format!("{}超出0%至100%", self.shown(value));
                found.push(self.finding(
                    FindingCode::ShareOutOfRange,
                    period,
                    &message,
                    "请核对分子、分母和小数点",
                ));
                return;
            }
        }
    }
}
