//! Giving a new one-time password.

use assessment::AccountId;
use axum::extract::{Path, State};
use axum::response::Html;

use super::list;
use crate::error::PageError;
use crate::session::SignedForm;
use crate::shell::html;
use crate::state::Web;

#[derive(serde::Deserialize)]
pub(crate) struct Nothing {}

pub(crate) async fn reset(
    State(web): State<Web>,
    Path(account): Path<AccountId>,
    SignedForm(person, Nothing {}): SignedForm<Nothing>,
) -> Result<Html<String>, PageError> {
    let once = app::account::reset_password(&web.app, &person, account).await?;
    html(&list::page(&web, &person, Some(list::one_time_words(&once))).await?)
}
