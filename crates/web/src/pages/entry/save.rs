//! The form sent as a whole, without script: rows whose texts changed are saved, each by itself.

use std::collections::BTreeMap;

use app::entry::Texts;
use assessment::{Period, UnitId};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};

use super::show::page;
use crate::error::PageError;
use crate::path;
use crate::session::SignedForm;
use crate::shell::html;
use crate::state::Web;

pub(crate) async fn save(
    State(web): State<Web>,
    Path((unit, period)): Path<(UnitId, Period)>,
    SignedForm(person, fields): SignedForm<BTreeMap<String, String>>,
) -> Result<Response, PageError> {
    let board = app::entry::show(&web.app, &person, unit, period).await?;
    let mut texts = Vec::new();
    for row in board.rows()? {
        let id = row.indicator.id.get();
        let narrative = row.figure.as_ref().map_or("", |figure| figure.narrative.as_str());
        let changed = |field: &str, stands: &str| {
            fields.get(&format!("{field}-{id}")).filter(|text| text.trim() != stands.trim()).cloned()
        };
        let new = Texts {
            indicator: id,
            version: fields.get(&format!("version-{id}")).and_then(|text| text.parse().ok()).unwrap_or(0),
            value: changed("value", &row.value),
            cumulative: changed("cumulative", &row.cumulative),
            narrative: changed("narrative", narrative),
            self_score: changed("self_score", &row.self_score),
            explanation: changed("explanation", &row.explanation),
        };
        if new.value.is_some()
            || new.cumulative.is_some()
            || new.narrative.is_some()
            || new.self_score.is_some()
            || new.explanation.is_some()
        {
            texts.push(new);
        }
    }
    let (rows, _) = app::entry::save_rows(&web.app, &person, unit, period, &texts).await?;
    let mut wrong = BTreeMap::new();
    for row in rows.iter().filter(|row| !row.saved) {
        let said = match &row.conflict {
            Some((by, at)) => format!("没有保存：{by}已于{at}改过这一行"),
            None => row.findings.first().map_or_else(String::new, |finding| finding.text.clone()),
        };
        wrong.insert(row.indicator.id.get(), said);
    }
    wrong.retain(|_, said| !said.is_empty());
    if wrong.is_empty() {
        return Ok(Redirect::to(&path::entry(unit, period)).into_response());
    }
    let page = page(&web, &person, unit, period, &wrong).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, html(&page)?).into_response())
}
