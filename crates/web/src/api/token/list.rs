//! The caller's tokens.

use axum::Json;
use axum::extract::State;

use super::body::TokenBody;
use crate::error::{ApiError, Problem};
use crate::session::ApiPerson;
use crate::state::Web;

/// Lists the caller's own tokens, the newest first; secrets are not kept.
#[utoipa::path(get, path = "/api/v1/tokens", tag = "tokens",
    responses((status = 200, body = [TokenBody]), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(crate) async fn list(
    State(web): State<Web>,
    ApiPerson(person): ApiPerson,
) -> Result<Json<Vec<TokenBody>>, ApiError> {
    let tokens = app::token::list(&web.app, &person).await?;
    Ok(Json(tokens.iter().map(TokenBody::new).collect()))
}
