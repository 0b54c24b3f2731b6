//! Who is signed in.

use axum::Json;

use crate::error::{ApiError, Problem};
use crate::session::ApiPerson;

/// The session that asks.
#[derive(serde::Serialize, utoipa::ToSchema)]
pub(crate) struct SessionBody {
    /// Sign-in name.
    name: String,
    /// What others see.
    display_name: String,
    /// The word that a browser's changes carry as `x-csrf-token`.
    csrf: String,
}

/// Who is signed in; a page whose session ended takes its new word from here after the sign-in.
#[utoipa::path(get, path = "/api/v1/session", tag = "session", operation_id = "get_session",
    responses((status = 200, body = SessionBody), (status = 401, body = Problem)))]
pub(crate) async fn get(ApiPerson(person): ApiPerson) -> Result<Json<SessionBody>, ApiError> {
    Ok(Json(SessionBody { name: person.name, display_name: person.display_name, csrf: person.csrf }))
}
