//! Granting roles.

use app::Error;
use assessment::AccountId;
use axum::extract::{Path, State};
use axum::response::Redirect;

use super::create;
use crate::error::PageError;
use crate::session::SignedForm;
use crate::state::Web;

#[derive(serde::Deserialize)]
pub(crate) struct Typed {
    role: String,
    unit: String,
}

pub(crate) async fn grant(
    State(web): State<Web>,
    Path(account): Path<AccountId>,
    SignedForm(person, typed): SignedForm<Typed>,
) -> Result<Redirect, PageError> {
    let grant = create::grant(&typed.role, &typed.unit).map_err(|fault| Error::Invalid(vec![fault]))?;
    app::account::set_grants(&web.app, &person, account, &[grant]).await?;
    Ok(Redirect::to("/accounts"))
}
