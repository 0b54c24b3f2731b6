//! Decisions on a report: sign, accept or return figures with a reason, lock.

use std::collections::BTreeMap;

use assessment::{Action, FigureState, IndicatorId, Period, UnitId};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};

use super::show::{Task, decides, page, task};
use crate::error::PageError;
use crate::path;
use crate::session::SignedForm;
use crate::shell::html;
use crate::state::Web;
use crate::view::FieldError;

pub(crate) async fn decide(
    State(web): State<Web>,
    Path((unit, period)): Path<(UnitId, Period)>,
    SignedForm(person, fields): SignedForm<BTreeMap<String, String>>,
) -> Result<Response, PageError> {
    let report = app::submission::get(&web.app, &person, unit, period).await?;
    let task = task(&person, &report.submission);
    let mut actions = Vec::new();
    let mut seen = app::submission::Seen::new();
    let mut returns = BTreeMap::new();
    let mut errors = Vec::new();
    for (indicator, figure) in &report.submission.figures {
        let version = fields.get(&format!("version-{indicator}")).and_then(|text| text.parse().ok());
        if let Some(version) = version {
            seen.insert(*indicator, version);
        }
        let returned = fields.get(&format!("decision-{indicator}")).is_some_and(|word| word == "return");
        if returned {
            let reason = fields.get(&format!("reason-{indicator}")).map_or("", |text| text.trim());
            if reason.is_empty() {
                let field = format!("reason-{indicator}");
                errors.push(FieldError { field, text: "退回须写明理由".to_owned() });
            }
            returns.insert(indicator.get(), reason.to_owned());
        } else if task == Task::Verify
            && figure.state != FigureState::Verified
            && decides(&person, figure.source)
        {
            actions.push(Action::Verify(*indicator));
        }
    }
    if !errors.is_empty() {
        let page = page(&web, &person, unit, period, &returns, errors).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, html(&page)?).into_response());
    }
    match task {
        Task::Sign if returns.is_empty() => actions.push(Action::Review),
        Task::Lock => actions.push(Action::Lock),
        Task::Sign | Task::Verify => {}
        Task::Read => return Err(assessment::Refusal::NotSubmitted.into()),
    }
    let back = returns.into_iter().map(|(id, reason)| Action::Return(IndicatorId::new(id), reason));
    let back: Vec<Action> = back.collect();
    app::submission::act_all(&web.app, &person, unit, period, &actions, &back, &seen).await?;
    Ok(Redirect::to(&path::review(unit, period)).into_response())
}
