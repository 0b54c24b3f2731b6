//! `ETag` and `If-Match`: against saving over somebody else's change.

use app::Error;
use axum::http::{HeaderMap, HeaderValue, header};

/// The version that a caller saw, without its quotes; `None` when none is named.
pub(crate) fn seen(headers: &HeaderMap) -> Option<String> {
    let tag = headers.get(header::IF_MATCH)?.to_str().ok()?.trim();
    (tag != "*").then(|| tag.trim_start_matches("W/").trim_matches('"').to_owned())
}

/// As [`seen`], where versions are numbers.
pub(crate) fn seen_number(headers: &HeaderMap) -> Result<Option<i64>, Error> {
    let Some(tag) = seen(headers) else { return Ok(None) };
    let wrong = || Error::field("if-match", "If-Match 应为读到的版本号，如 \"12\"");
    tag.parse().map(Some).map_err(|_text| wrong())
}

/// The header that names a version.
pub(crate) fn etag(version: impl std::fmt::Display) -> [(header::HeaderName, HeaderValue); 1] {
    let value = HeaderValue::from_str(&format!("\"{version}\""));
    [(header::ETAG, value.unwrap_or(HeaderValue::from_static("\"0\"")))]
}

/// A day of a body or a question.
pub(crate) fn day(
    field: &str,
    text: Option<&str>,
    today: jiff::civil::Date,
) -> Result<jiff::civil::Date, Error> {
    let Some(text) = text.map(str::trim).filter(|text| !text.is_empty()) else { return Ok(today) };
    text.parse().map_err(|_text| Error::field(field, format!("“{text}”不是日期，请写成2026-07-01")))
}
