//! What the rule language must do, from outside.
#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
#![expect(clippy::print_stdout, reason = "measurements are printed")]

mod absurd;
mod documents;
mod drafts;
mod language;
mod properties;
mod suites;

/// A switch of the tests, such as where reference documents are.
#[expect(clippy::disallowed_methods, reason = "the tests are switched by their environment")]
fn setting(name: &str) -> Option<std::ffi::OsString> {
    std::env::var_os(name)
}
