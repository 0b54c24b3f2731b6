//! The way of a report: draft → submitted → reviewed → verified → locked → published.

use assessment::{
    Action, Figure, FigureState, IndicatorId, Period, Role, Submission, SubmissionId, SubmissionState, UnitId,
};
use store::{Reader, Remark, SubmissionRow};

use crate::catalogue::Catalogue;
use crate::{App, Person, Result};

/// A report with what was said about its figures.
#[derive(Clone, Debug)]
pub struct Report {
    /// The report.
    pub submission: Submission,
    /// The talk about its figures, in order.
    pub remarks: Vec<Remark>,
    /// When it changed last, UTC milliseconds; 0 when nothing was done yet.
    pub changed_at: i64,
}

/// A unit's report for a period.
pub async fn get(app: &App, by: &Person, unit: UnitId, period: Period) -> Result<Report> {
    by.require_unit(unit)?;
    let catalogue = app.catalogue().await?;
    let mut reader = app.store.reader(app.tenant).await?;
    let (submission, changed_at) = load(&mut reader, &catalogue, unit, period).await?;
    let remarks = reader.list_remarks(period, unit).await?;
    Ok(Report { submission, remarks, changed_at })
}

/// Does one step; refused in the domain's words when it is not this person's or not the time.
pub async fn act(
    app: &App,
    by: &Person,
    unit: UnitId,
    period: Period,
    action: &Action,
) -> Result<Submission> {
    act_all(app, by, unit, period, std::slice::from_ref(action), &[]).await
}

/// Does several steps and then returns figures, all or none. A first return draws the report back to its clerk; those
/// after it are written beside it.
pub async fn act_all(
    app: &App,
    by: &Person,
    unit: UnitId,
    period: Period,
    actions: &[Action],
    returns: &[Action],
) -> Result<Submission> {
    by.require_unit(unit)?;
    if actions.contains(&Action::Submit) {
        by.actor.require(Role::Clerk, unit)?;
        // Whoever sends the same report twice is told nothing: it is where it was meant to be.
        let report = get(app, by, unit, period).await?.submission;
        let mine = report.submitted_by == Some(by.account());
        if mine && actions.len() == 1 && report.state == SubmissionState::Submitted {
            return Ok(report);
        }
        if report.state == SubmissionState::Draft {
            crate::entry::require_ready(app, by, unit, period).await?;
        }
    }
    let catalogue = app.catalogue().await?;
    let mut change = app.store.change(app.tenant, app.now()).await?;
    let (before, _) = load(&mut change, &catalogue, unit, period).await?;
    let mut after = before.clone();
    for action in actions {
        after = after.after(action, &by.actor)?;
    }
    let state = after.state;
    for action in returns {
        // Each return is judged against the state in which the person saw the report.
        after.state = state;
        after = after.after(action, &by.actor)?;
    }
    if after.id == SubmissionId::new(0) {
        after.id = SubmissionId::new(change.new_id());
    }
    let row = SubmissionRow {
        id: after.id,
        period,
        unit,
        state: after.state,
        submitted_by: after.submitted_by,
        reopening: after.reopening.clone(),
        changed_at: change.at(),
    };
    change.put_submission(&row).await?;
    for (indicator, figure) in &after.figures {
        if before.figures.get(indicator) != Some(figure) {
            change.put_review((period, unit, *indicator), figure.state, figure.reason.as_deref()).await?;
        }
    }
    for action in actions.iter().chain(returns) {
        note(&mut change, by, unit, period, action, (before.state, after.state)).await?;
    }
    change.commit().await?;
    Ok(after)
}

/// Writes the reason of a return into the talk, and every step into the audit.
async fn note(
    change: &mut store::Change,
    by: &Person,
    unit: UnitId,
    period: Period,
    action: &Action,
    (from, to): (SubmissionState, SubmissionState),
) -> Result<()> {
    if let Some((indicator, text)) = words(action) {
        let remark = Remark {
            indicator,
            step: action.label().to_owned(),
            text: text.to_owned(),
            author: by.account(),
            at: change.at(),
        };
        change.add_remark(period, unit, &remark).await?;
    }
    let detail = format!("{} {from}→{to}", action.label());
    change.audit(by.audit("submission.step", subject(unit, period, action), detail));
    Ok(())
}

/// Adds a word to the talk about a figure: an answer to a return, or a question.
pub async fn reply(
    app: &App,
    by: &Person,
    unit: UnitId,
    period: Period,
    indicator: IndicatorId,
    text: &str,
) -> Result<()> {
    by.require_unit(unit)?;
    if text.trim().is_empty() {
        return Err(crate::Error::field("text", "请写下答复"));
    }
    let mut change = app.store.change(app.tenant, app.now()).await?;
    let remark = Remark {
        indicator,
        step: "答复".to_owned(),
        text: text.trim().to_owned(),
        author: by.account(),
        at: change.at(),
    };
    change.add_remark(period, unit, &remark).await?;
    change.audit(by.audit(
        "submission.reply",
        format!("submission/{period}/{unit}/{indicator}"),
        String::new(),
    ));
    change.commit().await?;
    Ok(())
}

/// The report as it stands: every reported indicator, with its review where there was one.
pub(crate) async fn load(
    reader: &mut Reader,
    catalogue: &Catalogue,
    unit: UnitId,
    period: Period,
) -> Result<(Submission, i64)> {
    let due = due_indicators(catalogue, period);
    let row = reader.find_submission(period, unit).await?;
    let id = row.as_ref().map_or(SubmissionId::new(0), |row| row.id);
    let mut submission = Submission::open(id, unit, period, due);
    let entered = reader.list_figures(period, unit).await?;
    let reviews = reader.list_reviews(period, unit).await?;
    for (indicator, figure) in &mut submission.figures {
        let filled = entered.iter().any(|row| row.indicator == *indicator);
        let Figure { state, reason, .. } = figure;
        *state = if filled { FigureState::Entered } else { FigureState::Empty };
        if let Some(review) = reviews.get(indicator) {
            *state = review.state;
            reason.clone_from(&review.reason);
        }
    }
    submission.state = row.as_ref().map_or(SubmissionState::Draft, |row| row.state);
    submission.submitted_by = row.as_ref().and_then(|row| row.submitted_by);
    submission.reopening = row.as_ref().and_then(|row| row.reopening.clone());
    Ok((submission, row.map_or(0, |row| row.changed_at)))
}

/// Indicators that a report of this period holds, with the departments that verify them.
pub(crate) fn due_indicators(catalogue: &Catalogue, period: Period) -> Vec<(IndicatorId, Option<UnitId>)> {
    let cycle = catalogue.of(period).ok();
    catalogue
        .indicators
        .iter()
        .filter(|indicator| assessment::is_due(indicator, period))
        // Before its scheme is published a form shows everything.
        .filter(|indicator| cycle.is_none_or(|cycle| cycle.measures(&indicator.name)))
        .map(|indicator| (indicator.id, indicator.source))
        .collect()
}

fn words(action: &Action) -> Option<(IndicatorId, &str)> {
    match action {
        Action::Return(indicator, reason) => Some((*indicator, reason.trim())),
        _ => None,
    }
}

fn subject(unit: UnitId, period: Period, action: &Action) -> String {
    match action {
        Action::Enter(indicator) | Action::Verify(indicator) | Action::Return(indicator, _) => {
            format!("submission/{period}/{unit}/{indicator}")
        }
        _ => format!("submission/{period}/{unit}"),
    }
}
