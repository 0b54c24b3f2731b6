//! Adding a unit.

use app::Error;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};

use super::{Typed, day, new};
use crate::error::PageError;
use crate::path;
use crate::session::SignedForm;
use crate::shell::html;
use crate::state::Web;

pub(crate) async fn create(
    State(web): State<Web>,
    SignedForm(person, typed): SignedForm<Typed>,
) -> Result<Response, PageError> {
    let made = match day("from", &typed.from) {
        Ok(from) => app::unit::create(&web.app, &person, &typed.draft(), from).await,
        Err(error) => Err(error),
    };
    match made {
        Ok(id) => Ok(Redirect::to(&path::unit(id)).into_response()),
        Err(Error::Invalid(faults)) => {
            let errors = faults.into_iter().map(Into::into).collect();
            let page = new::page(&web, &person, (&typed.draft(), &typed.from), errors).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, html(&page)?).into_response())
        }
        Err(error) => Err(error.into()),
    }
}
