//! The first page: where a person's work is.

use app::{Error, Person};
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
    Ok(Redirect::to(&home(&web, &person).await?))
}

async fn home(web: &Web, person: &Person) -> Result<String, PageError> {
    if person.has(Role::AuditAdmin) {
        return Ok("/audit".to_owned());
    }
    if person.has(Role::SystemAdmin) || person.has(Role::SecurityAdmin) {
        return Ok("/accounts".to_owned());
    }
    if person.actor.grants.is_empty() {
        // Whoever accepted an invitation is here before a role was granted.
        let text = "账号已经可用，角色还没有授予；安全管理员授予后，回到首页即可办理".to_owned();
        return Err(Error::Forbidden(text).into());
    }
    let works = WORKING.into_iter().any(|role| person.has(role));
    // Who has nothing to do here wants to see what is behind.
    Ok(match app::period::first(&web.app).await {
        Ok(period) if !works => path::lights(period),
        _ => "/workbench".to_owned(),
    })
}
