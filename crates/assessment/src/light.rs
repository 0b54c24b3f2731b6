//! 红黄绿灯: where an indicator stands against its schedule, why, and what turns it better.

use rules::{Decimal, Value};

use crate::coded::coded;
use crate::{Bound, Completion, GapMeasure, Indicator, Period, Progress, Schedule};

/// A light. It always comes with a word; colour alone says nothing on paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Light {
    /// 绿.
    Green,
    /// 黄.
    Yellow,
    /// 红.
    Red,
    /// 灰: cannot be judged.
    Grey,
}
coded!(Light { Green = "green" "绿", Yellow = "yellow" "黄", Red = "red" "红", Grey = "grey" "灰" });

impl Light {
    /// The mark that stands for the colour on paper.
    pub fn shape(self) -> &'static str {
        match self {
            Self::Green => "○",
            Self::Yellow => "◐",
            Self::Red => "●",
            Self::Grey => "–",
        }
    }
}

/// When a light turns, as the office decided: a gap of exactly a limit does not pass it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
pub struct LightRule {
    /// What behind is measured in.
    pub measure: GapMeasure,
    /// Behind by more than this is yellow.
    pub yellow_over: Decimal,
    /// Behind by more than this is red.
    pub red_over: Decimal,
}

impl LightRule {
    /// Behind the schedule is yellow, more than 10 percentage points behind is red.
    pub const DEFAULT: Self =
        Self { measure: GapMeasure::Points, yellow_over: Decimal::ZERO, red_over: Decimal::from_int(10) };
}

/// A light with its reason.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct LightVerdict {
    /// The light.
    pub light: Light,
    /// Why, in one sentence.
    pub reason: String,
    /// The next better light and what reaches it, in one sentence.
    pub remedy: Option<String>,
}

/// What a light is judged on.
#[derive(Clone, Copy, Debug)]
pub struct LightCase<'a> {
    /// The indicator.
    pub indicator: &'a Indicator,
    /// What the year asks for.
    pub bound: Bound,
    /// The figure of the main view at the period's end.
    pub value: Value,
    /// The period.
    pub period: Period,
    /// The schedule.
    pub schedule: &'a Schedule,
}

impl LightRule {
    /// Judges one indicator of one unit.
    pub fn judge(&self, case: LightCase<'_>) -> LightVerdict {
        let Value::Number(actual) = case.value else {
            return grey(match case.value {
                Value::NotApplicable => "不承担此项任务",
                Value::Unjudged => "尚未评判",
                Value::Undefined => "数值无意义",
                Value::Missing | Value::Number(_) => "本期数据待补",
            });
        };
        let scheduled = match case.bound {
            Bound::AtLeast(target) if case.indicator.basis.accumulates() => {
                Progress::new(actual, target, case.schedule, case.period).map(|at| (at, target))
            }
            _ => None,
        };
        match scheduled {
            Some((progress, target)) => self.against_schedule(case, progress, actual, target),
            None => against_bound(case, actual),
        }
    }

    fn against_schedule(
        &self,
        case: LightCase<'_>,
        at: Progress,
        actual: Decimal,
        target: Decimal,
    ) -> LightVerdict {
        let passes = |limit| at.is_behind_by_more_than(self.measure, limit);
        let (Some(red), Some(yellow)) = (passes(self.red_over), passes(self.yellow_over)) else {
            return grey("本期尚无应完成额");
        };
        let light = match (red, yellow) {
            (true, _) => Light::Red,
            (false, true) => Light::Yellow,
            (false, false) => Light::Green,
        };
        let measure = &case.indicator.measure.name;
        let percent = |value: Option<Decimal>| value.map_or_else(|| "—".to_owned(), |p| p.to_string());
        let reason = format!(
            "{}完成{}{measure}，占年度目标{}{measure}的{}%，序时应为{}%，{}",
            case.period.cumulative_label(),
            actual.grouped(),
            target.grouped(),
            percent(at.completion(2)),
            percent(case.schedule.due_percent(case.period, 2)),
            self.gap_in_words(at),
        );
        let decimals = case.indicator.decimals;
        let better = match light {
            Light::Red => Some((Light::Yellow, self.red_over)),
            Light::Yellow => Some((Light::Green, self.yellow_over)),
            Light::Green | Light::Grey => None,
        };
        let remedy = better.and_then(|(next, limit)| {
            let needed = at.needed(self.measure, limit, decimals)?;
            Some(format!("再完成{}{measure}转{next}", needed.grouped()))
        });
        LightVerdict { light, reason, remedy }
    }

    fn gap_in_words(&self, at: Progress) -> String {
        let Some(gap) = at.gap(self.measure, 2) else { return "本期尚无应完成额".to_owned() };
        let distance = if gap < Decimal::ZERO { gap.negated().unwrap_or(gap) } else { gap };
        match (self.measure, gap < Decimal::ZERO) {
            (_, false) if gap.is_zero() => "与序时持平".to_owned(),
            (GapMeasure::Points, true) => format!("差序时{distance}个百分点"),
            (GapMeasure::Points, false) => format!("超序时{distance}个百分点"),
            (GapMeasure::Share, true) => format!("欠应完成额的{distance}%"),
            (GapMeasure::Share, false) => format!("超应完成额的{distance}%"),
        }
    }
}

