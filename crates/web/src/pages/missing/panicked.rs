//! A request that broke off: the others go on, the person gets a page, the log gets the reason.

use app::Error;
use axum::response::{IntoResponse as _, Response};

use crate::error::PageError;

#[expect(clippy::needless_pass_by_value, reason = "the layer hands the cause over")]
pub(crate) fn panicked(cause: Box<dyn std::any::Any + Send + 'static>) -> Response {
    let text = cause.downcast_ref::<String>().map(String::as_str);
    let text = text.or_else(|| cause.downcast_ref::<&str>().copied()).unwrap_or("unknown");
    PageError(Error::Internal(format!("broke off: {text}"))).into_response()
}
