//! A published version: the text, unchangeable, and what it changed.

use app::Person;
use app::cycle::Changes;
use assessment::{CycleId, Period};
use axum::extract::{Path, State};
use axum::response::Html;

use crate::error::PageError;
use crate::path;
use crate::session::Signed;
use crate::shell::{self, Page, Part, html};
use crate::state::Web;
use crate::view::Link;
use crate::view::cycle::{ChangesView, MovedRow, VersionPage};

pub(crate) async fn version(
    State(web): State<Web>,
    Signed(person): Signed,
    Path((id, version)): Path<(CycleId, i64)>,
) -> Result<Html<String>, PageError> {
    let stored = app::cycle::edition(&web.app, &person, id, version).await?;
    let changes = app::cycle::changes(&web.app, &person, id, version).await?;
    let cycle = app::cycle::get(&web.app, &person, id).await?.cycle;
    let about = Page {
        part: Part::Cycles,
        title: &format!("考核办法第{version}版"),
        subtitle: stored.title.clone(),
        help: "cycles",
    };
    let at = shell::spot(&web, &person).await?;
    let mut frame = shell::frame(&web, &person, &about, at);
    frame.crumbs.insert(1, Link { label: "考核周期".to_owned(), href: "/cycles".to_owned() });
    frame.crumbs.insert(2, Link { label: cycle.name, href: path::cycle(id) });
    let since = app::catalogue::day(stored.valid_from)?.to_string();
    let facts = [
        ("施行日期", since),
        ("公布", stored.published_at.map_or_else(String::new, app::period::minute)),
        ("理由或依据", stored.reason.clone()),
        ("文本校验值", format!("SHA-256 {}", stored.hash)),
    ];
    html(&VersionPage {
        frame,
        facts: facts
            .into_iter()
            .filter(|(_, text)| !text.is_empty())
            .map(|(word, text)| (word.to_owned(), text))
            .collect(),
        changes: changes.map(|changes| shown(&changes, &person)),
        lines: stored.source.lines().map(ToOwned::to_owned).collect(),
    })
}

/// What a version changes, in words.
pub(crate) fn shown(changes: &Changes, person: &Person) -> ChangesView {
    let since = changes.valid_from.map_or_else(String::new, |day| day.to_string());
    let against = format!("与第{}版相比改了什么（{since} 起）", changes.before);
    let summary = match changes.period {
        _ if changes.sentences.is_empty() => String::new(),
        None => "施行日期之后还没有数据，各单位的名次、等次暂无变化可比；以前的期次仍按原版本。".to_owned(),
        Some(period) => said(changes, period),
    };
    let href = |unit| match changes.period {
        Some(period) if person.require_unit(unit).is_ok() => path::sheet(unit, period),
        _ => String::new(),
    };
    let moved = changes.moved.iter().map(|unit| MovedRow {
        unit: Link { label: unit.name.clone(), href: href(unit.unit) },
        total: unit.total.clone(),
        rank: unit.rank.clone(),
        grade: unit.grade.clone(),
    });
    ChangesView { against, sentences: changes.sentences.clone(), summary, moved: moved.collect() }
}

fn said(changes: &Changes, period: Period) -> String {
    let label = period.cumulative_label();
    let totals = match changes.totals {
        0 => String::new(),
        count => format!("；另有 {count} 个单位只有总分变化"),
    };
    match changes.moved.len() {
        0 => format!("{label}：{} 个单位的名次、等次都没有变化{totals}。", changes.units),
        count => format!(
            "{label}：{} 个单位中 {count} 个的名次或等次有变化{totals}。以前的期次仍按原版本。",
            changes.units
        ),
    }
}
