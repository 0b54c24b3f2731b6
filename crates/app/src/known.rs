//! An indicator that unit tests read texts for.

use assessment::{Basis, Direction, Grain, Indicator, IndicatorId, Origin, measure_named};

/// 到位资金 in 亿元, reported every month, adding up over the year.
pub(crate) fn funds() -> Indicator {
    Indicator {
        id: IndicatorId::new(1),
        name: "到位资金".to_owned(),
        measure: measure_named("亿元"),
        decimals: 2,
        basis: Basis::Flow,
        direction: Direction::More,
        frequency: Grain::Month,
        source: None,
        additive: true,
        origin: Origin::Reported,
    }
}
