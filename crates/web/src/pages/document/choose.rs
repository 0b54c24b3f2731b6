//! Choosing goals that become targets or figures. The system suggests; the person ticks.

use std::collections::BTreeMap;

use app::Person;
use app::document::{Candidate, Column, Opened, Purpose, candidates, may_change};
use assessment::{Coded as _, DocumentId, Indicator, Period, Role, TargetKind, UnitId};
use axum::extract::{Path, Query, State};
use axum::response::Html;

use crate::error::PageError;
use crate::path;
use crate::session::Signed;
use crate::shell::{self, Page, Part, html};
use crate::state::Web;
use crate::view::verify::{AcceptLine, AcceptPage};
use crate::view::{Choice, FieldError, Link};

pub(crate) async fn choose(
    State(web): State<Web>,
    Signed(person): Signed,
    Path(id): Path<DocumentId>,
    Query(asked): Query<BTreeMap<String, String>>,
) -> Result<Html<String>, PageError> {
    app::document::require_hand(&person)?;
    let opened = app::document::get(&web.app, &person, id, None).await?;
    html(&page(&web, &person, &opened, &asked, Vec::new()).await?)
}

/// What the person may take: the office targets, clerks figures.
pub(super) fn purposes(person: &Person) -> Vec<(Purpose, &'static str, &'static str)> {
    let mut purposes = Vec::new();
    if person.has(Role::Clerk) {
        purposes.push((Purpose::Figure, "figure", "填报数据（取完成数字）"));
    }
    if person.has(Role::Officer) {
        purposes.push((Purpose::Target, "target", "目标值（取目标数字）"));
    }
    purposes
}

/// Purpose, unit and period as asked, or the first that are possible.
pub(super) async fn settle(
    web: &Web,
    person: &Person,
    opened: &Opened,
    fields: &BTreeMap<String, String>,
) -> Result<(Purpose, UnitId, Period, Vec<Period>), PageError> {
    if !may_change(person, opened.row.unit) {
        return Err(app::Error::Forbidden("数据由本单位填报员采用，目标由考核办采用".to_owned()).into());
    }
    let field = |name: &str| fields.get(name).map_or("", String::as_str);
    let purposes = purposes(person);
    let asked = purposes.iter().find(|(_, code, _)| *code == field("purpose"));
    let Some((purpose, ..)) = asked.or(purposes.first()) else {
        return Err(app::Error::Forbidden("数据由填报员采用，目标由考核办采用".to_owned()).into());
    };
    let unit = field("unit").parse().unwrap_or(opened.row.unit);
    let periods = app::period::list(&web.app).await?;
    let first = app::period::first(&web.app).await?;
    let period = field("period").parse().unwrap_or(first);
    Ok((*purpose, unit, period, periods))
}

/// The page with what was chosen and what is wrong with it.
pub(super) async fn page(
    web: &Web,
    person: &Person,
    opened: &Opened,
    fields: &BTreeMap<String, String>,
    errors: Vec<FieldError>,
) -> Result<AcceptPage, PageError> {
    let (purpose, unit, period, periods) = settle(web, person, opened, fields).await?;
    let id = opened.row.id;
    let catalogue = &opened.catalogue;
    let due = |indicator: &&Indicator| {
        purpose == Purpose::Target || period.ending_together(indicator.frequency).is_some()
    };
    let indicators: Vec<&Indicator> = catalogue.indicators.iter().filter(due).collect();
    let found = candidates(&opened.reading.document, &opened.reading.findings, &indicators, purpose);
    let code = if purpose == Purpose::Target { "target" } else { "figure" };
    let about =
        Page {
            part: Part::Documents, title: "采用目标或数据", subtitle: String::new(), help: "documents"
        };
    let mut frame = shell::frame(web, person, &about, super::at(web, person).await);
    let document = Link { label: opened.title().to_owned(), href: path::document(id) };
    super::show::below_list(&mut frame, vec![document.clone()]);
    let choice = |value: String, label: &str, chosen: bool| Choice { value, label: label.to_owned(), chosen };
    let mine = |one: &&assessment::Unit| match purpose {
        Purpose::Figure => person.actor.holds(Role::Clerk, one.id),
        Purpose::Target => person.actor.holds(Role::Officer, one.id),
    };
    let units = shell::readable(person, catalogue).filter(mine);
    let sent = [
        ("purpose", code.to_owned()),
        ("unit", unit.to_string()),
        ("period", period.to_string()),
        ("version", opened.version.to_string()),
    ];
    Ok(AcceptPage {
        frame,
        document,
        here: path::document_accept(id),
        action: path::document_accept_check(id),
        purposes: purposes(person)
            .into_iter()
            .map(|(_, value, label)| choice(value.to_owned(), label, value == code))
            .collect(),
        units: units.map(|one| choice(one.id.to_string(), &one.name, one.id == unit)).collect(),
        periods: match purpose {
            Purpose::Target => Vec::new(),
            Purpose::Figure => {
                periods.iter().map(|one| choice(one.to_string(), &one.label(), *one == period)).collect()
            }
        },
        purpose: code.to_owned(),
        sent: sent.map(|(name, value)| (name.to_owned(), value)).into(),
        errors,
        notes: notes(opened, purpose, period),
        lines: found.iter().map(|one| line(opened, one, &indicators, purpose, fields)).collect(),
    })
}

