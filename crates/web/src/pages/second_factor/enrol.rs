//! Setting a second factor up; the recovery codes are shown once.

use app::Error;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};

use super::new;
use crate::error::PageError;
use crate::session::SignedForm;
use crate::shell::html;
use crate::state::Web;

#[derive(serde::Deserialize)]
pub(crate) struct Typed {
    secret: String,
    code: String,
}

pub(crate) async fn enrol(
    State(web): State<Web>,
    SignedForm(person, typed): SignedForm<Typed>,
) -> Result<Response, PageError> {
    if person.second_due {
        return Err(Error::SecondFactorDue.into());
    }
    let secret: String = typed.secret.chars().filter(char::is_ascii_alphanumeric).collect();
    let told = app::second_factor::enrolment(&secret, &person, &web.place);
    match app::second_factor::enrol(&web.app, &person, &secret, &typed.code).await {
        Ok(recovery) => {
            let mut page = new::page(&web, &person, &told, Vec::new());
            page.recovery = recovery;
            Ok(html(&page)?.into_response())
        }
        Err(Error::Invalid(faults)) => {
            let errors = faults.into_iter().map(Into::into).collect();
            let page = new::page(&web, &person, &told, errors);
            Ok((StatusCode::UNPROCESSABLE_ENTITY, html(&page)?).into_response())
        }
        Err(error) => Err(error.into()),
    }
}
