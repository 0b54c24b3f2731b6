//! 完成率: actual against target, defined only where it has a meaning and never capped.

use std::fmt;

use jiff::civil::Date;
use rules::{Decimal, Rounding, Value};

use crate::Bound;

/// What was done, as far as the target's bound can compare it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Actual {
    /// A figure, or why there is none.
    Figure(Value),
    /// A place.
    Rank(u32),
    /// Done on that day.
    Done(Date),
    /// Not done as at that day.
    Pending(Date),
}

/// How an actual stands against a target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Completion {
    /// Actual over target, for targets above zero.
    Rate {
        /// The actual.
        actual: Decimal,
        /// The target, above zero.
        target: Decimal,
    },
    /// Met or not, with the distance to the bound (positive is the good side).
    Margin {
        /// Whether it is met.
        met: bool,
        /// Distance to the bound in the indicator's measure.
        margin: Decimal,
    },
    /// A place against the place asked for.
    Rank {
        /// The place.
        place: u32,
        /// The place asked for.
        within: u32,
    },
    /// Done, with the days early (positive) or late (negative).
    Done {
        /// Days early.
        days_early: i32,
    },
    /// Not done; the days left (negative when overdue).
    Pending {
        /// Days left.
        days_left: i32,
    },
    /// The target is zero or negative: a rate has no meaning.
    Undefined,
    /// There is no figure.
    NoFigure(Value),
    /// Figure and bound do not fit (a day against an amount).
    Mismatch,
}

impl Completion {
    /// Compares.
    pub fn of(bound: Bound, actual: Actual) -> Self {
        match (bound, actual) {
            (_, Actual::Figure(value)) if value.number().is_none() => Self::NoFigure(value),
            (Bound::AtLeast(target), Actual::Figure(Value::Number(actual))) => {
                if target > Decimal::ZERO {
                    Self::Rate { actual, target }
                } else {
                    Self::Undefined
                }
            }
            (Bound::AtMost(limit), Actual::Figure(Value::Number(actual))) => {
                margin(limit.checked_sub(actual))
            }
            (Bound::Nothing, Actual::Figure(Value::Number(actual))) => margin(actual.negated()),
            (Bound::Exactly(target), Actual::Figure(Value::Number(actual))) => {
                margin(target.checked_sub(actual).and_then(not_above_zero))
            }
            (Bound::Between(low, high), Actual::Figure(Value::Number(actual))) => {
                margin(actual.checked_sub(low).zip(high.checked_sub(actual)).map(|(a, b)| a.min(b)))
            }
            (Bound::RankWithin(within), Actual::Rank(place)) => Self::Rank { place, within },
            (Bound::DoneBy(due), Actual::Done(day)) => Self::Done { days_early: days(day, due) },
            (Bound::DoneBy(due), Actual::Pending(today)) => Self::Pending { days_left: days(today, due) },
            _ => Self::Mismatch,
        }
    }

    /// Whether the target is met; `None` where that cannot be said.
    pub fn is_met(self) -> Option<bool> {
        match self {
            Self::Rate { actual, target } => Some(actual >= target),
            Self::Margin { met, .. } => Some(met),
            Self::Rank { place, within } => Some(place <= within),
            Self::Done { days_early } => Some(days_early >= 0),
            Self::Pending { days_left } if days_left < 0 => Some(false),
            Self::Pending { .. } | Self::Undefined | Self::NoFigure(_) | Self::Mismatch => None,
        }
    }

    /// The rate in percent, rounded half up once; `None` where there is no rate.
    pub fn percent(self, decimals: u8) -> Option<Decimal> {
        let Self::Rate { actual, target } = self else { return None };
        actual.checked_mul(Decimal::from_int(100))?.div_round(target, decimals, Rounding::HalfUp)
    }

    /// Whether the rate reaches so many percent, compared exactly by cross-multiplication.
    pub fn reaches(self, percent: Decimal) -> Option<bool> {
        let Self::Rate { actual, target } = self else { return None };
        Some(actual.checked_mul(Decimal::from_int(100))? >= target.checked_mul(percent)?)
    }
}

