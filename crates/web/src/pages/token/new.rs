//! The form for a new token.

use app::Person;
use assessment::{Coded as _, Role};
use axum::extract::State;
use axum::response::Html;

use crate::error::PageError;
use crate::session::Signed;
use crate::shell::{self, Page, Part, html};
use crate::state::Web;
use crate::view::form::{FormField, FormPage};
use crate::view::{Choice, FieldError, Link};

pub(crate) async fn new(State(web): State<Web>, Signed(person): Signed) -> Result<Html<String>, PageError> {
    person.require_reader()?;
    html(&page(&web, &person, ["", "read", "", "", "90"], Vec::new()).await?)
}

/// The form with what was typed (name, what it may do, role, unit, days) and what is wrong with it.
pub(crate) async fn page(
    web: &Web,
    person: &Person,
    [name, may, role, unit, days]: [&str; 5],
    errors: Vec<FieldError>,
) -> Result<FormPage, PageError> {
    let catalogue = web.app.catalogue().await?;
    let about = Page { part: Part::Tokens, title: "生成令牌", subtitle: String::new(), help: "tokens" };
    let choice = |value: &str, label: &str, chosen: &str| Choice {
        value: value.to_owned(),
        label: label.to_owned(),
        chosen: value == chosen,
    };
    let admin = |role: &Role| matches!(role, Role::SystemAdmin | Role::SecurityAdmin | Role::AuditAdmin);
    let mut roles = vec![choice("", "本人全部考核角色", role)];
    let own = Role::ALL.iter().filter(|one| person.has(**one) && !admin(one));
    roles.extend(own.map(|one| choice(one.code(), one.label(), role)));
    let mut units = vec![choice("", "本人全部单位", unit)];
    units.extend(shell::readable(person, &catalogue).map(|one| choice(&one.id.to_string(), &one.name, unit)));
    let field = |kind, id: &str, label: &str, value: &str, hint: &str, options| FormField {
        kind,
        id: id.to_owned(),
        label: label.to_owned(),
        value: value.to_owned(),
        hint: hint.to_owned(),
        need: true,
        options,
        ..FormField::default()
    };
    let mays = vec![choice("read", "只读：取数", may), choice("write", "读写：取数和报数", may)];
    let mut frame = shell::at_first(web, person, &about).await?;
    shell::under(&mut frame, "程序令牌", "/tokens".to_owned());
    Ok(FormPage {
        frame,
        lead: "提交后显示令牌，只显示一次。程序以您的名义办事，权限不会超过您本人。".to_owned(),
        action: "/tokens".to_owned(),
        errors,
        fields: vec![
            field("text", "name", "由哪个程序使用", name, "例如：统计平台每月报送", Vec::new()),
            field("select", "may", "权限", may, "", mays),
            field("select", "roles", "角色", role, "", roles),
            field("select", "units", "单位", unit, "只对填报、审核的角色有效", units),
            field("text", "days", "有效天数", days, "1 至 366", Vec::new()),
        ],
        submit: "生成令牌".to_owned(),
        cancel: Link { label: "不生成".to_owned(), href: "/tokens".to_owned() },
        ..FormPage::default()
    })
}
