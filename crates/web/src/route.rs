//! The table of routes. What is not in it does not exist; a test walks every line with every role.

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn_with_state;
use axum::routing::{MethodRouter, delete, get, post, put};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, NotForContentType, Predicate as _};

use crate::guard::{Requests, around};
use crate::state::Web;
use crate::{access, api, pages};

/// Largest body of a request but for uploads.
const LARGEST_BODY_BYTES: usize = 8 << 20;

/// One line of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Route {
    /// `GET`, `POST`, `PUT` or `DELETE`.
    pub method: &'static str,
    /// The path with its places in braces.
    pub path: &'static str,
}

macro_rules! routes {
    ($($method:ident $path:literal => $handler:path;)+) => {
        /// Every route.
        pub const ROUTES: &[Route] = &[$(Route { method: stringify!($method), path: $path }),+];

        fn table() -> Router<Web> {
            Router::new()$(.route($path, on!($method, $handler)))+
        }
    };
}

macro_rules! on {
    (GET, $handler:path) => {
        wrap(get($handler))
    };
    (POST, $handler:path) => {
        wrap(post($handler))
    };
    (PUT, $handler:path) => {
        wrap(put($handler))
    };
    (DELETE, $handler:path) => {
        wrap(delete($handler))
    };
}

/// One type for all, so that the compiler reads a table and not a tower.
fn wrap(handler: MethodRouter<Web>) -> MethodRouter<Web> {
    handler
}

