//! The editor of a cycle's scheme: check, save, publish. Nothing that was typed is lost on an error.

use app::cycle::{Checked, Said};
use app::{Error, Person};
use assessment::{CycleId, Role};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse as _, Redirect, Response};

use super::create::text;
use crate::error::PageError;
use crate::file_form::FileForm;
use crate::path;
use crate::session::Signed;
use crate::shell::{self, Page, Part, html};
use crate::state::Web;
use crate::view::scheme::{SchemeDiagnostic, SchemePage, SchemePoints};
use crate::view::{FieldError, Link};

pub(crate) async fn show(
    State(web): State<Web>,
    Signed(person): Signed,
    Path(id): Path<CycleId>,
) -> Result<Html<String>, PageError> {
    html(&page(&web, &person, id).await?)
}

async fn page(web: &Web, person: &Person, id: CycleId) -> Result<SchemePage, PageError> {
    let draft = app::cycle::draft(&web.app, person, id).await?;
    let cycle = app::cycle::get(&web.app, person, id).await?.cycle;
    let about =
        Page { part: Part::Cycles, title: "考核办法", subtitle: cycle.name.clone(), help: "cycles" };
    let at = shell::spot(web, person).await?;
    let mut frame = shell::frame(web, person, &about, at);
    frame.crumbs.insert(1, Link { label: "考核周期".to_owned(), href: "/cycles".to_owned() });
    frame.crumbs.insert(2, Link { label: cycle.name, href: path::cycle(id) });
    let version = match (&draft.saved, draft.from) {
        (Some((by, at)), _) => format!("草稿，{by} {} 保存", app::period::minute(*at)),
        (None, Some(version)) => format!("第{version}版（现行）"),
        (None, None) => "还没有文本：请粘贴，或选一个文件".to_owned(),
    };
    Ok(SchemePage {
        frame,
        action: path::cycle_scheme(id),
        text: draft.text,
        seen: draft.version,
        open: draft.open,
        version,
        ..SchemePage::default()
    })
}

pub(crate) async fn send(
    State(web): State<Web>,
    Path(id): Path<CycleId>,
    FileForm { person, file, fields }: FileForm,
) -> Result<Response, PageError> {
    person.require(Role::Officer)?;
    let field = |name: &str| fields.get(name).map_or("", String::as_str);
    let typed = field("text").replace("\r\n", "\n");
    let sent = match file.map(|(name, bytes)| text(&name, &bytes)).transpose() {
        Ok(file) => file.unwrap_or(typed),
        Err(fault) => {
            let fault = FieldError { field: "file".to_owned(), text: fault };
            return answer(&web, &person, id, Sent { text: &typed, since: "", reason: "" }, vec![fault])
                .await;
        }
    };
    let seen = field("seen").parse().ok();
    let kept = Sent { text: &sent, since: field("since"), reason: field("reason") };
    let done = match field("do") {
        "save" => {
            app::cycle::save_draft(&web.app, &person, id, &sent, seen).await.map(|_| path::cycle_scheme(id))
        }
        "publish" => app::cycle::publish(&web.app, &person, id, &sent, (kept.since, kept.reason), None)
            .await
            .map(|version| path::cycle_version(id, version)),
        _ => return answer(&web, &person, id, kept, Vec::new()).await,
    };
    match done {
        Ok(next) => Ok(Redirect::to(&next).into_response()),
        Err(Error::Invalid(faults)) => {
            answer(&web, &person, id, kept, faults.into_iter().map(Into::into).collect()).await
        }
        Err(Error::Conflict { text, .. } | Error::Refused { text, .. }) => {
            answer(&web, &person, id, kept, vec![FieldError { field: String::new(), text }]).await
        }
        Err(error) => Err(error.into()),
    }
}

/// What was sent, to be shown again.
struct Sent<'a> {
    text: &'a str,
    since: &'a str,
    reason: &'a str,
}

/// The editor with the text that was sent, checked.
async fn answer(
    web: &Web,
    person: &Person,
    id: CycleId,
    sent: Sent<'_>,
    errors: Vec<FieldError>,
) -> Result<Response, PageError> {
    let mut page = page(web, person, id).await?;
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let Checked { said, points, scheme, .. } = app::cycle::check(person, sent.text)?;
    if page.text != sent.text {
        "尚未保存".clone_into(&mut page.version);
    }
    sent.text.clone_into(&mut page.text);
    page.since = if sent.since.is_empty() {
        app::period::day(web.app.now()).to_string()
    } else {
        sent.since.to_owned()
    };
    page.reason = sent.reason.to_owned();
    page.checked = true;
    page.publishable = scheme.is_some() && page.open;
    page.summary = summary(&said);
    page.diagnostics = said.into_iter().map(diagnostic).collect();
    page.errors = errors;
    if page.publishable {
        let changes = app::cycle::changes_of_text(&web.app, person, id, sent.text, &page.since).await?;
        page.changes = changes.map(|changes| super::version::shown(&changes, person));
    }
    page.points = points
        .into_iter()
        .map(|one| SchemePoints { name: one.name, category: one.category, stated: one.points })
        .collect();
    Ok((status, html(&page)?).into_response())
}

fn summary(said: &[Said]) -> String {
    let count = |word: &str| said.iter().filter(|one| word_of(one) == word).count();
    let part = |word: &str| match count(word) {
        0 => None,
        found => Some(format!("{word} {found} 处")),
    };
    let parts: Vec<String> = ["错误", "提醒", "说明"].into_iter().filter_map(part).collect();
    parts.join("，")
}

fn word_of(said: &Said) -> &'static str {
    match said.kind() {
        "error" => "错误",
        "warning" => "提醒",
        _ => "说明",
    }
}

fn diagnostic(said: Said) -> SchemeDiagnostic {
    let (kind, word) = (said.kind(), word_of(&said).to_owned());
    let [before, place, after] = said.parts;
    SchemeDiagnostic {
        kind,
        word,
        code: said.code.to_owned(),
        title: said.title.to_owned(),
        line: said.line,
        column: said.column,
        length: place.chars().count().max(1),
        before,
        place,
        after,
        message: said.message,
        related: said.related,
        hint: said.hint,
    }
}
