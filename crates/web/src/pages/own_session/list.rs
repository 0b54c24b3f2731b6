//! Where a person is signed in, and the second factor.

use axum::extract::State;
use axum::response::Html;

use crate::error::PageError;
use crate::session::Signed;
use crate::shell::{self, Page, Part, html};
use crate::state::Web;
use crate::view::Link;
use crate::view::list::{ListCell, ListHead, ListPage, ListRow, RowAction};

pub(crate) async fn list(State(web): State<Web>, Signed(person): Signed) -> Result<Html<String>, PageError> {
    let sessions = app::session::list_own(&web.app, &person).await?;
    let factor = app::second_factor::find(&web.app, &person).await?;
    let about = Page {
        part: Part::Help,
        title: "我的登录",
        subtitle: format!("{}处", sessions.len()),
        help: "sessions",
    };
    let head = |label: &str| ListHead { label: label.to_owned(), ..ListHead::default() };
    let text = |text: &str| ListCell { text: text.to_owned(), ..ListCell::default() };
    let rows = sessions.iter().map(|one| ListRow {
        kind: "",
        cells: vec![
            text(if one.agent.is_empty() { "其他程序" } else { &one.agent }),
            text(&app::period::minute(one.created_at)),
            text(&app::period::minute(one.seen_at)),
            if one.current { ListCell { tag: "done", ..text("本次") } } else { text("") },
        ],
        actions: vec![RowAction {
            label: if one.current { "退出" } else { "终止" }.to_owned(),
            href: format!("/sessions/{}/ended", one.id),
            post: true,
            danger: !one.current,
        }],
    });
    let lead = match factor {
        Some(left) => format!("动态口令已启用，还有{left}个恢复码。不认识的登录请终止，并修改密码。"),
        None => "动态口令未启用。不认识的登录请终止，并修改密码。".to_owned(),
    };
    let label = if factor.is_some() { "换一个动态口令" } else { "启用动态口令" };
    html(&ListPage {
        frame: shell::at_first(&web, &person, &about).await?,
        lead,
        tools: vec![Link { label: label.to_owned(), href: "/second-factor/new".to_owned() }],
        heads: ["浏览器", "登录时间", "最近使用", ""].into_iter().map(head).collect(),
        rows: rows.collect(),
        ..ListPage::default()
    })
}
