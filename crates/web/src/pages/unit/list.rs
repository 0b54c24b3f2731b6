//! Units as they are on a day.

use app::unit::{Filter, UnitState};
use assessment::{Coded as _, Role};
use axum::extract::{Query, State};
use axum::response::Html;

use super::day;
use crate::error::PageError;
use crate::path;
use crate::session::Signed;
use crate::shell::{self, Page, Part, html};
use crate::state::Web;
use crate::view::list::{FilterField, ListCell, ListHead, ListPage, ListRow};
use crate::view::{Choice, Link};

#[derive(serde::Deserialize, Default)]
pub(crate) struct Asked {
    #[serde(default)]
    text: String,
    #[serde(default)]
    class: String,
    #[serde(default)]
    day: String,
    #[serde(default)]
    withdrawn: String,
}

pub(crate) async fn list(
    State(web): State<Web>,
    Signed(person): Signed,
    Query(asked): Query<Asked>,
) -> Result<Html<String>, PageError> {
    let today = app::period::day(web.app.now());
    let shown = if asked.day.is_empty() { today } else { day("day", &asked.day)? };
    let filter = Filter {
        text: asked.text.clone(),
        class: asked.class.clone(),
        withdrawn: !asked.withdrawn.is_empty(),
    };
    let states = app::unit::list(&web.app, &person, shown, &filter).await?;
    let catalogue = web.app.catalogue().await?;
    let known = !catalogue.units.is_empty();
    let about = Page {
        part: Part::Units,
        title: "单位",
        subtitle: format!("{shown} 共 {} 个", states.len()),
        help: "units",
    };
    let head = |label: &str| ListHead { label: label.to_owned(), ..ListHead::default() };
    let officer = person.has(Role::Officer);
    let link = |label: &str, href: &str| Link { label: label.to_owned(), href: href.to_owned() };
    let mut tools = vec![link("导出", &format!("/units/xlsx?day={shown}"))];
    if officer {
        tools.insert(0, link("导入", "/units/import"));
    }
    html(&ListPage {
        frame: shell::at_first(&web, &person, &about).await?,
        filter: filters(&asked, &app::unit::classes(&catalogue.units), shown),
        tools,
        primary: officer.then(|| link("新增单位", "/units/new")),
        heads: ["简称", "全称", "代码", "行政区划", "性质", "类别", "自何日起", "状态"]
            .into_iter()
            .map(head)
            .collect(),
        rows: states.iter().map(row).collect(),
        empty_title: if known { "没有符合条件的单位" } else { "还没有单位" }.to_owned(),
        empty_text: "单位由考核员新增，或从表格导入。".to_owned(),
        ..ListPage::default()
    })
}

fn filters(asked: &Asked, classes: &[String], shown: jiff::civil::Date) -> Vec<FilterField> {
    let choice = |value: &str, label: &str, chosen: &str| Choice {
        value: value.to_owned(),
        label: label.to_owned(),
        chosen: value == chosen,
    };
    let mut all = vec![choice("", "全部", &asked.class)];
    all.extend(classes.iter().map(|class| choice(class, class, &asked.class)));
    let field = |name: &str, label: &str, value: &str, kind, options| FilterField {
        name: name.to_owned(),
        label: label.to_owned(),
        value: value.to_owned(),
        options,
        kind,
    };
    vec![
        field("text", "名称或代码", &asked.text, "search", Vec::new()),
        field("class", "类别", &asked.class, "", all),
        field("day", "哪一天", &shown.to_string(), "date", Vec::new()),
        field(
            "withdrawn",
            "已撤销的",
            "",
            "",
            vec![choice("", "不列", &asked.withdrawn), choice("1", "也列", &asked.withdrawn)],
        ),
    ]
}

fn row(state: &UnitState) -> ListRow {
    let unit = &state.unit;
    let text = |text: &str| ListCell { text: text.to_owned(), ..ListCell::default() };
    let (word, tag) = if state.withdrawn { ("已撤销或未设立", "locked") } else { ("存续", "done") };
    let from = match app::unit::day_from_code(state.from_day) {
        Some(day) => day.to_string(),
        None if state.withdrawn => String::new(),
        None => "最初".to_owned(),
    };
    ListRow {
        kind: "",
        cells: vec![
            ListCell { href: path::unit(unit.id), ..text(&unit.name) },
            ListCell { kind: "wide", ..text(&unit.full_name) },
            ListCell { kind: "nowrap", ..text(&state.code()) },
            text(unit.region_code.as_deref().unwrap_or_default()),
            text(unit.kind.label()),
            text(unit.class.as_str()),
            ListCell { kind: "nowrap", ..text(&from) },
            ListCell { tag, ..text(word) },
        ],
        actions: Vec::new(),
    }
}
