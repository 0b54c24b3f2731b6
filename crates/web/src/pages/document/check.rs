//! What was chosen, as it would be saved. Nothing is saved here.

use std::collections::BTreeMap;

use app::document::{Asked, Choice, Line, Plan, Purpose, Span};
use app::{Error, Person};
use assessment::{Coded as _, DocumentId, IndicatorId, TargetKind};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};

use super::choose::{self, column};
use crate::error::PageError;
use crate::path;
use crate::session::SignedForm;
use crate::shell::{self, Page, Part, html};
use crate::state::Web;
use crate::view::verify::{AcceptCheckLine, AcceptCheckPage};
use crate::view::{FieldError, Link};

/// Everything that the form sends, by name.
pub(super) type Fields = BTreeMap<String, String>;

pub(crate) async fn check(
    State(web): State<Web>,
    Path(id): Path<DocumentId>,
    SignedForm(person, fields): SignedForm<Fields>,
) -> Result<Response, PageError> {
    app::document::require_hand(&person)?;
    let (asked, errors) = asked(&web, &person, id, &fields).await?;
    if !errors.is_empty() {
        let opened = app::document::get(&web.app, &person, id, None).await?;
        let page = choose::page(&web, &person, &opened, &fields, errors).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, html(&page)?).into_response());
    }
    let plan = app::document::preview(&web.app, &person, id, &asked).await?;
    let status = if plan.is_clean() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok((status, html(&page(&web, &person, &plan, &asked, Vec::new()).await)?).into_response())
}

/// What the form asks, and what is wrong with it before anything is read.
pub(super) async fn asked(
    web: &Web,
    person: &Person,
    id: DocumentId,
    fields: &Fields,
) -> Result<(Asked, Vec<FieldError>), PageError> {
    let opened = app::document::get(&web.app, person, id, None).await?;
    let (purpose, unit, period, _) = choose::settle(web, person, &opened, fields).await?;
    let field = |name: &str, place: &str| fields.get(&format!("{name}-{place}")).map_or("", String::as_str);
    let mut errors = Vec::new();
    let mut choices = Vec::new();
    for place in fields.keys().filter_map(|name| name.strip_prefix("take-")) {
        let Some(span) = span(place) else { continue };
        let Ok(indicator) = field("indicator", place).parse::<IndicatorId>() else {
            let text = "勾选了采用，但没有选择指标".to_owned();
            errors.push(FieldError { field: format!("take-{place}"), text });
            continue;
        };
        choices.push(Choice {
            span,
            indicator,
            column: column(field("column", place)),
            kind: TargetKind::from_code(field("column", place)).unwrap_or(TargetKind::Assigned),
            seen: field("seen", place).parse().unwrap_or(0),
        });
    }
    choices.sort_by_key(|choice| choice.span);
    if choices.is_empty() && errors.is_empty() {
        let text = "没有勾选任何一处；请勾选要采用的数字".to_owned();
        errors.push(FieldError { field: String::new(), text });
    }
    let version = fields.get("version").and_then(|version| version.parse().ok()).unwrap_or(opened.version);
    Ok((Asked { purpose, unit, period, version, choices }, errors))
}

fn span(place: &str) -> Option<Span> {
    let (start, end) = place.split_once('-')?;
    Some(Span::new(start.parse().ok()?, end.parse().ok()?))
}

/// The preview with what keeps it from being saved.
pub(super) async fn page(
    web: &Web,
    person: &Person,
    plan: &Plan,
    asked: &Asked,
    errors: Vec<FieldError>,
) -> AcceptCheckPage {
    let id = plan.opened.row.id;
    let about =
        Page { part: Part::Documents, title: "核对并采用", subtitle: String::new(), help: "documents" };
    let mut frame = shell::frame(web, person, &about, super::at(web, person).await);
    let document = Link { label: plan.opened.title().to_owned(), href: path::document(id) };
    super::show::below_list(&mut frame, vec![document]);
    let unit = plan.opened.catalogue.unit(asked.unit).map_or("", |unit| unit.name.as_str());
    let count = plan.lines.len();
    let (code, lead) = match asked.purpose {
        Purpose::Figure => {
            ("figure", format!("将 {count} 个数字填入{unit}{}的填报表。", asked.period.label()))
        }
        Purpose::Target => ("target", format!("将 {count} 个数字定为{unit}本年度的目标。")),
    };
    let mut sent = vec![
        ("purpose".to_owned(), code.to_owned()),
        ("unit".to_owned(), asked.unit.to_string()),
        ("period".to_owned(), asked.period.to_string()),
        ("version".to_owned(), asked.version.to_string()),
    ];
    for line in &plan.lines {
        let place = format!("{}-{}", line.choice.span.start, line.choice.span.end);
        sent.push((format!("take-{place}"), "1".to_owned()));
        sent.push((format!("indicator-{place}"), line.choice.indicator.to_string()));
        let column = match asked.purpose {
            Purpose::Target => line.choice.kind.code(),
            Purpose::Figure if line.choice.column == app::document::Column::Value => "value",
            Purpose::Figure => "cumulative",
        };
        sent.push((format!("column-{place}"), column.to_owned()));
        sent.push((format!("seen-{place}"), line.seen.to_string()));
    }
    let query = [("purpose", code), ("unit", &asked.unit.to_string()), ("period", &asked.period.to_string())];
    let query = serde_urlencoded::to_string(query).unwrap_or_default();
    AcceptCheckPage {
        frame,
        lead,
        back: format!("{}?{query}", path::document_accept(id)),
        action: path::document_accept(id),
        sent,
        errors,
        clean: plan.is_clean(),
        lines: plan.lines.iter().map(|one| line(plan, one, asked.purpose)).collect(),
    }
}

fn line(plan: &Plan, line: &Line, purpose: Purpose) -> AcceptCheckLine {
    let column = match purpose {
        Purpose::Target => line.choice.kind.label().to_owned(),
        Purpose::Figure if line.choice.column == app::document::Column::Value => "当期".to_owned(),
        Purpose::Figure => "累计".to_owned(),
    };
    AcceptCheckLine {
        words: line.candidate.words.clone(),
        href: path::document_place(plan.opened.row.id, plan.opened.version, line.candidate.span),
        name: line.indicator.name.clone(),
        measure: line.indicator.measure.name.clone(),
        column,
        before: line.before.clone(),
        after: line.after.clone(),
        notes: line.notes.clone(),
        fault: line.fault.clone().unwrap_or_default(),
    }
}

/// A conflict or refusal as one line on top of the preview.
pub(super) fn fault(error: &Error) -> FieldError {
    FieldError { field: String::new(), text: error.to_string() }
}
