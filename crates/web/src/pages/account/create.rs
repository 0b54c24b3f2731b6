//! Inviting a person.

use app::account::NewPerson;
use app::{Error, FieldError};
use assessment::{Coded as _, Grant, Role, UnitId};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};

use super::{list, new};
use crate::error::PageError;
use crate::session::SignedForm;
use crate::shell::html;
use crate::state::Web;

#[derive(serde::Deserialize)]
pub(crate) struct Typed {
    name: String,
    display_name: String,
    role: String,
    unit: String,
}

pub(crate) async fn create(
    State(web): State<Web>,
    SignedForm(person, typed): SignedForm<Typed>,
) -> Result<Response, PageError> {
    let made = match grant(&typed.role, &typed.unit) {
        Ok(grant) => {
            let new = NewPerson {
                name: typed.name.clone(),
                display_name: typed.display_name.clone(),
                grants: vec![grant],
            };
            app::invitation::create(&web.app, &person, &new).await
        }
        Err(fault) => Err(Error::Invalid(vec![fault])),
    };
    match made {
        Ok(invited) => {
            let said = list::invited_words(&invited);
            Ok(html(&list::page(&web, &person, Some(said)).await?)?.into_response())
        }
        Err(Error::Invalid(faults)) => {
            let kept = [&typed.name, &typed.display_name, &typed.role, &typed.unit].map(String::as_str);
            let errors = faults.into_iter().map(Into::into).collect();
            let page = new::page(&web, &person, kept, errors).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, html(&page)?).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

/// Roles over one unit need the unit.
pub(crate) fn grant(role: &str, unit: &str) -> Result<Grant, FieldError> {
    let fault = |field: &str, text: &str| FieldError { field: field.to_owned(), text: text.to_owned() };
    let role = Role::from_code(role).ok_or_else(|| fault("role", "请选择角色"))?;
    let unit = match unit {
        "" => None,
        text => Some(text.parse::<UnitId>().map_err(|_text| fault("unit", "请从列表中选择单位"))?),
    };
    match (role, unit) {
        (Role::Clerk | Role::UnitLeader | Role::Verifier, None) => {
            Err(fault("unit", &format!("{role}须选择所属单位")))
        }
        _ => Ok(Grant { role, unit }),
    }
}
