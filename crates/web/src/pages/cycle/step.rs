//! Moving a cycle to another state.

use app::Error;
use assessment::{Coded as _, CycleId, CycleState};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};

use super::show::page;
use crate::error::PageError;
use crate::path;
use crate::session::SignedForm;
use crate::shell::html;
use crate::state::Web;

#[derive(serde::Deserialize)]
pub(crate) struct Typed {
    #[serde(default)]
    seen: String,
    #[serde(default)]
    to: String,
    #[serde(default)]
    reason: String,
}

pub(crate) async fn step(
    State(web): State<Web>,
    Path(id): Path<CycleId>,
    SignedForm(person, typed): SignedForm<Typed>,
) -> Result<Response, PageError> {
    person.require(assessment::Role::Officer)?;
    let state =
        |code: &str| CycleState::from_code(code).ok_or_else(|| Error::field("to", "请从页面上的按钮办理"));
    let moved = app::cycle::advance(
        &web.app,
        &person,
        id,
        (state(&typed.seen)?, None),
        state(&typed.to)?,
        &typed.reason,
    )
    .await;
    match moved {
        Ok(()) => Ok(Redirect::to(&path::cycle(id)).into_response()),
        Err(Error::Invalid(faults)) => {
            let page =
                page(&web, &person, id, &typed.reason, faults.into_iter().map(Into::into).collect()).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, html(&page)?).into_response())
        }
        Err(error) => Err(error.into()),
    }
}
