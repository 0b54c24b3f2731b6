//! The way of a report: draft → submitted → reviewed → verified → locked → published.

use std::collections::{BTreeMap, BTreeSet};

use assessment::{
    Action, Figure, FigureState, IndicatorId, Period, Reopening, Role, Submission, SubmissionId,
    SubmissionState, UnitId,
};
use store::{FigureRow, NewStep, Reader, Remark, StepRow, SubmissionRow};

use crate::catalogue::Catalogue;
use crate::{App, Error, Person, Result};

/// Longest word in a talk, in characters.
const LONGEST_REPLY: usize = 1000;

/// A report with what was said about its figures.
#[derive(Clone, Debug)]
pub struct Report {
    /// The report.
    pub submission: Submission,
    /// The talk about its figures, in order.
    pub remarks: Vec<Remark>,
    /// When it changed last, UTC milliseconds; 0 when nothing was done yet.
    pub changed_at: i64,
    /// The steps that were taken, in order.
    pub steps: Vec<StepRow>,
}

/// Versions of figures that a person saw when deciding on them.
pub type Seen = BTreeMap<IndicatorId, i64>;

/// A unit's report for a period.
pub async fn get(app: &App, by: &Person, unit: UnitId, period: Period) -> Result<Report> {
    by.require_unit(unit)?;
    let catalogue = app.catalogue().await?;
    let mut reader = app.store.reader(app.tenant).await?;
    let (submission, changed_at) = load(&mut reader, &catalogue, unit, period).await?;
    let remarks = reader.list_remarks(period, unit).await?;
    let steps = reader.list_steps(period, unit).await?;
    Ok(Report { submission, remarks, changed_at, steps })
}

/// Does one step; refused in the domain's words when it is not this person's or not the time.
pub async fn act(
    app: &App,
    by: &Person,
    unit: UnitId,
    period: Period,
    action: &Action,
) -> Result<Submission> {
    act_all(app, by, unit, period, std::slice::from_ref(action), &[], &Seen::new()).await
}

/// Does several steps and then returns figures, all or none. A first return draws the report back to its clerk; those
/// after it are written beside it. A figure that is no longer what the person saw is not decided on.
pub async fn act_all(
    app: &App,
    by: &Person,
    unit: UnitId,
    period: Period,
    actions: &[Action],
    returns: &[Action],
    seen: &Seen,
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
    refuse_unseen(&mut change, &catalogue, (unit, period), seen).await?;
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
        reopening: after.reopening.as_ref().map(stored).transpose()?,
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
    let handed_in = after.state == SubmissionState::Submitted && before.state == SubmissionState::Draft;
    let late = if handed_in && first_time(&mut change, &before).await? {
        crate::due::late(&catalogue, period, change.at())
    } else {
        0
    };
    for (action, reason) in summed(actions, returns) {
        let (before, after) = (before.state, after.state);
        let step = NewStep { period, unit, action, before, after, reason, late, author: by.account() };
        change.add_step(&step).await?;
    }
    change.commit().await?;
    Ok(after)
}

/// Whether a report was not handed in before: what was returned or reopened is not late when it comes back, what was
/// recalled may be.
async fn first_time(reader: &mut Reader, before: &Submission) -> Result<bool> {
    let fresh = |figure: &Figure| matches!(figure.state, FigureState::Empty | FigureState::Entered);
    let steps = reader.list_steps(before.period, before.unit).await?;
    let count = |action: &Action| steps.iter().filter(|step| step.action == action.label()).count();
    Ok(before.figures.values().all(fresh) && count(&Action::Submit) <= count(&Action::Recall))
}

/// One line for each kind of action: decisions on many figures are one step of the report.
fn summed(actions: &[Action], returns: &[Action]) -> Vec<(String, String)> {
    let mut lines: Vec<(String, usize, String)> = Vec::new();
    for action in actions.iter().chain(returns) {
        match lines.iter_mut().find(|(label, ..)| label == action.label()) {
            Some((_, count, _)) => *count += 1,
            None => lines.push((action.label().to_owned(), 1, action.reason().to_owned())),
        }
    }
    let words = |(label, count, reason): (String, usize, String)| match count {
        1 => (label, reason),
        count if reason.is_empty() => (label, format!("{count}项")),
        count => (label, format!("{count}项；{reason} 等")),
    };
    lines.into_iter().map(words).collect()
}

