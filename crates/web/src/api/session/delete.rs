//! Signing a program out.

use axum::extract::State;
use axum::http::StatusCode;

use crate::error::{ApiError, Problem};
use crate::session::ApiPerson;
use crate::state::Web;

/// Ends the session of the token.
#[utoipa::path(delete, path = "/api/v1/session", tag = "session",
    responses((status = 204), (status = 401, body = Problem)))]
pub(crate) async fn delete(
    State(web): State<Web>,
    ApiPerson(person): ApiPerson,
) -> Result<StatusCode, ApiError> {
    app::session::sign_out(&web.app, &person).await?;
    Ok(StatusCode::NO_CONTENT)
}
