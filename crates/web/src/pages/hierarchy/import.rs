//! Bringing a whole hierarchy as a table: what it would do, and doing it, all rows or none.

use app::{Error, Person};
use assessment::HierarchyId;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse as _, Redirect, Response};

use crate::error::PageError;
use crate::path;
use crate::session::{Signed, SignedForm};
use crate::shell::{self, Page, Part, html};
use crate::state::Web;
use crate::upload::{SignedUpload, from_text, rows, to_text};
use crate::view::form::{FormField, FormPage};
use crate::view::organisation::TablePage;
use crate::view::{FieldError, Frame, Link};

pub(crate) async fn new(
    State(web): State<Web>,
    Signed(person): Signed,
    Path(id): Path<HierarchyId>,
) -> Result<Html<String>, PageError> {
    html(&form(&web, &person, id, Vec::new()).await?)
}

async fn frame(web: &Web, person: &Person, id: HierarchyId) -> Result<Frame, PageError> {
    let rows = app::hierarchy::list(&web.app, person).await?;
    let row = rows.into_iter().find(|row| row.id == id).ok_or(Error::NotFound("这个组织体系"))?;
    let about =
        Page {
            part: Part::Hierarchies, title: "导入体系", subtitle: row.name.clone(), help: "hierarchies"
        };
    let mut frame = shell::at_first(web, person, &about).await?;
    let link = |label: &str, href: String| Link { label: label.to_owned(), href };
    frame.crumbs.insert(1, link("组织体系", "/hierarchies".to_owned()));
    frame.crumbs.insert(2, link(&row.name, path::hierarchy(id)));
    Ok(frame)
}

async fn form(
    web: &Web,
    person: &Person,
    id: HierarchyId,
    errors: Vec<FieldError>,
) -> Result<FormPage, PageError> {
    let address = path::hierarchy(id);
    Ok(FormPage {
        frame: frame(web, person, id).await?,
        lead: "表格写整个体系：单位、上级单位、起始日期、截止日期；上级留空为顶层，截止留空为至今。先预览，确认后才导入。"
            .to_owned(),
        action: format!("{address}/import"),
        files: true,
        errors,
        fields: vec![FormField {
            kind: "file",
            id: "file".to_owned(),
            label: "表格文件".to_owned(),
            hint: "可先从“导出”得到现有体系".to_owned(),
            need: true,
            ..FormField::default()
        }],
        submit: "预览".to_owned(),
        cancel: Link { label: "不导入".to_owned(), href: address },
    })
}

pub(crate) async fn upload(
    State(web): State<Web>,
    Path(id): Path<HierarchyId>,
    upload: SignedUpload,
) -> Result<Response, PageError> {
    let person = &upload.person;
    let read = async {
        let rows = rows(upload.bytes())?;
        let preview = app::hierarchy::preview(&web.app, person, id, &rows).await?;
        Ok::<_, Error>((rows, preview))
    };
    let (rows, preview) = match read.await {
        Ok(both) => both,
        Err(Error::Invalid(faults)) => {
            let errors = faults.into_iter().map(Into::into).collect();
            let page = form(&web, person, id, errors).await?;
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, html(&page)?).into_response());
        }
        Err(error) => return Err(error.into()),
    };
    let errors: Vec<FieldError> = preview
        .faults
        .iter()
        .map(|(line, fault)| FieldError {
            field: String::new(), text: format!("第{line}行：{}", fault.text)
        })
        .collect();
    let sound = errors.is_empty();
    let lead = if sound {
        format!("将新增{}条隶属关系，终止{}条，{}条不变。", preview.added, preview.ended, preview.same)
    } else {
        "表中有需要修改的地方，没有导入任何一行；请在表格里改好后重新选择文件。".to_owned()
    };
    let changes = preview.added + preview.ended > 0;
    let page = TablePage {
        frame: frame(&web, person, id).await?,
        lead,
        errors,
        action: format!("{}/import/apply", path::hierarchy(id)),
        table: to_text(&rows),
        submit: if sound && changes { "导入".to_owned() } else { String::new() },
        cancel: Link {
            label: "重新选择文件".to_owned(), href: format!("{}/import", path::hierarchy(id))
        },
        ..TablePage::default()
    };
    let status = if sound { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok((status, html(&page)?).into_response())
}

#[derive(serde::Deserialize)]
pub(crate) struct Taken {
    table: String,
}

pub(crate) async fn apply(
    State(web): State<Web>,
    Path(id): Path<HierarchyId>,
    SignedForm(person, taken): SignedForm<Taken>,
) -> Result<Redirect, PageError> {
    app::hierarchy::import(&web.app, &person, id, &from_text(&taken.table)?).await?;
    Ok(Redirect::to(&path::hierarchy(id)))
}
