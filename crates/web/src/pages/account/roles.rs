//! The form on which roles are granted.

use assessment::{AccountId, Coded as _, Role, UnitId};
use axum::extract::{Path, State};
use axum::response::Html;

use super::new::role_fields;
use crate::error::PageError;
use crate::session::Signed;
use crate::shell::{self, Page, Part, html};
use crate::state::Web;
use crate::view::Link;
use crate::view::form::FormPage;

pub(crate) async fn roles(
    State(web): State<Web>,
    Signed(person): Signed,
    Path(account): Path<AccountId>,
) -> Result<Html<String>, PageError> {
    person.require(Role::SecurityAdmin)?;
    let rows = app::account::list(&web.app, &person).await?;
    let row = rows.iter().find(|row| row.account.id == account);
    let row = row.ok_or(app::Error::NotFound("这个账号"))?;
    let catalogue = web.app.catalogue().await?;
    let held = row.grants.first();
    let role = held.map_or("", |grant| grant.role.code());
    let unit = held.and_then(|grant| grant.unit).map(|unit: UnitId| unit.to_string()).unwrap_or_default();
    let about = Page {
        part: Part::Accounts,
        title: "授予角色",
        subtitle: format!("{} {}", row.account.name, row.account.display_name),
        help: "accounts",
    };
    html(&FormPage {
        frame: shell::frame(&web, &person, &about, None),
        lead: "保存后立即生效；原有角色由新的代替。".to_owned(),
        action: format!("/accounts/{account}/grants"),
        fields: role_fields(&catalogue, role, &unit),
        submit: "保存".to_owned(),
        cancel: Link { label: "不改了".to_owned(), href: "/accounts".to_owned() },
        ..FormPage::default()
    })
}
