//! The page on which a password is changed.

use axum::extract::State;
use axum::response::Html;

use crate::error::PageError;
use crate::session::AnySigned;
use crate::shell::html;
use crate::state::Web;
use crate::view::pages::PasswordChange;

pub(crate) async fn edit(
    State(web): State<Web>,
    AnySigned(person): AnySigned,
) -> Result<Html<String>, PageError> {
    if person.second_due {
        return Err(app::Error::SecondFactorDue.into());
    }
    html(&PasswordChange {
        place: web.place,
        csrf: person.csrf,
        forced: person.must_change || person.expired,
        expired: person.expired && !person.must_change,
        errors: Vec::new(),
    })
}
