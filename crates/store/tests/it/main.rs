//! The store suite: every test runs on SQLite and on PostgreSQL.
#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

mod both;
mod chain;
mod documents;
mod figures;
mod layout;
mod organisation;
mod people;
mod proof;
mod review;
