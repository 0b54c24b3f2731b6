//! Units that do not exist at a period's end: they have no score and no rank in it, and nobody stands behind them.
//!
//! None of their figures applies in those months, but what a scheme counts from ledgers is still a sum of nothing; so
//! their row is taken out of the ranking itself.

use assessment::{Period, RankRow, RankTable, UnitId};
use rules::Value;

use super::{Frame, Scored};

/// Whether a unit does not exist at the end of a period.
pub(super) fn is_absent(frame: &Frame, unit: UnitId, period: Period) -> bool {
    let month = frame.periods.iter().position(|one| *one == period);
    frame.unit(unit).zip(month).is_some_and(|(row, month)| frame.is_absent(row, month))
}

/// Takes those who are absent out of the ranking of a period; they stay in the table with why.
pub(super) fn take_out(scored: &Scored, tables: &mut [RankTable], period: Period) {
    let frame = &scored.frame;
    let before = period.previous();
    for table in tables {
        close_gaps(&mut table.rows, |row| &mut row.rank, |unit| is_absent(frame, unit, period));
        let gone_before = |unit| before.is_some_and(|before| is_absent(frame, unit, before));
        close_gaps(&mut table.rows, |row| &mut row.previous, gone_before);
        for row in table.rows.iter_mut().filter(|row| is_absent(frame, row.unit, period)) {
            row.total = Value::NotApplicable;
            row.grade = None;
            row.vetoes.clear();
            for category in &mut row.categories {
                category.score = Value::NotApplicable;
            }
        }
        table.arrange();
    }
}

/// Removes ranks of some units; who stood behind moves up.
fn close_gaps(
    rows: &mut [RankRow],
    rank: impl Fn(&mut RankRow) -> &mut Option<u32>,
    gone: impl Fn(UnitId) -> bool,
) {
    let mut left: Vec<u32> = Vec::new();
    for row in rows.iter_mut().filter(|row| gone(row.unit)) {
        left.extend(rank(row).take());
    }
    for row in rows {
        let place = rank(row);
        let before = place.map_or(0, |place| left.iter().filter(|left| **left < place).count());
        *place = place.map(|place| place.saturating_sub(u32::try_from(before).unwrap_or(0)));
    }
}
