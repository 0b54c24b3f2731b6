//! What stands in the cells of a transaction before it writes: a save that says nothing new is known by it.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::conn::{Arg, args};
use crate::figure::{FigureRow, NewFigure, figure, period_code};
use crate::{Reader, Result};

/// Period, unit and indicator of a cell.
pub(crate) type Key = (i64, i64, i64);

/// Cells that are asked for at a time; the counts are powers of two, so that few texts are prepared.
const MOST_CELLS: usize = 128;

/// Whether a save by the same person says exactly what stands: the same request sent twice.
pub(crate) fn says_nothing_new(new: &NewFigure, row: &FigureRow) -> bool {
    (new.kind, new.decimals, new.value, new.cumulative, new.self_score, new.author)
        == (row.kind, row.decimals, row.value, row.cumulative, row.self_score, row.author)
        && new.narrative == row.narrative
        && new.explanation == row.explanation
}

pub(crate) fn key(figure: &NewFigure) -> Key {
    (period_code(figure.period), figure.unit.get(), figure.indicator.get())
}

impl Reader {
    /// The current figures of these cells.
    pub(crate) async fn standing(&mut self, cells: &[Key]) -> Result<BTreeMap<Key, FigureRow>> {
        let mut found = BTreeMap::new();
        let mut rest = cells;
        while let Some(last) = rest.last().copied() {
            let (now, later) = rest.split_at(rest.len().min(MOST_CELLS));
            // Filled up with the last cell once more.
            let padded = now.len().next_power_of_two();
            let mut sql = format!(
                "SELECT {}, period FROM figure WHERE tenant = $1 AND (period, unit, indicator) IN (VALUES ",
                crate::figure::COLUMNS
            );
            let mut values: Vec<Arg<'_>> = args![self.tenant].to_vec();
            for at in 0..padded {
                let (period, unit, indicator) = now.get(at).copied().unwrap_or(last);
                let comma = if at == 0 { "" } else { "," };
                let first = 2 + at * 3;
                // Writing into a text cannot fail.
                let _ = write!(sql, "{comma}(${first},${},${})", first + 1, first + 2);
                values.extend_from_slice(args![period, unit, indicator]);
            }
            sql.push(')');
            for row in self.conn.rows(&sql, &values).await? {
                let figure = figure(&row)?;
                found.insert((row.int(12)?, figure.unit.get(), figure.indicator.get()), figure);
            }
            rest = later;
        }
        Ok(found)
    }
}
