//! Documents that were given to be read, the latest first.

use app::document::{Listed, PAGE};
use assessment::{DocumentId, UnitId};
use axum::extract::{Query, State};
use axum::response::Html;

use crate::error::PageError;
use crate::path;
use crate::session::Signed;
use crate::shell::{self, Page, Part, html};
use crate::state::Web;
use crate::view::Link;
use crate::view::list::{FilterField, ListCell, ListHead, ListPage, ListRow};
use crate::view::parts::Choice;

#[derive(serde::Deserialize, Default)]
#[serde(default)]
pub(crate) struct Asked {
    unit: String,
    before: String,
}

pub(crate) async fn list(
    State(web): State<Web>,
    Signed(person): Signed,
    Query(asked): Query<Asked>,
) -> Result<Html<String>, PageError> {
    let unit: Option<UnitId> = asked.unit.parse().ok();
    let before: Option<DocumentId> = asked.before.parse().ok();
    let mut documents = app::document::list(&web.app, &person, unit, before).await?;
    let catalogue = web.app.catalogue().await?;
    let about =
        Page { part: Part::Documents, title: "文档核验", subtitle: String::new(), help: "documents" };
    let mut tools = Vec::new();
    if documents.len() > PAGE {
        documents.truncate(PAGE);
        if let Some(last) = documents.last() {
            let query = [("unit", asked.unit.clone()), ("before", last.row.id.to_string())];
            let query = serde_urlencoded::to_string(query).unwrap_or_default();
            tools.push(Link { label: "更早的文档".to_owned(), href: format!("/documents?{query}") });
        }
    }
    let head = |label: &str, kind| ListHead { label: label.to_owned(), kind, ..ListHead::default() };
    let units: Vec<_> = shell::readable(&person, &catalogue).collect();
    let mut filter = Vec::new();
    if units.len() > 1 {
        let choice = |value: String, label: &str| Choice {
            chosen: value == asked.unit,
            value,
            label: label.to_owned(),
        };
        let mut options = vec![choice(String::new(), "全部")];
        options.extend(units.iter().map(|unit| choice(unit.id.to_string(), &unit.name)));
        filter.push(FilterField {
            name: "unit".to_owned(),
            label: "单位".to_owned(),
            options,
            ..FilterField::default()
        });
    }
    let hand = app::document::require_hand(&person).is_ok();
    html(&ListPage {
        frame: shell::frame(&web, &person, &about, super::at(&web, &person).await),
        lead: "总结、通报、自查报告里的数字，逐句与文中前后核对；读出的目标可以采用为目标值或填报数据。"
            .to_owned(),
        filter,
        tools,
        primary: hand.then(|| Link { label: "核验一份文档".to_owned(), href: path::document_new() }),
        heads: vec![
            head("文档", "wide"),
            head("单位", ""),
            head("断言", "num"),
            head("不符", "num"),
            head("无从核对", "num"),
            head("上传", ""),
            head("时间", ""),
        ],
        rows: documents.iter().map(row).collect(),
        empty_title: "还没有核验过文档".to_owned(),
        empty_text: "填报员和考核办上传 docx、xlsx、pdf、网页或文本后，核对结果列在这里。".to_owned(),
        ..ListPage::default()
    })
}

fn row(listed: &Listed) -> ListRow {
    let text = |text: String| ListCell { text, ..ListCell::default() };
    let number = |number: usize| ListCell { kind: "num", ..text(number.to_string()) };
    let row = &listed.row;
    let title = if row.title.is_empty() { row.name.clone() } else { row.title.clone() };
    let link = |verdict: &str| path::document_verdict(row.id, verdict);
    let wrong = listed.counts.disagrees;
    let cells = vec![
        ListCell { href: path::document(row.id), kind: "wide", ..text(title) },
        text(listed.unit.clone()),
        number(listed.counts.total()),
        ListCell {
            tag: if wrong > 0 { "refused" } else { "" },
            href: if wrong > 0 { link("disagrees") } else { String::new() },
            ..number(wrong)
        },
        number(listed.counts.unsupported),
        text(listed.author.clone()),
        ListCell { kind: "nowrap", ..text(app::period::minute(row.at)) },
    ];
    ListRow { kind: "", cells, actions: Vec::new() }
}
