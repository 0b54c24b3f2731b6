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
use crate::{api, pages};

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
    POST "/entry/{unit}/{period}/submit" => pages::entry::submit::submit;
    GET "/entry-year/{unit}/{year}" => pages::entry_year::show::show;
    GET "/review/{unit}/{period}" => pages::review::show::show;
    POST "/review/{unit}/{period}" => pages::review::decide::decide;
    GET "/sheet/{unit}/{period}" => pages::sheet::show::show;
    GET "/sheet/{unit}/{period}/xlsx" => pages::sheet::download::download;
    GET "/sheet/{unit}/{period}/why/{line}" => pages::sheet::why::why;
    GET "/superior/{period}" => pages::superior::show::show;
    POST "/superior/{period}" => pages::superior::save::save;
    GET "/rank/{period}" => pages::rank::show::show;
    GET "/rank/{period}/xlsx" => pages::rank::download::download;
    GET "/accounts" => pages::account::list::list;
    POST "/accounts" => pages::account::create::create;
    POST "/accounts/{account}/password" => pages::account::reset::reset;
    GET "/accounts/new" => pages::account::new::new;
    POST "/accounts/{account}/closed" => pages::account::close::close;
    POST "/accounts/{account}/opened" => pages::account::open::open;
    GET "/accounts/{account}/grants" => pages::account::roles::roles;
    POST "/accounts/{account}/grants" => pages::account::grant::grant;
    GET "/audit" => pages::audit::list::list;
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
    GET "/api/v1/indicators" => api::indicator::list::list;
    GET "/api/v1/figures" => api::figure::list::list;
    GET "/api/v1/figures/{unit}/{indicator}/{period}" => api::figure::get::get;
    PUT "/api/v1/figures/{unit}/{indicator}/{period}" => api::figure::put::put;
    GET "/api/v1/figures/{unit}/{indicator}/{period}/history" => api::figure::history::history;
    POST "/api/v1/reports/{unit}/{period}/figures" => api::report::save::save;
    POST "/api/v1/reports/{unit}/{period}/figures/preview" => api::report::preview::preview;
    POST "/api/v1/years/{unit}/{year}/figures" => api::year::save::save;
    POST "/api/v1/years/{unit}/{year}/figures/preview" => api::year::preview::preview;
    POST "/api/v1/drafts/{unit}" => api::draft::save::save;
    GET "/api/v1/sums" => api::sum::list::list;
}

/// The whole of the web over a product. `word` tells this process's requests from another's in the log.
pub fn router(web: Web, word: &str) -> Router {
    let requests = Requests::new(word);
    let compressed = DefaultPredicate::new().and(NotForContentType::const_new(XLSX));
    table()
        .fallback(pages::missing::show::show)
        .layer(DefaultBodyLimit::max(LARGEST_BODY_BYTES))
        .layer(CatchPanicLayer::custom(pages::missing::panicked::panicked))
        .layer(from_fn_with_state((web.clone(), requests), around))
        // Outermost: the layer before it writes error pages and must see them as text.
        .layer(CompressionLayer::new().gzip(true).compress_when(compressed))
        .with_state(web)
}

/// A packed file is not packed again.
const XLSX: &str = "application/vnd.openxmlformats";
