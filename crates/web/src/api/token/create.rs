//! Making a token.

use app::token::Asked;
use app::{Error, FieldError};
use assessment::{Coded as _, Role, UnitId};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;

use crate::api::read::Body;
use crate::error::{ApiError, Problem};
use crate::session::ApiPerson;
use crate::state::Web;

/// What a token may do.
#[derive(serde::Deserialize, utoipa::ToSchema)]
pub(crate) struct AskedToken {
    /// Which program uses it, 1–40 characters.
    #[schema(min_length = 1, max_length = 40)]
    name: String,
    /// Whether it may change anything.
    #[serde(default)]
    writes: bool,
    /// Only these of the caller's roles: `clerk`, `unit_leader`, `verifier`, …; all when left out.
    #[serde(default)]
    roles: Vec<String>,
    /// Only these units, by number; all of the caller's when left out.
    #[serde(default)]
    units: Vec<i64>,
    /// Days until it ends, 1–366.
    #[schema(minimum = 1, maximum = 366)]
    days: i64,
}

/// The new token. The secret is not shown again.
#[derive(serde::Serialize, utoipa::ToSchema)]
pub(crate) struct MadeToken {
    /// Its number.
    id: i64,
    /// What the program sends as `Authorization: Bearer`.
    secret: String,
    /// Good until then, UTC milliseconds.
    expires_at: i64,
}

/// Makes a token for a program that acts in the caller's name.
#[utoipa::path(post, path = "/api/v1/tokens", tag = "tokens", request_body = AskedToken,
    responses((status = 201, body = MadeToken), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 422, body = Problem)))]
pub(crate) async fn create(
    State(web): State<Web>,
    ApiPerson(person): ApiPerson,
    Body(asked): Body<AskedToken>,
) -> Result<(StatusCode, Json<MadeToken>), ApiError> {
    let mut faults = Vec::new();
    let mut roles = Vec::new();
    for code in &asked.roles {
        match Role::from_code(code) {
            Some(role) => roles.push(role),
            None => faults
                .push(FieldError { field: "roles".to_owned(), text: format!("没有角色“{code}”") }),
        }
    }
    if !faults.is_empty() {
        return Err(Error::Invalid(faults).into());
    }
    let units = asked.units.into_iter().map(UnitId::new).collect();
    let asked = Asked { name: asked.name, writes: asked.writes, roles, units, days: asked.days };
    let made = app::token::create(&web.app, &person, &asked).await?;
    let body = MadeToken { id: made.id, secret: made.secret, expires_at: made.expires_at };
    Ok((StatusCode::CREATED, Json(body)))
}
