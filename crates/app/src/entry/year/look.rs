//! How cells look: what stands in them, whether they are open, and what the checks say of them.

use std::collections::BTreeMap;

use assessment::{Entered as Stands, Indicator, Period, Schedule, Stated, Timeline};
use store::FigureRow;

use super::YearCell;
use super::board::YearBoard;
use crate::entry::board::{cell_of, entered, last_year, shown};
use crate::entry::{Remarked, remarked};

impl YearBoard {
    /// The cells of an indicator as they stand, with what the checks say of them.
    pub(super) fn cells(&self, indicator: &Indicator) -> Vec<YearCell> {
        let stands: Vec<(Period, &FigureRow)> = self.rows_of(indicator.id).collect();
        let mut found = self.findings(indicator, &stands);
        let cell = |month: Period| {
            let mut cell = self.looks(indicator, month, self.figures.get(&(indicator.id, month)));
            cell.findings = found.remove(&month).unwrap_or_default();
            cell
        };
        self.due_months(indicator.id).map(cell).collect()
    }

    pub(super) fn looks(&self, indicator: &Indicator, period: Period, row: Option<&FigureRow>) -> YearCell {
        let closed = match self.verified.get(&(indicator.id, period)) {
            Some(true) => "已核验",
            _ => self.closed.get(&period).copied().unwrap_or_default(),
        };
        let text = |number: Option<i64>| row.map_or_else(String::new, |row| shown(row, number, indicator));
        YearCell {
            indicator: indicator.id,
            period,
            version: row.map_or(0, |row| row.seq),
            value: text(row.and_then(|row| row.value)),
            cumulative: row.and_then(|row| row.cumulative).map_or_else(String::new, |n| text(Some(n))),
            open: closed.is_empty(),
            closed,
            findings: Vec::new(),
            notes: Vec::new(),
            saved: false,
            follows: false,
            conflict: None,
        }
    }

    /// What the checks say of the months of one indicator, all at once: a month is held against those before it.
    pub(super) fn findings(
        &self,
        indicator: &Indicator,
        stands: &[(Period, &FigureRow)],
    ) -> BTreeMap<Period, Vec<Remarked>> {
        let entries: Vec<(Period, Stands)> =
            stands.iter().map(|(period, row)| (*period, entered(&cell_of(row)))).collect();
        let before = self.before.get(&indicator.id).map(|cells| last_year(cells)).unwrap_or_default();
        let timeline = Timeline {
            unit: self.unit,
            indicator,
            entries: &entries,
            last_year: &before,
            bound: self.bound(indicator.id),
            schedule: self.schedule(indicator.id).unwrap_or(&Schedule::Linear),
            stated: Stated::default(),
        };
        let mut found: BTreeMap<Period, Vec<Remarked>> = BTreeMap::new();
        let unproved = stands.iter().filter_map(|(period, row)| {
            let lacks = self.unproved(indicator, *period, row)?;
            Some(timeline.unproved(*period, &lacks))
        });
        for finding in timeline.findings().into_iter().chain(unproved) {
            let row = stands.iter().find(|(period, _)| *period == finding.period);
            let explained = row.is_some_and(|(_, row)| !row.explanation.trim().is_empty());
            found.entry(finding.period).or_default().push(remarked(&finding, explained));
        }
        found
    }
}
