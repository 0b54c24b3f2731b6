//! Taking the second factor of somebody who lost it.

use assessment::AccountId;
use axum::extract::{Path, State};
use axum::response::Html;

use super::list;
use super::reset::Nothing;
use crate::error::PageError;
use crate::session::SignedForm;
use crate::shell::html;
use crate::state::Web;

pub(crate) async fn reset(
    State(web): State<Web>,
    Path(account): Path<AccountId>,
    SignedForm(person, Nothing {}): SignedForm<Nothing>,
) -> Result<Html<String>, PageError> {
    app::second_factor::reset(&web.app, &person, account).await?;
    let said = "动态口令已重设。本人下次登录时重新启用；其已有登录全部终止。".to_owned();
    html(&list::page(&web, &person, Some(said)).await?)
}
