//! What a person typed into a form whose session had ended: it travels through the sign-in in the page itself and is
//! shown again afterwards. Nothing of it is kept on the server, and passwords never travel.

use askama::Template as _;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{Html, IntoResponse as _, Response};

use crate::pages::session::new::local;
use crate::state::Web;
use crate::view::pages::SignIn;
use crate::view::people::{HeldField, HeldPage};

/// Fields that are secrets or belong to the old session.
const NEVER: [&str; 7] = ["csrf", "password", "current", "new", "again", "code", "secret"];
/// Fields that say what the form was made for; they travel unseen.
const UNSEEN: [&str; 5] = ["version", "id", "table", "from", "kind"];

/// A form on its way through the sign-in.
#[derive(serde::Serialize, serde::Deserialize, Default)]
pub(crate) struct Held {
    action: String,
    back: String,
    fields: Vec<(String, String)>,
}

impl Held {
    /// What was sent where, and the page it was typed on.
    pub(crate) fn new(action: &str, headers: &HeaderMap, pairs: Vec<(String, String)>) -> Self {
        let referer = headers.get(header::REFERER).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let path =
            referer.split_once("://").and_then(|(_, rest)| rest.find('/').and_then(|at| rest.get(at..)));
        let back = local(path.unwrap_or_default());
        let back = if back.is_empty() { "/" } else { back };
        let fields = pairs.into_iter().filter(|(name, _)| !NEVER.contains(&name.as_str())).collect();
        Self { action: local(action).to_owned(), back: back.to_owned(), fields }
    }

    /// As one field of the sign-in form; empty when nothing worth keeping was typed.
    pub(crate) fn to_text(&self) -> String {
        if self.fields.iter().all(|(_, value)| value.trim().is_empty()) || self.action.is_empty() {
            return String::new();
        }
        serde_json::to_string(self).unwrap_or_default()
    }

    /// What [`Held::to_text`] wrote; nothing else is followed.
    pub(crate) fn from_text(text: &str) -> Option<Self> {
        let held: Self = serde_json::from_str(text).ok()?;
        let ours = !local(&held.action).is_empty() && !local(&held.back).is_empty();
        ours.then_some(held)
    }

    /// The sign-in page that carries it.
    pub(crate) fn sign_in(&self, web: &Web) -> Response {
        let page = SignIn {
            place: web.place.clone(),
            error: "登录已过期，刚才填写的内容没有提交；登录后可继续提交".to_owned(),
            next: self.back.clone(),
            held: self.to_text(),
            ..SignIn::default()
        };
        (StatusCode::UNAUTHORIZED, Html(page.render().unwrap_or_default())).into_response()
    }

    /// The page that shows it again.
    pub(crate) fn page(self, web: &Web, csrf: &str) -> HeldPage {
        let csrf = HeldField { name: "csrf".to_owned(), value: csrf.to_owned(), shown: false };
        let field = |(name, value): (String, String)| {
            let shown = !UNSEEN.contains(&name.as_str()) && !value.trim().is_empty();
            HeldField { name, value, shown }
        };
        let fields = std::iter::once(csrf).chain(self.fields.into_iter().map(field)).collect();
        HeldPage { place: web.place.clone(), action: self.action, fields, back: self.back }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_travels_without_its_secrets_and_never_to_another_site() {
        let mut headers = HeaderMap::new();
        headers.insert(header::REFERER, "http://10.1.2.3:8080/units/new?x=1".parse().unwrap());
        let pairs = [("csrf", "a"), ("name", "城东区"), ("password", "b")];
        let pairs = pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec();
        let text = Held::new("/units", &headers, pairs).to_text();
        assert!(text.contains("城东区") && !text.contains("password") && !text.contains("csrf"), "{text}");
        let held = Held::from_text(&text).unwrap();
        assert_eq!((held.action.as_str(), held.back.as_str()), ("/units", "/units/new?x=1"));
        assert!(Held::from_text(&text.replace("\"/units\"", "\"//evil.example\"")).is_none());
    }
}