/// Rates, stocks, ranks and upper limits have no schedule: the target is met now or it is not.
fn against_bound(case: LightCase<'_>, actual: Decimal) -> LightVerdict {
    let completion = match case.bound {
        Bound::RankWithin(_) => {
            let place = u32::try_from(actual.normalized().mantissa())
                .ok()
                .filter(|_| actual.normalized().decimals() == 0);
            place.map_or(Completion::Mismatch, |place| Completion::of(case.bound, crate::Actual::Rank(place)))
        }
        // A rate or stock is compared with the whole target at once.
        Bound::AtLeast(target) => {
            let margin = actual.checked_sub(target);
            margin.map_or(Completion::Mismatch, |margin| Completion::Margin {
                met: margin >= Decimal::ZERO,
                margin,
            })
        }
        _ => Completion::of(case.bound, crate::Actual::Figure(case.value)),
    };
    let measure = &case.indicator.measure.name;
    let label = case.bound.label(&case.indicator.measure);
    match completion.is_met() {
        Some(true) => LightVerdict {
            light: Light::Green,
            reason: format!("实绩{}{measure}，目标{label}，达到", actual.grouped()),
            remedy: None,
        },
        Some(false) => LightVerdict {
            light: Light::Red,
            reason: format!("实绩{}{measure}，目标{label}，{completion}", actual.grouped()),
            remedy: Some(format!("达到{label}转绿")),
        },
        None => grey("实绩与目标不可比"),
    }
}

fn grey(reason: &str) -> LightVerdict {
    LightVerdict { light: Light::Grey, reason: reason.to_owned(), remedy: None }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Basis, Direction, Grain, IndicatorId, Origin};

    fn indicator(basis: Basis, measure: &str) -> Indicator {
        Indicator {
            id: IndicatorId::new(1),
            name: "技改投资".into(),
            measure: crate::measure_named(measure),
            decimals: 2,
            basis,
            direction: Direction::More,
            frequency: Grain::Month,
            source: None,
            additive: true,
            origin: Origin::Reported,
        }
    }

    fn judge(indicator: &Indicator, bound: Bound, value: &str) -> LightVerdict {
        let value = Value::Number(value.parse().unwrap());
        let period = "2026-08".parse().unwrap();
        LightRule::DEFAULT.judge(LightCase { indicator, bound, value, period, schedule: &Schedule::Linear })
    }

    #[test]
    fn a_red_light_says_how_far_behind_it_is_and_what_turns_it_yellow() {
        let verdict =
            judge(&indicator(Basis::Flow, "亿元"), Bound::AtLeast("37.80".parse().unwrap()), "20.55");
        assert_eq!(verdict.light, Light::Red);
        assert_eq!(
            verdict.reason,
            "2026年1—8月完成20.55亿元，占年度目标37.80亿元的54.37%，序时应为66.67%，差序时12.30个百分点"
        );
        assert_eq!(verdict.remedy.as_deref(), Some("再完成0.87亿元转黄"));
    }

    #[test]
    fn on_the_line_is_green_and_just_below_is_yellow() {
        let flow = indicator(Basis::Flow, "亿元");
        assert_eq!(judge(&flow, Bound::AtLeast(Decimal::from_int(60)), "40").light, Light::Green);
        let yellow = judge(&flow, Bound::AtLeast(Decimal::from_int(60)), "39.99");
        assert_eq!((yellow.light, yellow.remedy.as_deref()), (Light::Yellow, Some("再完成0.01亿元转绿")));
    }

    #[test]
    fn rates_and_limits_are_met_or_not() {
        let rate = indicator(Basis::Rate, "%");
        assert_eq!(judge(&rate, Bound::AtLeast(Decimal::from_int(12)), "11.9").light, Light::Red);
        assert_eq!(judge(&rate, Bound::AtMost(Decimal::from_int(3)), "3").light, Light::Green);
        assert_eq!(judge(&indicator(Basis::Rank, "名次"), Bound::RankWithin(5), "7").light, Light::Red);
    }

    #[test]
    fn what_was_not_reported_is_grey_not_red() {
        let flow = indicator(Basis::Flow, "亿元");
        let case = LightCase {
            indicator: &flow,
            bound: Bound::AtLeast(Decimal::from_int(60)),
            value: Value::Missing,
            period: "2026-08".parse().unwrap(),
            schedule: &Schedule::Linear,
        };
        let verdict = LightRule::DEFAULT.judge(case);
        assert_eq!((verdict.light, verdict.reason.as_str()), (Light::Grey, "本期数据待补"));
    }
}
