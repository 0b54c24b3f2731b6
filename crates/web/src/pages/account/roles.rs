//! The form on which roles are granted: several, each over its unit.

use app::Person;
use assessment::{AccountId, Coded as _, Grant, Role};
use axum::extract::{Path, State};
use axum::response::Html;

use super::list::grant_words;
use crate::error::PageError;
use crate::session::Signed;
use crate::shell::{self, Page, Part, html};
use crate::state::Web;
use crate::view::people::{GrantLine, GrantsPage};
use crate::view::{Choice, FieldError};

/// Empty lines below those that are filled.
const EMPTY_LINES: usize = 3;

pub(crate) async fn roles(
    State(web): State<Web>,
    Signed(person): Signed,
    Path(account): Path<AccountId>,
) -> Result<Html<String>, PageError> {
    html(&page(&web, &person, account, None, Vec::new()).await?)
}

/// The form: what was typed, or what was proposed, or what is held.
pub(crate) async fn page(
    web: &Web,
    person: &Person,
    account: AccountId,
    typed: Option<&[(String, String)]>,
    errors: Vec<FieldError>,
) -> Result<GrantsPage, PageError> {
    person.require(Role::SecurityAdmin)?;
    let rows = app::account::list(&web.app, person).await?;
    let row = rows.iter().find(|row| row.account.id == account);
    let row = row.ok_or(app::Error::NotFound("这个账号"))?;
    let catalogue = web.app.catalogue().await?;
    let pair = |grant: &Grant| {
        let unit = grant.unit.map(|unit| unit.to_string());
        (grant.role.code().to_owned(), unit.unwrap_or_default())
    };
    let held = || row.grants.iter().chain(&row.proposed).map(pair).collect();
    let mut lines: Vec<(String, String)> = typed.map_or_else(held, <[_]>::to_vec);
    lines.retain(|(role, _)| !role.is_empty());
    lines.resize(lines.len() + EMPTY_LINES, Default::default());
    let about = Page {
        part: Part::Accounts,
        title: "授予角色",
        subtitle: format!("{} {}", row.account.name, row.account.display_name),
        help: "accounts",
    };
    let choice = |value: &str, label: &str, chosen: &str| Choice {
        value: value.to_owned(),
        label: label.to_owned(),
        chosen: value == chosen,
    };
    let line = |(number, (role, unit)): (usize, &(String, String))| {
        let mut roles = vec![choice("", "（无）", role)];
        roles.extend(Role::ALL.iter().map(|one| choice(one.code(), one.label(), role)));
        let mut units = vec![choice("", "全辖区", unit)];
        units.extend(catalogue.units.iter().map(|one| choice(&one.id.to_string(), &one.name, unit)));
        GrantLine { number, roles, units }
    };
    let proposed = row.proposed.iter().map(|grant| grant_words(grant, &catalogue)).collect::<Vec<_>>();
    let mut frame = shell::at_first(web, person, &about).await?;
    shell::under(&mut frame, "账号与角色", "/accounts".to_owned());
    Ok(GrantsPage {
        frame,
        action: format!("/accounts/{account}/grants"),
        version: row.version(),
        lines: (1..).zip(&lines).map(line).collect(),
        proposed: proposed.join("、"),
        errors,
    })
}
