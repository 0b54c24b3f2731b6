//! Signing out.

use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse as _, Redirect, Response};

use crate::error::PageError;
use crate::session::{SignedForm, set_cookie};
use crate::state::Web;

#[derive(serde::Deserialize)]
pub(crate) struct Nothing {}

pub(crate) async fn delete(
    State(web): State<Web>,
    SignedForm(person, Nothing {}): SignedForm<Nothing>,
) -> Result<Response, PageError> {
    app::session::sign_out(&web.app, &person).await?;
    let mut response = Redirect::to("/sign-in").into_response();
    response.headers_mut().insert(header::SET_COOKIE, set_cookie("", web.secure));
    Ok(response)
}
