//! Taking a file: read within limits while it comes, refused in the reader's own sentence, stored when it can be read.

use app::document::{LARGEST_UPLOAD, too_large, upload};
use app::{Error, Person};
use assessment::UnitId;
use axum::extract::multipart::{Field, Multipart};
use axum::extract::{DefaultBodyLimit, FromRequest as _, Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};

use super::new;
use crate::error::PageError;
use crate::path;
use crate::session::Signed;
use crate::shell::html;
use crate::state::Web;

/// What comes over the limit is taken and thrown away up to here, so that the browser gets to read the answer.
const DRAINED_BYTES: usize = 200 << 20;
/// Characters of pasted words; more is a file.
const LONGEST_TEXT: usize = 4 << 20;

pub(crate) async fn create(
    State(web): State<Web>,
    Signed(person): Signed,
    mut request: Request,
) -> Result<Response, PageError> {
    app::document::require_hand(&person)?;
    DefaultBodyLimit::max(DRAINED_BYTES).apply(&mut request);
    let multipart = Multipart::from_request(request, &web).await;
    let Ok(multipart) = multipart else { return Err(unreadable().into()) };
    let mut sent = take(multipart, &person).await?;
    let outcome = match &sent.fault {
        Some((name, size)) => Err(too_large(name, *size)),
        None => store(&web, &person, &mut sent).await,
    };
    match outcome {
        Ok(id) => Ok(Redirect::to(&path::document(id)).into_response()),
        Err(Error::Invalid(faults)) => {
            let errors = faults.into_iter().map(Into::into).collect();
            let page = new::page(&web, &person, sent.unit, &sent.text, errors).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, html(&page)?).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

/// What the form sent.
#[derive(Default)]
struct Sent {
    unit: Option<UnitId>,
    text: String,
    file: Option<(String, Vec<u8>)>,
    /// Name and size of a file over the limit.
    fault: Option<(String, u64)>,
}

async fn store(web: &Web, person: &Person, sent: &mut Sent) -> app::Result<assessment::DocumentId> {
    let unit = sent.unit.ok_or_else(|| Error::field("unit", "请选择文档所属的单位"))?;
    let (name, bytes) = match sent.file.take() {
        Some((name, bytes)) => (name, bytes),
        None if !sent.text.trim().is_empty() => {
            let first = sent.text.trim().lines().next().unwrap_or_default();
            (first.chars().take(30).collect(), sent.text.clone().into_bytes())
        }
        None => return Err(Error::field("file", "请选择文件，或者粘贴文字")),
    };
    upload(&web.app, person, unit, &name, bytes).await
}

async fn take(mut multipart: Multipart, person: &Person) -> Result<Sent, PageError> {
    let mut sent = Sent::default();
    let mut known = false;
    loop {
        let field = multipart.next_field().await.map_err(|_broken| unreadable())?;
        let Some(field) = field else { break };
        let name = field.name().unwrap_or_default().to_owned();
        let file = field.file_name().unwrap_or_default().to_owned();
        if name == "file" && file.is_empty() {
            continue;
        }
        let limit = if name == "file" { LARGEST_UPLOAD } else { LONGEST_TEXT as u64 };
        let (bytes, size) = bounded(field, limit).await?;
        if size > limit {
            sent.fault = Some((if file.is_empty() { "粘贴的文字".to_owned() } else { file }, size));
            continue;
        }
        let text = || String::from_utf8_lossy(&bytes).into_owned();
        match name.as_str() {
            "csrf" => known = text() == person.csrf,
            "unit" => sent.unit = text().parse().ok(),
            "text" => sent.text = text(),
            "file" => sent.file = Some((file, bytes)),
            _ => {}
        }
    }
    if !known {
        let text = "本页打开后登录状态已改变，为安全起见没有提交；请返回、刷新后重试".to_owned();
        return Err(Error::Refused { code: "form_expired", text }.into());
    }
    Ok(sent)
}

/// The bytes of a field up to a limit, and how many there were.
async fn bounded(mut field: Field<'_>, limit: u64) -> Result<(Vec<u8>, u64), PageError> {
    let mut bytes = Vec::new();
    let mut size = 0;
    while let Some(chunk) = field.chunk().await.map_err(|_broken| unreadable())? {
        size += chunk.len() as u64;
        if size <= limit {
            bytes.extend_from_slice(&chunk);
        } else {
            bytes = Vec::new();
        }
    }
    Ok((bytes, size))
}

fn unreadable() -> Error {
    Error::refused("form_unreadable", "文件没有完整送达，可能超过上限或网络中断；请返回后重新上传")
}
