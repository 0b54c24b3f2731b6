//! Rows of the form as they are typed: looked at before saving, saved each by itself, and what to do when somebody else
//! was first.

use assessment::{IndicatorId, Period, UnitId};
use store::{FactRow, FigureRow, NewFigure};

use super::{Board, Remarked, Row, Summary, Texts, board, draft, typed};
use crate::figure::{Entered, Place, complete, decimal, save_composed};
use crate::{App, Error, Person, Result};

/// Saves rows, each by itself; the rows that were typed into, as they stand afterwards.
///
/// A row that somebody else changed meanwhile is still saved where the two changed different columns; where they
/// changed the same, nothing is saved and the row says who was first.
pub async fn save_rows(
    app: &App,
    by: &Person,
    unit: UnitId,
    period: Period,
    texts: &[Texts],
) -> Result<(Vec<Row>, Summary)> {
    by.require_unit(unit)?;
    let before = Board::load(app, unit, period).await?;
    let mut outcomes = Vec::with_capacity(texts.len());
    for text in texts {
        outcomes.push(save_row(app, by, &before, text).await?);
    }
    let mut settled = Vec::new();
    for (outcome, text) in outcomes.iter().zip(texts).filter(|(outcome, _)| outcome.settled) {
        settled.extend(text.fields().map(|field| (period, outcome.indicator, field)));
    }
    draft::forget(app, by, unit, &settled).await?;
    let after = Board::load(app, unit, period).await?;
    let mut rows = Vec::with_capacity(outcomes.len());
    for outcome in outcomes {
        let mut row = after.row(outcome.indicator, None)?;
        row.notes = outcome.notes;
        row.saved = outcome.saved;
        row.findings.splice(0..0, outcome.faults);
        if outcome.conflict {
            row.conflict = row
                .figure
                .as_ref()
                .map(|figure| (after.name(figure.author), crate::period::minute(figure.at)));
        }
        rows.push(row);
    }
    Ok((rows, after.summary()))
}

/// As [`save_rows`], with nothing saved: how the rows would stand.
pub async fn preview_rows(
    app: &App,
    by: &Person,
    unit: UnitId,
    period: Period,
    texts: &[Texts],
) -> Result<(Vec<Row>, Summary)> {
    by.require_unit(unit)?;
    let board = Board::load(app, unit, period).await?;
    let mut rows = Vec::with_capacity(texts.len());
    for text in texts {
        let (indicator, read, new) = composed(app, by, &board, text).await?;
        let overlay = new.map(|new| board::as_row(&new, text.version, app.now()));
        let mut row = board.row(indicator, overlay.as_ref())?;
        row.saved = read.anything && overlay.is_some();
        row.notes = read.notes;
        row.findings.splice(0..0, read.faults);
        rows.push(row);
    }
    Ok((rows, board.summary()))
}

/// What the texts of a row say, and the figure that they make where they make one; what stands against it is among the
/// faults.
async fn composed(
    app: &App,
    by: &Person,
    board: &Board,
    text: &Texts,
) -> Result<(IndicatorId, typed::Read, Option<NewFigure>)> {
    let indicator = board.indicator(text.indicator)?;
    let mut read = typed::read(text, indicator, board.period);
    let place = Place { unit: board.unit, period: board.period, indicator: indicator.id };
    let new = match complete(app, by, place, read.entered.clone(), indicator).await {
        Ok(new) => Some(new),
        Err(Error::Invalid(faults)) => {
            read.faults.extend(faults.into_iter().map(typed::fault));
            None
        }
        Err(error) => return Err(error),
    };
    Ok((indicator.id, read, new))
}

struct Outcome {
    indicator: IndicatorId,
    saved: bool,
    conflict: bool,
    /// Whether nothing of what was typed is left to be saved.
    settled: bool,
    notes: Vec<String>,
    faults: Vec<Remarked>,
}

