//! What the rule language must do, from outside.
#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

mod absurd;
mod documents;
mod properties;
mod suites;
