//! A word about a figure: the clerk's answer to a return, or anybody's remark.

use app::Error;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};

use super::At;
use super::history::page;
use crate::error::PageError;
use crate::path;
use crate::session::SignedForm;
use crate::shell::html;
use crate::state::Web;

#[derive(serde::Deserialize)]
pub(crate) struct Word {
    text: String,
    /// `review` comes back to the report, anything else to the figure.
    #[serde(default)]
    from: String,
}

pub(crate) async fn reply(
    State(web): State<Web>,
    Path(at): Path<At>,
    SignedForm(person, word): SignedForm<Word>,
) -> Result<Response, PageError> {
    let (unit, indicator, period) = at;
    match app::submission::reply(&web.app, &person, unit, period, indicator, &word.text).await {
        Ok(()) if word.from == "review" => {
            let to = format!("{}#row-{indicator}", path::review(unit, period));
            Ok(Redirect::to(&to).into_response())
        }
        Ok(()) => {
            let to = format!("{}#thread", path::figure_history(unit, indicator, period));
            Ok(Redirect::to(&to).into_response())
        }
        Err(Error::Invalid(faults)) => {
            let errors = faults.into_iter().map(Into::into).collect();
            let page = page(&web, &person, at, word.text, errors).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, html(&page)?).into_response())
        }
        Err(error) => Err(error.into()),
    }
}
