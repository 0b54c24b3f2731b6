//! A form with one file and some words, from the person's own page. Who sends it is asked before the file is read.

use std::collections::BTreeMap;

use app::{Error, Person};
use axum::extract::{FromRequest, FromRequestParts as _, Multipart, Request};
use axum::response::{IntoResponse as _, Response};

use crate::error::PageError;
use crate::session::Signed;
use crate::state::Web;

/// The field `file` and the other fields as words.
pub(crate) struct FileForm {
    pub(crate) person: Person,
    /// Name and content; nothing when no file was chosen.
    pub(crate) file: Option<(String, Vec<u8>)>,
    pub(crate) fields: BTreeMap<String, String>,
}

impl FromRequest<Web> for FileForm {
    type Rejection = Response;

    async fn from_request(request: Request, web: &Web) -> Result<Self, Response> {
        let (mut parts, body) = request.into_parts();
        let Signed(person) = Signed::from_request_parts(&mut parts, web).await?;
        let mut form = Multipart::from_request(Request::from_parts(parts, body), web)
            .await
            .map_err(|_error| refused("form_unreadable", "文件没有完整送达，请返回后重新上传"))?;
        let (mut file, mut fields) = (None, BTreeMap::new());
        let broken = || refused("form_unreadable", "文件没有完整送达，或超过了 8 MB；请返回后重新上传");
        while let Some(field) = form.next_field().await.map_err(|_error| broken())? {
            let name = field.name().unwrap_or_default().to_owned();
            if name == "file" {
                let given = field.file_name().unwrap_or_default().to_owned();
                let bytes = field.bytes().await.map_err(|_error| broken())?;
                file = (!bytes.is_empty()).then(|| (given, bytes.to_vec()));
            } else {
                fields.insert(name, field.text().await.map_err(|_error| broken())?);
            }
        }
        if fields.get("csrf") != Some(&person.csrf) {
            return Err(refused(
                "form_expired",
                "本页打开后登录状态已改变，为安全起见没有上传；请返回、刷新后重试",
            ));
        }
        Ok(Self { person, file, fields })
    }
}

fn refused(code: &'static str, text: &str) -> Response {
    PageError(Error::Refused { code, text: text.to_owned() }).into_response()
}
