//! The API's own description, made from the code that answers it.

use axum::Json;
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::{Modify, OpenApi};

use crate::api;

#[derive(OpenApi)]
#[openapi(
    info(title = "考成 API", description = "目标责任制考核:指标、填报、得分。数字一律是十进制文本。"),
    paths(
        api::session::create::create,
        api::session::delete::delete,
        api::unit::list::list,
        api::indicator::list::list,
        api::figure::list::list,
        api::figure::get::get,
        api::figure::put::put,
        api::figure::history::history,
        api::report::save::save,
        api::report::preview::preview,
        api::year::save::save,
        api::year::preview::preview,
        api::draft::save::save,
        api::sum::list::list,
        api::import::create::create,
        api::token::list::list,
        api::token::create::create,
        api::token::delete::delete,
    ),
    security(("token" = [])),
    modifiers(&Token)
)]
pub(crate) struct Document;

struct Token;

impl Modify for Token {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        let scheme = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).build();
        let components = document.components.get_or_insert_with(Default::default);
        components.add_security_scheme("token", SecurityScheme::Http(scheme));
    }
}

/// The description; it holds nothing that a stranger may not read.
pub(crate) async fn show() -> Json<utoipa::openapi::OpenApi> {
    Json(Document::openapi())
}
