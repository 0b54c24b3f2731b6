//! HTTP only: routes, pages, the JSON API, templates and embedded assets.

mod assets;
pub mod view;
