//! 工作台: what one owes and what waits for one's decision.

use app::Person;
use app::work::{Kind, Task as Owed};
use axum::extract::State;
use axum::response::Html;

use crate::error::PageError;
use crate::pages::entry::words::due;
use crate::path;
use crate::session::Signed;
use crate::shell::{self, Page, Part, html};
use crate::state::Web;
use crate::view::Link;
use crate::view::work::{Count, LightCount, OwnUnit, Task, WorkbenchPage};

pub(crate) async fn show(State(web): State<Web>, Signed(person): Signed) -> Result<Html<String>, PageError> {
    let owed = app::work::list(&web.app, &person).await?;
    let catalogue = web.app.catalogue().await?;
    let period = app::period::first(&web.app).await?;
    let about =
        Page { part: Part::Workbench, title: "工作台", subtitle: period.label(), help: "workbench" };
    let at = shell::first_unit(&person, &catalogue).map(|unit| (unit, period));
    let now = web.app.now();
    let count = |label: &str, kind: Option<Kind>, bad: bool| {
        let count = owed.iter().filter(|task| kind.is_none_or(|kind| kind == task.kind)).count();
        Count {
            label: label.to_owned(),
            count: count.to_string(),
            href: "#main".to_owned(),
            bad: bad && count > 0,
        }
    };
    let overdue = owed.iter().filter(|task| due(task.period, now).1).count();
    let counts = vec![
        count("待办", None, false),
        count("退回", Some(Kind::Returned), true),
        Count {
            label: "逾期".to_owned(),
            count: overdue.to_string(),
            href: "#main".to_owned(),
            bad: overdue > 0,
        },
    ];
    html(&WorkbenchPage {
        frame: shell::frame(&web, &person, &about, at),
        counts,
        tasks: owed.iter().map(|task| line(task, now)).collect(),
        done: Vec::new(),
        own: own(&web, &person, period).await?,
    })
}

fn line(task: &Owed, now: i64) -> Task {
    let (due, overdue) = due(task.period, now);
    let (state, state_kind, word, href) = match task.kind {
        Kind::Enter => ("填写中", "act", "继续填报", path::entry(task.unit, task.period)),
        Kind::Returned => ("退回", "refused", "查看理由", path::entry(task.unit, task.period)),
        Kind::Sign => ("待审签", "act", "审签", path::review(task.unit, task.period)),
        Kind::Verify => ("待核验", "act", "核验", path::review(task.unit, task.period)),
        Kind::Lock => ("待锁定", "act", "锁定", path::review(task.unit, task.period)),
    };
    Task {
        title: format!("{} {}月报", task.unit_name, task.period.label()),
        detail: task.detail.clone(),
        due,
        overdue,
        state: state.to_owned(),
        state_kind,
        action: Link { label: word.to_owned(), href },
    }
}

/// How the own unit stands, for those who have one.
async fn own(web: &Web, person: &Person, period: assessment::Period) -> Result<Option<OwnUnit>, PageError> {
    let Some(unit) = person.own_units().and_then(|units| units.first().copied()) else { return Ok(None) };
    let Ok(sheet) = app::score::sheet(&web.app, person, unit, period).await else { return Ok(None) };
    let rank = sheet.rank.map_or_else(String::new, |rank| format!("第{rank}名"));
    Ok(Some(OwnUnit {
        name: format!("{} {}", sheet.unit_name, period.cumulative_label()),
        total: Link { label: sheet.total.to_string(), href: path::sheet(unit, period) },
        rank: Link { label: rank, href: path::rank(period) },
        moved: Some(0),
        lights: LightCount::default(),
        lights_href: path::sheet(unit, period),
        behind: Vec::new(),
    }))
}
