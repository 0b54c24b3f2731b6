//! 工作台: what one owes and what waits for one's decision.

use app::Person;
use app::work::{Kind, Task as Owed};
use assessment::{Light, Movement, Period, UnitId};
use axum::extract::{Query, State};
use axum::response::Html;

use crate::error::PageError;
use crate::path;
use crate::session::Signed;
use crate::shell::{self, Page, Part, html};
use crate::state::Web;
use crate::view::Link;
use crate::view::work::{Count, LightCount, OwnUnit, Task, WorkbenchPage};

/// Indicators that are named because they stand red.
const MOST_BEHIND: usize = 5;

const IDLE: &str = "到了填报期、有数据被退回或需要您审核时，会出现在这里。";

/// What an office does first.
const BEGINNING: &str =
    "先在“单位”录入被考核单位，再在“考核周期”新建周期、公布办法、下达目标；各月的填报和审核随后出现在这里。";

/// Which tasks are shown; all of them when nothing is asked for.
#[derive(serde::Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    show: String,
}

pub(crate) async fn show(
    State(web): State<Web>,
    Signed(person): Signed,
    Query(asked): Query<Asked>,
) -> Result<Html<String>, PageError> {
    let owed = app::work::list(&web.app, &person).await?;
    let done = app::work::done(&web.app, &person).await?;
    let catalogue = web.app.catalogue().await?;
    let period = app::period::first(&web.app).await?;
    let about =
        Page { part: Part::Workbench, title: "工作台", subtitle: period.label(), help: "workbench" };
    let at = shell::first_unit(&person, &catalogue).map(|unit| (unit, period));
    let count = |label: &str, show: &str, bad: bool| {
        let count = owed.iter().filter(|task| belongs(task, show)).count();
        Count {
            label: label.to_owned(),
            count: count.to_string(),
            href: if show.is_empty() { "/workbench".to_owned() } else { format!("/workbench?show={show}") },
            bad: bad && count > 0,
        }
    };
    let mut counts =
        vec![count("待办", "", false), count("退回", "returned", true), count("逾期", "overdue", true)];
    if person.has(assessment::Role::Clerk) {
        counts.push(count("看过未填完", "looked", false));
    }
    let name = |unit: UnitId| catalogue.unit(unit).map_or("", |unit| unit.name.as_str()).to_owned();
    let finished = done.iter().map(|step| Task {
        title: title(&name(step.unit), step.period),
        detail: if step.reason.is_empty() {
            step.action.clone()
        } else {
            format!("{}：{}", step.action, step.reason)
        },
        due: app::period::minute(step.at),
        overdue: step.late > 0,
        state: if step.late > 0 {
            format!("迟交{}个工作日", step.late)
        } else {
            step.after.to_string()
        },
        state_kind: if step.late > 0 { "care" } else { "done" },
        action: Link { label: String::new(), href: path::review(step.unit, step.period) },
    });
    let begins = catalogue.units.is_empty() && person.has(assessment::Role::Officer);
    html(&WorkbenchPage {
        idle: if begins { BEGINNING } else { IDLE },
        frame: shell::frame(&web, &person, &about, at),
        counts,
        tasks: owed.iter().filter(|task| belongs(task, &asked.show)).map(line).collect(),
        done: finished.collect(),
        own: own(&web, &person, period).await?,
    })
}

fn belongs(task: &Owed, show: &str) -> bool {
    match show {
        "returned" => task.kind == Kind::Returned,
        "overdue" => task.overdue,
        "looked" => task.looked,
        _ => true,
    }
}

fn title(unit: &str, period: Period) -> String {
    format!("{unit} {}月报", period.label()).trim().to_owned()
}

fn line(task: &Owed) -> Task {
    let unit = task.unit.unwrap_or(UnitId::new(0));
    let cell = task.indicator.map_or_else(String::new, |id| format!("#row-{id}"));
    let entry = || format!("{}{cell}", path::entry(unit, task.period));
    let review = || format!("{}{cell}", path::review(unit, task.period));
    let (state, state_kind, word, href) = match task.kind {
        Kind::Enter if task.looked => ("看过未填完", "care", "继续填报", entry()),
        Kind::Enter => ("填写中", "act", "继续填报", entry()),
        Kind::Returned => ("退回", "refused", "查看理由", entry()),
        Kind::Sign => ("待审签", "act", "审签", review()),
        Kind::Verify => ("待核验", "act", "核验", review()),
        Kind::Decide => ("待答复", "care", "答复申请", path::review(unit, task.period)),
        Kind::Lock => ("待锁定", "act", "锁定", path::review(unit, task.period)),
        Kind::Overdue => ("逾期", "refused", "查看单位", path::reviews(task.period)),
    };
    Task {
        title: title(&task.unit_name, task.period),
        detail: task.detail.clone(),
        due: task.due.clone(),
        overdue: task.overdue,
        state: state.to_owned(),
        state_kind,
        action: Link { label: word.to_owned(), href },
    }
}

/// How the own unit stands, for those who have one.
async fn own(web: &Web, person: &Person, period: Period) -> Result<Option<OwnUnit>, PageError> {
    let Some(unit) = person.own_units().and_then(|units| units.first().copied()) else { return Ok(None) };
    let Ok(sheet) = app::score::sheet(&web.app, person, unit, period).await else { return Ok(None) };
    let tables = app::score::ranks(&web.app, person, period).await?;
    let row = tables.iter().flat_map(|table| &table.rows).find(|row| row.unit == unit);
    let moved = match row.and_then(assessment::RankRow::movement) {
        Some(Movement::Up(places)) => i32::try_from(places).ok(),
        Some(Movement::Down(places)) => i32::try_from(places).ok().map(|places| -places),
        Some(Movement::Same) => Some(0),
        Some(Movement::New) | None => None,
    };
    let rank = sheet.rank.map_or_else(String::new, |rank| format!("第{rank}名"));
    let lights = app::light::of_unit(&web.app, person, unit, period).await?;
    let count = |light| lights.iter().filter(|lit| lit.verdict.light == light).count();
    let reds = lights.iter().filter(|lit| lit.verdict.light == Light::Red).take(MOST_BEHIND);
    let behind = reds.map(|lit| {
        let remedy = lit.verdict.remedy.as_deref().map_or_else(String::new, |remedy| format!("；{remedy}"));
        Link {
            label: format!("{}：{}{remedy}", lit.indicator.name, lit.verdict.reason),
            href: path::figure_history(unit, lit.indicator.id, period),
        }
    });
    Ok(Some(OwnUnit {
        name: format!("{} {}", sheet.unit_name, period.cumulative_label()),
        total: Link { label: sheet.total.to_string(), href: path::sheet(unit, period) },
        rank: Link { label: rank, href: path::rank(period) },
        moved,
        lights: LightCount {
            red: count(Light::Red),
            yellow: count(Light::Yellow),
            green: count(Light::Green),
            grey: count(Light::Grey),
        },
        lights_href: path::lights(period),
        behind: behind.collect(),
    }))
}
