//! Accounts with their roles.

use app::Person;
use app::account::{AccountRow, OneTime};
use app::catalogue::Catalogue;
use app::invitation::Invited;
use assessment::{Coded as _, Grant, Role};
use axum::extract::{Query, State};
use axum::response::Html;

use crate::error::PageError;
use crate::session::Signed;
use crate::shell::{self, Page, Part, html};
use crate::state::Web;
use crate::view::list::{FilterField, ListCell, ListHead, ListPage, ListRow, RowAction};
use crate::view::{Link, Said};

#[derive(serde::Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    text: String,
}

pub(crate) async fn list(
    State(web): State<Web>,
    Signed(person): Signed,
    Query(asked): Query<Asked>,
) -> Result<Html<String>, PageError> {
    let mut list = page(&web, &person, None).await?;
    let sought = asked.text.trim();
    if !sought.is_empty() {
        list.rows.retain(|row| row.cells.iter().any(|cell| cell.text.contains(sought)));
        list.frame.subtitle = format!("{}，符合 {} 个", list.frame.subtitle, list.rows.len());
    }
    list.filter = vec![FilterField {
        name: "text".to_owned(),
        label: "用户名、姓名、角色、单位或状态".to_owned(),
        value: asked.text,
        kind: "search",
        ..FilterField::default()
    }];
    html(&list)
}

const LEAD: &str = "系统管理员邀请、停用账号，安全管理员授予角色、重设密码和动态口令，两者不能是同一人。";

/// What a fresh installation begins with.
const NOBODY_GRANTS: &str =
    "现在还没有安全管理员：请先邀请一位，其角色当即生效，其他人的角色都由其授予；再邀请审计管理员和考核员。";

/// What is said of a new one-time password, this once.
pub(crate) fn one_time_words(once: &OneTime) -> String {
    format!(
        "用户名 {}，一次性密码 {}。只显示这一次，请当面交给本人；本人首次登录时须另设密码。",
        once.name, once.password
    )
}

/// What is said of a new invitation, this once.
pub(crate) fn invited_words(invited: &Invited) -> String {
    format!(
        "用户名 {}，邀请码 {}，{} 前有效，只显示这一次。请交给本人，由本人在登录页点“接受邀请”，输入邀请码、自设密码。",
        invited.name,
        invited.code,
        app::period::minute(invited.expires_at)
    )
}

/// The list; what is shown once stands on top.
pub(crate) async fn page(web: &Web, person: &Person, once: Option<String>) -> Result<ListPage, PageError> {
    let rows = app::account::list(&web.app, person).await?;
    let catalogue = web.app.catalogue().await?;
    let now = web.app.now();
    let about = Page {
        part: Part::Accounts,
        title: "账号与角色",
        subtitle: format!("{} 个账号", rows.len()),
        help: "accounts",
    };
    let mut frame = shell::at_first(web, person, &about).await?;
    frame.said = once.map(|once| Said { kind: "done", word: "已完成".to_owned(), text: once });
    let head = |label: &str| ListHead { label: label.to_owned(), ..ListHead::default() };
    let adds = person.has(Role::SystemAdmin);
    let granted = rows.iter().any(|row| row.grants.iter().any(|grant| grant.role == Role::SecurityAdmin));
    Ok(ListPage {
        frame,
        lead: if granted { LEAD } else { NOBODY_GRANTS }.to_owned(),
        empty_title: "没有符合条件的账号".to_owned(),
        empty_text: "账号由系统管理员邀请。".to_owned(),
        primary: adds.then(|| Link { label: "邀请".to_owned(), href: "/accounts/new".to_owned() }),
        heads: ["用户名", "姓名", "角色", "待授予", "状态"].into_iter().map(head).collect(),
        rows: rows.iter().map(|row| line(row, person, &catalogue, now)).collect(),
        ..ListPage::default()
    })
}

fn line(row: &AccountRow, person: &Person, catalogue: &Catalogue, now: i64) -> ListRow {
    let account = &row.account;
    let roles = row.grants.iter().map(|grant| grant_words(grant, catalogue)).collect::<Vec<_>>().join("、");
    let proposed =
        row.proposed.iter().map(|grant| grant_words(grant, catalogue)).collect::<Vec<_>>().join("、");
    let (state, tag) = match account {
        a if a.closed_at.is_some() => ("已停用", "locked"),
        a if a.locked_until > now => ("已锁定", "refused"),
        a if row.invited_until.is_some_and(|until| a.password_hash == "!" && until <= now) => {
            ("邀请已过期", "refused")
        }
        a if a.password_hash == "!" && row.invited_until.is_some() => ("待接受邀请", "care"),
        a if a.password_hash == "!" => ("邀请已撤回", "locked"),
        a if a.must_change => ("待设密码", "care"),
        _ => ("正常", "done"),
    };
    let text = |text: &str| ListCell { text: text.to_owned(), ..ListCell::default() };
    let href = |verb: &str| format!("/accounts/{}/{verb}", account.id);
    let action = |label: &str, verb: &str, post, danger| RowAction {
        label: label.to_owned(),
        href: href(verb),
        post,
        danger,
    };
    let mut actions = Vec::new();
    if account.id != person.account() {
        if person.has(Role::SecurityAdmin) {
            actions.push(action("授予角色", "grants", false, false));
            if account.password_hash != "!" {
                actions.push(action("重设密码", "password", true, false));
                actions.push(action("重设动态口令", "second-factor", true, false));
            }
        }
        if person.has(Role::SystemAdmin) {
            if account.password_hash == "!" {
                actions.push(action("重发邀请", "invitation", true, false));
            }
            let (label, verb) =
                if account.closed_at.is_some() { ("启用", "opened") } else { ("停用", "closed") };
            actions.push(action(label, verb, true, account.closed_at.is_none()));
        }
    }
    let cells = vec![
        text(&account.name),
        text(&account.display_name),
        ListCell { kind: "wide", ..text(&roles) },
        ListCell { kind: "wide", ..text(&proposed) },
        ListCell { tag, ..text(state) },
    ];
    ListRow { kind: "", cells, actions }
}

/// 填报员（城东区）.
pub(crate) fn grant_words(grant: &Grant, catalogue: &Catalogue) -> String {
    let unit = grant.unit.and_then(|id| catalogue.unit(id));
    unit.map_or_else(
        || grant.role.label().to_owned(),
        |unit| format!("{}（{}）", grant.role.label(), unit.name),
    )
}
