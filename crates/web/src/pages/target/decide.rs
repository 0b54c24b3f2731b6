//! Approving or refusing a request.

use app::Error;
use assessment::{CycleId, Role};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};

use super::requests::page;
use crate::error::PageError;
use crate::path;
use crate::session::SignedForm;
use crate::shell::html;
use crate::state::Web;
use crate::view::FieldError;

#[derive(serde::Deserialize)]
pub(crate) struct Typed {
    #[serde(default)]
    decision: String,
    #[serde(default)]
    reason: String,
}

pub(crate) async fn decide(
    State(web): State<Web>,
    Path((cycle, id)): Path<(CycleId, i64)>,
    SignedForm(person, typed): SignedForm<Typed>,
) -> Result<Response, PageError> {
    person.require(Role::Officer)?;
    let approve = match typed.decision.as_str() {
        "approve" => true,
        "refuse" => false,
        _ => return Err(Error::field("decision", "请按“批准”或“不予批准”").into()),
    };
    match app::target::decide(&web.app, &person, cycle, id, approve, &typed.reason).await {
        Ok(()) => Ok(Redirect::to(&path::target_requests(cycle)).into_response()),
        Err(Error::Invalid(faults)) => {
            let errors = faults
                .into_iter()
                .map(|fault| FieldError { field: format!("reason-{id}"), text: fault.text })
                .collect();
            let page = page(&web, &person, cycle, errors).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, html(&page)?).into_response())
        }
        Err(error) => Err(error.into()),
    }
}