impl fmt::Display for Completion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Rate { .. } => match self.percent(2) {
                Some(percent) => write!(f, "{percent}%"),
                None => f.write_str("无意义"),
            },
            Self::Margin { met: true, .. } => f.write_str("达到"),
            Self::Margin { met: false, margin } => {
                write!(f, "未达到，差{}", margin.negated().unwrap_or(*margin).grouped())
            }
            Self::Rank { place, within } if place <= within => write!(f, "第{place}名，达到"),
            Self::Rank { place, within } => write!(f, "第{place}名，差{}名", place - within),
            Self::Done { days_early: 0 } => f.write_str("按期完成"),
            Self::Done { days_early } if *days_early > 0 => write!(f, "提前{days_early}天完成"),
            Self::Done { days_early } => write!(f, "逾期{}天完成", -days_early),
            Self::Pending { days_left } if *days_left >= 0 => write!(f, "未完成，还有{days_left}天"),
            Self::Pending { days_left } => write!(f, "未完成，已逾期{}天", -days_left),
            Self::Undefined => f.write_str("目标为零，不计完成率"),
            Self::NoFigure(value) => f.write_str(value.word().unwrap_or("待补")),
            Self::Mismatch => f.write_str("实绩与目标不可比"),
        }
    }
}

fn margin(distance: Option<Decimal>) -> Completion {
    match distance {
        Some(margin) => Completion::Margin { met: margin >= Decimal::ZERO, margin },
        None => Completion::Mismatch,
    }
}

fn not_above_zero(difference: Decimal) -> Option<Decimal> {
    if difference > Decimal::ZERO { difference.negated() } else { Some(difference) }
}

fn days(from: Date, to: Date) -> i32 {
    from.until(to).map_or(0, |span| span.get_days())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn figure(text: &str) -> Actual {
        Actual::Figure(Value::Number(text.parse().unwrap()))
    }

    fn number(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn a_lost_decimal_point_is_not_repeated() {
        let completion = Completion::of(Bound::AtLeast(number("700")), figure("465.5"));
        assert_eq!(completion.to_string(), "66.50%");
        assert_eq!(completion.is_met(), Some(false));
    }

    #[test]
    fn the_boundary_of_105_percent_holds_exactly() {
        let at = Completion::of(Bound::AtLeast(number("1200.20")), figure("1260.21"));
        assert_eq!(at.reaches(number("105")), Some(true));
        let below = Completion::of(Bound::AtLeast(number("1200.20")), figure("1260.20"));
        assert_eq!(below.reaches(number("105")), Some(false));
        assert_eq!(below.percent(2), Some(number("105.00")));
    }

    #[test]
    fn zero_targets_have_no_rate() {
        assert_eq!(Completion::of(Bound::AtLeast(number("0")), figure("3")), Completion::Undefined);
        assert_eq!(Completion::of(Bound::Nothing, figure("0")).is_met(), Some(true));
        assert_eq!(Completion::of(Bound::Nothing, figure("2")).to_string(), "未达到，差2");
    }

    #[test]
    fn upper_bounds_ranks_and_days_are_met_or_not() {
        assert_eq!(Completion::of(Bound::AtMost(number("3")), figure("3")).is_met(), Some(true));
        assert_eq!(
            Completion::of(Bound::Between(number("5"), number("8")), figure("8.1")).is_met(),
            Some(false)
        );
        assert_eq!(Completion::of(Bound::Exactly(number("5")), figure("5.0")).is_met(), Some(true));
        assert_eq!(Completion::of(Bound::RankWithin(5), Actual::Rank(7)).to_string(), "第7名，差2名");
        let due = Bound::DoneBy(date(2026, 6, 30));
        assert_eq!(Completion::of(due, Actual::Done(date(2026, 5, 31))).to_string(), "提前30天完成");
        assert_eq!(Completion::of(due, Actual::Pending(date(2026, 7, 2))).is_met(), Some(false));
        assert_eq!(Completion::of(due, Actual::Pending(date(2026, 6, 2))).is_met(), None);
    }

    #[test]
    fn no_figure_is_never_zero() {
        let completion = Completion::of(Bound::AtMost(number("3")), Actual::Figure(Value::Missing));
        assert_eq!(completion, Completion::NoFigure(Value::Missing));
        assert_eq!(completion.is_met(), None);
        assert_eq!(completion.to_string(), "待补");
    }
}
