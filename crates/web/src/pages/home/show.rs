//! The first page: where a person's work is.

use app::Person;
use assessment::Role;
use axum::extract::State;
use axum::response::Redirect;

use crate::error::PageError;
use crate::path;
use crate::session::Signed;
use crate::state::Web;

/// Those who owe or decide something in the months' reports.
const WORKING: [Role; 4] = [Role::Clerk, Role::UnitLeader, Role::Verifier, Role::Officer];

pub(crate) async fn show(State(web): State<Web>, Signed(person): Signed) -> Result<Redirect, PageError> {
    Ok(Redirect::to(&home(&web, &person).await))
}

async fn home(web: &Web, person: &Person) -> String {
    if person.require_reader().is_err() {
        return if person.has(Role::AuditAdmin) { "/audit" } else { "/accounts" }.to_owned();
    }
    let works = WORKING.into_iter().any(|role| person.has(role));
    // Who has nothing to do here wants to see what is behind.
    match app::period::first(&web.app).await {
        Ok(period) if !works => path::lights(period),
        _ => "/workbench".to_owned(),
    }
}
