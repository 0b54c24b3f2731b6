//! What does not exist.

use app::Error;
use axum::http::Uri;
use axum::response::{IntoResponse as _, Response};

use crate::error::{ApiError, PageError};

pub(crate) async fn show(uri: Uri) -> Response {
    let error = Error::NotFound("这个页面");
    if uri.path().starts_with("/api/") {
        ApiError(error).into_response()
    } else {
        PageError(error).into_response()
    }
}
