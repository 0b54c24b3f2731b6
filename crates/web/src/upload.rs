//! Forms with a file: who sends them is asked before the file is read, and large files wait their turn.

use std::collections::BTreeMap;

use app::{Error, Person};
use axum::extract::{DefaultBodyLimit, FromRequest, FromRequestParts as _, Multipart, Request};
use axum::response::{IntoResponse as _, Response};
use tokio::sync::{Semaphore, SemaphorePermit};

use crate::error::PageError;
use crate::session::Signed;
use crate::state::Web;

/// A form around a file: the largest file and some words.
const LARGEST_FORM_BYTES: usize = app::evidence::LARGEST_BYTES + (1 << 20);
/// Largest table that is taken in, in bytes.
const LARGEST_TABLE: usize = 4 << 20;
/// Longest field that is no file.
const LONGEST_FIELD: usize = 64 << 10;
/// Files that are held in memory at a time.
static PLACES: Semaphore = Semaphore::const_new(3);

/// A place among those whose files are held in memory; given back when it is dropped.
pub(crate) async fn place() -> Result<SemaphorePermit<'static>, Error> {
    PLACES.acquire().await.map_err(|error| Error::Internal(error.to_string()))
}

/// A form with one file that the person's own page sent. The field `csrf` stands before the file.
pub(crate) struct SignedUpload {
    pub(crate) person: Person,
    /// Name and content.
    pub(crate) file: Option<(String, Vec<u8>)>,
    pub(crate) fields: BTreeMap<String, String>,
}

impl SignedUpload {
    /// A field's words; empty when it was not sent.
    pub(crate) fn field(&self, name: &str) -> &str {
        self.fields.get(name).map_or("", String::as_str)
    }

    /// The file's bytes; none when no file was chosen.
    pub(crate) fn bytes(&self) -> &[u8] {
        self.file.as_ref().map_or(&[], |(_, bytes)| bytes.as_slice())
    }
}

impl FromRequest<Web> for SignedUpload {
    type Rejection = Response;

    async fn from_request(request: Request, web: &Web) -> Result<Self, Response> {
        let (mut parts, body) = request.into_parts();
        let Signed(person) = Signed::from_request_parts(&mut parts, web).await?;
        let _place = place().await.map_err(|error| PageError(error).into_response())?;
        let mut request = Request::from_parts(parts, body);
        DefaultBodyLimit::max(LARGEST_FORM_BYTES).apply(&mut request);
        let mut form = Multipart::from_request(request, web).await.map_err(|_error| unreadable())?;
        let mut fields = BTreeMap::new();
        let mut file = None;
        while let Some(field) = form.next_field().await.map_err(|_error| unreadable())? {
            let name = field.name().unwrap_or_default().to_owned();
            if name == "file" {
                if fields.get("csrf") != Some(&person.csrf) {
                    return Err(expired());
                }
                let given = field.file_name().unwrap_or_default().to_owned();
                let bytes = field.bytes().await.map_err(|_error| too_large())?;
                file = (!given.is_empty() || !bytes.is_empty()).then(|| (given, bytes.to_vec()));
            } else {
                let text = field.text().await.map_err(|_error| unreadable())?;
                if text.len() > LONGEST_FIELD {
                    return Err(too_large());
                }
                fields.insert(name, text);
            }
        }
        if fields.get("csrf") != Some(&person.csrf) {
            return Err(expired());
        }
        Ok(Self { person, file, fields })
    }
}

fn refused(code: &'static str, text: &str) -> Response {
    PageError(Error::Refused { code, text: text.to_owned() }).into_response()
}

fn unreadable() -> Response {
    refused("form_unreadable", "文件没有完整送达，请返回后重新上传")
}

fn expired() -> Response {
    refused("form_expired", "本页打开后登录状态已改变，为安全起见没有上传；请返回、刷新后重试")
}

fn too_large() -> Response {
    let most = app::evidence::LARGEST_BYTES >> 20;
    refused("file_too_large", &format!("文件超过 {most} MB，没有收下；请压缩图片或拆分后上传"))
}

/// The rows of a table that was sent as a file.
pub(crate) fn rows(bytes: &[u8]) -> Result<Vec<Vec<String>>, Error> {
    if bytes.is_empty() {
        return Err(Error::field("file", "请选择要导入的文件"));
    }
    if bytes.len() > LARGEST_TABLE {
        return Err(Error::field("file", "文件超过 4 MB，请只保留需要导入的表"));
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
        .map_err(|_cut| Error::refused("form_unreadable", "表格没有完整送达，请返回后重新选择文件"))
}
