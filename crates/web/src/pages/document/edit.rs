//! The form on which misread words are corrected.

use app::Person;
use app::document::{LONGEST_CORRECTION, Opened, Span, correctable, may_change};
use assessment::DocumentId;
use axum::extract::{Path, Query, State};
use axum::response::Html;

use crate::error::PageError;
use crate::path;
use crate::session::Signed;
use crate::shell::{self, Page, Part, html};
use crate::state::Web;
use crate::view::form::{FormField, FormPage};
use crate::view::{FieldError, Link};

/// The place that is corrected.
#[derive(serde::Deserialize, Default)]
#[serde(default)]
pub(crate) struct Asked {
    pub(crate) start: usize,
    pub(crate) end: usize,
}

pub(crate) async fn edit(
    State(web): State<Web>,
    Signed(person): Signed,
    Path(id): Path<DocumentId>,
    Query(asked): Query<Asked>,
) -> Result<Html<String>, PageError> {
    app::document::require_hand(&person)?;
    let opened = app::document::get(&web.app, &person, id, None).await?;
    let span = Span::new(asked.start, asked.end);
    html(&page(&web, &person, &opened, span, None, Vec::new()).await?)
}

/// The form with what was typed and what is wrong with it.
pub(crate) async fn page(
    web: &Web,
    person: &Person,
    opened: &Opened,
    span: Span,
    typed: Option<&str>,
    errors: Vec<FieldError>,
) -> Result<FormPage, PageError> {
    if !may_change(person, opened.row.unit) {
        return Err(app::Error::Forbidden("文档由本单位填报员或考核办更正".to_owned()).into());
    }
    let missing = app::Error::NotFound("原文中的这一处；文档可能刚被更正，请刷新后再选");
    let place = correctable(&opened.reading.document, span).ok_or(missing)?;
    let about = Page {
        part: Part::Documents,
        title: "更正识别错误",
        subtitle: opened.title().to_owned(),
        help: "documents",
    };
    let mut frame = shell::frame(web, person, &about, super::at(web, person).await);
    let document = Link { label: opened.title().to_owned(), href: path::document(opened.row.id) };
    super::show::below_list(&mut frame, vec![document]);
    let fields = vec![
        FormField {
            kind: "fixed",
            label: format!("读出的{}", place.what),
            value: place.words.clone(),
            ..FormField::default()
        },
        FormField {
            kind: "area",
            id: "words".to_owned(),
            label: "原件上的文字".to_owned(),
            value: typed.unwrap_or(&place.words).to_owned(),
            hint: format!("照原件写，不改动原件本身的对错；最多{LONGEST_CORRECTION}字"),
            need: true,
            ..FormField::default()
        },
    ];
    Ok(FormPage {
        frame,
        lead: "更正后重新核对全文，并记下是谁在什么时候改的；读出的文字仍保留在更正记录里。".to_owned(),
        action: path::document_correction(opened.row.id, opened.version, span),
        errors,
        fields,
        submit: "更正".to_owned(),
        cancel: Link { label: "不更正".to_owned(), href: path::document(opened.row.id) },
        ..FormPage::default()
    })
}
