//! What a person owes or is asked to decide: never who signed in how often.

use assessment::{Period, Role, Submission, SubmissionState, Unit, UnitKind};

use crate::{App, Person, Result};

/// What is to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Enter and submit figures.
    Enter,
    /// Answer figures that were returned.
    Returned,
    /// Sign a report.
    Sign,
    /// Verify figures.
    Verify,
    /// Lock a report.
    Lock,
}

/// One thing to do.
#[derive(Clone, Debug)]
pub struct Task {
    /// What.
    pub kind: Kind,
    /// Of which unit.
    pub unit: assessment::UnitId,
    /// Its name.
    pub unit_name: String,
    /// For which period.
    pub period: Period,
    /// How it stands, in words.
    pub detail: String,
}

/// Everything that waits for a person, for the latest month with figures and the one after it, if it has ended.
pub async fn list(app: &App, by: &Person) -> Result<Vec<Task>> {
    by.require_reader()?;
    let catalogue = app.catalogue().await?;
    let first = crate::period::first(app).await?;
    let today = crate::period::day(app.now());
    let next = first.next().filter(|next| next.year() == first.year() && next.last_day() < today);
    let mut tasks = Vec::new();
    let units: Vec<&Unit> = catalogue.units.iter().filter(|unit| unit.kind == UnitKind::Assessed).collect();
    for period in next.into_iter().chain([first]) {
        for unit in &units {
            if by.require_unit(unit.id).is_err() {
                continue;
            }
            let mut reader = app.store.reader(app.tenant).await?;
            let (submission, _) = crate::submission::load(&mut reader, &catalogue, unit.id, period).await?;
            if let Some((kind, detail)) = owed(by, &submission) {
                tasks.push(Task { kind, unit: unit.id, unit_name: unit.name.clone(), period, detail });
            }
        }
    }
    Ok(tasks)
}

fn owed(by: &Person, submission: &Submission) -> Option<(Kind, String)> {
    let holds = |role| by.actor.holds(role, submission.unit);
    let count = |state| submission.figures.values().filter(|figure| figure.state == state).count();
    match submission.state {
        SubmissionState::Draft if holds(Role::Clerk) => {
            let returned = count(assessment::FigureState::Returned);
            let empty = count(assessment::FigureState::Empty);
            if returned > 0 {
                let reason = submission.figures.values().find_map(|figure| figure.reason.clone());
                Some((Kind::Returned, format!("{returned} 项被退回：{}", reason.unwrap_or_default())))
            } else {
                let words = if empty > 0 {
                    format!("{empty} 项未填")
                } else {
                    "已填齐，尚未提交".to_owned()
                };
                Some((Kind::Enter, words))
            }
        }
        SubmissionState::Submitted if holds(Role::UnitLeader) => {
            Some((Kind::Sign, format!("{} 项，待您审签", submission.figures.len())))
        }
        SubmissionState::Reviewed => {
            let mine = |figure: &&assessment::Figure| {
                figure.state != assessment::FigureState::Verified
                    && by.actor.require_verifier(figure.source).is_ok()
            };
            let mine = submission.figures.values().filter(mine).count();
            (mine > 0).then(|| (Kind::Verify, format!("{mine} 项待您核验")))
        }
        SubmissionState::Verified if holds(Role::Officer) => Some((Kind::Lock, "已全部核验".to_owned())),
        _ => None,
    }
}
