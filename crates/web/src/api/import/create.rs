//! Many figures in one call, as a table.

use app::Error;
use app::bulk::{Mode, Outcome, RowReport};
use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;

use crate::api::read;
use crate::error::{ApiError, Problem};
use crate::session::ApiPerson;
use crate::state::Web;

/// How the table is taken.
#[derive(serde::Deserialize, utoipa::IntoParams)]
pub(crate) struct Asked {
    /// `each` (the default): every row by itself; `all`: all rows or none; `check`: nothing is saved.
    #[param(pattern = "^(each|all|check)$")]
    mode: Option<String>,
}

/// What became of a table.
#[derive(serde::Serialize, utoipa::ToSchema)]
pub(crate) struct ImportReport {
    /// Rows that were saved.
    saved: usize,
    /// Rows that were refused.
    refused: usize,
    /// Every row, in order.
    rows: Vec<ImportRow>,
}

/// What became of one row.
#[derive(serde::Serialize, utoipa::ToSchema)]
pub(crate) struct ImportRow {
    /// Its number in the table, the head being the first.
    row: usize,
    /// Unit, as written.
    unit: String,
    /// Indicator, as written.
    indicator: String,
    /// Period, as written.
    period: String,
    /// `saved`, `good` (in order and not saved) or `refused`.
    outcome: &'static str,
    /// Version of a saved figure.
    #[serde(skip_serializing_if = "Option::is_none")]
    version: Option<i64>,
    /// Stable code of a refusal.
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<&'static str>,
    /// Column of a refusal; left out when the whole row is meant.
    #[serde(skip_serializing_if = "String::is_empty")]
    field: String,
    /// What is wrong and how to mend it.
    #[serde(skip_serializing_if = "String::is_empty")]
    message: String,
}

/// Imports figures from a table in xlsx, xls, ods or csv: columns 单位, 指标, 期次 and any of 当期, 累计, 自评分, 完成情况, 版本.
///
/// Answers 422 with the same report when all rows were asked for and some are wrong: then nothing was saved.
#[utoipa::path(post, path = "/api/v1/imports/figures", tag = "figures", params(Asked),
    request_body(content = String, content_type = "text/csv"),
    responses((status = 200, body = ImportReport), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 413, body = Problem), (status = 422, description = "A report, or a problem of the whole table")))]
pub(crate) async fn create(
    State(web): State<Web>,
    ApiPerson(person): ApiPerson,
    read::Asked(asked): read::Asked<Asked>,
    bytes: Bytes,
) -> Result<(StatusCode, Json<ImportReport>), ApiError> {
    let mode = match asked.mode.as_deref().unwrap_or("each") {
        "each" => Mode::Each,
        "all" => Mode::All,
        "check" => Mode::Check,
        _ => return Err(Error::field("mode", "mode 应为 each、all 或 check").into()),
    };
    let rows = app::bulk::import(&web.app, &person, &bytes, mode).await?;
    let count = |wanted: &str| rows.iter().filter(|row| outcome(&row.outcome) == wanted).count();
    let (saved, refused) = (count("saved"), count("refused"));
    let report = ImportReport { saved, refused, rows: rows.into_iter().map(row).collect() };
    let whole = mode == Mode::All && refused > 0;
    Ok((if whole { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK }, Json(report)))
}

fn outcome(outcome: &Outcome) -> &'static str {
    match outcome {
        Outcome::Saved(_) => "saved",
        Outcome::Good => "good",
        Outcome::Refused { .. } => "refused",
    }
}

fn row(row: RowReport) -> ImportRow {
    let word = outcome(&row.outcome);
    let (version, code, field, message) = match row.outcome {
        Outcome::Saved(version) => (Some(version), None, String::new(), String::new()),
        Outcome::Good => (None, None, String::new(), String::new()),
        Outcome::Refused { code, field, text } => (None, Some(code), field, text),
    };
    ImportRow {
        row: row.row,
        unit: row.unit,
        indicator: row.indicator,
        period: row.period,
        outcome: word,
        version,
        code,
        field,
        message,
    }
}
