//! Adding a cycle, with the text of its scheme when it was sent along.

use app::Error;
use assessment::Role;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};

use super::new;
use crate::error::PageError;
use crate::file_form::FileForm;
use crate::path;
use crate::shell::html;
use crate::state::Web;

pub(crate) async fn create(
    State(web): State<Web>,
    FileForm { person, file, fields }: FileForm,
) -> Result<Response, PageError> {
    person.require(Role::Officer)?;
    let field = |name: &str| fields.get(name).map_or("", String::as_str);
    let read = file.map(|(name, bytes)| text(&name, &bytes)).transpose();
    let made = match &read {
        Ok(file) => {
            let source = file.as_deref().unwrap_or_else(|| field("text"));
            app::cycle::create(&web.app, &person, field("name"), field("year"), source).await
        }
        Err(fault) => Err(Error::field("file", fault.clone())),
    };
    match made {
        Ok(id) => Ok(Redirect::to(&path::cycle_scheme(id)).into_response()),
        Err(Error::Invalid(faults)) => {
            let source = read.ok().flatten().unwrap_or_else(|| field("text").to_owned());
            let kept = [field("name"), field("year"), &source];
            let page = new::page(&web, &person, kept, faults.into_iter().map(Into::into).collect()).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, html(&page)?).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

/// A file as text, without the mark that some editors put in front.
pub(crate) fn text(name: &str, bytes: &[u8]) -> Result<String, String> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(text.trim_start_matches('\u{feff}').replace("\r\n", "\n")),
        Err(_) => {
            Err(format!("“{name}”不是 UTF-8 编码的文本；请用记事本另存为 UTF-8 文本（.md 或 .txt）再上传"))
        }
    }
}
