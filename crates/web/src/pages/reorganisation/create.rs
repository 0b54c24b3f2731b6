//! Carrying a reorganisation out.

use app::Error;
use app::reorganisation::NewReorganisation;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};

use super::new;
use crate::error::PageError;
use crate::path;
use crate::session::SignedForm;
use crate::shell::html;
use crate::state::Web;

pub(crate) async fn create(
    State(web): State<Web>,
    SignedForm(person, pairs): SignedForm<Vec<(String, String)>>,
) -> Result<Response, PageError> {
    let one = |name: &str| {
        let found = pairs.iter().find(|(key, _)| key == name);
        found.map_or_else(String::new, |(_, value)| value.clone())
    };
    let typed = NewReorganisation {
        kind: one("kind"),
        day: one("day"),
        title: one("title"),
        basis: one("basis"),
        old: pairs
            .iter()
            .filter(|(key, _)| key == "old")
            .filter_map(|(_, value)| value.parse().ok())
            .collect(),
        new: one("new").lines().map(str::to_owned).collect(),
    };
    match app::reorganisation::create(&web.app, &person, &typed).await {
        Ok(id) => Ok(Redirect::to(&path::reorganisation(id)).into_response()),
        Err(Error::Invalid(faults)) => {
            let errors = faults.into_iter().map(Into::into).collect();
            let page = new::page(&web, &person, &typed, errors).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, html(&page)?).into_response())
        }
        Err(error) => Err(error.into()),
    }
}
