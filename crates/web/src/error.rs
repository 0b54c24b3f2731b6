//! The only place where a refusal becomes a status: pages answer with a page, the API with JSON.

use app::Error;
use askama::Template as _;
use axum::Json;
use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse, Redirect, Response};

use crate::view::pages::ErrorPage;

/// A refused or failed page.
#[derive(Debug)]
pub(crate) struct PageError(pub(crate) Error);

/// A refused or failed call of the API.
#[derive(Debug)]
pub(crate) struct ApiError(pub(crate) Error);

impl<E: Into<Error>> From<E> for PageError {
    fn from(error: E) -> Self {
        Self(error.into())
    }
}

impl<E: Into<Error>> From<E> for ApiError {
    fn from(error: E) -> Self {
        Self(error.into())
    }
}

/// Marks a response so that the request's id is put in: only the outermost layer knows it.
#[derive(Clone, Debug)]
pub(crate) struct Failed {
    pub(crate) inside: String,
}

/// Marks the refusal of a change over somebody else's: with `If-Match` its status is that of a failed precondition.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stale;

/// Code of a request that could not be read.
pub(crate) const UNREADABLE: &str = "unreadable";

/// Stands for the request's id until it is known.
pub(crate) const REQUEST: &str = "{request-id}";

fn status(error: &Error) -> StatusCode {
    match error {
        Error::NotFound(_) => StatusCode::NOT_FOUND,
        Error::Forbidden(_) | Error::MustChangePassword | Error::MustEnrol => StatusCode::FORBIDDEN,
        Error::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
        Error::Refused { code: "wrong_password" | "account_locked", .. } => StatusCode::UNAUTHORIZED,
        Error::Refused { code: UNREADABLE, .. } => StatusCode::BAD_REQUEST,
        Error::Refused { code: app::DISK_FULL, .. } => StatusCode::INSUFFICIENT_STORAGE,
        Error::Refused { .. } => StatusCode::CONFLICT,
        Error::Conflict { .. } => StatusCode::CONFLICT,
        Error::SignedOut | Error::SecondFactorDue => StatusCode::UNAUTHORIZED,
        Error::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        Error::Unavailable(_) => StatusCode::SERVICE_UNAVAILABLE,
    }
}

fn inside(error: &Error) -> Option<Failed> {
    match error {
        Error::Internal(why) | Error::Unavailable(why) => Some(Failed { inside: why.clone() }),
        _ => None,
    }
}

impl IntoResponse for PageError {
    fn into_response(self) -> Response {
        let error = self.0;
        match &error {
            Error::SignedOut => return Redirect::to("/sign-in").into_response(),
            Error::MustChangePassword => return Redirect::to("/password").into_response(),
            Error::SecondFactorDue => return Redirect::to("/second-factor").into_response(),
            Error::MustEnrol => return Redirect::to("/second-factor/new").into_response(),
            _ => {}
        }
        let (heading, next) = match &error {
            Error::NotFound(_) => ("没有找到", "请核对地址，或回到首页，从菜单进入。"),
            Error::Forbidden(_) => ("无权办理", "如确需办理，请联系安全管理员调整角色。"),
            Error::Invalid(_) => ("填写有误", "请返回修改后重新提交。"),
            Error::Refused { .. } | Error::Conflict { .. } => ("未能办理", "请返回上一页查看现在的情况。"),
            Error::Internal(_) => {
                ("系统出错", "刚才的操作没有完成。请稍后再试；若仍出错，请联系系统管理员。")
            }
            Error::Unavailable(_) => ("暂时不能办理", "请稍后再试；若持续如此，请联系系统管理员。"),
            Error::SignedOut | Error::MustChangePassword | Error::SecondFactorDue | Error::MustEnrol => {
                ("请先登录", "")
            }
        };
        let mut text = error.to_string();
        if let Error::Invalid(faults) = &error {
            text = faults.iter().map(|fault| fault.text.as_str()).collect::<Vec<_>>().join(";");
        }
        text.push('。');
        let page = ErrorPage {
            heading: heading.to_owned(),
            text: text.clone(),
            next: next.to_owned(),
            code: error.code().to_owned(),
            request: REQUEST.to_owned(),
        };
        let html = page.render().unwrap_or_else(|_| format!("<h1>{heading}</h1><p>{text}</p>"));
        let mut response = (status(&error), Html(html)).into_response();
        if let Some(failed) = inside(&error) {
            response.extensions_mut().insert(failed);
        }
        response
    }
}

/// What the API answers when it refuses.
#[derive(serde::Serialize, utoipa::ToSchema)]
pub(crate) struct Problem {
    /// Stable code.
    pub(crate) code: &'static str,
    /// The sentence, as on the page.
    pub(crate) message: String,
    /// Faulty fields, if any.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) fields: Vec<ProblemField>,
    /// Version that stands now, of a conflict.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) now: Option<i64>,
}

/// One faulty field.
#[derive(serde::Serialize, utoipa::ToSchema)]
pub(crate) struct ProblemField {
    /// Its name.
    pub(crate) field: String,
    /// What is wrong and what to do.
    pub(crate) message: String,
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let error = self.0;
        let fields = match &error {
            Error::Invalid(faults) => faults
                .iter()
                .map(|fault| ProblemField { field: fault.field.clone(), message: fault.text.clone() })
                .collect(),
            _ => Vec::new(),
        };
        let now = if let Error::Conflict { now, .. } = &error { Some(*now) } else { None };
        let problem = Problem { code: error.code(), message: error.to_string(), fields, now };
        let mut response = (status(&error), Json(problem)).into_response();
        if matches!(error, Error::Conflict { .. }) {
            response.extensions_mut().insert(Stale);
        }
        if matches!(error, Error::SignedOut) {
            response
                .headers_mut()
                .insert(header::WWW_AUTHENTICATE, header::HeaderValue::from_static("Bearer"));
        }
        if let Some(failed) = inside(&error) {
            response.extensions_mut().insert(failed);
        }
        response
    }
}
