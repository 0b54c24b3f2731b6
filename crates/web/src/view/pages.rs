//! The contexts of the pages of the first path: sign in, read a sheet, see why, compare ranks.

use super::parts::{FieldError, wrong};
use super::{Frame, RankTable, SheetTable, Why};
use askama::Template;

/// The sign-in page.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "sign_in.html")]
pub struct SignIn {
    /// Name of the jurisdiction.
    pub place: String,
    /// Token of the form.
    pub csrf: String,
    /// What was typed, kept after a refusal.
    pub username: String,
    /// Why it was refused and what to do; empty at first.
    pub error: String,
    /// Address to go to afterwards; empty for the first page.
    pub next: String,
    /// A form that was typed before the session ended; empty for none.
    pub held: String,
}

/// Change of the own password, also the forced change of a one-time password.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "password.html")]
pub struct PasswordChange {
    /// Name of the jurisdiction.
    pub place: String,
    /// Token of the form.
    pub csrf: String,
    /// Whether nothing else can be done before.
    pub forced: bool,
    /// Whether it is because the password is too old.
    pub expired: bool,
    /// Errors of the fields `current`, `new`, `again`.
    pub errors: Vec<FieldError>,
}

impl PasswordChange {
    fn wrong(&self, field: &str) -> &str {
        wrong(&self.errors, field)
    }

    fn current_label(&self) -> &'static str {
        if self.forced && !self.expired { "一次性密码" } else { "现在的密码" }
    }
}

/// Any refused or failed page.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "error.html")]
pub struct ErrorPage {
    /// What happened, in a few words.
    pub heading: String,
    /// What is wrong.
    pub text: String,
    /// What to do; may be empty.
    pub next: String,
    /// Stable code of the refusal.
    pub code: String,
    /// Id that the log carries too; empty when nothing was logged.
    pub request: String,
}

/// The manual.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "help.html")]
pub struct HelpPage {
    /// The shell.
    pub frame: Frame,
    /// What is said of each page.
    pub sections: Vec<HelpSection>,
}

/// What the manual says of a page.
#[derive(Debug, Clone, Default)]
pub struct HelpSection {
    /// What pages link to.
    pub id: &'static str,
    /// What the page is called.
    pub name: &'static str,
    /// What it is for.
    pub text: &'static str,
}

/// One unit's score sheet, with an explanation beside it when a score was chosen.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "sheet.html")]
pub struct SheetPage {
    /// The shell.
    pub frame: Frame,
    /// The form.
    pub sheet: SheetTable,
    /// The explanation chosen.
    pub why: Option<Why>,
    /// Address of the sheet as xlsx.
    pub xlsx: String,
    /// What the reader must know before reading: missing figures, provisional scores.
    pub notes: Vec<String>,
}

/// One explanation at its own address.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "why.html")]
pub struct WhyPage {
    /// The shell.
    pub frame: Frame,
    /// The explanation.
    pub why: Why,
}

/// Ranking of a period.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "rank.html")]
pub struct RankPage {
    /// The shell.
    pub frame: Frame,
    /// One table per class of units.
    pub ranks: Vec<RankTable>,
    /// Address of the ranking as xlsx.
    pub xlsx: String,
}
