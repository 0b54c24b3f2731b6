//! The form on which a person is invited.

use app::Person;
use app::catalogue::Catalogue;
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
    person.require(Role::SystemAdmin)?;
    html(&page(&web, &person, ["", "", "", ""], Vec::new()).await?)
}

/// The form with what was typed (name, display name, role, unit) and what is wrong with it.
pub(crate) async fn page(
    web: &Web,
    person: &Person,
    [name, display_name, role, unit]: [&str; 4],
    errors: Vec<FieldError>,
) -> Result<FormPage, PageError> {
    let catalogue = web.app.catalogue().await?;
    let about = Page { part: Part::Accounts, title: "邀请", subtitle: String::new(), help: "accounts" };
    let field = |kind, id: &str, label: &str, value: &str, hint: &str| FormField {
        kind,
        id: id.to_owned(),
        label: label.to_owned(),
        value: value.to_owned(),
        hint: hint.to_owned(),
        need: true,
        ..FormField::default()
    };
    let mut fields = vec![
        field("text", "name", "用户名", name, "2至40个字母、数字或 . - _，登录时使用"),
        field("text", "display_name", "姓名", display_name, ""),
    ];
    fields.extend(role_fields(&catalogue, role, unit));
    let mut frame = shell::at_first(web, person, &about).await?;
    shell::under(&mut frame, "账号与角色", "/accounts".to_owned());
    Ok(FormPage {
        frame,
        lead: "提交后显示邀请码（7天内有效），交给本人自设密码。角色由安全管理员核定后生效。".to_owned(),
        action: "/accounts".to_owned(),
        errors,
        fields,
        submit: "邀请".to_owned(),
        cancel: Link { label: "不邀请".to_owned(), href: "/accounts".to_owned() },
        ..FormPage::default()
    })
}

/// The choice of a role and of the unit it holds over.
pub(crate) fn role_fields(catalogue: &Catalogue, role: &str, unit: &str) -> Vec<FormField> {
    let choice = |value: &str, label: &str, chosen: &str| Choice {
        value: value.to_owned(),
        label: label.to_owned(),
        chosen: value == chosen,
    };
    let roles = Role::ALL.iter().map(|one| choice(one.code(), one.label(), role)).collect();
    let mut units = vec![choice("", "全辖区", unit)];
    units.extend(catalogue.units.iter().map(|one| choice(&one.id.to_string(), &one.name, unit)));
    let field = |id: &str, label: &str, hint: &str, options| FormField {
        kind: "select",
        id: id.to_owned(),
        label: label.to_owned(),
        hint: hint.to_owned(),
        options,
        ..FormField::default()
    };
    vec![
        field("role", "建议的角色", "由安全管理员核定", roles),
        field("unit", "范围", "填报员、单位负责人选本单位；核验员选数据来源部门", units),
    ]
}
