//! Signing in.

use app::Error;
use app::session::SignedIn;
use axum::Form;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse as _, Redirect, Response};

use super::new::local;
use crate::error::PageError;
use crate::held::Held;
use crate::session::{agent, set_cookie};
use crate::shell::html;
use crate::state::Web;
use crate::view::pages::SignIn;
use crate::view::people::SecondFactorPage;

#[derive(serde::Deserialize)]
pub(crate) struct Typed {
    username: String,
    password: String,
    #[serde(default)]
    next: String,
    #[serde(default)]
    held: String,
}

pub(crate) async fn create(
    State(web): State<Web>,
    headers: HeaderMap,
    Form(typed): Form<Typed>,
) -> Result<Response, PageError> {
    let next = local(&typed.next);
    match app::session::sign_in_from(&web.app, &typed.username, &typed.password, &agent(&headers)).await {
        Ok(signed) => go_on(&web, &signed, next, &typed.held),
        Err(Error::Refused { text, .. }) => {
            let page = SignIn {
                place: web.place,
                username: typed.username.clone(),
                error: text,
                next: next.to_owned(),
                held: typed.held,
                csrf: String::new(),
            };
            Ok((StatusCode::UNAUTHORIZED, html(&page)?).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

/// What follows a step of signing in: the next step, the form that was typed before, the page that was asked for.
pub(crate) fn go_on(web: &Web, signed: &SignedIn, next: &str, held: &str) -> Result<Response, PageError> {
    let mut response = if signed.second_due {
        let page = SecondFactorPage {
            place: web.place.clone(),
            csrf: signed.csrf(),
            next: next.to_owned(),
            held: held.to_owned(),
            errors: Vec::new(),
        };
        html(&page)?.into_response()
    } else if signed.must_change {
        Redirect::to("/password").into_response()
    } else if let Some(held) = Held::from_text(held) {
        html(&held.page(web, &signed.csrf()))?.into_response()
    } else {
        Redirect::to(if next.is_empty() { "/" } else { next }).into_response()
    };
    response.headers_mut().insert(header::SET_COOKIE, set_cookie(&signed.token, web.secure));
    Ok(response)
}
