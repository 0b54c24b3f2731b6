//! Accounts.

use axum::Json;
use axum::extract::State;

use super::body::AccountBody;
use crate::error::{ApiError, Problem};
use crate::session::ApiPerson;
use crate::state::Web;

/// Lists accounts by name, closed ones too.
#[utoipa::path(get, path = "/api/v1/accounts", tag = "people", operation_id = "list_accounts",
    responses((status = 200, body = [AccountBody]), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(crate) async fn list(
    State(web): State<Web>,
    ApiPerson(person): ApiPerson,
) -> Result<Json<Vec<AccountBody>>, ApiError> {
    let rows = app::account::list(&web.app, &person).await?;
    Ok(Json(rows.iter().map(AccountBody::new).collect()))
}
