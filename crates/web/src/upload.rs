//! A form with one file, sent by the person's own page; and tables that are shown before they are taken.

use app::{Error, Person};
use axum::extract::{FromRequest, FromRequestParts as _, Multipart, Request};
use axum::response::{IntoResponse as _, Response};

use crate::error::PageError;
use crate::session::Signed;
use crate::state::Web;

/// Largest table, in bytes.
const LARGEST_BYTES: usize = 4 << 20;

/// A person with the fields and the file of a form.
pub(crate) struct SignedUpload {
    pub(crate) person: Person,
    pub(crate) fields: Vec<(String, String)>,
    pub(crate) file: Vec<u8>,
}

impl SignedUpload {
    pub(crate) fn field(&self, name: &str) -> &str {
        self.fields.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value.as_str())
    }
}

impl FromRequest<Web> for SignedUpload {
    type Rejection = Response;

    async fn from_request(request: Request, web: &Web) -> Result<Self, Response> {
        let (mut parts, body) = request.into_parts();
        let Signed(person) = Signed::from_request_parts(&mut parts, web).await?;
        let refuse = |text: &str| {
            PageError(Error::Refused { code: "form_unreadable", text: text.to_owned() }).into_response()
        };
        let broken = "文件没有完整送达,请返回后重新选择文件";
        let request = Request::from_parts(parts, body);
        let mut form = Multipart::from_request(request, web).await.map_err(|_kind| refuse(broken))?;
        let (mut fields, mut file) = (Vec::new(), Vec::new());
        while let Some(part) = form.next_field().await.map_err(|_cut| refuse(broken))? {
            let name = part.name().unwrap_or_default().to_owned();
            let is_file = part.file_name().is_some();
            let bytes = part.bytes().await.map_err(|_cut| refuse(broken))?;
            if is_file {
                if bytes.len() > LARGEST_BYTES {
                    return Err(refuse("文件超过4MB,请只保留需要导入的表"));
                }
                file = bytes.to_vec();
            } else {
                fields.push((name, String::from_utf8_lossy(&bytes).into_owned()));
            }
        }
        let upload = Self { person, fields, file };
        if upload.field("csrf") != upload.person.csrf {
            let text = "本页打开后登录状态已改变,为安全起见没有提交;请返回、刷新后重试";
            return Err(
                PageError(Error::Refused { code: "form_expired", text: text.to_owned() }).into_response()
            );
        }
        Ok(upload)
    }
}

/// The rows of a table that was sent as a file.
pub(crate) fn rows(bytes: &[u8]) -> Result<Vec<Vec<String>>, Error> {
    if bytes.is_empty() {
        return Err(Error::field("file", "请选择要导入的文件"));
    }
    app::table::read(bytes)
}

/// Rows as they travel in the page that asks whether to take them.
pub(crate) fn to_text(rows: &[Vec<String>]) -> String {
    serde_json::to_string(rows).unwrap_or_default()
}

/// The rows that [`to_text`] wrote.
pub(crate) fn from_text(text: &str) -> Result<Vec<Vec<String>>, Error> {
    serde_json::from_str(text)
        .map_err(|_cut| Error::refused("form_unreadable", "表格没有完整送达,请返回后重新选择文件"))
}
