//! Invitations that were not used.

use axum::Json;
use axum::extract::State;

use crate::error::{ApiError, Problem};
use crate::session::ApiPerson;
use crate::state::Web;

/// An invitation that was neither used nor withdrawn.
#[derive(serde::Serialize, utoipa::ToSchema)]
pub(crate) struct InvitationBody {
    /// Id of the account.
    account: i64,
    /// When it was made, UTC milliseconds.
    created_at: i64,
    /// It is good until then, UTC milliseconds.
    expires_at: i64,
}

/// Lists invitations that were neither used nor withdrawn.
#[utoipa::path(get, path = "/api/v1/invitations", tag = "people", operation_id = "list_invitations",
    responses((status = 200, body = [InvitationBody]), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(crate) async fn list(
    State(web): State<Web>,
    ApiPerson(person): ApiPerson,
) -> Result<Json<Vec<InvitationBody>>, ApiError> {
    let all = app::invitation::list(&web.app, &person).await?;
    let body = |one: &app::invitation::Invitation| InvitationBody {
        account: one.account.get(),
        created_at: one.created_at,
        expires_at: one.expires_at,
    };
    Ok(Json(all.iter().map(body).collect()))
}
