//! Amending a unit from a day on.

use app::Error;
use assessment::UnitId;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};

use super::{Typed, day, edit};
use crate::error::PageError;
use crate::path;
use crate::session::SignedForm;
use crate::shell::html;
use crate::state::Web;

pub(crate) async fn amend(
    State(web): State<Web>,
    Path(unit): Path<UnitId>,
    SignedForm(person, typed): SignedForm<Typed>,
) -> Result<Response, PageError> {
    let draft = typed.draft();
    let seen = typed.version.parse().ok();
    let done = match day("from", &typed.from) {
        Ok(from) => app::unit::amend(&web.app, &person, unit, seen, (&draft, from, &typed.reason)).await,
        Err(error) => Err(error),
    };
    match done {
        Ok(_) => Ok(Redirect::to(&path::unit(unit)).into_response()),
        Err(Error::Invalid(faults)) => {
            let errors = faults.into_iter().map(Into::into).collect();
            let asked = edit::Asked {
                draft: &draft,
                from: &typed.from,
                reason: &typed.reason,
                version: &typed.version,
            };
            let page = edit::page(&web, &person, unit, &asked, errors).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, html(&page)?).into_response())
        }
        Err(error) => Err(error.into()),
    }
}
