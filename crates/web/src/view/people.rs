//! The pages before and around the sign-in: invitation, second factor, what was typed when the session ended.

use super::Frame;
use super::parts::{Choice, FieldError, wrong};
use askama::Template;

/// Where an invited person sets the first password.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "invited.html")]
pub struct InvitedPage {
    /// Name of the jurisdiction.
    pub place: String,
    /// The code, as typed or as the link brought it.
    pub code: String,
    /// Sign-in name of the invited; empty while the code is not known.
    pub name: String,
    /// Name of the invited.
    pub display_name: String,
    /// What is wrong.
    pub errors: Vec<FieldError>,
}

impl InvitedPage {
    fn wrong(&self, field: &str) -> &str {
        wrong(&self.errors, field)
    }
}

/// Where the second factor is shown.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "second_factor.html")]
pub struct SecondFactorPage {
    /// Name of the jurisdiction.
    pub place: String,
    /// Token of the form.
    pub csrf: String,
    /// Address to go to afterwards.
    pub next: String,
    /// A form that was typed before the session ended; empty for none.
    pub held: String,
    /// What is wrong.
    pub errors: Vec<FieldError>,
}

impl SecondFactorPage {
    fn wrong(&self, field: &str) -> &str {
        wrong(&self.errors, field)
    }
}

/// Where the second factor is set up; afterwards the recovery codes, once.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "enrol.html")]
pub struct EnrolPage {
    /// Name of the jurisdiction.
    pub place: String,
    /// Token of the form.
    pub csrf: String,
    /// Whether nothing else can be done before.
    pub forced: bool,
    /// The secret, in groups of four.
    pub secret: String,
    /// Path of the picture's dark squares, in units of a square.
    pub squares: String,
    /// Squares of a side with the margin.
    pub side: i32,
    /// Recovery codes; none before it is set up.
    pub recovery: Vec<String>,
    /// What is wrong.
    pub errors: Vec<FieldError>,
}

impl EnrolPage {
    fn wrong(&self, field: &str) -> &str {
        wrong(&self.errors, field)
    }
}

/// What was typed when the session ended, to be sent on.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "held.html")]
pub struct HeldPage {
    /// Name of the jurisdiction.
    pub place: String,
    /// Where it was going.
    pub action: String,
    /// What was typed, field by field, as sent.
    pub fields: Vec<HeldField>,
    /// Where one gets without sending.
    pub back: String,
}

/// One field that was typed.
#[derive(Debug, Clone, Default)]
pub struct HeldField {
    /// Its name.
    pub name: String,
    /// What was typed.
    pub value: String,
    /// Whether it is worth showing.
    pub shown: bool,
}

/// The roles of an account.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "grants.html")]
pub struct GrantsPage {
    /// The shell.
    pub frame: Frame,
    /// Where the form is sent.
    pub action: String,
    /// Version that the form was made for.
    pub version: String,
    /// Lines of role and unit; the last ones are empty.
    pub lines: Vec<GrantLine>,
    /// What was proposed, in words; empty when nothing was.
    pub proposed: String,
    /// What is wrong.
    pub errors: Vec<FieldError>,
}

/// One role with its unit.
#[derive(Debug, Clone, Default)]
pub struct GrantLine {
    /// Its number, from 1.
    pub number: usize,
    /// Roles.
    pub roles: Vec<Choice>,
    /// Units.
    pub units: Vec<Choice>,
}
