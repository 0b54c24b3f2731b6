//! Taking a step with a report: submit, sign, accept and return figures, lock, reopen.

use std::collections::BTreeSet;

use app::{Error, FieldError};
use assessment::{Action, IndicatorId, Period, UnitId};
use axum::Json;
use axum::extract::State;

use super::get::{ReportBody, body};
use crate::api::read::{Body, Place};
use crate::error::{ApiError, Problem};
use crate::session::ApiPerson;
use crate::state::Web;

/// A step.
#[derive(serde::Deserialize, utoipa::ToSchema)]
pub(crate) struct NewStep {
    /// `submit`, `recall`, `review`, `decide`, `lock`, `publish`, `request_reopening`, `reopen` or `refuse_reopening`.
    action: String,
    /// Why, where a reason is needed.
    #[serde(default)]
    reason: String,
    /// With `decide` (and `review`, for figures that are returned): the decisions; with `request_reopening`: which
    /// figures are to be corrected.
    #[serde(default)]
    figures: Vec<Decision>,
}

/// What is decided on one figure.
#[derive(serde::Deserialize, utoipa::ToSchema)]
#[expect(clippy::struct_field_names, reason = "the field's name is the interface's")]
pub(crate) struct Decision {
    /// Id of the indicator.
    indicator: i64,
    /// `accept` or `return`.
    decision: Option<String>,
    /// Why it is returned.
    #[serde(default)]
    reason: String,
    /// The version that was seen; a figure that changed since is not decided on.
    version: Option<i64>,
}

/// Takes a step, all of it or nothing; the answer is the report as it stands then.
#[utoipa::path(post, path = "/api/v1/reports/{unit}/{period}/steps", tag = "review", request_body = NewStep,
    params(("unit" = i64, Path), ("period" = String, Path, description = "2026-08")),
    responses((status = 200, body = ReportBody), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub(crate) async fn step(
    State(web): State<Web>,
    ApiPerson(person): ApiPerson,
    Place((unit, period)): Place<(UnitId, Period)>,
    Body(new): Body<NewStep>,
) -> Result<Json<ReportBody>, ApiError> {
    person.require_unit(unit)?;
    let seen = new.figures.iter().filter_map(|one| Some((IndicatorId::new(one.indicator), one.version?)));
    let seen = seen.collect();
    let (actions, returns) = actions(&new)?;
    app::submission::act_all(&web.app, &person, unit, period, &actions, &returns, &seen).await?;
    Ok(Json(body(&web, &person, unit, period).await?))
}

fn actions(new: &NewStep) -> Result<(Vec<Action>, Vec<Action>), Error> {
    let ids = || new.figures.iter().map(|one| IndicatorId::new(one.indicator)).collect::<BTreeSet<_>>();
    let one = match new.action.as_str() {
        "submit" => Action::Submit,
        "recall" => Action::Recall,
        "review" if new.figures.is_empty() => Action::Review,
        "lock" => Action::Lock,
        "publish" => Action::Publish,
        "request_reopening" => Action::RequestReopening(new.reason.clone(), ids()),
        "reopen" => Action::Reopen,
        "refuse_reopening" => Action::RefuseReopening(new.reason.clone()),
        "review" | "decide" => return decisions(&new.figures),
        other => return Err(Error::field("action", format!("没有“{other}”这种办理方式"))),
    };
    Ok((vec![one], Vec::new()))
}

fn decisions(figures: &[Decision]) -> Result<(Vec<Action>, Vec<Action>), Error> {
    let (mut actions, mut returns, mut faults) = (Vec::new(), Vec::new(), Vec::new());
    for (at, one) in figures.iter().enumerate() {
        let id = IndicatorId::new(one.indicator);
        match one.decision.as_deref() {
            Some("accept") => actions.push(Action::Verify(id)),
            Some("return") => returns.push(Action::Return(id, one.reason.clone())),
            _ => faults.push(FieldError {
                field: format!("figures[{at}].decision"),
                text: "应为 accept 或 return".to_owned(),
            }),
        }
    }
    if figures.is_empty() {
        faults.push(FieldError {
            field: "figures".to_owned(), text: "请写明对哪些数作出决定".to_owned()
        });
    }
    if faults.is_empty() { Ok((actions, returns)) } else { Err(Error::Invalid(faults)) }
}
