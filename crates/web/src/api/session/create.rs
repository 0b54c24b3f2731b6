//! Signing a program in.

use axum::Json;
use axum::extract::State;

use crate::api::read::Body;
use crate::error::{ApiError, Problem};
use crate::state::Web;

/// Name and password.
#[derive(serde::Deserialize, utoipa::ToSchema)]
pub(crate) struct Credentials {
    /// Sign-in name.
    name: String,
    /// Password.
    password: String,
    /// 动态口令 or a recovery code, of accounts that have set one up.
    code: Option<String>,
}

/// The token that later calls carry as `Authorization: Bearer`.
#[derive(serde::Serialize, utoipa::ToSchema)]
pub(crate) struct Token {
    /// The token; it ends after 30 minutes without a call.
    token: String,
    /// Whether the one-time password must be changed on the page first.
    must_change_password: bool,
}

/// Signs in and answers with a token.
#[utoipa::path(post, path = "/api/v1/session", tag = "session", request_body = Credentials,
    responses((status = 200, body = Token), (status = 400, body = Problem), (status = 401, body = Problem)), security(()))]
pub(crate) async fn create(
    State(web): State<Web>,
    Body(typed): Body<Credentials>,
) -> Result<Json<Token>, ApiError> {
    let mut signed = app::session::sign_in_from(&web.app, &typed.name, &typed.password, "接口").await?;
    if signed.second_due {
        let person = app::session::find_person(&web.app, &signed.token).await?;
        let code = typed.code.ok_or(app::Error::SecondFactorDue)?;
        signed = app::second_factor::prove(&web.app, &person, &code).await?;
    }
    Ok(Json(Token { token: signed.token, must_change_password: signed.must_change }))
}
