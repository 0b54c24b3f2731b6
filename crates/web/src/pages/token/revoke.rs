//! Revoking a token on the page.

use axum::extract::{Path, State};
use axum::response::Redirect;

use crate::error::PageError;
use crate::session::SignedForm;
use crate::state::Web;

#[derive(serde::Deserialize)]
pub(crate) struct Typed {}

pub(crate) async fn revoke(
    State(web): State<Web>,
    Path(token): Path<i64>,
    SignedForm(person, Typed {}): SignedForm<Typed>,
) -> Result<Redirect, PageError> {
    app::token::revoke(&web.app, &person, token).await?;
    Ok(Redirect::to("/tokens"))
}
