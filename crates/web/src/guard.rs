//! What stands around every request: its id, the headers that browsers obey, and the refusal of foreign pages' forms.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use app::Error;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};

use crate::counts::Counts;
use crate::error::{ApiError, Failed, PageError, REQUEST, Stale};
use crate::state::Web;

/// Nothing from elsewhere, nothing inline, no frames, forms to ourselves only.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; \
                      connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

const HEADERS: [(HeaderName, &str); 6] = [
    (header::CONTENT_SECURITY_POLICY, POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (header::REFERRER_POLICY, "same-origin"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("permissions-policy"), "camera=(), microphone=(), geolocation=()"),
];

/// Numbers requests of this process; with the process's own word the number is unique in the log.
#[derive(Clone)]
pub(crate) struct Requests {
    word: Arc<str>,
    next: Arc<AtomicU64>,
    pub(crate) counts: Arc<Counts>,
}

impl Requests {
    pub(crate) fn new(word: &str) -> Self {
        Self { word: word.into(), next: Arc::new(AtomicU64::new(1)), counts: Arc::default() }
    }

    fn id(&self) -> String {
        format!("{}-{}", self.word, self.next.fetch_add(1, Ordering::Relaxed))
    }
}

/// The outermost layer.
pub(crate) async fn around(
    State((web, requests)): State<(Web, Requests)>,
    request: Request,
    next: Next,
) -> Response {
    let id = requests.id();
    let api = request.uri().path().starts_with("/api/");
    let (method, path) = (request.method().clone(), request.uri().path().to_owned());
    let conditional = request.headers().contains_key(header::IF_MATCH);
    let began = web.app.now();
    let response = if foreign(&method, request.headers()) {
        let error = Error::Forbidden("这个请求来自别的网站，没有执行；请从本系统的页面办理".to_owned());
        if api { ApiError(error).into_response() } else { PageError(error).into_response() }
    } else {
        next.run(request).await
    };
    let mut response = with_id(response, &id).await;
    if conditional && response.extensions().get::<Stale>().is_some() {
        *response.status_mut() = StatusCode::PRECONDITION_FAILED;
    }
    let (status, took_ms) = (response.status().as_u16(), web.app.now() - began);
    requests.counts.add(status, took_ms);
    if let Some(failed) = response.extensions().get::<Failed>() {
        tracing::error!(request = id, %method, path, status, took_ms, why = failed.inside, "request failed");
    } else {
        tracing::debug!(request = id, %method, path, status, took_ms, "request");
    }
    let headers = response.headers_mut();
    for (name, value) in HEADERS {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    if let Ok(value) = HeaderValue::from_str(&id) {
        headers.insert(HeaderName::from_static("x-request-id"), value);
    }
    response
}

/// A browser says where a form comes from; what it says and what does not fit is refused. Programs say nothing and
/// have no cookie to misuse.
fn foreign(method: &Method, headers: &HeaderMap) -> bool {
    if matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS) {
        return false;
    }
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    match text("sec-fetch-site") {
        Some("same-origin" | "none") => return false,
        Some(_) => return true,
        None => {}
    }
    match (text("origin"), text("host")) {
        (Some(origin), Some(host)) => origin.split_once("://").is_none_or(|(_, from)| from != host),
        (Some(_), None) => true,
        (None, _) => false,
    }
}

/// Error pages show the request's id, which only this layer knows.
async fn with_id(response: Response, id: &str) -> Response {
    let page = response.status().is_client_error() || response.status().is_server_error();
    let html = response
        .headers()
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|value| value.starts_with("text/html"));
    if !(page && html) {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let Ok(bytes) = axum::body::to_bytes(body, 1 << 20).await else {
        return Response::from_parts(parts, Body::empty());
    };
    let text = String::from_utf8_lossy(&bytes).replace(REQUEST, id);
    parts.headers.remove(header::CONTENT_LENGTH);
    Response::from_parts(parts, Body::from(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        pairs.iter().map(|(k, v)| (HeaderName::from_static(k), HeaderValue::from_static(v))).collect()
    }

    #[test]
    fn forms_of_other_sites_are_told_by_what_the_browser_says() {
        let post = |pairs: &[(&'static str, &'static str)]| foreign(&Method::POST, &headers(pairs));
        assert!(post(&[("sec-fetch-site", "cross-site")]));
        assert!(post(&[("sec-fetch-site", "same-site")]));
        assert!(!post(&[("sec-fetch-site", "same-origin"), ("origin", "http://other")]));
        assert!(post(&[("origin", "http://evil.example"), ("host", "10.1.2.3:8080")]));
        assert!(post(&[("origin", "null"), ("host", "10.1.2.3:8080")]));
        assert!(!post(&[("origin", "http://10.1.2.3:8080"), ("host", "10.1.2.3:8080")]));
        assert!(!post(&[]));
        assert!(!foreign(&Method::GET, &headers(&[("sec-fetch-site", "cross-site")])));
    }
}
