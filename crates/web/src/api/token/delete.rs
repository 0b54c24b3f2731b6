//! Revoking a token.

use axum::extract::State;
use axum::http::StatusCode;

use crate::api::read::Place;
use crate::error::{ApiError, Problem};
use crate::session::ApiPerson;
use crate::state::Web;

/// Revokes one of the caller's tokens; programs that show it are refused from then on.
#[utoipa::path(delete, path = "/api/v1/tokens/{token}", tag = "tokens", params(("token" = i64, Path)),
    responses((status = 204), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 404, body = Problem)))]
pub(crate) async fn delete(
    State(web): State<Web>,
    ApiPerson(person): ApiPerson,
    Place(token): Place<i64>,
) -> Result<StatusCode, ApiError> {
    app::token::revoke(&web.app, &person, token).await?;
    Ok(StatusCode::NO_CONTENT)
}
