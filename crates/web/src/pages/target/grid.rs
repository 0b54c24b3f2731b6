//! The grid of targets: of one unit over all indicators, or of one indicator over all units.

use std::collections::BTreeMap;

use app::Person;
use app::catalogue::WHOLE;
use app::target::{Axis, Line, Sum, Table};
use assessment::{Coded as _, CycleId, Role, TargetKind};
use axum::extract::{Path, State};
use axum::response::Html;

use super::list::difference;
use super::words::{axis, frame, title, unit_name};
use crate::error::PageError;
use crate::path;
use crate::session::Signed;
use crate::shell::html;
use crate::state::Web;
use crate::view::target::{TargetCell, TargetRow, TargetSum, TargetsPage};
use crate::view::{Link, Switch, SwitchOption};

pub(crate) async fn show(
    State(web): State<Web>,
    Signed(person): Signed,
    Path((cycle, by, id)): Path<(CycleId, String, i64)>,
) -> Result<Html<String>, PageError> {
    let axis = axis(&by, id).ok_or(app::Error::NotFound("这张目标表"))?;
    html(&page(&web, &person, cycle, axis, &BTreeMap::new()).await?)
}

/// The page; `wrong` says what was refused in a row, by its id.
pub(crate) async fn page(
    web: &Web,
    person: &Person,
    cycle: CycleId,
    axis: Axis,
    wrong: &BTreeMap<i64, String>,
) -> Result<TargetsPage, PageError> {
    let table = app::target::table(&web.app, person, cycle, axis).await?;
    let catalogue = web.app.catalogue().await?;
    let open = table.lines.iter().any(|line| !line.editable.is_empty());
    let (by, id, key, key_word) = match axis {
        Axis::Unit(unit) => ("units", unit.get(), "indicator", "指标"),
        Axis::Indicator(indicator) => ("indicators", indicator.get(), "unit", "责任单位"),
        Axis::All => return Err(app::Error::NotFound("这张目标表").into()),
    };
    let (name, measure) = match axis {
        Axis::Indicator(id) => {
            let known = catalogue.indicator(id);
            let name = known.map_or_else(String::new, |known| known.name.clone());
            (name, known.map_or_else(String::new, |known| known.measure.name.clone()))
        }
        Axis::Unit(unit) => {
            let name = catalogue.unit(unit).map_or("", |unit| unit.name.as_str());
            (unit_name(web, name), String::new())
        }
        Axis::All => (String::new(), String::new()),
    };
    let mut frame = frame(web, person, cycle, &format!("{name}目标"), String::new()).await?;
    frame.switches.push(switch(web, person, cycle, axis, &catalogue));
    let mut tools = vec![Link { label: "变更申请".to_owned(), href: path::target_requests(cycle) }];
    if let Axis::Indicator(id) = axis {
        tools.insert(0, Link { label: "序时进度".to_owned(), href: path::schedule(cycle, id) });
    }
    let rows = table.lines.iter().map(|line| row(web, cycle, axis, line, wrong)).collect();
    Ok(TargetsPage {
        frame,
        lead: lead(&table, open),
        action: format!("{}/{by}/{id}", path::targets(cycle)),
        api: format!("/api/v1/cycles/{cycle}/targets/{by}/{id}"),
        key,
        key_word,
        measure,
        xlsx: format!("{}?{by}={id}", path::targets_xlsx(cycle)),
        import: if open && person.has(Role::Officer) { path::targets_xlsx(cycle) } else { String::new() },
        tools,
        open,
        rows,
        sums: table.sums.iter().map(|one| sum(one, &table.lines)).collect(),
    })
}

fn lead(table: &Table, open: bool) -> String {
    match table.state.admit_target() {
        Ok(()) if open => {
            "考核周期还在筹备，可以直接填写；逐格保存，改动都留在历史里。点名称看历史。".to_owned()
        }
        Ok(()) => "考核周期还在筹备，目标由考核员填写。点名称看历史。".to_owned(),
        Err(refusal) => format!("{refusal}。点名称看历史、提出申请。"),
    }
}

fn row(web: &Web, cycle: CycleId, axis: Axis, line: &Line, wrong: &BTreeMap<i64, String>) -> TargetRow {
    let of_unit = matches!(axis, Axis::Unit(_));
    let id = if of_unit { line.indicator.id.get() } else { line.unit.get() };
    let name = if of_unit { line.indicator.name.clone() } else { unit_name(web, &line.unit_name) };
    let cell = |kind: &TargetKind| TargetCell {
        field: kind.code(),
        title: title(*kind),
        text: line.texts.get(kind).cloned().unwrap_or_default(),
        open: line.editable.contains(kind),
    };
    TargetRow {
        id,
        name,
        href: path::target_history(cycle, line.unit, line.indicator.id),
        measure: if of_unit { line.indicator.measure.name.clone() } else { String::new() },
        whole: line.unit == WHOLE && !of_unit,
        last_year: line.last_year.clone(),
        cells: TargetKind::ALL.iter().map(cell).collect(),
        growth: line.growth.clone(),
        version: line.version,
        wrong: wrong.get(&id).cloned().unwrap_or_default(),
    }
}

/// A column without any target has no sum: a zero would look like one.
fn sum(sum: &Sum, lines: &[Line]) -> TargetSum {
    let any = lines.iter().any(|line| line.texts.contains_key(&sum.kind));
    TargetSum {
        field: sum.kind.code(),
        sum: if any { sum.sum.grouped() } else { "—".to_owned() },
        difference: sum.split.map_or_else(|| "—".to_owned(), |split| difference(split.difference)),
        short: sum.split.is_some_and(|split| !split.covers()),
    }
}

fn switch(
    web: &Web,
    person: &Person,
    cycle: CycleId,
    axis: Axis,
    catalogue: &app::catalogue::Catalogue,
) -> Switch {
    const LONG_LIST: usize = 12;
    let option = |label: String, href: String, current: bool| SwitchOption {
        label,
        href,
        current,
        group: String::new(),
    };
    let options: Vec<SwitchOption> = match axis {
        Axis::Unit(shown) => {
            let whole = person.own_units().is_none();
            let whole = whole
                .then(|| option(unit_name(web, ""), path::targets_of_unit(cycle, WHOLE), shown == WHOLE));
            let units = crate::shell::readable(person, catalogue);
            let units = units.map(|unit| {
                option(unit.name.clone(), path::targets_of_unit(cycle, unit.id), unit.id == shown)
            });
            whole.into_iter().chain(units).collect()
        }
        Axis::Indicator(shown) => catalogue
            .indicators
            .iter()
            .map(|one| option(one.name.clone(), path::targets_of_indicator(cycle, one.id), one.id == shown))
            .collect(),
        Axis::All => Vec::new(),
    };
    let label = options.iter().find(|one| one.current).map_or_else(String::new, |one| one.label.clone());
    let name = if matches!(axis, Axis::Unit(_)) { "单位" } else { "指标" };
    Switch { name: name.to_owned(), label, long: options.len() > LONG_LIST, options }
}
