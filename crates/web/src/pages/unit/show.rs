//! One unit: what it was from which day on.

use assessment::{Coded as _, Role, UnitId};
use axum::extract::{Path, State};
use axum::response::Html;

use crate::error::PageError;
use crate::path;
use crate::session::Signed;
use crate::shell::{self, Page, Part, html};
use crate::state::Web;
use crate::view::Link;
use crate::view::list::{ListCell, ListHead, ListPage, ListRow};

pub(crate) async fn show(
    State(web): State<Web>,
    Signed(person): Signed,
    Path(unit): Path<UnitId>,
) -> Result<Html<String>, PageError> {
    let today = app::period::day(web.app.now());
    let (state, _) = app::unit::get(&web.app, &person, unit, today).await?;
    let catalogue = web.app.catalogue().await?;
    let mut days: Vec<_> = catalogue.timeline.versions(unit).iter().map(|version| version.from_day).collect();
    days.push(0);
    days.sort_unstable();
    days.dedup();
    let text = |text: &str| ListCell { text: text.to_owned(), ..ListCell::default() };
    let mut rows = Vec::new();
    for day in days.into_iter().rev() {
        let date = app::unit::day_from_code(day).unwrap_or(jiff::civil::Date::ZERO);
        let Some(then) = catalogue.timeline.state(unit, date).filter(|then| day > 0 || !then.withdrawn)
        else {
            continue;
        };
        let reason = catalogue.timeline.versions(unit).iter().rfind(|one| one.from_day == day);
        let (word, tag) = if then.withdrawn { ("不存在", "locked") } else { ("存续", "done") };
        rows.push(ListRow {
            kind: if then.from_day == state.from_day { "current" } else { "" },
            cells: vec![
                text(&if day == 0 { "最初".to_owned() } else { date.to_string() }),
                ListCell { tag, ..text(word) },
                text(&then.unit.name),
                ListCell { kind: "wide", ..text(&then.unit.full_name) },
                ListCell { kind: "nowrap", ..text(&then.code()) },
                text(then.unit.kind.label()),
                text(then.unit.class.as_str()),
                ListCell { kind: "wide", ..text(reason.map_or("", |one| one.reason.as_str())) },
            ],
            actions: Vec::new(),
        });
    }
    let about = Page {
        part: Part::Units,
        title: &state.unit.name,
        subtitle: state.unit.full_name.clone(),
        help: "units",
    };
    let mut frame = shell::at_first(&web, &person, &about).await?;
    frame.crumbs.insert(1, Link { label: "单位".to_owned(), href: "/units".to_owned() });
    let amends = person.has(Role::Officer) && !state.withdrawn;
    let link = |label: &str, verb: &str| Link {
        label: label.to_owned(),
        href: format!("{}/{verb}", path::unit(unit)),
    };
    let head = |label: &str| ListHead { label: label.to_owned(), ..ListHead::default() };
    html(&ListPage {
        frame,
        lead: "每次变更从生效日起算，之前的名称、类别和数据保持原样。".to_owned(),
        tools: if amends { vec![link("撤销", "withdraw")] } else { Vec::new() },
        primary: amends.then(|| link("变更", "edit")),
        heads: ["自何日起", "状态", "简称", "全称", "代码", "性质", "类别", "依据"]
            .into_iter()
            .map(head)
            .collect(),
        rows,
        ..ListPage::default()
    })
}
