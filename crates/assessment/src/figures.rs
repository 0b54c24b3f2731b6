//! A period's figures of one indicator: the period's own value and the cumulative one, kept consistent by basis.

use rules::Decimal;

use crate::{Basis, Period};

/// What is known of one indicator in one period. For stocks, ranks and milestones the value at the period's end stands
/// in `period_value` and there is no cumulative one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// 当月(期), or the value at the end.
    pub period_value: Option<Decimal>,
    /// 累计.
    pub cumulative: Option<Decimal>,
}

/// Why two figures cannot stand together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BasisConflict {
    /// The cumulative figure is not the earlier one plus the period's.
    SumDiffers {
        /// What follows from the earlier cumulative and the period's value.
        expected: Decimal,
        /// What stands there.
        found: Decimal,
    },
    /// A stock, rank or milestone has no cumulative figure.
    NoCumulative,
    /// The numbers are too long to be added exactly.
    TooLong,
}

impl Figures {
    /// Fills in what follows: of a flow either figure is entered and the other computed from the previous cumulative.
    ///
    /// In the year's first period the previous cumulative is zero; later, without one, nothing is made up.
    pub fn completed(
        self,
        basis: Basis,
        period: Period,
        previous: Option<Decimal>,
    ) -> Result<Self, BasisConflict> {
        match basis {
            Basis::Rate => Ok(self),
            Basis::Stock | Basis::Rank | Basis::Milestone | Basis::Text => match self.cumulative {
                Some(_) => Err(BasisConflict::NoCumulative),
                None => Ok(self),
            },
            Basis::Flow => {
                let previous = if period.opens_year() { Some(Decimal::ZERO) } else { previous };
                self.flow(previous)
            }
        }
    }

    fn flow(self, previous: Option<Decimal>) -> Result<Self, BasisConflict> {
        let Some(previous) = previous else { return Ok(self) };
        match (self.period_value, self.cumulative) {
            (None, None) => Ok(self),
            (Some(value), None) => {
                let sum = previous.checked_add(value).ok_or(BasisConflict::TooLong)?;
                Ok(Self { cumulative: Some(sum), ..self })
            }
            (None, Some(sum)) => {
                let value = sum.checked_sub(previous).ok_or(BasisConflict::TooLong)?;
                Ok(Self { period_value: Some(value), ..self })
            }
            (Some(value), Some(found)) => {
                let expected = previous.checked_add(value).ok_or(BasisConflict::TooLong)?;
                if expected == found { Ok(self) } else { Err(BasisConflict::SumDiffers { expected, found }) }
            }
        }
    }
}

/// 同比: growth over last year. What cannot be computed is said, not made up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Growth {
    /// Percent, two decimals, rounded half up.
    Percent(Decimal),
    /// Percentage points, for rates.
    Points(Decimal),
    /// Places gained (positive is better), for ranks.
    Places(Decimal),
    /// The base was zero or negative: growth has no meaning; the difference in the indicator's measure.
    NoBase(Decimal),
}

impl Growth {
    /// Growth of `now` over `before`; `None` where the basis knows none or the numbers are beyond all range.
    pub fn of(basis: Basis, now: Decimal, before: Decimal) -> Option<Self> {
        let difference = now.checked_sub(before)?;
        match basis {
            Basis::Flow | Basis::Stock if before > Decimal::ZERO => {
                let hundredfold = difference.checked_mul(Decimal::from_int(100))?;
                hundredfold.div_round(before, 2, rules::Rounding::HalfUp).map(Self::Percent)
            }
            Basis::Flow | Basis::Stock => Some(Self::NoBase(difference)),
            Basis::Rate => Some(Self::Points(difference)),
            Basis::Rank => difference.negated().map(Self::Places),
            Basis::Milestone | Basis::Text => None,
        }
    }
}

impl std::fmt::Display for Growth {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Percent(percent) => write!(f, "{percent}%"),
            Self::Points(points) => write!(f, "{points}个百分点"),
            Self::Places(places) if *places > Decimal::ZERO => write!(f, "上升{places}位"),
            Self::Places(places) if places.is_zero() => f.write_str("持平"),
            Self::Places(places) => write!(f, "下降{}位", places.negated().unwrap_or(*places)),
            Self::NoBase(_) => f.write_str("基数为零或负，不计增幅"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    fn figures(period_value: Option<&str>, cumulative: Option<&str>) -> Figures {
        Figures { period_value: period_value.map(decimal), cumulative: cumulative.map(decimal) }
    }

    #[test]
    fn of_a_flow_either_figure_is_entered_and_the_other_follows() {
        let august: Period = "2026-08".parse().unwrap();
        let previous = Some(decimal("700.10"));
        let both = figures(Some("55.25"), Some("755.35"));
        let filled = |entered: Figures| entered.completed(Basis::Flow, august, previous);
        assert_eq!(filled(figures(Some("55.25"), None)), Ok(both));
        assert_eq!(filled(figures(None, Some("755.35"))), Ok(both));
        assert_eq!(
            filled(figures(Some("55.25"), Some("755.36"))),
            Err(BasisConflict::SumDiffers { expected: decimal("755.35"), found: decimal("755.36") })
        );
    }

    #[test]
    fn january_begins_at_zero_and_a_gap_is_not_filled() {
        let january: Period = "2026-01".parse().unwrap();
        let entered = figures(Some("60"), None);
        assert_eq!(entered.completed(Basis::Flow, january, None), Ok(figures(Some("60"), Some("60"))));
        let march: Period = "2026-03".parse().unwrap();
        assert_eq!(entered.completed(Basis::Flow, march, None), Ok(entered));
    }

    #[test]
    fn rates_are_two_figures_and_stocks_have_no_cumulative() {
        let august: Period = "2026-08".parse().unwrap();
        let rate = figures(Some("12.1"), Some("9.8"));
        assert_eq!(rate.completed(Basis::Rate, august, Some(decimal("9.5"))), Ok(rate));
        assert_eq!(rate.completed(Basis::Stock, august, None), Err(BasisConflict::NoCumulative));
    }

    #[test]
    fn growth_without_a_base_is_said_in_words() {
        assert_eq!(
            Growth::of(Basis::Flow, decimal("110"), decimal("100")),
            Some(Growth::Percent(decimal("10.00")))
        );
        let words = Growth::of(Basis::Flow, decimal("5"), decimal("0")).unwrap().to_string();
        assert_eq!(words, "基数为零或负，不计增幅");
        assert_eq!(
            Growth::of(Basis::Rate, decimal("9.8"), decimal("9.1")).unwrap().to_string(),
            "0.7个百分点"
        );
        assert_eq!(Growth::of(Basis::Rank, decimal("3"), decimal("5")).unwrap().to_string(), "上升2位");
    }
}
