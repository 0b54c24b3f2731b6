//! Whether the database answers.

use axum::extract::State;
use axum::http::StatusCode;

use crate::state::Web;

pub(crate) async fn ready(State(web): State<Web>) -> (StatusCode, &'static str) {
    match web.app.store().list_tenants().await {
        Ok(_) => (StatusCode::OK, "ok"),
        Err(error) => {
            tracing::error!(%error, "the database does not answer");
            (StatusCode::SERVICE_UNAVAILABLE, "database unavailable")
        }
    }
}
