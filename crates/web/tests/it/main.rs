//! The pages and the API through the front door, in process, as named actors of the sample city.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test may stop at the first surprise")]

mod api;
#[path = "../../../kaocheng/src/cli/demo/city.rs"]
mod city;
mod documents;
mod entry;
mod pages;
mod routes;
mod sign_in;
mod test_app;
