//! Inviting a person.

use app::Error;
use app::account::NewPerson;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;

use crate::api::account::body::GrantBody;
use crate::api::read::Body;
use crate::error::{ApiError, Problem};
use crate::session::ApiPerson;
use crate::state::Web;

/// Whom to invite.
#[derive(serde::Deserialize, utoipa::ToSchema)]
pub(crate) struct NewInvitation {
    /// Sign-in name.
    name: String,
    /// What others see.
    display_name: String,
    /// Roles to propose; they hold when a security administrator grants them.
    grants: Vec<GrantBody>,
}

/// An invitation; its code is answered this once.
#[derive(serde::Serialize, utoipa::ToSchema)]
pub(crate) struct Invited {
    /// Id of the account.
    account: i64,
    /// Sign-in name.
    name: String,
    /// The code that the person types at `/invited`.
    code: String,
    /// It is good until then, UTC milliseconds.
    expires_at: i64,
}

/// Invites a person, who sets the first password.
#[utoipa::path(post, path = "/api/v1/invitations", tag = "people", operation_id = "create_invitation",
    request_body = NewInvitation,
    responses((status = 201, body = Invited), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 422, body = Problem)))]
pub(crate) async fn create(
    State(web): State<Web>,
    ApiPerson(person): ApiPerson,
    Body(body): Body<NewInvitation>,
) -> Result<impl IntoResponse, ApiError> {
    let grants = body.grants.iter().map(GrantBody::read).collect::<Result<Vec<_>, _>>();
    let grants = grants.map_err(|fault| Error::Invalid(vec![fault]))?;
    let new = NewPerson { name: body.name, display_name: body.display_name, grants };
    let made = app::invitation::create(&web.app, &person, &new).await?;
    let body = Invited {
        account: made.account.get(),
        name: made.name,
        code: made.code,
        expires_at: made.expires_at,
    };
    Ok((StatusCode::CREATED, Json(body)))
}
