//! Making a token on the page.

use app::token::Asked;
use app::{Error, FieldError};
use assessment::{Coded as _, Role, UnitId};
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
    #[serde(default)]
    may: String,
    #[serde(default)]
    roles: String,
    #[serde(default)]
    units: String,
    #[serde(default)]
    days: String,
}

pub(crate) async fn create(
    State(web): State<Web>,
    SignedForm(person, typed): SignedForm<Typed>,
) -> Result<Response, PageError> {
    let made = match asked(&typed) {
        Ok(asked) => app::token::create(&web.app, &person, &asked).await,
        Err(fault) => {
            person.require_reader()?;
            Err(Error::Invalid(vec![fault]))
        }
    };
    match made {
        Ok(made) => Ok(html(&list::page(&web, &person, Some(made)).await?)?.into_response()),
        Err(Error::Invalid(faults)) => {
            let kept = [&typed.name, &typed.may, &typed.roles, &typed.units, &typed.days].map(String::as_str);
            let errors = faults.into_iter().map(Into::into).collect();
            let page = new::page(&web, &person, kept, errors).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, html(&page)?).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

fn asked(typed: &Typed) -> Result<Asked, FieldError> {
    let fault = |field: &str, text: &str| FieldError { field: field.to_owned(), text: text.to_owned() };
    let role = match typed.roles.as_str() {
        "" => None,
        code => Some(Role::from_code(code).ok_or_else(|| fault("roles", "请从列表中选择角色"))?),
    };
    let unit = match typed.units.as_str() {
        "" => None,
        id => Some(id.parse::<UnitId>().map_err(|_not_a_number| fault("units", "请从列表中选择单位"))?),
    };
    let days = typed.days.trim().parse();
    Ok(Asked {
        name: typed.name.clone(),
        writes: typed.may == "write",
        roles: role.into_iter().collect(),
        units: unit.into_iter().collect(),
        days: days.map_err(|_not_a_number| fault("days", "有效天数应为1至366的整数"))?,
    })
}
