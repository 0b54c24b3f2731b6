//! Taking a document out of the lists.

use assessment::DocumentId;
use axum::extract::{Path, State};
use axum::response::Redirect;

use crate::error::PageError;
use crate::path;
use crate::session::SignedForm;
use crate::state::Web;

pub(crate) async fn withdraw(
    State(web): State<Web>,
    Path(id): Path<DocumentId>,
    SignedForm(person, _): SignedForm<Vec<(String, String)>>,
) -> Result<Redirect, PageError> {
    app::document::withdraw(&web.app, &person, id).await?;
    Ok(Redirect::to(&path::documents()))
}
