//! Changing one's password.

use app::Error;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Redirect, Response};

use crate::error::PageError;
use crate::session::{SignedForm, set_cookie};
use crate::shell::html;
use crate::state::Web;
use crate::view::FieldError;
use crate::view::pages::PasswordChange;

#[derive(serde::Deserialize)]
pub(crate) struct Typed {
    current: String,
    new: String,
    again: String,
}

pub(crate) async fn update(
    State(web): State<Web>,
    SignedForm(person, typed): SignedForm<Typed>,
) -> Result<Response, PageError> {
    let changed =
        app::session::change_password(&web.app, &person, &typed.current, &typed.new, &typed.again).await;
    match changed {
        Ok(signed) => {
            let mut response = Redirect::to("/").into_response();
            response.headers_mut().insert(header::SET_COOKIE, set_cookie(&signed.token, web.secure));
            Ok(response)
        }
        Err(Error::Invalid(faults)) => {
            let errors = faults.into_iter().map(FieldError::from).collect();
            let page = PasswordChange {
                place: web.place,
                csrf: person.csrf,
                forced: person.must_change || person.expired,
                expired: person.expired && !person.must_change,
                errors,
            };
            Ok((StatusCode::UNPROCESSABLE_ENTITY, html(&page)?).into_response())
        }
        Err(error) => Err(error.into()),
    }
}
