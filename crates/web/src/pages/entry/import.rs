//! A filled workbook brought back: chosen, looked over row by row, then saved as the form is.

use app::Error;
use app::entry::import::{ImportRow, Outcome};
use assessment::{Period, Role, UnitId};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse as _, Response};

use super::upload::SignedUpload;
use crate::error::PageError;
use crate::path;
use crate::session::Signed;
use crate::shell::{self, Page, Part, html};
use crate::state::Web;
use crate::view::FieldError;
use crate::view::import::{Hidden, ImportLine, ImportPage};

pub(crate) async fn choose(
    State(web): State<Web>,
    Signed(person): Signed,
    Path((unit, period)): Path<(UnitId, Period)>,
) -> Result<Html<String>, PageError> {
    html(&page(&web, &person, unit, period).await?)
}

pub(crate) async fn look(
    State(web): State<Web>,
    Path((unit, period)): Path<(UnitId, Period)>,
    upload: SignedUpload,
) -> Result<Response, PageError> {
    let SignedUpload { person, bytes } = upload;
    let mut page = page(&web, &person, unit, period).await?;
    if bytes.is_empty() {
        page.errors =
            vec![FieldError { field: "file".to_owned(), text: "请选择填好的 Excel 表".to_owned() }];
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, html(&page)?).into_response());
    }
    match app::entry::import::read(&web.app, &person, unit, period, &bytes).await {
        Ok(rows) => {
            fill(&mut page, &rows);
            Ok(html(&page)?.into_response())
        }
        Err(Error::Invalid(faults)) => {
            page.errors =
                faults.into_iter().map(|one| FieldError { field: one.field, text: one.text }).collect();
            Ok((StatusCode::UNPROCESSABLE_ENTITY, html(&page)?).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

async fn page(
    web: &Web,
    person: &app::Person,
    unit: UnitId,
    period: Period,
) -> Result<ImportPage, PageError> {
    person.require_unit(unit)?;
    person.require(Role::Clerk)?;
    let catalogue = web.app.catalogue().await?;
    let name = catalogue.unit(unit).map_or("", |unit| unit.name.as_str());
    let about = Page {
        part: Part::Entry,
        title: "导入 Excel 表",
        subtitle: format!("{name} {}", period.label()),
        help: "entry-import",
    };
    let mut frame = shell::frame(web, person, &about, Some((unit, period)));
    shell::under(&mut frame, "填报", path::entry(unit, period));
    Ok(ImportPage {
        frame,
        action: path::entry_import(unit, period),
        save: path::entry(unit, period),
        back: path::entry(unit, period),
        template: path::entry_xlsx(unit, period),
        ..ImportPage::default()
    })
}

fn fill(page: &mut ImportPage, rows: &[ImportRow]) {
    let count = |outcome: Outcome| rows.iter().filter(|row| row.outcome == outcome).count();
    let kept: usize = rows.iter().map(|row| row.kept).sum();
    let mut said = format!(
        "共读入 {} 行：{} 行有改动，{} 行与现在相同，{} 行有错，{} 行没有读入。",
        rows.len(),
        count(Outcome::Changes),
        count(Outcome::Same),
        count(Outcome::Bad),
        count(Outcome::Left),
    );
    if kept > 0 {
        said.push_str(&format!("{kept} 格在文件中是空白，保留原来的数。"));
    }
    page.summary = said;
    for row in rows {
        let mut good = false;
        for cell in row.cells.iter().filter(|cell| !cell.bad) {
            good = true;
            page.hidden.push(Hidden {
                name: format!("{}-{}", cell.field, row.indicator),
                value: cell.typed.clone(),
            });
        }
        if good {
            page.hidden
                .push(Hidden { name: format!("version-{}", row.indicator), value: row.version.to_string() });
        }
        page.lines.extend(lines(row));
    }
}

fn lines(row: &ImportRow) -> Vec<ImportLine> {
    let (word, look) = match row.outcome {
        Outcome::Changes => ("将改变", "act"),
        Outcome::Same => ("相同", "plain"),
        Outcome::Bad => ("有错", "refused"),
        Outcome::Left => ("没有读入", "care"),
    };
    let first = ImportLine {
        line: row.line.to_string(),
        name: row.name.clone(),
        word: word.to_owned(),
        look,
        said: row.said.clone(),
        ..ImportLine::default()
    };
    if row.cells.is_empty() {
        return vec![first];
    }
    row.cells
        .iter()
        .map(|cell| ImportLine {
            column: match cell.field {
                "value" => "当月",
                "cumulative" => "累计",
                "narrative" => "完成情况",
                _ => "自评分",
            }
            .to_owned(),
            from: cell.from.clone(),
            to: if cell.bad { cell.typed.clone() } else { cell.to.clone() },
            said: cell.said.clone(),
            word: if cell.bad { "有错" } else { "将改变" }.to_owned(),
            look: if cell.bad { "refused" } else { "act" },
            bad: cell.bad,
            ..first.clone()
        })
        .collect()
}
