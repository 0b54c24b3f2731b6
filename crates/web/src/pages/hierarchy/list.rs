//! The hierarchies.

use assessment::{Coded as _, Role};
use axum::extract::State;
use axum::response::Html;

use crate::error::PageError;
use crate::path;
use crate::session::Signed;
use crate::shell::{self, Page, Part, html};
use crate::state::Web;
use crate::view::Link;
use crate::view::list::{ListCell, ListHead, ListPage, ListRow};

pub(crate) async fn list(State(web): State<Web>, Signed(person): Signed) -> Result<Html<String>, PageError> {
    let rows = app::hierarchy::list(&web.app, &person).await?;
    let about = Page {
        part: Part::Hierarchies,
        title: "组织体系",
        subtitle: format!("{}个", rows.len()),
        help: "hierarchies",
    };
    let head = |label: &str| ListHead { label: label.to_owned(), ..ListHead::default() };
    let text = |text: &str| ListCell { text: text.to_owned(), ..ListCell::default() };
    let officer = person.has(Role::Officer);
    html(&ListPage {
        frame: shell::at_first(&web, &person, &about).await?,
        lead: "同一批单位可同时列入几个体系；每条隶属关系都有起止日期，可看任何一天的样子。".to_owned(),
        primary: officer
            .then(|| Link { label: "新建体系".to_owned(), href: "/hierarchies/new".to_owned() }),
        heads: ["名称", "种类"].into_iter().map(head).collect(),
        rows: rows
            .iter()
            .map(|row| ListRow {
                kind: "",
                cells: vec![
                    ListCell { href: path::hierarchy(row.id), ..text(&row.name) },
                    text(row.kind.label()),
                ],
                actions: Vec::new(),
            })
            .collect(),
        empty_title: "还没有组织体系".to_owned(),
        empty_text: "由考核员新建：行政区、招商组、驻外招商局、产业链等。".to_owned(),
        ..ListPage::default()
    })
}
