//! Reorganisations, the latest first.

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
    let all = app::reorganisation::list(&web.app, &person).await?;
    let about = Page {
        part: Part::Reorganisations,
        title: "机构调整",
        subtitle: format!("{}次", all.len()),
        help: "reorganisations",
    };
    let head = |label: &str| ListHead { label: label.to_owned(), ..ListHead::default() };
    let text = |text: &str| ListCell { text: text.to_owned(), ..ListCell::default() };
    html(&ListPage {
        frame: shell::at_first(&web, &person, &about).await?,
        lead: "合并、拆分、更名一次办完：单位、各体系中的位置同时调整，前后数据可按两种口径对照。".to_owned(),
        primary: person
            .has(Role::Officer)
            .then(|| Link { label: "登记调整".to_owned(), href: "/reorganisations/new".to_owned() }),
        heads: ["事项", "种类", "生效日期", "调整前", "调整后", "依据"].into_iter().map(head).collect(),
        rows: all
            .iter()
            .map(|one| ListRow {
                kind: "",
                cells: vec![
                    ListCell { href: path::reorganisation(one.row.id), ..text(&one.row.title) },
                    text(one.row.kind.label()),
                    ListCell { kind: "nowrap", ..text(&one.day.to_string()) },
                    ListCell { kind: "wide", ..text(&one.old.join("、")) },
                    ListCell { kind: "wide", ..text(&one.new.join("、")) },
                    ListCell { kind: "wide", ..text(&one.row.basis) },
                ],
                actions: Vec::new(),
            })
            .collect(),
        empty_title: "还没有机构调整".to_owned(),
        empty_text: "单位合并、拆分或更名时，由考核员在这里登记。".to_owned(),
        ..ListPage::default()
    })
}
