//! Inviting again who lost the code or came too late.

use assessment::AccountId;
use axum::extract::{Path, State};
use axum::response::Html;

use crate::error::PageError;
use crate::pages::account::list;
use crate::pages::account::reset::Nothing;
use crate::session::SignedForm;
use crate::shell::html;
use crate::state::Web;

pub(crate) async fn renew(
    State(web): State<Web>,
    Path(account): Path<AccountId>,
    SignedForm(person, Nothing {}): SignedForm<Nothing>,
) -> Result<Html<String>, PageError> {
    let invited = app::invitation::renew(&web.app, &person, account).await?;
    html(&list::page(&web, &person, Some(list::invited_words(&invited))).await?)
}
