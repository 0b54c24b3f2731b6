//! What has to be proved and is not.

use std::collections::BTreeSet;

use assessment::{Basis, Indicator, IndicatorId, Period};
use store::{FigureRow, NumberKind};

use crate::evidence::EvidenceRules;

/// Figures of a year with evidence beside them.
pub(super) type Proved = BTreeSet<(IndicatorId, Period)>;

/// What a figure lacks, in words. Nothing has to be proved where nothing was done or a milestone is not reached.
pub(super) fn unproved(
    (rules, proved): (&EvidenceRules, &Proved),
    (indicator, period): (&Indicator, Period),
    figure: &FigureRow,
) -> Option<String> {
    let done = [figure.value, figure.cumulative].into_iter().flatten().any(|number| number != 0);
    let asked = figure.kind == NumberKind::Number && done && rules.ask(indicator);
    // A milestone is reached once: what proves it is not asked for again in the months that follow.
    let earlier = indicator.basis == Basis::Milestone;
    let here = |(id, proved): &(IndicatorId, Period)| {
        *id == indicator.id && (*proved == period || (earlier && *proved < period))
    };
    (asked && !proved.iter().any(here)).then(|| "本项须附证明材料".to_owned())
}
