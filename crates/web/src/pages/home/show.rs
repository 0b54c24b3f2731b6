//! The first page: where a person's work is.

use assessment::Role;
use axum::response::Redirect;

use crate::error::PageError;
use crate::session::Signed;

pub(crate) async fn show(Signed(person): Signed) -> Result<Redirect, PageError> {
    if person.require_reader().is_err() {
        let to = if person.has(Role::AuditAdmin) { "/audit" } else { "/accounts" };
        return Ok(Redirect::to(to));
    }
    Ok(Redirect::to("/workbench"))
}
