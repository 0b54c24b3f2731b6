//! Units that the caller may read.

use axum::Json;
use axum::extract::State;

use crate::error::{ApiError, Problem};
use crate::session::ApiPerson;
use crate::state::Web;

/// A unit.
#[derive(serde::Serialize, utoipa::ToSchema)]
pub(crate) struct UnitBody {
    /// Its id.
    id: i64,
    /// Short name.
    name: String,
    /// Full name.
    full_name: String,
    /// 单位类别.
    class: String,
    /// Unified social credit code.
    credit_code: Option<String>,
}

/// Lists units in the order of forms.
#[utoipa::path(get, path = "/api/v1/units", tag = "plan",
    responses((status = 200, body = [UnitBody]), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(crate) async fn list(
    State(web): State<Web>,
    ApiPerson(person): ApiPerson,
) -> Result<Json<Vec<UnitBody>>, ApiError> {
    person.require_reader()?;
    let catalogue = web.app.catalogue().await?;
    let body = |unit: &assessment::Unit| UnitBody {
        id: unit.id.get(),
        name: unit.name.clone(),
        full_name: unit.full_name.clone(),
        class: unit.class.to_string(),
        credit_code: unit.credit_code.as_ref().map(ToString::to_string),
    };
    Ok(Json(catalogue.units.iter().filter(|unit| person.require_unit(unit.id).is_ok()).map(body).collect()))
}
