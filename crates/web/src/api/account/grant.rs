//! Granting roles.

use app::Error;
use assessment::AccountId;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};

use super::body::GrantBody;
use crate::api::read::{Body, Place};
use crate::api::tag::seen;
use crate::error::{ApiError, Problem};
use crate::session::ApiPerson;
use crate::state::Web;

/// Grants exactly these roles; others end. `If-Match` refuses it over somebody else's change.
#[utoipa::path(put, path = "/api/v1/accounts/{account}/grants", tag = "people", operation_id = "grant_roles",
    request_body = [GrantBody], params(("account" = i64, Path)),
    responses((status = 204), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem), (status = 412, body = Problem), (status = 422, body = Problem)))]
pub(crate) async fn grant(
    State(web): State<Web>,
    ApiPerson(person): ApiPerson,
    Place(account): Place<AccountId>,
    headers: HeaderMap,
    Body(body): Body<Vec<GrantBody>>,
) -> Result<StatusCode, ApiError> {
    let grants = body.iter().map(GrantBody::read).collect::<Result<Vec<_>, _>>();
    let grants = grants.map_err(|fault| Error::Invalid(vec![fault]))?;
    app::account::set_grants(&web.app, &person, account, seen(&headers).as_deref(), &grants).await?;
    Ok(StatusCode::NO_CONTENT)
}
