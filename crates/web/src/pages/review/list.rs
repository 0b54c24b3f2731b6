//! How the reports of a period stand, unit by unit.

use app::work::Standing;
use assessment::{Period, SubmissionState};
use axum::extract::{Path, State};
use axum::response::Html;

use crate::error::PageError;
use crate::path;
use crate::session::Signed;
use crate::shell::{self, Page, Part, Spot, html};
use crate::state::Web;
use crate::view::list::{ListCell, ListHead, ListPage, ListRow};

pub(crate) async fn list(
    State(web): State<Web>,
    Signed(person): Signed,
    Path(period): Path<Period>,
) -> Result<Html<String>, PageError> {
    let standings = app::work::standings(&web.app, &person, period).await?;
    let catalogue = web.app.catalogue().await?;
    let about = Page { part: Part::Review, title: "填报进度", subtitle: period.label(), help: "review" };
    let at = shell::first_unit(&person, &catalogue).map(|unit| (unit, period));
    let mut frame = shell::frame(&web, &person, &about, at);
    let periods = app::period::list(&web.app).await?;
    let address = |_, period| path::reviews(period);
    let spot = Spot { unit: None, period, periods: &periods, address: &address };
    frame.switches = shell::switches(&person, &catalogue, &spot);
    let (due, _) = app::due::words(&catalogue, period, web.app.now());
    let handed = standings.iter().filter(|one| one.state != SubmissionState::Draft).count();
    let overdue = standings.iter().filter(|one| one.overdue).count();
    let head = |label: &str, kind| ListHead { label: label.to_owned(), kind, ..ListHead::default() };
    html(&ListPage {
        frame,
        lead: format!(
            "截止 {due}；已提交 {handed} 个单位，逾期未提交 {overdue} 个，共 {} 个。",
            standings.len()
        ),
        heads: vec![
            head("单位", ""),
            head("状态", ""),
            head("未填", "num"),
            head("退回", "num"),
            head("已核验", "num"),
            head("共", "num"),
            head("最近办理", ""),
        ],
        rows: standings.iter().map(|one| row(one, period)).collect(),
        empty_title: "没有可以查看的单位".to_owned(),
        empty_text: "系统管理员录入单位之后，各单位的填报进度列在这里。".to_owned(),
        ..ListPage::default()
    })
}

fn row(one: &Standing, period: Period) -> ListRow {
    let number = |count: usize| ListCell { text: count.to_string(), kind: "num", ..ListCell::default() };
    let (word, tag) = match (one.state, one.overdue, one.returned) {
        (_, _, returned) if returned > 0 => ("退回".to_owned(), "refused"),
        (_, true, _) => ("逾期".to_owned(), "refused"),
        (SubmissionState::Draft, _, _) if one.looked && one.empty > 0 => ("看过未填完".to_owned(), "care"),
        (SubmissionState::Draft, _, _) => (one.state.to_string(), "plain"),
        (SubmissionState::Locked | SubmissionState::Published, _, _) => (one.state.to_string(), "locked"),
        (SubmissionState::Verified, _, _) => (one.state.to_string(), "done"),
        (state, _, _) => (state.to_string(), "act"),
    };
    let changed = if one.changed_at > 0 { app::period::minute(one.changed_at) } else { String::new() };
    ListRow {
        kind: "",
        cells: vec![
            ListCell {
                text: one.unit_name.clone(),
                href: path::review(one.unit, period),
                ..ListCell::default()
            },
            ListCell { text: word, tag, ..ListCell::default() },
            number(one.empty),
            number(one.returned),
            number(one.verified),
            number(one.figures),
            ListCell { text: changed, kind: "nowrap", ..ListCell::default() },
        ],
        actions: Vec::new(),
    }
}