routes! {
    GET "/" => pages::home::show::show;
    GET "/sign-in" => pages::session::new::new;
    POST "/sign-in" => pages::session::create::create;
    POST "/sign-out" => pages::session::delete::delete;
    GET "/password" => pages::password::edit::edit;
    POST "/password" => pages::password::update::update;
    GET "/workbench" => pages::workbench::show::show;
    GET "/entry/{unit}/{period}" => pages::entry::show::show;
    POST "/entry/{unit}/{period}" => pages::entry::save::save;
    GET "/entry/{unit}/{period}/xlsx" => pages::entry::template::template;
    GET "/entry/{unit}/{period}/import" => pages::entry::import::choose;
    POST "/entry/{unit}/{period}/import" => pages::entry::import::look;
    GET "/entry/{unit}/{period}/check" => pages::entry::check::check;
    POST "/entry/{unit}/{period}/offers" => pages::entry::offer::take;
    POST "/entry/{unit}/{period}/submit" => pages::entry::submit::submit;
    GET "/entry-year/{unit}/{year}" => pages::entry_year::show::show;
    GET "/reviews/{period}" => pages::review::list::list;
    GET "/review/{unit}/{period}" => pages::review::show::show;
    POST "/review/{unit}/{period}" => pages::review::decide::decide;
    POST "/review/{unit}/{period}/step" => pages::review::step::step;
    GET "/figures/{unit}/{indicator}/{period}/history" => pages::figure::history::show;
    POST "/figures/{unit}/{indicator}/{period}/reply" => pages::figure::reply::reply;
    GET "/figures/{unit}/{indicator}/{period}/evidence" => pages::figure::evidence::show;
    POST "/figures/{unit}/{indicator}/{period}/evidence" => pages::figure::upload::upload;
    POST "/figures/{unit}/{indicator}/{period}/evidence/reuse" => pages::figure::reuse::reuse;
    GET "/figures/{unit}/{indicator}/{period}/evidence/{evidence}" => pages::figure::open::open;
    POST "/figures/{unit}/{indicator}/{period}/evidence/{evidence}/withdraw" => pages::figure::withdraw::withdraw;
    GET "/sheet/{unit}/{period}" => pages::sheet::show::show;
    GET "/sheet/{unit}/{period}/xlsx" => pages::sheet::download::download;
    GET "/sheet/{unit}/{period}/why/{line}" => pages::sheet::why::why;
    GET "/superior/{period}" => pages::superior::show::show;
    POST "/superior/{period}" => pages::superior::save::save;
    GET "/rank/{period}" => pages::rank::show::show;
    GET "/rank/{period}/xlsx" => pages::rank::download::download;
    GET "/calendar" => pages::calendar::show::show;
    POST "/calendar" => pages::calendar::update::update;
    GET "/reminders" => pages::reminder::list::list;
    POST "/reminders" => pages::reminder::update::update;
    GET "/lights/{period}" => pages::light::show::show;
    GET "/trend/{unit}/{indicator}/{year}" => pages::light::trend::trend;
    GET "/cycles" => pages::cycle::list::list;
    POST "/cycles" => pages::cycle::create::create;
    GET "/cycles/new" => pages::cycle::new::new;
    GET "/cycles/{cycle}" => pages::cycle::show::show;
    POST "/cycles/{cycle}/state" => pages::cycle::step::step;
    GET "/cycles/{cycle}/scheme" => pages::cycle::scheme::show;
    POST "/cycles/{cycle}/scheme" => pages::cycle::scheme::send;
    GET "/cycles/{cycle}/versions/{version}" => pages::cycle::version::version;
    GET "/targets" => pages::target::current::current;
    GET "/cycles/{cycle}/targets" => pages::target::list::list;
    GET "/cycles/{cycle}/targets/xlsx" => pages::target::download::download;
    POST "/cycles/{cycle}/targets/xlsx" => pages::target::import::preview;
    POST "/cycles/{cycle}/targets/import" => pages::target::import::take;
    GET "/cycles/{cycle}/targets/{by}/{id}" => pages::target::grid::show;
    POST "/cycles/{cycle}/targets/{by}/{id}" => pages::target::save::save;
    GET "/cycles/{cycle}/history/{unit}/{indicator}" => pages::target::history::history;
    POST "/cycles/{cycle}/history/{unit}/{indicator}" => pages::target::ask::ask;
    GET "/cycles/{cycle}/requests" => pages::target::requests::requests;
    POST "/cycles/{cycle}/requests/{request}" => pages::target::decide::decide;
    GET "/cycles/{cycle}/schedules/{indicator}" => pages::target::schedule::show;
    POST "/cycles/{cycle}/schedules/{indicator}" => pages::target::schedule::set;
    GET "/cycles/{cycle}/evidence" => pages::cycle::evidence::show;
    POST "/cycles/{cycle}/evidence" => pages::cycle::evidence::set;
    GET "/accounts" => pages::account::list::list;
    POST "/accounts" => pages::account::create::create;
    POST "/accounts/{account}/password" => pages::account::reset::reset;
    GET "/accounts/new" => pages::account::new::new;
    POST "/accounts/{account}/closed" => pages::account::close::close;
    POST "/accounts/{account}/opened" => pages::account::open::open;
    GET "/accounts/{account}/grants" => pages::account::roles::roles;
    POST "/accounts/{account}/grants" => pages::account::grant::grant;
    POST "/accounts/{account}/invitation" => pages::invitation::renew::renew;
    POST "/accounts/{account}/second-factor" => pages::account::second_factor::reset;
    GET "/invited" => pages::invitation::show::show;
    POST "/invited" => pages::invitation::accept::accept;
    GET "/second-factor" => pages::second_factor::show::show;
    POST "/second-factor" => pages::second_factor::create::create;
    GET "/second-factor/new" => pages::second_factor::new::new;
    POST "/second-factor/new" => pages::second_factor::enrol::enrol;
    GET "/sessions" => pages::own_session::list::list;
    POST "/sessions/{session}/ended" => pages::own_session::end::end;
    GET "/units" => pages::unit::list::list;
    POST "/units" => pages::unit::create::create;
    GET "/units/new" => pages::unit::new::new;
    GET "/units/xlsx" => pages::unit::download::download;
    GET "/units/template" => pages::unit::download::template;
    GET "/units/import" => pages::unit::upload::new;
    POST "/units/import" => pages::unit::upload::upload;
    POST "/units/import/apply" => pages::unit::import::import;
    GET "/units/{unit}" => pages::unit::show::show;
    POST "/units/{unit}" => pages::unit::amend::amend;
    GET "/units/{unit}/edit" => pages::unit::edit::edit;
    GET "/units/{unit}/withdraw" => pages::unit::edit::withdrawal;
    POST "/units/{unit}/withdrawn" => pages::unit::withdraw::withdraw;
    GET "/hierarchies" => pages::hierarchy::list::list;
    POST "/hierarchies" => pages::hierarchy::create::create;
    GET "/hierarchies/new" => pages::hierarchy::new::new;
    GET "/hierarchies/{hierarchy}" => pages::hierarchy::show::show;
    POST "/hierarchies/{hierarchy}" => pages::hierarchy::amend::amend;
    GET "/hierarchies/{hierarchy}/xlsx" => pages::hierarchy::download::download;
    GET "/hierarchies/{hierarchy}/import" => pages::hierarchy::import::new;
    POST "/hierarchies/{hierarchy}/import" => pages::hierarchy::import::upload;
    POST "/hierarchies/{hierarchy}/import/apply" => pages::hierarchy::import::apply;
    GET "/reorganisations" => pages::reorganisation::list::list;
    POST "/reorganisations" => pages::reorganisation::create::create;
    GET "/reorganisations/new" => pages::reorganisation::new::new;
    GET "/reorganisations/{reorganisation}" => pages::reorganisation::show::show;
    GET "/reorganisations/{reorganisation}/xlsx" => pages::reorganisation::show::download;
    GET "/tokens" => pages::token::list::list;
    POST "/tokens" => pages::token::create::create;
    GET "/tokens/new" => pages::token::new::new;
    POST "/tokens/{token}/revoked" => pages::token::revoke::revoke;
    GET "/audit" => pages::audit::list::list;
    GET "/audit/export" => pages::audit::export::export;
    GET "/documents" => pages::document::list::list;
    POST "/documents" => pages::document::create::create;
    GET "/documents/new" => pages::document::new::new;
    GET "/documents/{document}" => pages::document::show::show;
    GET "/documents/{document}/original" => pages::document::original::original;
    GET "/documents/{document}/xlsx" => pages::document::goals::goals;
    GET "/documents/{document}/correction" => pages::document::edit::edit;
    POST "/documents/{document}/correction" => pages::document::update::update;
    GET "/documents/{document}/accept" => pages::document::choose::choose;
    POST "/documents/{document}/accept" => pages::document::accept::accept;
    POST "/documents/{document}/accept/check" => pages::document::check::check;
    POST "/documents/{document}/withdrawn" => pages::document::withdraw::withdraw;
    GET "/help" => pages::help::show::show;
    GET "/assets/{*file}" => pages::asset::show::show;
    GET "/health" => pages::health::live::live;
    GET "/ready" => pages::health::ready::ready;
    GET "/metrics" => pages::health::metrics::metrics;
    POST "/api/v1/session" => api::session::create::create;
    DELETE "/api/v1/session" => api::session::delete::delete;
    GET "/api/v1/openapi.json" => api::document::show::show;
    GET "/api/v1/units" => api::unit::list::list;
    POST "/api/v1/units" => api::unit::create::create;
    GET "/api/v1/units/{unit}" => api::unit::get::get;
    PUT "/api/v1/units/{unit}" => api::unit::amend::amend;
    POST "/api/v1/units/{unit}/withdrawal" => api::unit::withdraw::withdraw;
    GET "/api/v1/hierarchies" => api::hierarchy::list::list;
    POST "/api/v1/hierarchies" => api::hierarchy::create::create;
    GET "/api/v1/hierarchies/{hierarchy}" => api::hierarchy::get::get;
    PUT "/api/v1/hierarchies/{hierarchy}/members/{member}" => api::hierarchy::amend::amend;
    GET "/api/v1/accounts" => api::account::list::list;
    PUT "/api/v1/accounts/{account}/grants" => api::account::grant::grant;
    GET "/api/v1/invitations" => api::invitation::list::list;
    POST "/api/v1/invitations" => api::invitation::create::create;
    DELETE "/api/v1/accounts/{account}/invitation" => api::invitation::withdraw::withdraw;
    GET "/api/v1/session" => api::session::get::get;
    GET "/api/v1/indicators" => api::indicator::list::list;
    GET "/api/v1/figures" => api::figure::list::list;
    GET "/api/v1/figures/{unit}/{indicator}/{period}" => api::figure::get::get;
    PUT "/api/v1/figures/{unit}/{indicator}/{period}" => api::figure::put::put;
    GET "/api/v1/figures/{unit}/{indicator}/{period}/history" => api::figure::history::history;
    POST "/api/v1/reports/{unit}/{period}/figures" => api::report::save::save;
    POST "/api/v1/reports/{unit}/{period}/figures/preview" => api::report::preview::preview;
    GET "/api/v1/reports/{unit}/{period}/offers" => api::offer::list::list;
    POST "/api/v1/reports/{unit}/{period}/offers" => api::offer::take::take;
    POST "/api/v1/years/{unit}/{year}/figures" => api::year::save::save;
    POST "/api/v1/years/{unit}/{year}/figures/preview" => api::year::preview::preview;
    POST "/api/v1/drafts/{unit}" => api::draft::save::save;
    POST "/api/v1/imports/figures" => api::import::create::create;
    GET "/api/v1/sums" => api::sum::list::list;
    GET "/api/v1/reports" => api::submission::list::list;
    GET "/api/v1/reports/{unit}/{period}" => api::submission::get::get;
    POST "/api/v1/reports/{unit}/{period}/steps" => api::submission::step::step;
    GET "/api/v1/figures/{unit}/{indicator}/{period}/thread" => api::thread::list::list;
    POST "/api/v1/figures/{unit}/{indicator}/{period}/thread" => api::thread::create::create;
    GET "/api/v1/figures/{unit}/{indicator}/{period}/evidence" => api::evidence::list::list;
    POST "/api/v1/figures/{unit}/{indicator}/{period}/evidence" => api::evidence::create::create;
    POST "/api/v1/figures/{unit}/{indicator}/{period}/evidence/reuse" => api::evidence::reuse::reuse;
    GET "/api/v1/figures/{unit}/{indicator}/{period}/evidence/{evidence}/content" => api::evidence::open::open;
    POST "/api/v1/figures/{unit}/{indicator}/{period}/evidence/{evidence}/withdraw" => api::evidence::withdraw::withdraw;
    GET "/api/v1/tasks" => api::task::list::list;
    GET "/api/v1/calendar/{year}" => api::calendar::get::get;
    PUT "/api/v1/calendar" => api::calendar::put::put;
    GET "/api/v1/reminders" => api::reminder::list::list;
    GET "/api/v1/lights/{period}" => api::light::list::list;
    GET "/api/v1/cycles" => api::cycle::list::list;
    POST "/api/v1/cycles" => api::cycle::create::create;
    GET "/api/v1/cycles/{cycle}" => api::cycle::list::get;
    POST "/api/v1/cycles/{cycle}/state" => api::cycle::step::step;
    GET "/api/v1/cycles/{cycle}/scheme" => api::cycle::draft::get;
    PUT "/api/v1/cycles/{cycle}/scheme" => api::cycle::draft::put;
    POST "/api/v1/cycles/{cycle}/scheme/check" => api::cycle::check::check;
    POST "/api/v1/cycles/{cycle}/versions" => api::cycle::publish::publish;
    GET "/api/v1/cycles/{cycle}/versions/{version}" => api::cycle::version::get;
    GET "/api/v1/cycles/{cycle}/versions/{version}/changes" => api::cycle::changes::get;
    GET "/api/v1/cycles/{cycle}/targets" => api::target::list::all;
    GET "/api/v1/cycles/{cycle}/targets/{by}/{id}" => api::target::list::list;
    POST "/api/v1/cycles/{cycle}/targets/{by}/{id}" => api::target::save::save;
    POST "/api/v1/cycles/{cycle}/targets/{by}/{id}/preview" => api::target::save::preview;
    GET "/api/v1/cycles/{cycle}/requests" => api::target::request::list;
    POST "/api/v1/cycles/{cycle}/requests" => api::target::request::ask;
    POST "/api/v1/cycles/{cycle}/requests/{request}/decision" => api::target::request::decide;
    GET "/api/v1/cycles/{cycle}/schedules/{indicator}" => api::target::schedule::get;
    PUT "/api/v1/cycles/{cycle}/schedules/{indicator}" => api::target::schedule::put;
    GET "/api/v1/cycles/{cycle}/evidence" => api::cycle::evidence::get;
    PUT "/api/v1/cycles/{cycle}/evidence" => api::cycle::evidence::put;
    GET "/api/v1/tokens" => api::token::list::list;
    POST "/api/v1/tokens" => api::token::create::create;
    DELETE "/api/v1/tokens/{token}" => api::token::delete::delete;
}

/// The whole of the web over a product. `word` tells this process's requests from another's in the log.
pub fn router(web: Web, word: &str) -> Router {
    let requests = Requests::new(word);
    let compressed = DefaultPredicate::new().and(NotForContentType::const_new(XLSX));
    table()
        .route_layer(from_fn_with_state(web.clone(), access::door))
        .fallback(pages::missing::show::show)
        .layer(axum::Extension(requests.counts.clone()))
        .layer(DefaultBodyLimit::max(LARGEST_BODY_BYTES))
        .layer(CatchPanicLayer::custom(pages::missing::panicked::panicked))
        .layer(from_fn_with_state((web.clone(), requests), around))
        // Outermost: the layer before it writes error pages and must see them as text.
        .layer(CompressionLayer::new().gzip(true).compress_when(compressed))
        .with_state(web)
}

/// A packed file is not packed again.
const XLSX: &str = "application/vnd.openxmlformats";
