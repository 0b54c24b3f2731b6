//! Looking texts over and saving them, and what the person is told afterwards.

use assessment::{Role, UnitId, View};

use super::{YearCell, YearText, show};
use crate::entry::{Remarked, draft};
use crate::figure::save_composed;
use crate::{App, Error, Person, Result};

/// How texts would stand; nothing is saved.
pub async fn preview(
    app: &App,
    by: &Person,
    unit: UnitId,
    (year, view): (i16, View),
    texts: &[YearText],
) -> Result<Vec<YearCell>> {
    let board = show(app, by, unit, year).await?;
    let plans = board.plans(by, view, texts, app.now())?;
    Ok(plans.into_iter().flat_map(|plan| plan.cells).collect())
}

/// Saves texts, the cells of one indicator together; the cells as they stand afterwards.
pub async fn save(
    app: &App,
    by: &Person,
    unit: UnitId,
    (year, view): (i16, View),
    texts: &[YearText],
) -> Result<Vec<YearCell>> {
    let board = show(app, by, unit, year).await?;
    by.actor.require(Role::Clerk, unit)?;
    let mut outcomes = Vec::new();
    for plan in board.plans(by, view, texts, app.now())? {
        let mut cells = plan.cells;
        let figures = plan.figures;
        let outcome = if figures.is_empty() {
            Ok(0)
        } else {
            save_composed(app, by, "figure.save_year", figures).await
        };
        let refused = match outcome {
            Ok(_) => None,
            Err(Error::Conflict { .. }) => Some((true, String::new())),
            Err(Error::Refused { text, .. }) => Some((false, text)),
            Err(error) => return Err(error),
        };
        if let Some((conflict, text)) = &refused {
            for cell in cells.iter_mut().filter(|cell| cell.saved) {
                cell.saved = false;
                if !conflict {
                    cell.findings.insert(0, Remarked::fault("", text.clone()));
                }
            }
        }
        let conflict = refused.is_some_and(|(conflict, _)| conflict);
        outcomes.extend(cells.into_iter().map(|cell| (cell, conflict)));
    }
    settle(app, by, (unit, year), view, texts, outcomes).await
}

/// What the person is told after saving: the cells as they stand now.
async fn settle(
    app: &App,
    by: &Person,
    (unit, year): (UnitId, i16),
    view: View,
    texts: &[YearText],
    outcomes: Vec<(YearCell, bool)>,
) -> Result<Vec<YearCell>> {
    let after = show(app, by, unit, year).await?;
    let field = if view == View::Cumulative { "cumulative" } else { "value" };
    let mut told = Vec::with_capacity(outcomes.len());
    let mut done = Vec::new();
    for (cell, conflict) in outcomes {
        let Some(indicator) = after.catalogue.indicator(cell.indicator) else { continue };
        let stood = after.cells(indicator).into_iter().find(|one| one.period == cell.period);
        let Some(mut now) = stood else { continue };
        (now.notes, now.saved, now.follows) = (cell.notes, cell.saved, cell.follows);
        if cell.saved {
            done.push((cell.period, cell.indicator, field));
        } else {
            now.findings = cell.findings;
        }
        let seen = texts
            .iter()
            .find(|text| text.period == cell.period && text.indicator == cell.indicator.get())
            .map_or(now.version, |text| text.version);
        if conflict && seen != now.version {
            now.conflict = after
                .figures
                .get(&(cell.indicator, cell.period))
                .map(|row| (after.names.of(row.author), crate::period::minute(row.at)));
        } else if conflict {
            let text = "同一指标的其他月份刚被他人改动，这一格没有保存；请再保存一次".to_owned();
            now.findings.insert(0, Remarked::fault("", text));
        }
        told.push(now);
    }
    draft::forget(app, by, unit, &done).await?;
    Ok(told)
}
