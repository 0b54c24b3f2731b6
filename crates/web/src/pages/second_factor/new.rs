//! The page on which a second factor is set up.

use app::Person;
use app::second_factor::Enrolment;
use axum::extract::State;
use axum::response::Html;
use qrcodegen::{QrCode, QrCodeEcc};

use crate::error::PageError;
use crate::session::AnySigned;
use crate::shell::html;
use crate::state::Web;
use crate::view::FieldError;
use crate::view::people::EnrolPage;

/// Light squares around the picture, as readers ask for.
const MARGIN: i32 = 4;

pub(crate) async fn new(
    State(web): State<Web>,
    AnySigned(person): AnySigned,
) -> Result<Html<String>, PageError> {
    if person.second_due {
        return Err(app::Error::SecondFactorDue.into());
    }
    let enrolment = app::second_factor::begin(&web.app, &person, &web.place);
    html(&page(&web, &person, &enrolment, Vec::new()))
}

pub(crate) fn page(web: &Web, person: &Person, told: &Enrolment, errors: Vec<FieldError>) -> EnrolPage {
    let (squares, side) = picture(&told.address);
    EnrolPage {
        place: web.place.clone(),
        csrf: person.csrf.clone(),
        forced: person.must_enrol,
        secret: groups(&told.secret),
        squares,
        side,
        recovery: Vec::new(),
        errors,
    }
}

/// ABCD EFGH: a secret is typed in groups.
fn groups(secret: &str) -> String {
    let letters: Vec<char> = secret.chars().collect();
    letters.chunks(4).map(|part| part.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}

/// The dark squares as one path, row by row, and the length of a side.
fn picture(address: &str) -> (String, i32) {
    let Ok(code) = QrCode::encode_text(address, QrCodeEcc::Medium) else { return (String::new(), 1) };
    let mut squares = Vec::new();
    for y in 0..code.size() {
        for x in 0..code.size() {
            if code.get_module(x, y) {
                squares.push(format!("M{} {}h1v1h-1z", x + MARGIN, y + MARGIN));
            }
        }
    }
    (squares.concat(), code.size() + 2 * MARGIN)
}
