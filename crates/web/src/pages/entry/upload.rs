//! One uploaded file of a person's own form, read within a limit.

use app::{Error, Person};
use axum::extract::multipart::Multipart;
use axum::extract::{DefaultBodyLimit, FromRequest, FromRequestParts as _, Request};
use axum::response::{IntoResponse as _, Response};

use crate::error::PageError;
use crate::session::Signed;
use crate::state::Web;

/// Workbooks of figures are far smaller; what is larger is something else.
const LARGEST_BYTES: usize = 8 << 20;

/// A form with a file named `file`, sent by the person's own page.
pub(crate) struct SignedUpload {
    pub(crate) person: Person,
    /// The bytes; empty when no file was chosen.
    pub(crate) bytes: Vec<u8>,
}

impl FromRequest<Web> for SignedUpload {
    type Rejection = Response;

    async fn from_request(request: Request, web: &Web) -> Result<Self, Response> {
        let (mut parts, body) = request.into_parts();
        let Signed(person) = Signed::from_request_parts(&mut parts, web).await?;
        let mut request = Request::from_parts(parts, body);
        // Room for what stands around the file.
        DefaultBodyLimit::max(LARGEST_BYTES + (64 << 10)).apply(&mut request);
        let unreadable = || {
            let text = "文件没有完整送达，或超过 8 MB；请核对文件后重试".to_owned();
            PageError(Error::Refused { code: "form_unreadable", text }).into_response()
        };
        let mut fields = Multipart::from_request(request, web).await.map_err(|_error| unreadable())?;
        let (mut csrf, mut bytes) = (String::new(), Vec::new());
        while let Some(field) = fields.next_field().await.map_err(|_error| unreadable())? {
            match field.name() {
                Some("csrf") => csrf = field.text().await.map_err(|_error| unreadable())?,
                Some("file") => bytes = field.bytes().await.map_err(|_error| unreadable())?.to_vec(),
                _ => {}
            }
        }
        if csrf != person.csrf {
            let text = "本页打开后登录状态已改变，为安全起见没有提交；请返回、刷新后重试".to_owned();
            return Err(PageError(Error::Refused { code: "form_expired", text }).into_response());
        }
        Ok(Self { person, bytes })
    }
}