async fn refuse_unseen(
    reader: &mut Reader,
    catalogue: &Catalogue,
    (unit, period): (UnitId, Period),
    seen: &Seen,
) -> Result<()> {
    if seen.is_empty() {
        return Ok(());
    }
    for row in reader.list_figures(period, unit).await? {
        if seen.get(&row.indicator).is_some_and(|version| *version != row.seq) {
            let name = catalogue.indicator(row.indicator).map_or("", |indicator| &indicator.name);
            let text = format!("“{name}”在您打开本页之后改过，没有办理；请看现在的数再决定");
            return Err(Error::Conflict { text, now: row.seq });
        }
    }
    Ok(())
}

fn stored(request: &Reopening) -> Result<String> {
    serde_json::to_string(request).map_err(|error| Error::Internal(error.to_string()))
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
    let detail = format!("{} {from}→{to} {}", action.label(), action.reason());
    change.audit(by.audit("submission.step", subject(unit, period, action), detail));
    Ok(())
}

/// Adds a word to the talk about a figure. From the clerk of a returned figure it is the answer; from everybody else who
/// may see the figure it is a question or a remark and changes nothing.
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
        return Err(Error::field("text", "请写下答复"));
    }
    if text.chars().count() > LONGEST_REPLY {
        return Err(Error::field("text", format!("最多{LONGEST_REPLY}字，请精简")));
    }
    let catalogue = app.catalogue().await?;
    let mut change = app.store.change(app.tenant, app.now()).await?;
    let (submission, _) = load(&mut change, &catalogue, unit, period).await?;
    if !submission.figures.contains_key(&indicator) {
        return Err(assessment::Refusal::NoSuchFigure(indicator).into());
    }
    let answer = Action::Answer(indicator, text.to_owned());
    if let Ok(after) = submission.after(&answer, &by.actor) {
        let figure = after.figures.get(&indicator).map_or(FigureState::Entered, |figure| figure.state);
        change.put_review((period, unit, indicator), figure, None).await?;
    }
    let clerk = by.actor.holds(assessment::Role::Clerk, unit);
    let remark = Remark {
        indicator,
        step: if clerk { "答复" } else { "留言" }.to_owned(),
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
    let entered = reader.list_figures(period, unit).await?;
    load_with(reader, catalogue, (unit, period), &entered).await
}

/// As [`load`], where the figures were read already.
pub(crate) async fn load_with(
    reader: &mut Reader,
    catalogue: &Catalogue,
    (unit, period): (UnitId, Period),
    entered: &[FigureRow],
) -> Result<(Submission, i64)> {
    let due = due_indicators(catalogue, period);
    let row = reader.find_submission(period, unit).await?;
    let id = row.as_ref().map_or(SubmissionId::new(0), |row| row.id);
    let mut submission = Submission::open(id, unit, period, due);
    let entered: BTreeSet<IndicatorId> = entered.iter().map(|row| row.indicator).collect();
    let reviews = reader.list_reviews(period, unit).await?;
    for (indicator, figure) in &mut submission.figures {
        let filled = entered.contains(indicator);
        let Figure { state, reason, .. } = figure;
        *state = if filled { FigureState::Entered } else { FigureState::Empty };
        if let Some(review) = reviews.get(indicator) {
            *state = review.state;
            reason.clone_from(&review.reason);
        }
    }
    submission.state = row.as_ref().map_or(SubmissionState::Draft, |row| row.state);
    submission.submitted_by = row.as_ref().and_then(|row| row.submitted_by);
    submission.reopening = row.as_ref().and_then(|row| request(row.reopening.as_deref()));
    Ok((submission, row.map_or(0, |row| row.changed_at)))
}

/// A request as it is stored; a bare sentence names no figures.
pub(crate) fn request(text: Option<&str>) -> Option<Reopening> {
    let text = text?;
    let bare = || Reopening {
        reason: text.to_owned(),
        figures: std::collections::BTreeSet::new(),
        by: assessment::AccountId::new(0),
    };
    Some(serde_json::from_str(text).unwrap_or_else(|_| bare()))
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
        Action::Return(indicator, text) | Action::Answer(indicator, text) => Some((*indicator, text.trim())),
        _ => None,
    }
}

fn subject(unit: UnitId, period: Period, action: &Action) -> String {
    match action {
        Action::Enter(indicator)
        | Action::Verify(indicator)
        | Action::Return(indicator, _)
        | Action::Answer(indicator, _) => {
            format!("submission/{period}/{unit}/{indicator}")
        }
        _ => format!("submission/{period}/{unit}"),
    }
}
