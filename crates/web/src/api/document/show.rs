//! The API's own description, made from the code that answers it.

use axum::Json;
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::{Modify, OpenApi};

use crate::api;

#[derive(OpenApi)]
#[openapi(
    info(title = "考成 API", description = "目标责任制考核：指标、填报、得分。数字一律是十进制文本。"),
    paths(
        api::session::create::create,
        api::session::delete::delete,
        api::session::get::get,
        api::unit::list::list,
        api::unit::create::create,
        api::unit::get::get,
        api::unit::amend::amend,
        api::unit::withdraw::withdraw,
        api::hierarchy::list::list,
        api::hierarchy::create::create,
        api::hierarchy::get::get,
        api::hierarchy::amend::amend,
        api::account::list::list,
        api::account::grant::grant,
        api::invitation::list::list,
        api::invitation::create::create,
        api::invitation::withdraw::withdraw,
        api::indicator::list::list,
        api::figure::list::list,
        api::figure::get::get,
        api::figure::put::put,
        api::figure::history::history,
        api::report::save::save,
        api::report::preview::preview,
        api::offer::list::list,
        api::offer::take::take,
        api::year::save::save,
        api::year::preview::preview,
        api::draft::save::save,
        api::sum::list::list,
        api::submission::get::get,
        api::submission::list::list,
        api::submission::step::step,
        api::thread::list::list,
        api::thread::create::create,
        api::evidence::list::list,
        api::evidence::create::create,
        api::evidence::open::open,
        api::evidence::reuse::reuse,
        api::evidence::withdraw::withdraw,
        api::task::list::list,
        api::calendar::get::get,
        api::calendar::put::put,
        api::reminder::list::list,
        api::light::list::list,
        api::cycle::list::list,
        api::cycle::create::create,
        api::cycle::list::get,
        api::cycle::step::step,
        api::cycle::draft::get,
        api::cycle::draft::put,
        api::cycle::check::check,
        api::cycle::publish::publish,
        api::cycle::version::get,
        api::cycle::changes::get,
        api::target::list::all,
        api::target::list::list,
        api::target::save::save,
        api::target::save::preview,
        api::target::request::list,
        api::target::request::ask,
        api::target::request::decide,
        api::target::schedule::get,
        api::target::schedule::put,
        api::cycle::evidence::get,
        api::cycle::evidence::put,
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
