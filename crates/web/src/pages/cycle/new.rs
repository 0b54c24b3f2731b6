//! The form for a new cycle.

use app::Person;
use assessment::Role;
use axum::extract::State;
use axum::response::Html;

use crate::error::PageError;
use crate::session::Signed;
use crate::shell::{self, Page, Part, html};
use crate::state::Web;
use crate::view::form::{FormField, FormPage};
use crate::view::{FieldError, Link};

pub(crate) async fn new(State(web): State<Web>, Signed(person): Signed) -> Result<Html<String>, PageError> {
    person.require(Role::Officer)?;
    let next = i64::from(app::period::day(web.app.now()).year()) + 1;
    let name = format!("{next}年度目标责任制考核");
    html(&page(&web, &person, [&name, &next.to_string(), ""], Vec::new()).await?)
}

/// The form with what was typed (name, year, text) and what is wrong with it.
pub(crate) async fn page(
    web: &Web,
    person: &Person,
    [name, year, source]: [&str; 3],
    errors: Vec<FieldError>,
) -> Result<FormPage, PageError> {
    let about =
        Page { part: Part::Cycles, title: "新建考核周期", subtitle: String::new(), help: "cycles" };
    let field = |kind, id: &str, label: &str, value: &str, hint: &str, need| FormField {
        kind,
        id: id.to_owned(),
        label: label.to_owned(),
        value: value.to_owned(),
        hint: hint.to_owned(),
        need,
        ..FormField::default()
    };
    let at = shell::spot(web, person).await?;
    let hint = "选一个 Markdown 文本文件（.md），或粘贴在下面；以后也可以再上传";
    Ok(FormPage {
        frame: shell::frame(web, person, &about, at),
        lead: "建立后先检查、公布考核办法，再下达目标，然后开始填报。".to_owned(),
        action: "/cycles".to_owned(),
        files: true,
        errors,
        fields: vec![
            field("text", "name", "名称", name, "", true),
            field("text", "year", "年度", year, "四位年份，一年一个考核周期", true),
            field("file", "file", "考核办法文件", "", hint, false),
            field("area", "text", "考核办法文本", source, "", false),
        ],
        submit: "新建".to_owned(),
        cancel: Link { label: "不新建".to_owned(), href: "/cycles".to_owned() },
    })
}
