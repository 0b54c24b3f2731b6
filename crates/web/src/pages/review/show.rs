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
use crate::view::work::{Request, ReviewPage};

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
    let report = app::submission::get(&web.app, person, unit, period).await?;
    let counts = app::evidence::counts(&web.app, person, unit, period).await?;
    let task = task(person, &board.submission);
    let clerk = person.actor.holds(Role::Clerk, unit);
    let name = board.catalogue.unit(unit).map_or("", |unit| unit.name.as_str());
    let about = Page {
        part: Part::Review,
        title: "审核",
        subtitle: format!("{name} {}", period.label()),
        help: "review",
    };
    let periods = app::period::list(&web.app).await?;
    let mut frame = shell::frame(web, person, &about, Some((unit, period)));
    if person.own_units().is_none() {
        shell::under(&mut frame, "填报进度", path::reviews(period));
    }
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
        let id = row.indicator.id;
        let mut shown = review_row((unit, period), row, mine, |id| board.name(id));
        shown.evidence = counts.get(&id).copied().unwrap_or(0);
        shown.reply = path::figure_reply(unit, id, period);
        if clerk { "答复" } else { "留言" }.clone_into(&mut shown.reply_word);
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
        lead: lead(&report, &board, web.app.now()),
        requests: requests(person, &report.submission, &board),
        step: path::review_step(unit, period),
        asks: true,
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

/// When it is due, and when and by whom it was handed in.
fn lead(report: &app::submission::Report, board: &app::entry::Board, now: i64) -> String {
    let submission = &report.submission;
    let submit = assessment::Action::Submit;
    let last = report.steps.iter().rev().find(|step| step.action == submit.label());
    match last {
        Some(step) => {
            let late = match step.late {
                0 => "按期".to_owned(),
                late => format!("迟交{late}个工作日"),
            };
            format!("{} {} 提交（{late}）", app::period::minute(step.at), board.name(step.author))
        }
        None if submission.state == SubmissionState::Draft => {
            let (due, _) = app::due::words(&board.catalogue, submission.period, now);
            format!("填报员还没有提交，截止 {due}")
        }
        None => String::new(),
    }
}

/// What this person may do with the whole report.
fn requests(person: &Person, submission: &Submission, board: &app::entry::Board) -> Vec<Request> {
    let unit = submission.unit;
    let holds = |role| person.actor.holds(role, unit);
    let own = holds(Role::Clerk) || holds(Role::UnitLeader);
    let mut requests = Vec::new();
    let mut add = |word, label: &str, reason: &str, text: String, danger| {
        let (label, reason) = (label.to_owned(), reason.to_owned());
        requests.push(Request { word, label, reason, text, danger });
    };
    match (&submission.reopening, submission.state) {
        (_, SubmissionState::Submitted) if holds(Role::Clerk) => {
            let text = "单位负责人审签之前，可以撤回修改。".to_owned();
            add("recall", "撤回", "", text, false);
        }
        (Some(request), SubmissionState::Locked) => {
            let names = request.figures.iter().filter_map(|id| board.catalogue.indicator(*id));
            let names = names.map(|indicator| indicator.name.as_str()).collect::<Vec<_>>().join("、");
            let which = if names.is_empty() { "整表".to_owned() } else { names };
            let text = format!("{} 申请重新打开（{which}）：{}", board.name(request.by), request.reason);
            if holds(Role::Officer) {
                add("grant", "同意重新打开", "", text, false);
                add("refuse", "不同意", "不同意的理由", String::new(), true);
            } else if own {
                add("", "", "", format!("{text}。正等考核办答复。"), false);
            }
        }
        (None, SubmissionState::Locked) if own => {
            let text = "填报已锁定。如需更正，写明理由申请重新打开；原来的值会保留并标明。".to_owned();
            add("ask", "申请重新打开", "申请理由", text, false);
        }
        _ => {}
    }
    requests
}
