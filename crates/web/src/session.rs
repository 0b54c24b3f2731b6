//! Who makes a request: a browser by its cookie, a program by its bearer token.

use app::{Error, Person};
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse as _, Redirect, Response};
use serde::de::DeserializeOwned;

use crate::error::{ApiError, PageError};
use crate::state::Web;

const COOKIE: &str = "kaocheng";
/// The host prefix binds the cookie to this host and to TLS.
const SECURE_COOKIE: &str = "__Host-kaocheng";
/// Forms hold words and a few figures; files go another way.
const LARGEST_FORM_BYTES: usize = 4 << 20;

/// A person who is signed in with a password of their own. Any page behind the sign-in asks for one.
pub(crate) struct Signed(pub(crate) Person);

/// A person who is signed in, perhaps still with a one-time password.
pub(crate) struct AnySigned(pub(crate) Person);

/// A person who calls the API.
pub(crate) struct ApiPerson(pub(crate) Person);

/// A form that the person's own page sent.
pub(crate) struct SignedForm<T>(pub(crate) Person, pub(crate) T);

impl FromRequestParts<Web> for AnySigned {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, PageError> {
        let token = cookie(&parts.headers, web.secure).ok_or(Error::SignedOut)?;
        if token.starts_with(app::token::PREFIX) {
            // Programs call the API; pages are for people.
            return Err(Error::SignedOut.into());
        }
        Ok(Self(app::session::find_person(&web.app, &token).await?))
    }
}

impl FromRequestParts<Web> for Signed {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Response> {
        match AnySigned::from_request_parts(parts, web).await {
            Ok(AnySigned(person)) if person.must_change => {
                Err(PageError(Error::MustChangePassword).into_response())
            }
            Ok(AnySigned(person)) => Ok(Self(person)),
            Err(PageError(Error::SignedOut)) => Err(to_sign_in(parts)),
            Err(error) => Err(error.into_response()),
        }
    }
}

impl FromRequestParts<Web> for ApiPerson {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, ApiError> {
        let (token, by_cookie) = match bearer(&parts.headers) {
            Some(token) => (token, false),
            None => (cookie(&parts.headers, web.secure).ok_or(Error::SignedOut)?, true),
        };
        let person = app::session::find_person(&web.app, &token).await?;
        // A browser sends its cookie by itself; only our own page knows the word that goes with it.
        let word = parts.headers.get("x-csrf-token").and_then(|word| word.to_str().ok());
        if person.token_writes == Some(false) && !parts.method.is_safe() {
            return Err(Error::Forbidden("这个令牌只能读取,不能修改;请用可读写的令牌".to_owned()).into());
        }
        if by_cookie && !parts.method.is_safe() && word != Some(person.csrf.as_str()) {
            let text = "本页打开后登录状态已改变,没有保存;请刷新本页后重试".to_owned();
            return Err(Error::Refused { code: "form_expired", text }.into());
        }
        if person.must_change { Err(Error::MustChangePassword.into()) } else { Ok(Self(person)) }
    }
}

impl<T: DeserializeOwned> FromRequest<Web> for SignedForm<T> {
    type Rejection = Response;

    async fn from_request(request: Request, web: &Web) -> Result<Self, Response> {
        let (mut parts, body) = request.into_parts();
        let person = match AnySigned::from_request_parts(&mut parts, web).await {
            Ok(AnySigned(person)) => person,
            Err(PageError(Error::SignedOut)) => return Err(to_sign_in(&parts)),
            Err(error) => return Err(error.into_response()),
        };
        if person.must_change && parts.uri.path() != "/password" && parts.uri.path() != "/sign-out" {
            return Err(PageError(Error::MustChangePassword).into_response());
        }
        let bytes = axum::body::to_bytes(body, LARGEST_FORM_BYTES).await;
        let bytes = bytes.map_err(|_| refused("form_too_large", "表单内容太多,请分几次提交"))?;
        let pairs: Vec<(String, String)> = serde_urlencoded::from_bytes(&bytes)
            .map_err(|_| refused("form_unreadable", "表单没有完整送达,请返回后重新提交"))?;
        let csrf = pairs.iter().find(|(name, _)| name == "csrf").map(|(_, value)| value.as_str());
        if csrf != Some(person.csrf.as_str()) {
            return Err(refused(
                "form_expired",
                "本页打开后登录状态已改变,为安全起见没有提交;请返回、刷新后重试",
            ));
        }
        let form = serde_urlencoded::from_bytes(&bytes)
            .map_err(|_| refused("form_unreadable", "表单缺少必填的内容,请返回后重新提交"))?;
        Ok(Self(person, form))
    }
}

fn refused(code: &'static str, text: &str) -> Response {
    PageError(Error::Refused { code, text: text.to_owned() }).into_response()
}

/// After signing in, the person comes back to the page that was asked for.
fn to_sign_in(parts: &Parts) -> Response {
    let asked = parts.uri.path_and_query().map_or("/", |path| path.as_str());
    if asked == "/" || parts.method != axum::http::Method::GET {
        return Redirect::to("/sign-in").into_response();
    }
    let query = serde_urlencoded::to_string([("next", asked)]).unwrap_or_default();
    Redirect::to(&format!("/sign-in?{query}")).into_response()
}

fn bearer(headers: &HeaderMap) -> Option<String> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    value.strip_prefix("Bearer ").map(|token| token.trim().to_owned())
}

pub(crate) fn cookie(headers: &HeaderMap, secure: bool) -> Option<String> {
    let name = if secure { SECURE_COOKIE } else { COOKIE };
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, value)| *key == name && !value.is_empty())
        .map(|(_, value)| value.to_owned())
}

/// The header that gives the browser its token, or takes it away when it is empty.
pub(crate) fn set_cookie(token: &str, secure: bool) -> HeaderValue {
    let (name, flag) = if secure { (SECURE_COOKIE, "; Secure") } else { (COOKIE, "") };
    let age = if token.is_empty() { "; Max-Age=0" } else { "" };
    let text = format!("{name}={token}; Path=/; HttpOnly; SameSite=Lax{flag}{age}");
    HeaderValue::from_str(&text).unwrap_or_else(|_| HeaderValue::from_static(""))
}
