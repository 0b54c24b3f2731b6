//! A workbook of targets brought back: looked over row by row, then taken.

use app::target::{Imported, Texts};
use app::{Error, Person};
use assessment::{Coded as _, CycleId, IndicatorId, Role, TargetKind, UnitId};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};

use super::words::frame;
use crate::error::PageError;
use crate::file_form::FileForm;
use crate::path;
use crate::session::SignedForm;
use crate::shell::html;
use crate::state::Web;
use crate::view::FieldError;
use crate::view::target::{ImportRow, TargetImportPage};

/// Rows that the preview shows; the others are counted.
const MOST_SHOWN: usize = 500;

/// One cell on its way through the form.
type Carried = (i64, i64, i64, String, String);

pub(crate) async fn preview(
    State(web): State<Web>,
    Path(cycle): Path<CycleId>,
    FileForm { person, file, .. }: FileForm,
) -> Result<Response, PageError> {
    person.require(Role::Officer)?;
    let read = match file {
        Some((_, bytes)) => app::target::import_xlsx(&web.app, &person, cycle, &bytes).await,
        None => Err(Error::field("file", "请选择填好的 Excel 表")),
    };
    match read {
        Ok(imported) => Ok(html(&page(&web, &person, cycle, imported, Vec::new()).await?)?.into_response()),
        Err(Error::Invalid(faults)) => {
            let errors = faults.into_iter().map(Into::into).collect();
            let page = page(&web, &person, cycle, Imported::default(), errors).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, html(&page)?).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

async fn page(
    web: &Web,
    person: &Person,
    cycle: CycleId,
    imported: Imported,
    errors: Vec<FieldError>,
) -> Result<TargetImportPage, PageError> {
    let summary = if errors.is_empty() {
        format!(
            "{} 格将改变，{} 格有错（不采用），{} 行与现在相同。",
            imported.changes, imported.bad, imported.same
        )
    } else {
        String::new()
    };
    let carried: Vec<Carried> = imported.texts.iter().flat_map(carried).collect();
    let cells = if carried.is_empty() {
        String::new()
    } else {
        serde_json::to_string(&carried).map_err(|error| Error::Internal(error.to_string()))?
    };
    let row = |row: app::target::ImportedRow| ImportRow {
        number: row.number,
        unit: row.unit,
        indicator: row.indicator,
        changes: row
            .changes
            .into_iter()
            .map(|(column, from, to)| {
                let from = if from.is_empty() { "空".to_owned() } else { from };
                format!("{column} {from} → {to}")
            })
            .collect(),
        faults: row.faults,
        notes: row.notes.join("；"),
    };
    Ok(TargetImportPage {
        frame: frame(web, person, cycle, "导入目标表", String::new()).await?,
        errors,
        summary,
        rows: imported.rows.into_iter().take(MOST_SHOWN).map(row).collect(),
        action: path::targets_import(cycle),
        again: path::targets_xlsx(cycle),
        cells,
        back: path::targets(cycle),
    })
}

fn carried(texts: &Texts) -> Vec<Carried> {
    let (unit, indicator, version) = (texts.unit.get(), texts.indicator.get(), texts.version.unwrap_or(0));
    texts
        .texts
        .iter()
        .map(|(kind, text)| (unit, indicator, version, kind.code().to_owned(), text.clone()))
        .collect()
}

#[derive(serde::Deserialize)]
pub(crate) struct Taken {
    #[serde(default)]
    cells: String,
}

/// Takes the cells that were looked over. A row that somebody changed meanwhile stays as it is and is shown.
pub(crate) async fn take(
    State(web): State<Web>,
    Path(cycle): Path<CycleId>,
    SignedForm(person, taken): SignedForm<Taken>,
) -> Result<Response, PageError> {
    person.require(Role::Officer)?;
    let carried: Vec<Carried> = serde_json::from_str(&taken.cells)
        .map_err(|_error| Error::refused("form_unreadable", "导入的内容没有完整送达，请重新上传 Excel 表"))?;
    let mut texts: Vec<Texts> = Vec::new();
    for (unit, indicator, version, kind, text) in carried {
        let Some(kind) = TargetKind::from_code(&kind) else { continue };
        let (unit, indicator) = (UnitId::new(unit), IndicatorId::new(indicator));
        match texts.last_mut().filter(|last| last.unit == unit && last.indicator == indicator) {
            Some(last) => last.texts.push((kind, text)),
            None => texts.push(Texts { unit, indicator, version: Some(version), texts: vec![(kind, text)] }),
        }
    }
    let rows = app::target::save(&web.app, &person, cycle, &texts, "Excel 导入").await?;
    let conflicts: Vec<FieldError> = rows
        .iter()
        .filter_map(|row| {
            let (by, at) = row.conflict.as_ref()?;
            let text = format!("{} {}：{by}已于{at}改过，没有采用", row.unit_name, row.indicator.name);
            Some(FieldError { field: String::new(), text })
        })
        .collect();
    if conflicts.is_empty() {
        return Ok(Redirect::to(&path::targets(cycle)).into_response());
    }
    let page = page(&web, &person, cycle, Imported::default(), conflicts).await?;
    Ok((StatusCode::CONFLICT, html(&page)?).into_response())
}
