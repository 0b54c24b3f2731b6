//! The pages and the API through the front door, in process, as named actors of the sample city.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]

mod api;
#[path = "../../../kaocheng/src/cli/demo/city.rs"]
mod city;
mod cycles;
mod documents;
mod entry;
mod organisation;
mod pages;
mod people;
mod programs;
mod review;
mod routes;
mod sign_in;
mod targets;
mod test_app;
