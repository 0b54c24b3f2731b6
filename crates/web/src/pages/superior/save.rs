//! Taking the superior's list.

use app::Error;
use assessment::Period;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};

use super::show::page;
use crate::error::PageError;
use crate::path;
use crate::session::SignedForm;
use crate::shell::html;
use crate::state::Web;
use crate::view::FieldError;

#[derive(serde::Deserialize)]
pub(crate) struct NewList {
    #[serde(default)]
    source: String,
    #[serde(default)]
    list: String,
}

pub(crate) async fn save(
    State(web): State<Web>,
    Path(period): Path<Period>,
    SignedForm(person, new): SignedForm<NewList>,
) -> Result<Response, PageError> {
    match app::superior::put(&web.app, &person, period, &new.source, &new.list).await {
        Ok(_) => Ok(Redirect::to(&path::superior(period)).into_response()),
        Err(Error::Invalid(faults)) => {
            let mut page = page(&web, &person, period).await?;
            page.errors =
                faults.into_iter().map(|one| FieldError { field: one.field, text: one.text }).collect();
            (page.source, page.list) = (new.source, new.list);
            Ok((StatusCode::UNPROCESSABLE_ENTITY, html(&page)?).into_response())
        }
        Err(error) => Err(error.into()),
    }
}
