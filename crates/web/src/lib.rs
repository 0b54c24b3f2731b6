//! HTTP only: routes, pages, the JSON API, templates and embedded assets.

pub mod access;
mod api;
mod assets;
mod counts;
mod error;
mod file_form;
mod guard;
mod held;
mod pages;
pub mod path;
mod route;
mod serve;
mod session;
mod shell;
mod state;
mod upload;
pub mod view;

pub use route::{ROUTES, Route, router};
pub use serve::serve;
pub use state::Web;
