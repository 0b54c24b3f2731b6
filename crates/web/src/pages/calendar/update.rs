//! Setting the office's own days and when reports are due.

use app::Error;
use app::due::DueRules;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};

use super::show::{Typed, page};
use crate::error::PageError;
use crate::session::SignedForm;
use crate::shell::html;
use crate::state::Web;

pub(crate) async fn update(
    State(web): State<Web>,
    SignedForm(person, typed): SignedForm<Typed>,
) -> Result<Response, PageError> {
    // What is no number is no number of days: the rule says which are.
    let days = |text: &str| text.trim().parse().unwrap_or(0);
    let rules = DueRules {
        month: days(&typed.month),
        quarter: days(&typed.quarter),
        half: days(&typed.half),
        year: days(&typed.whole),
    };
    match app::due::set(&web.app, &person, &typed.own, rules, None).await {
        Ok(()) => Ok(Redirect::to("/calendar").into_response()),
        Err(Error::Invalid(faults)) => {
            let errors = faults.into_iter().map(Into::into).collect();
            let page = page(&web, &person, None, Some(typed), errors).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, html(&page)?).into_response())
        }
        Err(error) => Err(error.into()),
    }
}
