//! Asking for another target.

use app::Error;
use assessment::{Coded as _, CycleId, IndicatorId, TargetKind, UnitId};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};

use super::history::page;
use crate::error::PageError;
use crate::path;
use crate::session::SignedForm;
use crate::shell::html;
use crate::state::Web;

#[derive(serde::Deserialize)]
pub(crate) struct Typed {
    #[serde(default)]
    kind: String,
    #[serde(default)]
    wanted: String,
    #[serde(default)]
    reason: String,
}

pub(crate) async fn ask(
    State(web): State<Web>,
    Path((cycle, unit, indicator)): Path<(CycleId, UnitId, IndicatorId)>,
    SignedForm(person, typed): SignedForm<Typed>,
) -> Result<Response, PageError> {
    let kind = TargetKind::from_code(&typed.kind).unwrap_or(TargetKind::Assigned);
    let place = (unit, indicator, kind);
    match app::target::ask(&web.app, &person, cycle, place, &typed.wanted, &typed.reason).await {
        Ok(_) => Ok(Redirect::to(&path::target_history(cycle, unit, indicator)).into_response()),
        Err(Error::Invalid(faults)) => {
            let kept = [kind.code(), &typed.wanted, &typed.reason];
            let errors = faults.into_iter().map(Into::into).collect();
            let page = page(&web, &person, (cycle, unit, indicator), kept, errors).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, html(&page)?).into_response())
        }
        Err(error) => Err(error.into()),
    }
}
