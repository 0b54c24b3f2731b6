//! HTTP only: routes, pages, the JSON API, templates and embedded assets.

mod api;
mod assets;
mod counts;
mod error;
mod guard;
mod pages;
pub mod path;
mod route;
mod serve;
mod session;
mod shell;
mod state;
pub mod view;

pub use route::{ROUTES, Route, router};
pub use serve::serve;
pub use state::Web;