/// Said when the document speaks of another year than the cycle.
fn notes(opened: &Opened, purpose: Purpose, period: Period) -> Vec<String> {
    let anchor = &opened.reading.findings.anchor;
    let year: Option<i16> = anchor.get(..4).and_then(|year| year.parse().ok());
    let wanted = match purpose {
        Purpose::Figure => Some(period.year()),
        Purpose::Target => {
            opened.catalogue.current.as_ref().and_then(|current| i16::try_from(current.cycle.year).ok())
        }
    };
    match (year, wanted) {
        (Some(year), Some(wanted)) if year != wanted => {
            vec![format!("这份文档说的是 {year} 年前后的事，将采用到 {wanted} 年，请核对年份")]
        }
        _ => Vec::new(),
    }
}

fn line(
    opened: &Opened,
    one: &Candidate,
    indicators: &[&Indicator],
    purpose: Purpose,
    fields: &BTreeMap<String, String>,
) -> AcceptLine {
    let place = format!("{}-{}", one.span.start, one.span.end);
    let typed = |name: &str| fields.get(&format!("{name}-{place}"));
    let suggested = one.suggestion.as_ref().map(|found| found.indicator.to_string());
    let chosen = typed("indicator").or(suggested.as_ref()).cloned().unwrap_or_default();
    let choice =
        |value: String, label: String, chosen: &str| Choice { chosen: value == chosen, value, label };
    let mut options = vec![choice(String::new(), "（选择指标）".to_owned(), &chosen)];
    options.extend(indicators.iter().map(|indicator| {
        let label = format!("{}（{}）", indicator.name, indicator.measure.name);
        choice(indicator.id.to_string(), label, &chosen)
    }));
    AcceptLine {
        goal: one.goal.clone(),
        context: one.context.clone(),
        words: one.words.clone(),
        href: path::document_place(opened.row.id, opened.version, one.span),
        days: one.days.as_deref().map_or_else(String::new, |days| days.replace('/', " 至 ")),
        taken: typed("take").is_some(),
        indicators: options,
        why: one.suggestion.as_ref().map_or_else(String::new, |found| found.why.clone()),
        columns: columns(one, indicators, purpose, &chosen, typed("column").map_or("", String::as_str)),
        place,
    }
}

/// 累计 and 当月 of figures, kinds of targets.
fn columns(
    one: &Candidate,
    indicators: &[&Indicator],
    purpose: Purpose,
    indicator: &str,
    typed: &str,
) -> Vec<Choice> {
    let choice = |value: &str, label: &str, chosen: &str| Choice {
        value: value.to_owned(),
        label: label.to_owned(),
        chosen: value == chosen,
    };
    match purpose {
        Purpose::Figure => {
            let basis = indicators
                .iter()
                .find(|found| found.id.to_string() == indicator)
                .map_or(assessment::Basis::Flow, |found| found.basis);
            let cumulated = matches!(basis, assessment::Basis::Flow | assessment::Basis::Rate);
            let month = one.days.as_deref().is_some_and(within_a_month);
            let default = if cumulated && !month { "cumulative" } else { "value" };
            let chosen = if typed.is_empty() { default } else { typed };
            vec![choice("cumulative", "累计", chosen), choice("value", "当期", chosen)]
        }
        Purpose::Target => {
            let default = match one.role {
                "challenge" => TargetKind::Challenge,
                "superior" => TargetKind::Superior,
                _ => TargetKind::Assigned,
            };
            let chosen = if typed.is_empty() { default.code() } else { typed };
            TargetKind::ALL.iter().map(|kind| choice(kind.code(), kind.label(), chosen)).collect()
        }
    }
}

/// Whether 2016-08-01/2016-08-31 lies in one month other than January, where month and cumulation are the same.
fn within_a_month(days: &str) -> bool {
    match days.split_once('/') {
        Some((first, last)) => first.get(..7) == last.get(..7) && first.get(5..7) != Some("01"),
        None => false,
    }
}

/// The column that a code names.
pub(super) fn column(code: &str) -> Column {
    // Where a form has no such field, as for targets, the whole of the year is meant.
    Column::from_code(code).unwrap_or(Column::Cumulative)
}
