//! Granting roles.

use app::{Error, FieldError};
use assessment::{AccountId, Grant};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};

use super::{create, roles};
use crate::error::PageError;
use crate::session::SignedForm;
use crate::shell::html;
use crate::state::Web;

pub(crate) async fn grant(
    State(web): State<Web>,
    Path(account): Path<AccountId>,
    SignedForm(person, pairs): SignedForm<Vec<(String, String)>>,
) -> Result<Response, PageError> {
    let all =
        |name: &str| pairs.iter().filter(|(key, _)| key == name).map(|(_, value)| value.clone()).collect();
    let (typed, units): (Vec<String>, Vec<String>) = (all("role"), all("unit"));
    let version = pairs.iter().find(|(key, _)| key == "version").map(|(_, value)| value.as_str());
    let lines: Vec<(String, String)> = typed.into_iter().zip(units).collect();
    let done = match read(&lines) {
        Ok(grants) => app::account::set_grants(&web.app, &person, account, version, &grants).await,
        Err(faults) => Err(Error::Invalid(faults)),
    };
    let faults = match done {
        Ok(()) => return Ok(Redirect::to("/accounts").into_response()),
        Err(Error::Invalid(faults)) => faults,
        Err(Error::Refused { code: "roles_apart", text }) => {
            vec![FieldError { field: "role-1".to_owned(), text }]
        }
        Err(error) => return Err(error.into()),
    };
    let errors = faults.into_iter().map(Into::into).collect();
    let page = roles::page(&web, &person, account, Some(&lines), errors).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, html(&page)?).into_response())
}

/// Lines without a role say nothing.
fn read(lines: &[(String, String)]) -> Result<Vec<Grant>, Vec<FieldError>> {
    let (mut grants, mut faults) = (Vec::new(), Vec::new());
    for ((role, unit), number) in lines.iter().zip(1..) {
        if role.is_empty() {
            continue;
        }
        match create::grant(role, unit) {
            Ok(grant) => grants.push(grant),
            Err(fault) => {
                faults.push(FieldError { field: format!("{}-{number}", fault.field), text: fault.text });
            }
        }
    }
    if faults.is_empty() { Ok(grants) } else { Err(faults) }
}
