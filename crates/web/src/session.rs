//! Who makes a request: a browser by its cookie, a program by its bearer token.

use app::{Error, Person};
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Redirect, Response};
use serde::de::DeserializeOwned;

use crate::error::{ApiError, PageError};
use crate::held::Held;
use crate::shell::html;
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

/// Who was found at the door.
#[derive(Clone)]
struct Found(Person);

/// Who makes a request: programs by their token, on the API only; browsers by their cookie.
pub(crate) async fn person(parts: &mut Parts, web: &Web) -> Result<Person, Error> {
    if let Some(Found(person)) = parts.extensions.get() {
        return Ok(person.clone());
    }
    let api = parts.uri.path().starts_with("/api/");
    let token = bearer(&parts.headers).filter(|_| api).or_else(|| cookie(&parts.headers, web.secure));
    let person = app::session::find_person(&web.app, &token.ok_or(Error::SignedOut)?).await?;
    parts.extensions.insert(Found(person.clone()));
    Ok(person)
}

impl FromRequestParts<Web> for AnySigned {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, PageError> {
        let found = person(parts, web).await?;
        if found.token_writes.is_some() {
            // Programs call the API; pages are for people.
            return Err(Error::SignedOut.into());
        }
        Ok(Self(found))
    }
}

impl FromRequestParts<Web> for Signed {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Response> {
        match AnySigned::from_request_parts(parts, web).await {
            Ok(AnySigned(person)) => match person.held_back() {
                Some(error) => Err(PageError(error).into_response()),
                None => Ok(Self(person)),
            },
            Err(PageError(Error::SignedOut)) => Err(to_sign_in(parts)),
            Err(error) => Err(error.into_response()),
        }
    }
}

impl FromRequestParts<Web> for ApiPerson {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, ApiError> {
        let by_cookie = bearer(&parts.headers).is_none();
        let person = person(parts, web).await?;
        // A browser sends its cookie by itself; only our own page knows the word that goes with it.
        let word = parts.headers.get("x-csrf-token").and_then(|word| word.to_str().ok());
        if person.token_writes == Some(false) && !parts.method.is_safe() {
            return Err(Error::Forbidden("这个令牌只能读取，不能修改；请用可读写的令牌".to_owned()).into());
        }
        if by_cookie && !parts.method.is_safe() && word != Some(person.csrf.as_str()) {
            let text = "本页打开后登录状态已改变，没有保存；请刷新本页后重试".to_owned();
            return Err(Error::Refused { code: "form_expired", text }.into());
        }
        match person.held_back() {
            Some(error) => Err(error.into()),
            None => Ok(Self(person)),
        }
    }
}

impl<T: DeserializeOwned> FromRequest<Web> for SignedForm<T> {
    type Rejection = Response;

    async fn from_request(request: Request, web: &Web) -> Result<Self, Response> {
        let (mut parts, body) = request.into_parts();
        let person = match AnySigned::from_request_parts(&mut parts, web).await {
            Ok(AnySigned(person)) => person,
            Err(PageError(Error::SignedOut)) => return Err(hold(&parts, body, web).await),
            Err(error) => return Err(error.into_response()),
        };
        let leads_on: &[&str] = if person.second_due { &LEADS_ON_FIRST } else { &LEADS_ON };
        if let Some(error) = person.held_back().filter(|_| !leads_on.contains(&parts.uri.path())) {
            return Err(PageError(error).into_response());
        }
        let bytes = axum::body::to_bytes(body, LARGEST_FORM_BYTES).await;
        let bytes = bytes.map_err(|_cut| refused("form_too_large", "表单内容太多，请分几次提交"))?;
        let pairs: Vec<(String, String)> = serde_urlencoded::from_bytes(&bytes)
            .map_err(|_cut| refused("form_unreadable", "表单没有完整送达，请返回后重新提交"))?;
        let csrf = pairs.iter().find(|(name, _)| name == "csrf").map(|(_, value)| value.as_str());
        if csrf != Some(person.csrf.as_str()) {
            let held = Held::new(parts.uri.path(), &parts.headers, pairs);
            if held.to_text().is_empty() {
                return Err(refused("form_expired", EXPIRED));
            }
            let page =
                html(&held.page(web, &person.csrf)).map_err(axum::response::IntoResponse::into_response)?;
            return Err((StatusCode::CONFLICT, page).into_response());
        }
        let form = serde_urlencoded::from_bytes(&bytes)
            .map_err(|_cut| refused("form_unreadable", "表单缺少必填的内容，请返回后重新提交"))?;
        Ok(Self(person, form))
    }
}

const EXPIRED: &str = "本页打开后登录状态已改变，为安全起见没有提交；请返回、刷新后重试";
/// Forms that a person who is held back may send.
const LEADS_ON: [&str; 3] = ["/password", "/sign-out", "/second-factor/new"];
/// Forms that a person may send whose second factor is still to be shown.
const LEADS_ON_FIRST: [&str; 2] = ["/second-factor", "/sign-out"];

/// Keeps what was typed through the sign-in.
async fn hold(parts: &Parts, body: axum::body::Body, web: &Web) -> Response {
    let bytes = axum::body::to_bytes(body, LARGEST_FORM_BYTES).await.unwrap_or_default();
    let pairs: Vec<(String, String)> = serde_urlencoded::from_bytes(&bytes).unwrap_or_default();
    let held = Held::new(parts.uri.path(), &parts.headers, pairs);
    if held.to_text().is_empty() { to_sign_in(parts) } else { held.sign_in(web) }
}

/// Browser and system in a few words, from what the browser says of itself.
pub(crate) fn agent(headers: &HeaderMap) -> String {
    let text = headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let first = |list: &[(&str, &str)]| {
        list.iter().find(|(mark, _)| text.contains(mark)).map(|(_, word)| (*word).to_owned())
    };
    let browser = [
        ("QAXBrowser", "奇安信浏览器"),
        ("360", "360浏览器"),
        ("Edg/", "Edge"),
        ("Firefox/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ];
    let system = [
        ("Windows", "Windows"),
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("Mac OS", "macOS"),
        ("Linux", "Linux"),
    ];
    let words: Vec<String> = [first(&browser), first(&system)].into_iter().flatten().collect();
    if words.is_empty() { "其他程序".to_owned() } else { words.join(" · ") }
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
