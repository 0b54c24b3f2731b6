//! Changing a unit's place in a hierarchy.

use app::Error;
use app::hierarchy::Step;
use assessment::{HierarchyId, UnitId};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};

use super::show::{self, Typed};
use crate::error::PageError;
use crate::pages::unit::day;
use crate::path;
use crate::session::SignedForm;
use crate::shell::html;
use crate::state::Web;

pub(crate) async fn amend(
    State(web): State<Web>,
    Path(id): Path<HierarchyId>,
    SignedForm(person, typed): SignedForm<Typed>,
) -> Result<Response, PageError> {
    let done = match read(&typed) {
        Ok(asked) => {
            let seen = typed.version.parse().ok();
            app::hierarchy::amend(&web.app, &person, id, seen, asked).await.map(|_| asked.2)
        }
        Err(error) => Err(error),
    };
    match done {
        Ok(from) => Ok(Redirect::to(&format!("{}?day={from}", path::hierarchy(id))).into_response()),
        Err(Error::Invalid(faults)) => {
            let today = app::period::day(web.app.now());
            let shown = day("from", &typed.from).unwrap_or(today);
            let errors = faults.into_iter().map(Into::into).collect();
            let page = show::page(&web, &person, (id, shown), &typed, errors).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, html(&page)?).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

fn read(typed: &Typed) -> Result<(UnitId, Step, jiff::civil::Date), Error> {
    let unit = |field: &str, text: &str| {
        text.parse::<UnitId>().map_err(|_number| Error::field(field, "请从列表中选择单位"))
    };
    let step = match (typed.step.as_str(), typed.parent.as_str()) {
        ("leave", _) => Step::Leave,
        (_, "") => Step::Place(None),
        (_, parent) => Step::Place(Some(unit("parent", parent)?)),
    };
    Ok((unit("unit", &typed.unit)?, step, day("from", &typed.from)?))
}
