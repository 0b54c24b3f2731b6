//! 审核: one report before the leader, a verifier or the office.

use std::collections::BTreeMap;

use app::Person;
use assessment::{FigureState, Period, Role, Submission, SubmissionState, UnitId};
use axum::extract::{Path, State};
use axum::response::Html;

use crate::error::PageError;
use crate::pages::entry::words::{review_row, steps};
use crate::path;
use crate::session::Signed;
use crate::shell::{self, Page, Part, Spot, html};
use crate::state::Web;
use crate::view::FieldError;
use crate::view::work::ReviewPage;

/// What the reader may decide now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Task {
    /// The unit's leader signs the whole.
    Sign,
    /// A source department or the office accepts or returns figures.
    Verify,
    /// The office locks.
    Lock,
    /// Nothing.
    Read,
}

pub(crate) fn task(person: &Person, submission: &Submission) -> Task {
    let own = |role| person.actor.holds(role, submission.unit);
    match submission.state {
        SubmissionState::Submitted if own(Role::UnitLeader) => Task::Sign,
        SubmissionState::Reviewed
            if submission.figures.values().any(|figure| decides(person, figure.source)) =>
        {
            Task::Verify
        }
        SubmissionState::Verified if own(Role::Officer) => Task::Lock,
        _ => Task::Read,
    }
}

/// Whether the person verifies figures of this department.
pub(crate) fn decides(person: &Person, source: Option<UnitId>) -> bool {
    person.actor.require_verifier(source).is_ok()
}

pub(crate) async fn show(
    State(web): State<Web>,
    Signed(person): Signed,
    Path((unit, period)): Path<(UnitId, Period)>,
) -> Result<Html<String>, PageError> {
    html(&page(&web, &person, unit, period, &BTreeMap::new(), Vec::new()).await?)
}

/// The page with the reasons that were typed and what is wrong with them.
pub(crate) async fn page(
    web: &Web,
    person: &Person,
    unit: UnitId,
    period: Period,
    typed: &BTreeMap<i64, String>,
    errors: Vec<FieldError>,
) -> Result<ReviewPage, PageError> {
    let board = app::entry::show(&web.app, person, unit, period).await?;
    let task = task(person, &board.submission);
    let name = board.catalogue.unit(unit).map_or("", |unit| unit.name.as_str());
    let about = Page {
        part: Part::Review,
        title: "审核",
        subtitle: format!("{name} {}", period.label()),
        help: "review",
    };
    let periods = app::period::list(&web.app).await?;
    let mut frame = shell::frame(web, person, &about, Some((unit, period)));
    let spot = Spot { unit: Some(unit), period, periods: &periods, address: &path::review };
    frame.switches = shell::switches(person, &board.catalogue, &spot);
    let mut rows = Vec::new();
    for row in board.rows()? {
        let figure = board.submission.figures.get(&row.indicator.id);
        let open = figure.is_some_and(|figure| figure.state != FigureState::Verified);
        let mine = match task {
            Task::Sign => true,
            Task::Verify => open && figure.is_some_and(|figure| decides(person, figure.source)),
            Task::Lock | Task::Read => false,
        };
        let mut shown = review_row((unit, period), row, mine, |id| board.name(id));
        if let Some(reason) = typed.get(&shown.id) {
            shown.reason.clone_from(reason);
            shown.returned = true;
        }
        rows.push(shown);
    }
    Ok(ReviewPage {
        frame,
        steps: steps(&board.submission),
        action: path::review(unit, period),
        rows,
        submit: match task {
            Task::Sign => "审签",
            Task::Verify => "提交核验结果",
            Task::Lock => "锁定",
            Task::Read => "",
        }
        .to_owned(),
        by_figure: matches!(task, Task::Sign | Task::Verify),
        errors,
    })
}
