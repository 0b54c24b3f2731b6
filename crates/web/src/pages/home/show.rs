//! The first page: where a person's work is.

use assessment::Role;
use axum::extract::State;
use axum::response::Redirect;

use crate::error::PageError;
use crate::session::Signed;
use crate::shell;
use crate::state::Web;

pub(crate) async fn show(State(web): State<Web>, Signed(person): Signed) -> Result<Redirect, PageError> {
    if person.require_reader().is_err() {
        let to = if person.has(Role::AuditAdmin) { "/audit" } else { "/accounts" };
        return Ok(Redirect::to(to));
    }
    let period = app::period::first(&web.app).await?;
    if person.own_units().is_some() {
        let catalogue = web.app.catalogue().await?;
        let unit = shell::first_unit(&person, &catalogue).ok_or(app::Error::NotFound("您负责的单位"))?;
        return Ok(Redirect::to(&crate::path::sheet(unit, period)));
    }
    Ok(Redirect::to(&crate::path::rank(period)))
}
