//! Ending one of one's own sessions.

use axum::extract::{Path, State};
use axum::response::Redirect;

use crate::error::PageError;
use crate::pages::account::reset::Nothing;
use crate::session::SignedForm;
use crate::state::Web;

pub(crate) async fn end(
    State(web): State<Web>,
    Path(session): Path<String>,
    SignedForm(person, Nothing {}): SignedForm<Nothing>,
) -> Result<Redirect, PageError> {
    let own = app::session::end_own(&web.app, &person, &session).await?;
    Ok(Redirect::to(if own { "/sign-in" } else { "/sessions" }))
}
