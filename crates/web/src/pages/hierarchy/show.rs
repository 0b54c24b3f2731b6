//! A hierarchy on a day, with the form that changes it.

use app::Person;
use assessment::{HierarchyId, Role, UnitId};
use axum::extract::{Path, Query, State};
use axum::response::Html;

use crate::error::PageError;
use crate::pages::unit::day;
use crate::path;
use crate::session::Signed;
use crate::shell::{self, Page, Part, html};
use crate::state::Web;
use crate::view::organisation::{BranchLine, HierarchyPage};
use crate::view::{Choice, FieldError, Link};

/// Deeper lines are drawn no deeper.
const DEEPEST: usize = 6;

#[derive(serde::Deserialize, Default)]
pub(crate) struct Asked {
    #[serde(default)]
    pub(crate) day: String,
    #[serde(default)]
    pub(crate) unit: String,
}

/// What stands in the form.
#[derive(serde::Deserialize, Default)]
pub(crate) struct Typed {
    #[serde(default)]
    pub(crate) unit: String,
    #[serde(default)]
    pub(crate) step: String,
    #[serde(default)]
    pub(crate) parent: String,
    #[serde(default)]
    pub(crate) from: String,
    #[serde(default)]
    pub(crate) version: String,
}

pub(crate) async fn show(
    State(web): State<Web>,
    Signed(person): Signed,
    Path(id): Path<HierarchyId>,
    Query(asked): Query<Asked>,
) -> Result<Html<String>, PageError> {
    let today = app::period::day(web.app.now());
    let shown = if asked.day.is_empty() { today } else { day("day", &asked.day)? };
    let typed = Typed { unit: asked.unit, from: shown.to_string(), ..Typed::default() };
    html(&page(&web, &person, (id, shown), &typed, Vec::new()).await?)
}

pub(crate) async fn page(
    web: &Web,
    person: &Person,
    (id, shown): (HierarchyId, jiff::civil::Date),
    typed: &Typed,
    errors: Vec<FieldError>,
) -> Result<HierarchyPage, PageError> {
    let tree = app::hierarchy::get(&web.app, person, id, shown).await?;
    let catalogue = web.app.catalogue().await?;
    let address = path::hierarchy(id);
    let about = Page {
        part: Part::Hierarchies,
        title: &tree.row.name,
        subtitle: format!("{shown} · {}个单位", tree.branches.len()),
        help: "hierarchies",
    };
    let mut frame = shell::at_first(web, person, &about).await?;
    frame.crumbs.insert(1, Link { label: "组织体系".to_owned(), href: "/hierarchies".to_owned() });
    let amends = person.has(Role::Officer);
    let link = |label: &str, href: String| Link { label: label.to_owned(), href };
    let mut tools = vec![link("导出", format!("{address}/xlsx"))];
    if amends {
        tools.insert(0, link("导入", format!("{address}/import")));
    }
    let name =
        |unit: Option<UnitId>| unit.map_or_else(String::new, |unit| catalogue.timeline.name(unit, shown));
    let choice = |value: &str, label: &str, chosen: &str| Choice {
        value: value.to_owned(),
        label: label.to_owned(),
        chosen: value == chosen,
    };
    let held = tree.branches.iter().find(|branch| branch.unit.to_string() == typed.unit);
    let parent = match (typed.parent.is_empty(), held) {
        (true, Some(branch)) => branch.parent.map_or_else(String::new, |parent| parent.to_string()),
        _ => typed.parent.clone(),
    };
    let units = catalogue.timeline.on(shown);
    let mut parents = vec![choice("", "（顶层）", &parent)];
    parents.extend(tree.branches.iter().map(|one| choice(&one.unit.to_string(), &one.name, &parent)));
    Ok(HierarchyPage {
        frame,
        days: tree.days.iter().map(|day| link(&day.to_string(), format!("{address}?day={day}"))).collect(),
        day: shown.to_string(),
        tools,
        branches: tree
            .branches
            .iter()
            .map(|one| BranchLine {
                name: one.name.clone(),
                depth: one.depth.min(DEEPEST),
                parent: name(one.parent),
                from: one.from.to_string(),
                until: one.until.map_or_else(String::new, |until| until.to_string()),
                href: format!("{address}?day={shown}&unit={}#amend", one.unit),
            })
            .collect(),
        amends,
        version: if typed.version.is_empty() { tree.row.version.to_string() } else { typed.version.clone() },
        units: units.iter().map(|unit| choice(&unit.id.to_string(), &unit.name, &typed.unit)).collect(),
        parents,
        steps: vec![
            choice("place", "隶属于下面选的上级", &typed.step),
            choice("leave", "退出本体系", &typed.step),
        ],
        from: typed.from.clone(),
        errors,
        address,
    })
}