async fn save_row(app: &App, by: &Person, board: &Board, text: &Texts) -> Result<Outcome> {
    let (indicator, read, new) = composed(app, by, board, text).await?;
    let mut outcome = Outcome {
        indicator,
        saved: false,
        conflict: false,
        settled: false,
        notes: read.notes,
        faults: read.faults,
    };
    let Some(new) = new.filter(|_| read.anything) else { return Ok(outcome) };
    let as_it_stands =
        |row: &FigureRow| row.seq == text.version && row.indicator == new.indicator && stands(&new, row);
    if outcome.faults.is_empty() && board.figure(indicator).is_some_and(as_it_stands) {
        outcome.settled = true;
        return Ok(outcome);
    }
    match save_composed(app, by, "figure.save", vec![(new.clone(), Some(text.version))]).await {
        Ok(_) => outcome.saved = true,
        Err(Error::Conflict { .. }) => match second(app, by, &new, &read.entered, text.version).await? {
            Second::Same => outcome.saved = true,
            Second::Beside(note) => {
                outcome.saved = true;
                outcome.notes.push(note);
            }
            Second::Clash => outcome.conflict = true,
        },
        Err(Error::Refused { text, .. }) => outcome.faults.push(Remarked::fault("", text)),
        Err(error) => return Err(error),
    }
    outcome.settled = outcome.saved && outcome.faults.is_empty();
    Ok(outcome)
}

/// What it means that somebody was first.
enum Second {
    /// What stands is what was to be saved, by the same person: the same request came twice.
    Same,
    /// The other changed other columns: both stand now.
    Beside(String),
    /// Both changed the same: a person decides.
    Clash,
}

async fn second(app: &App, by: &Person, new: &NewFigure, entered: &Entered, seen: i64) -> Result<Second> {
    let place = Place { unit: new.unit, period: new.period, indicator: new.indicator };
    let history = {
        let mut reader = app.store.reader(app.tenant).await?;
        reader.list_history(place.period, place.unit, place.indicator).await?
    };
    let Some(now) = history.first() else { return Ok(Second::Clash) };
    if now.figure.author == by.account() && stands(new, &now.figure) {
        return Ok(Second::Same);
    }
    let saw = history.iter().find(|fact| fact.figure.seq == seen);
    if saw.is_none() && seen != 0 || overlaps(entered, saw, &now.figure) {
        return Ok(Second::Clash);
    }
    let catalogue = app.catalogue().await?;
    let indicator = catalogue.indicator(place.indicator).ok_or(Error::NotFound("这项指标"))?;
    let again = complete(app, by, place, entered.clone(), indicator).await?;
    let saved = save_composed(app, by, "figure.save", vec![(again, Some(now.figure.seq))]).await;
    match saved {
        Ok(_) => Ok(Second::Beside("这一行的其他格刚被他人改过，两处都已保留".to_owned())),
        Err(Error::Conflict { .. }) => Ok(Second::Clash),
        Err(error) => Err(error),
    }
}

/// Whether a figure is already what somebody wants to save.
pub(super) fn stands(new: &NewFigure, row: &FigureRow) -> bool {
    numbers(new.decimals, new.value, new.cumulative) == numbers(row.decimals, row.value, row.cumulative)
        && new.kind == row.kind
        && new.self_score == row.self_score
        && new.narrative == row.narrative
        && new.explanation == row.explanation
}

type Numbers = (Option<assessment::Decimal>, Option<assessment::Decimal>);

fn numbers(decimals: u8, value: Option<i64>, cumulative: Option<i64>) -> Numbers {
    (decimal(value, decimals), decimal(cumulative, decimals))
}

/// Whether a column that is to be changed was changed by somebody else since it was seen.
fn overlaps(entered: &Entered, saw: Option<&FactRow>, now: &FigureRow) -> bool {
    let saw = saw.map(|fact| &fact.figure);
    let moved = |what: fn(&FigureRow) -> String| match saw {
        Some(saw) => what(saw) != what(now),
        None => !what(now).is_empty(),
    };
    let number_moved = match saw {
        Some(saw) => {
            saw.kind != now.kind
                || numbers(saw.decimals, saw.value, saw.cumulative)
                    != numbers(now.decimals, now.value, now.cumulative)
        }
        None => true,
    };
    let numbers_meet = (entered.value.is_some() || entered.cumulative.is_some()) && number_moved;
    // A reason is given to a number: when the number moved, the reason no longer meets it.
    let reasons_meet =
        entered.explanation.is_some() && (number_moved || moved(|row| row.explanation.clone()));
    let scores_meet = entered.self_score.is_some() && saw.and_then(|saw| saw.self_score) != now.self_score;
    let words_meet = entered.narrative.is_some() && moved(|row| row.narrative.clone());
    numbers_meet || reasons_meet || scores_meet || words_meet
}
