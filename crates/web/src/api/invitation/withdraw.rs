//! Withdrawing an invitation.

use assessment::AccountId;
use axum::extract::State;
use axum::http::StatusCode;

use crate::api::read::Place;
use crate::error::{ApiError, Problem};
use crate::session::ApiPerson;
use crate::state::Web;

/// Withdraws an account's invitation.
#[utoipa::path(delete, path = "/api/v1/accounts/{account}/invitation", tag = "people",
    operation_id = "withdraw_invitation", params(("account" = i64, Path)),
    responses((status = 204), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem)))]
pub(crate) async fn withdraw(
    State(web): State<Web>,
    ApiPerson(person): ApiPerson,
    Place(account): Place<AccountId>,
) -> Result<StatusCode, ApiError> {
    app::invitation::withdraw(&web.app, &person, account).await?;
    Ok(StatusCode::NO_CONTENT)
}
