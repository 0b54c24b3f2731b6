//! Putting a file beside a figure.

use app::Error;
use app::evidence::{LARGEST_BYTES, Upload};
use assessment::{IndicatorId, Period, UnitId};
use axum::Json;
use axum::body::Body;
use axum::extract::State;
use axum::http::StatusCode;

use super::body::EvidenceBody;
use crate::api::figure::body::place;
use crate::api::read::{self, Place};
use crate::error::{ApiError, Problem};
use crate::session::ApiPerson;
use crate::state::Web;

/// What is said of the file; the body is its content.
#[derive(serde::Deserialize, utoipa::IntoParams)]
pub(crate) struct About {
    /// Its name.
    name: String,
    /// What it shows.
    #[serde(default)]
    note: String,
}

/// Stores the body as a file beside the figure; its kind is judged by the content.
#[utoipa::path(post, path = "/api/v1/figures/{unit}/{indicator}/{period}/evidence", tag = "evidence",
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    params(About, ("unit" = i64, Path), ("indicator" = i64, Path), ("period" = String, Path, description = "2026-08")),
    responses((status = 201, body = EvidenceBody), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub(crate) async fn create(
    State(web): State<Web>,
    ApiPerson(person): ApiPerson,
    Place(at): Place<(UnitId, IndicatorId, Period)>,
    read::Asked(about): read::Asked<About>,
    body: Body,
) -> Result<(StatusCode, Json<EvidenceBody>), ApiError> {
    person.require_unit(at.0)?;
    let _place = crate::upload::place().await?;
    let too_large = || Error::field("file", format!("文件超过 {} MB，没有收下", LARGEST_BYTES >> 20));
    let bytes = axum::body::to_bytes(body, LARGEST_BYTES).await.map_err(|_error| too_large())?;
    let upload = Upload { name: about.name, note: about.note, bytes: bytes.to_vec().into() };
    let row = app::evidence::create(&web.app, &person, place(at), upload).await?;
    Ok((StatusCode::CREATED, Json(row.into())))
}
