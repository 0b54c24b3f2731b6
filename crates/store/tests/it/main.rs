//! The store suite: every test runs on SQLite and on PostgreSQL.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test may stop at the first surprise")]

mod both;
mod chain;
mod documents;
mod figures;
mod layout;
mod people;
