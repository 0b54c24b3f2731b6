//! Withdrawing a unit from a day on.

use app::Error;
use assessment::UnitId;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};

use super::{day, edit};
use crate::error::PageError;
use crate::path;
use crate::session::SignedForm;
use crate::shell::html;
use crate::state::Web;

#[derive(serde::Deserialize)]
pub(crate) struct Withdrawal {
    #[serde(default)]
    from: String,
    #[serde(default)]
    reason: String,
    #[serde(default)]
    version: String,
}

pub(crate) async fn withdraw(
    State(web): State<Web>,
    Path(unit): Path<UnitId>,
    SignedForm(person, typed): SignedForm<Withdrawal>,
) -> Result<Response, PageError> {
    let seen = typed.version.parse().ok();
    let done = match day("from", &typed.from) {
        Ok(from) => app::unit::withdraw(&web.app, &person, unit, seen, (from, &typed.reason)).await,
        Err(error) => Err(error),
    };
    match done {
        Ok(_) => Ok(Redirect::to(&path::unit(unit)).into_response()),
        Err(Error::Invalid(faults)) => {
            let errors = faults.into_iter().map(Into::into).collect();
            let kept = (typed.from.as_str(), typed.reason.as_str(), typed.version.as_str());
            let page = edit::withdraw_page(&web, &person, unit, kept, errors).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, html(&page)?).into_response())
        }
        Err(error) => Err(error.into()),
    }
}
