//! A person's tokens for programs.

use app::token::Made;
use app::{Person, Token};
use assessment::Coded as _;
use axum::extract::State;
use axum::response::Html;

use crate::error::PageError;
use crate::session::Signed;
use crate::shell::{self, Page, Part, html};
use crate::state::Web;
use crate::view::list::{ListCell, ListHead, ListPage, ListRow, RowAction};
use crate::view::{Link, Said};

pub(crate) async fn list(State(web): State<Web>, Signed(person): Signed) -> Result<Html<String>, PageError> {
    html(&page(&web, &person, None).await?)
}

/// The list; a new secret is shown on top, this once.
pub(crate) async fn page(web: &Web, person: &Person, made: Option<Made>) -> Result<ListPage, PageError> {
    let tokens = app::token::list(&web.app, person).await?;
    let catalogue = web.app.catalogue().await?;
    let about = Page { part: Part::Tokens, title: "程序令牌", subtitle: String::new(), help: "tokens" };
    let mut frame = shell::at_first(web, person, &about).await?;
    frame.said = made.map(|made| Said {
        kind: "done",
        word: "已生成".to_owned(),
        text: format!(
            "令牌 {}。只显示这一次，请立即存到使用它的程序里；遗失时停用它，另生成一个。",
            made.secret
        ),
    });
    let head = |label: &str| ListHead { label: label.to_owned(), ..ListHead::default() };
    let now = web.app.now();
    Ok(ListPage {
        frame,
        lead: "程序凭令牌以您的名义取数、报数，所做的都记在您名下。只给它需要的范围，不用时停用。".to_owned(),
        tools: vec![Link {
            label: "接口说明（OpenAPI）".to_owned(),
            href: "/api/v1/openapi.json".to_owned(),
        }],
        primary: Some(Link { label: "生成令牌".to_owned(), href: "/tokens/new".to_owned() }),
        heads: ["用途", "权限", "角色", "单位", "有效期至", "状态"].into_iter().map(head).collect(),
        rows: tokens.iter().map(|token| line(token, &catalogue, now)).collect(),
        empty_title: "还没有令牌".to_owned(),
        empty_text: "需要让别的程序取数或报数时，在这里生成。".to_owned(),
        ..ListPage::default()
    })
}

fn line(token: &Token, catalogue: &app::catalogue::Catalogue, now: i64) -> ListRow {
    let text = |text: String| ListCell { text, ..ListCell::default() };
    let or_all =
        |words: Vec<String>| if words.is_empty() { "本人全部".to_owned() } else { words.join("、") };
    let roles = token.roles.iter().map(|role| role.label().to_owned()).collect();
    let unit = |id: &assessment::UnitId| {
        catalogue.unit(*id).map_or_else(|| format!("单位{id}"), |unit| unit.name.clone())
    };
    let (state, tag) = match token {
        token if token.revoked_at.is_some() => ("已停用", "locked"),
        token if token.expires_at <= now => ("已到期", "locked"),
        _ => ("可用", "done"),
    };
    let actions = (tag == "done").then(|| RowAction {
        label: "停用".to_owned(),
        href: format!("/tokens/{}/revoked", token.id),
        post: true,
        danger: true,
    });
    let cells = vec![
        text(token.name.clone()),
        text(if token.writes { "读写" } else { "只读" }.to_owned()),
        text(or_all(roles)),
        text(or_all(token.units.iter().map(unit).collect())),
        ListCell { kind: "nowrap", ..text(app::period::minute(token.expires_at)) },
        ListCell { tag, ..text(state.to_owned()) },
    ];
    ListRow { kind: "", cells, actions: actions.into_iter().collect() }
}
