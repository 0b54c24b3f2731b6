//! Bringing a table of units, and what it would do.

use app::unit::{Outcome, Preview, PreviewRow};
use app::{Error, Person};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse as _, Response};

use super::day;
use super::new::from_field;
use crate::error::PageError;
use crate::session::Signed;
use crate::shell::{self, Page, Part, html};
use crate::state::Web;
use crate::upload::{SignedUpload, rows, to_text};
use crate::view::form::{FormField, FormPage};
use crate::view::organisation::{TableLine, TablePage};
use crate::view::{FieldError, Frame, Link};

/// Faults that the summary names; the table names all.
const MOST_NAMED: usize = 20;

pub(crate) async fn new(State(web): State<Web>, Signed(person): Signed) -> Result<Html<String>, PageError> {
    let from = app::period::day(web.app.now()).to_string();
    html(&form(&web, &person, &from, Vec::new()).await?)
}

async fn form(
    web: &Web,
    person: &Person,
    from: &str,
    errors: Vec<FieldError>,
) -> Result<FormPage, PageError> {
    Ok(FormPage {
        frame: frame(web, person).await?,
        lead: "编号留空的行新增单位，有编号的行变更单位，表中没有的单位不受影响。先预览，确认后才导入，全部成功或全部不导入。".to_owned(),
        action: "/units/import".to_owned(),
        files: true,
        errors,
        fields: vec![
            FormField {
                kind: "file",
                id: "file".to_owned(),
                label: "表格文件".to_owned(),
                hint: "xlsx、xls、ods 或 csv；可先从“导出”得到现有单位，或下载空白模板".to_owned(),
                need: true,
                ..FormField::default()
            },
            from_field(from, "表中的新增和变更自此日起生效"),
        ],
        submit: "预览".to_owned(),
        cancel: Link { label: "下载空白模板".to_owned(), href: "/units/template".to_owned() },
    })
}

pub(crate) async fn frame(web: &Web, person: &Person) -> Result<Frame, PageError> {
    let about = Page { part: Part::Units, title: "导入单位", subtitle: String::new(), help: "units" };
    let mut frame = shell::at_first(web, person, &about).await?;
    frame.crumbs.insert(1, Link { label: "单位".to_owned(), href: "/units".to_owned() });
    Ok(frame)
}

pub(crate) async fn upload(State(web): State<Web>, upload: SignedUpload) -> Result<Response, PageError> {
    let from = upload.field("from").to_owned();
    let read = async {
        let rows = rows(upload.bytes())?;
        let preview = app::unit::preview(&web.app, &upload.person, &rows, day("from", &from)?).await?;
        Ok::<_, Error>((rows, preview))
    };
    match read.await {
        Ok((rows, found)) => {
            let status = if found.sound() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
            let frame = frame(&web, &upload.person).await?;
            let page = preview(frame, &found, to_text(&rows), from);
            Ok((status, html(&page)?).into_response())
        }
        Err(Error::Invalid(faults)) => {
            let errors = faults.into_iter().map(Into::into).collect();
            let page = form(&web, &upload.person, &from, errors).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, html(&page)?).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

fn preview(frame: Frame, found: &Preview, table: String, from: String) -> TablePage {
    let (changes, all) = (found.changes(), found.rows.len());
    let mut errors = Vec::new();
    for row in &found.rows {
        if let Outcome::Faulty(faults) = &row.outcome {
            let fault = |fault: &app::FieldError| FieldError {
                field: format!("line-{}", row.line),
                text: format!("第{}行：{}", row.line, fault.text),
            };
            errors.extend(faults.iter().map(fault));
        }
    }
    let lead = if errors.is_empty() {
        format!("共{all}行：{changes}行将新增或变更，自{from}起生效；其余{}行不变。", all - changes)
    } else {
        "表中有需要修改的地方，没有导入任何一行；请在表格里改好后重新选择文件。".to_owned()
    };
    let sound = errors.is_empty() && changes > 0;
    errors.truncate(MOST_NAMED);
    let heads = ["编号", "简称", "全称", "代码", "行政区划代码", "单位性质", "单位类别", "排序"];
    TablePage {
        frame,
        lead,
        errors,
        heads: heads.map(str::to_owned).to_vec(),
        rows: found.rows.iter().map(line).collect(),
        action: "/units/import/apply".to_owned(),
        table,
        from,
        submit: if sound { format!("导入{changes}行") } else { String::new() },
        cancel: Link { label: "重新选择文件".to_owned(), href: "/units/import".to_owned() },
    }
}

fn line(row: &PreviewRow) -> TableLine {
    let (word, tag, detail) = match &row.outcome {
        Outcome::Create => ("新增", "act", String::new()),
        Outcome::Amend(words) => ("变更", "care", words.clone()),
        Outcome::Same => ("不变", "plain", String::new()),
        Outcome::Faulty(faults) => {
            ("有误", "refused", faults.iter().map(|fault| fault.text.as_str()).collect::<Vec<_>>().join(";"))
        }
    };
    let draft = &row.draft;
    let id = row.id.map_or_else(String::new, |id| id.to_string());
    let cells = [
        &id,
        &draft.name,
        &draft.full_name,
        &draft.code,
        &draft.region_code,
        &draft.kind,
        &draft.class,
        &draft.order,
    ];
    TableLine { line: row.line, word, tag, detail, cells: cells.map(Clone::clone).to_vec() }
}
