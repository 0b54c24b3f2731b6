//! Opening a closed account again.

use assessment::AccountId;
use axum::extract::{Path, State};
use axum::response::Redirect;

use super::reset::Nothing;
use crate::error::PageError;
use crate::session::SignedForm;
use crate::state::Web;

pub(crate) async fn open(
    State(web): State<Web>,
    Path(account): Path<AccountId>,
    SignedForm(person, Nothing {}): SignedForm<Nothing>,
) -> Result<Redirect, PageError> {
    app::account::set_closed(&web.app, &person, account, false).await?;
    Ok(Redirect::to("/accounts"))
}
