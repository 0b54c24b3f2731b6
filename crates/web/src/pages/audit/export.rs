//! The audit as a file.

use app::audit_export::Format;
use axum::extract::{Query, State};
use axum::http::header;
use axum::response::IntoResponse;

use super::list::Asked;
use crate::error::PageError;
use crate::session::Signed;
use crate::state::Web;

pub(crate) async fn export(
    State(web): State<Web>,
    Signed(person): Signed,
    Query(asked): Query<Asked>,
) -> Result<impl IntoResponse, PageError> {
    let filter = app::audit::filter(&web.app, &person, &asked.wanted()).await?;
    let (format, kind, name) = if asked.format == "jsonl" {
        (Format::JsonLines, "application/x-ndjson", "audit.jsonl")
    } else {
        (Format::Csv, "text/csv; charset=utf-8", "audit.csv")
    };
    let bytes = app::audit_export::export(&web.app, &person, &filter, format).await?;
    let disposition = format!("attachment; filename=\"{name}\"");
    Ok(([(header::CONTENT_TYPE, kind.to_owned()), (header::CONTENT_DISPOSITION, disposition)], bytes))
}
