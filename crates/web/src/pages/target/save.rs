//! The grid sent as a whole, without script: rows whose texts changed are saved, each by itself.

use std::collections::BTreeMap;

use app::target::{Axis, Texts};
use assessment::{Coded as _, CycleId};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};

use super::grid::page;
use super::words::axis;
use crate::error::PageError;
use crate::path;
use crate::session::SignedForm;
use crate::shell::html;
use crate::state::Web;

pub(crate) async fn save(
    State(web): State<Web>,
    Path((cycle, by, id)): Path<(CycleId, String, i64)>,
    SignedForm(person, fields): SignedForm<BTreeMap<String, String>>,
) -> Result<Response, PageError> {
    let axis = axis(&by, id).ok_or(app::Error::NotFound("这张目标表"))?;
    let table = app::target::table(&web.app, &person, cycle, axis).await?;
    let mut texts = Vec::new();
    for line in &table.lines {
        let id = row_id(axis, line.unit.get(), line.indicator.id.get());
        let changed = |kind: &assessment::TargetKind| {
            let typed = fields.get(&format!("{}-{id}", kind.code()))?;
            let stands = line.texts.get(kind).map_or("", String::as_str);
            (typed.trim() != stands && !typed.trim().is_empty()).then(|| (*kind, typed.clone()))
        };
        let changed: Vec<_> = line.editable.iter().filter_map(changed).collect();
        if !changed.is_empty() {
            let version = fields.get(&format!("version-{id}")).and_then(|text| text.parse().ok());
            texts.push(Texts { unit: line.unit, indicator: line.indicator.id, version, texts: changed });
        }
    }
    if texts.is_empty() {
        // Nothing was changed, or nothing may be: the domain says which.
        table.state.admit_target().map_err(app::Error::from)?;
    }
    let rows = app::target::save(&web.app, &person, cycle, &texts, "").await?;
    let mut wrong = BTreeMap::new();
    for row in rows {
        let id = row_id(axis, row.unit.get(), row.indicator.id.get());
        let said = match (&row.conflict, row.findings.first()) {
            (Some((by, at)), _) => format!("没有保存：{by}已于{at}改过这一行"),
            (None, Some(finding)) => finding.text.clone(),
            (None, None) => continue,
        };
        wrong.insert(id, said);
    }
    if wrong.is_empty() {
        return Ok(Redirect::to(&format!("{}/{by}/{id}", path::targets(cycle))).into_response());
    }
    let page = page(&web, &person, cycle, axis, &wrong).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, html(&page)?).into_response())
}

fn row_id(axis: Axis, unit: i64, indicator: i64) -> i64 {
    if matches!(axis, Axis::Unit(_)) { indicator } else { unit }
}
