//! Checking a text.

use assessment::CycleId;
use axum::Json;
use axum::extract::State;

use super::body::SaidBody;
use crate::api::read::{Body, Place};
use crate::error::{ApiError, Problem};
use crate::session::ApiPerson;
use crate::state::Web;

/// A text of a scheme.
#[derive(serde::Deserialize, utoipa::ToSchema)]
pub(crate) struct SchemeText {
    /// The whole text.
    pub(crate) text: String,
}

/// What the compiler says about a text.
#[derive(serde::Serialize, utoipa::ToSchema)]
pub(crate) struct CheckedBody {
    /// Whether it compiles and could be published.
    publishable: bool,
    /// What is said, errors first.
    diagnostics: Vec<SaidBody>,
}

/// Checks a text; nothing is saved.
#[utoipa::path(post, path = "/api/v1/cycles/{cycle}/scheme/check", tag = "cycles", request_body = SchemeText,
    params(("cycle" = i64, Path)),
    responses((status = 200, body = CheckedBody), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 422, body = Problem)))]
pub(crate) async fn check(
    State(web): State<Web>,
    ApiPerson(person): ApiPerson,
    Place(id): Place<CycleId>,
    Body(body): Body<SchemeText>,
) -> Result<Json<CheckedBody>, ApiError> {
    person.require(assessment::Role::Officer)?;
    app::cycle::get(&web.app, &person, id).await?;
    let checked = app::cycle::check(&person, &body.text)?;
    Ok(Json(CheckedBody {
        publishable: checked.scheme.is_some(),
        diagnostics: checked.said.into_iter().map(SaidBody::new).collect(),
    }))
}
