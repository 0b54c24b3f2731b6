//! Opening a file: images and PDF in the browser, everything else to be kept.

use app::evidence::Opened;
use assessment::{EvidenceId, IndicatorId, Period, UnitId};
use axum::extract::{Path, State};
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::{IntoResponse as _, Response};

use super::place;
use crate::error::PageError;
use crate::path;
use crate::session::Signed;
use crate::state::Web;

/// A file of somebody's runs nothing, loads nothing and belongs to no site.
const SANDBOX: &str = "default-src 'none'; style-src 'unsafe-inline'; sandbox";
/// The browsers' own PDF viewer does not start in a sandbox; it runs nothing of ours and may load nothing.
const VIEWER: &str =
    "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'";

pub(crate) async fn open(
    State(web): State<Web>,
    Signed(person): Signed,
    Path((unit, indicator, period, id)): Path<(UnitId, IndicatorId, Period, EvidenceId)>,
) -> Result<Response, PageError> {
    let opened = app::evidence::open(&web.app, &person, place((unit, indicator, period)), id).await?;
    Ok(answer(opened))
}

/// The file with headers under which a browser can come to no harm.
pub(crate) fn answer(opened: Opened) -> Response {
    let shown = opened.media.starts_with("image/") || opened.media == "application/pdf";
    let word = if shown { "inline" } else { "attachment" };
    let disposition = format!("{word}; filename*=UTF-8''{}", path::segment(&opened.name));
    let policy = if opened.media == "application/pdf" { VIEWER } else { SANDBOX };
    let mut response = opened.bytes.into_response();
    let headers = response.headers_mut();
    let mut set = |name: HeaderName, value: &str| {
        if let Ok(value) = HeaderValue::from_str(value) {
            headers.insert(name, value);
        }
    };
    set(header::CONTENT_TYPE, &opened.media);
    set(header::CONTENT_DISPOSITION, &disposition);
    set(header::CONTENT_SECURITY_POLICY, policy);
    set(HeaderName::from_static("cross-origin-resource-policy"), "same-origin");
    response
}
