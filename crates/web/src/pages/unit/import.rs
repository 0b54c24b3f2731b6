//! Taking a table of units, all rows or none.

use axum::extract::State;
use axum::response::Redirect;

use super::day;
use crate::error::PageError;
use crate::session::SignedForm;
use crate::state::Web;
use crate::upload::from_text;

#[derive(serde::Deserialize)]
pub(crate) struct Taken {
    table: String,
    #[serde(default)]
    from: String,
}

pub(crate) async fn import(
    State(web): State<Web>,
    SignedForm(person, taken): SignedForm<Taken>,
) -> Result<Redirect, PageError> {
    let rows = from_text(&taken.table)?;
    app::unit::import(&web.app, &person, &rows, day("from", &taken.from)?).await?;
    Ok(Redirect::to("/units"))
}
