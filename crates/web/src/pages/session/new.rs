//! The sign-in page.

use axum::extract::{Query, State};
use axum::response::Html;

use crate::error::PageError;
use crate::shell::html;
use crate::state::Web;
use crate::view::pages::SignIn;

#[derive(serde::Deserialize, Default)]
pub(crate) struct Asked {
    #[serde(default)]
    next: String,
}

pub(crate) async fn new(
    State(web): State<Web>,
    Query(asked): Query<Asked>,
) -> Result<Html<String>, PageError> {
    let next = local(&asked.next).to_owned();
    html(&SignIn { place: web.place, next, ..SignIn::default() })
}

/// Only our own pages are come back to.
pub(crate) fn local(next: &str) -> &str {
    let ours = next.starts_with('/') && !next.starts_with("//") && !next.contains(['\\', '\r', '\n']);
    if ours { next } else { "" }
}

#[cfg(test)]
mod tests {
    use super::local;

    #[test]
    fn nobody_is_sent_to_another_site_after_signing_in() {
        assert_eq!(local("/rank/2026-08"), "/rank/2026-08");
        for foreign in ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:x", ""] {
            assert_eq!(local(foreign), "", "{foreign}");
        }
    }
}
