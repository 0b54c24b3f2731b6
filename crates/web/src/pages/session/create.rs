//! Signing in.

use app::Error;
use axum::Form;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Redirect, Response};

use super::new::local;
use crate::error::PageError;
use crate::session::set_cookie;
use crate::shell::html;
use crate::state::Web;
use crate::view::pages::SignIn;

#[derive(serde::Deserialize)]
pub(crate) struct Typed {
    username: String,
    password: String,
    #[serde(default)]
    next: String,
}

pub(crate) async fn create(State(web): State<Web>, Form(typed): Form<Typed>) -> Result<Response, PageError> {
    let next = local(&typed.next);
    match app::session::sign_in(&web.app, &typed.username, &typed.password).await {
        Ok(signed) => {
            let to = match (signed.must_change, next) {
                (true, _) => "/password",
                (false, "") => "/",
                (false, next) => next,
            };
            let mut response = Redirect::to(to).into_response();
            response.headers_mut().insert(header::SET_COOKIE, set_cookie(&signed.token, web.secure));
            Ok(response)
        }
        Err(Error::Refused { text, .. }) => {
            let page = SignIn {
                place: web.place,
                username: typed.username.clone(),
                error: text,
                next: next.to_owned(),
                csrf: String::new(),
            };
            Ok((StatusCode::UNAUTHORIZED, html(&page)?).into_response())
        }
        Err(error) => Err(error.into()),
    }
}
