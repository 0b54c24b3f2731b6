//! What typed texts come to: the figures that will be written, and how the cells would look.

use std::collections::BTreeMap;

use assessment::{Indicator, IndicatorId, Period, View};
use store::{FigureRow, NewFigure};

use super::board::YearBoard;
use super::{YearCell, YearText};
use crate::entry::board::as_row;
use crate::entry::{Remarked, Texts, typed};
use crate::figure::{Place, compose, decimal, previous_due};
use crate::{Error, Person, Result};

/// Most cells in one call.
const MOST: usize = 6000;

/// What will be written of one indicator, and how its cells would look.
pub(super) struct Plan {
    pub(super) cells: Vec<YearCell>,
    pub(super) figures: Vec<(NewFigure, Option<i64>)>,
}

/// Faults and notes on what was typed, by month.
type Told = BTreeMap<Period, (Vec<Remarked>, Vec<String>)>;

impl YearBoard {
    /// What texts come to, indicator by indicator.
    pub(super) fn plans(&self, by: &Person, view: View, texts: &[YearText], now: i64) -> Result<Vec<Plan>> {
        if texts.len() > MOST {
            return Err(Error::field("cells", format!("一次最多{MOST}格，请分几次粘贴")));
        }
        let mut by_row: BTreeMap<i64, BTreeMap<Period, &YearText>> = BTreeMap::new();
        for text in texts {
            by_row.entry(text.indicator).or_default().insert(text.period, text);
        }
        let mut plans = Vec::new();
        for (id, texts) in by_row {
            let indicator = self.catalogue.indicator(IndicatorId::new(id));
            let indicator = indicator.ok_or(Error::NotFound("本年填报中的这项指标"))?;
            plans.push(self.plan(by, view, indicator, &texts, now)?);
        }
        Ok(plans)
    }

    fn plan(
        &self,
        by: &Person,
        view: View,
        indicator: &Indicator,
        texts: &BTreeMap<Period, &YearText>,
        now: i64,
    ) -> Result<Plan> {
        let mut rows: BTreeMap<Period, FigureRow> =
            self.rows_of(indicator.id).map(|(period, row)| (period, row.clone())).collect();
        let mut plan = Plan { cells: Vec::new(), figures: Vec::new() };
        let mut told = Told::new();
        let mut changed: BTreeMap<Period, bool> = BTreeMap::new();
        for month in self.due_months(indicator.id) {
            let stood = rows.get(&month).cloned();
            let cell = self.looks(indicator, month, stood.as_ref());
            let entered = match texts.get(&month) {
                Some(_) if !cell.open => {
                    let text = format!("{}{}，不能填写", month.label(), cell.closed);
                    told.insert(month, (vec![Remarked::fault("", text)], Vec::new()));
                    continue;
                }
                Some(text) => {
                    let read = typed::read(&texts_of(text, view, indicator), indicator, month);
                    told.insert(month, (read.faults, read.notes));
                    if !read.anything {
                        continue;
                    }
                    read.entered
                }
                // What follows from an earlier month that changed: the month's own value stays, its sum moves.
                None if cell.open && !changed.is_empty() => match stood.as_ref() {
                    Some(row) if indicator.basis == assessment::Basis::Flow => crate::figure::Entered {
                        value: decimal(row.value, row.decimals).map(assessment::Value::Number),
                        ..crate::figure::Entered::default()
                    },
                    _ => continue,
                },
                None => continue,
            };
            let place = Place { unit: self.unit, period: month, indicator: indicator.id };
            let before = Self::cumulative_before(indicator, month, &rows);
            match compose(by, place, entered, indicator, (stood.as_ref(), before)) {
                Ok(new) => {
                    let seen = texts.get(&month).map_or(cell.version, |text| text.version);
                    if stood.as_ref().is_some_and(|row| crate::entry::rows::stands(&new, row)) {
                        continue;
                    }
                    changed.insert(month, texts.contains_key(&month));
                    rows.insert(month, as_row(&new, cell.version, now));
                    plan.figures.push((new, Some(seen)));
                }
                Err(Error::Invalid(faults)) => {
                    let entry = told.entry(month).or_default();
                    entry.0.extend(faults.into_iter().map(typed::fault));
                }
                Err(error) => return Err(error),
            }
        }
        self.tell(indicator, &rows, (&mut told, &changed), &mut plan);
        Ok(plan)
    }

    /// How the cells that were typed into, and those that follow, would look.
    fn tell(
        &self,
        indicator: &Indicator,
        rows: &BTreeMap<Period, FigureRow>,
        (told, changed): (&mut Told, &BTreeMap<Period, bool>),
        plan: &mut Plan,
    ) {
        let stands: Vec<(Period, &FigureRow)> = rows.iter().map(|(period, row)| (*period, row)).collect();
        let mut found = self.findings(indicator, &stands);
        for month in self.due_months(indicator.id) {
            let said = told.remove(&month);
            let typed = changed.get(&month).copied();
            if said.is_none() && typed.is_none() {
                continue;
            }
            let (faults, notes) = said.unwrap_or_default();
            let mut cell = self.looks(indicator, month, rows.get(&month));
            cell.findings = found.remove(&month).unwrap_or_default();
            cell.findings.splice(0..0, faults);
            cell.notes = notes;
            cell.saved = typed.is_some();
            cell.follows = typed == Some(false);
            plan.cells.push(cell);
        }
    }

    fn cumulative_before(
        indicator: &Indicator,
        month: Period,
        rows: &BTreeMap<Period, FigureRow>,
    ) -> Option<assessment::Decimal> {
        match previous_due(month, indicator.frequency) {
            None => Some(assessment::Decimal::ZERO),
            Some(before) => rows.get(&before).and_then(|row| decimal(row.cumulative, row.decimals)),
        }
    }
}

/// A text under the column that the page shows; what has no cumulative figure is always its own value.
fn texts_of(text: &YearText, view: View, indicator: &Indicator) -> Texts {
    let cumulative = view == View::Cumulative && indicator.basis.views().contains(&View::Cumulative);
    let (value, sum) = if cumulative { (None, Some(&text.text)) } else { (Some(&text.text), None) };
    Texts {
        indicator: text.indicator,
        version: text.version,
        value: value.cloned(),
        cumulative: sum.cloned(),
        ..Texts::default()
    }
}
